"""The tables of a staged import that hold its plan: whom rows match, what becomes of them, and what customers become.

A contact is named by a number: its id, or below zero the number of the row that will create it. A company that comes
along with the people in it has neither; it is named by its key.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_crm.db.sqlite.staging import Staging

PLAN_TABLES = (
    # The contacts of the main file that bear a key of a row.
    "CREATE TABLE hit (n INTEGER, rank INTEGER, id INTEGER, PRIMARY KEY (n, rank, id)) WITHOUT ROWID",
    # The keys that rows have in common with others.
    "CREATE TABLE shared (n INTEGER, rank INTEGER, key TEXT, scope TEXT, PRIMARY KEY (n, rank, key)) WITHOUT ROWID",
    # The contacts that earlier rows with such a key are about, with the keys those have by now.
    """CREATE TABLE lead (rank INTEGER, key TEXT, scope TEXT, has INTEGER, target INTEGER,
       PRIMARY KEY (rank, key, scope, has, target)) WITHOUT ROWID""",
    "CREATE INDEX lead_by_target ON lead (target)",
    # The rows that have to be looked at one by one: those that match, and those that share a key.
    "CREATE TABLE concerned (card INTEGER, n INTEGER, PRIMARY KEY (card, n)) WITHOUT ROWID",
    # What becomes of a row; one without an entry is created as it stands. "bad" rows could not be read.
    # source: the row to create instead, joined of several.
    """CREATE TABLE decision (n INTEGER PRIMARY KEY, outcome TEXT, target INTEGER, source INTEGER, changes TEXT,
       reason TEXT)""",
    # The contacts that change, and the company they will be in (home, or new_home for one that comes along).
    """CREATE TABLE target (id INTEGER PRIMARY KEY, version INTEGER, differs INTEGER, name_key TEXT, home INTEGER,
       new_home TEXT, before TEXT, after TEXT)""",
    # The contacts that a company's key can mean once the plan is carried out.
    "CREATE TABLE bearer (key TEXT, id INTEGER, PRIMARY KEY (key, id)) WITHOUT ROWID",
    # The rows that say owner, level or stage, and of which customer: a contact, or a company that comes along.
    "CREATE TABLE tell (n INTEGER PRIMARY KEY, customer INTEGER, company TEXT)",
    "CREATE TABLE told (customer INTEGER UNIQUE, company TEXT UNIQUE, owner TEXT, level TEXT, stage TEXT)",
    # What that changes of customers that are there; empty columns stay as they are.
    "CREATE TABLE customer_change (id INTEGER PRIMARY KEY, version INTEGER, owner TEXT, level TEXT, stage TEXT)",
    # The ids of the contacts that rows create: of the row (or of what it was joined to) and of its first row.
    "CREATE TABLE made (id INTEGER PRIMARY KEY, n INTEGER, root INTEGER UNIQUE)",
)

_FORGOTTEN = ("hit", "lead", "concerned", "target", "bearer", "tell", "told", "customer_change")


def forget_plan(staging: "Staging", last: int) -> None:
    """Take back what planning has written, so that it can be done again; ``last`` is the last row of the input."""
    for number in staging.chosen("SELECT n FROM row WHERE n > {marks}", [last]):
        staging.take_back(*number)
    for table in _FORGOTTEN:
        staging.connection.execute(f"DELETE FROM {table}")
    staging.connection.execute("DELETE FROM decision WHERE outcome <> 'bad'")
    staging.connection.execute("UPDATE company SET bearers = NULL, bearer = NULL, made = NULL")

"""Where an import stands before it is applied: a temporary file with the rows of the input, in the shape of the tables
that they will fill. Nothing of the main file is locked meanwhile.

Rows are numbered ``n`` from 1 in the order of the input; numbers above the last are rows that were joined of several.
Empty columns are "the file does not say". Companies, tags and users that rows name stand once each under their key.
What the plan decides stands beside (``plan_tables.py``) and can be forgotten.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_crm.db.records import RECORD_TYPES, Collection
from tui_crm.db.sqlite.connection import BULK_WORK
from tui_crm.db.sqlite.driver import Driver
from tui_crm.db.sqlite.plan_tables import PLAN_TABLES
from tui_crm.file_modes import make_private

if TYPE_CHECKING:
    from sqlite3 import Connection as DbapiConnection

CONTACT = RECORD_TYPES["contact"]

COLUMNS = tuple(name for name in (*CONTACT.columns, *CONTACT.derived) if name not in {"owner_id", "deleted_at"})
"""The columns of a contact that a row fills itself."""

ROW = ("n", "line", "has", "company", "card", "role", "department", "owner", *COLUMNS)
"""What is staged of a row: which keys it has, as bits; the key of the company that a person belongs to, or its own key
(``card``) if it is a company; the key of the owner."""

STAGED = tuple(part for part in CONTACT.collections if part.name not in {"tags", "relations"})
"""The collections that a row fills itself."""

DUE = ("n", "due_key", "due_on", "due_time", "zone", "due_at")
"""What is staged of the follow-up that a row asks for."""


def staged_columns(part: Collection) -> tuple[str, ...]:
    """Return the columns of a staged collection: number of the row, position if any, values, derived."""
    return ("n", *(("position",) if part.ordered else ()), *part.columns, *part.derived)


def _collection_table(part: Collection) -> str:
    names = staged_columns(part)
    key = f"PRIMARY KEY ({names[0]}, {names[1]})"  # the row, then the position or what the value is of
    return f"CREATE TABLE {part.table} (n INTEGER, {', '.join(names[1:])}, {key}) WITHOUT ROWID"


_SCHEMA = (
    f"CREATE TABLE row (n INTEGER PRIMARY KEY, {', '.join(ROW[1:])})",
    *map(_collection_table, STAGED),
    f"CREATE TABLE due (n INTEGER, {', '.join(DUE[1:])}, PRIMARY KEY (n, due_key)) WITHOUT ROWID",
    "CREATE TABLE tag (n INTEGER, key TEXT, PRIMARY KEY (n, key)) WITHOUT ROWID",
    "CREATE TABLE document (n INTEGER PRIMARY KEY, name TEXT, body TEXT)",
    # How many control characters a row came without.
    "CREATE TABLE removed (n INTEGER PRIMARY KEY, count INTEGER)",
    # What blank cells of a row erase: "level", "phones", "x.name" ...
    "CREATE TABLE blank (n INTEGER, name TEXT, PRIMARY KEY (n, name)) WITHOUT ROWID",
    # Names that rows say, each with the first row that says it so: its spelling stays.
    "CREATE TABLE tag_name (key TEXT PRIMARY KEY, name TEXT, first INTEGER, used INTEGER, id INTEGER) WITHOUT ROWID",
    """CREATE TABLE user_name (key TEXT PRIMARY KEY, name TEXT, first INTEGER, used INTEGER, id INTEGER, known INTEGER)
       WITHOUT ROWID""",
    """CREATE TABLE company (key TEXT PRIMARY KEY, name TEXT, first INTEGER, words TEXT, bearers INTEGER, bearer INTEGER,
       id INTEGER, made INTEGER) WITHOUT ROWID""",
)

_NAMED = {
    "tag_name": ("key", "name", "first"),
    "user_name": ("key", "name", "first"),
    "company": ("key", "name", "first", "words"),
}


def _insert(table: str, names: Sequence[str], derived: Sequence[str] = ()) -> str:
    """Return the statement that fills a table; "" stands for nothing, as binding None takes ten times as long, but in
    ``derived`` columns, which hold what single writes put there.
    """
    marks = ["?", *("?" if name in derived else "nullif(?, '')" for name in names[1:])]
    return f"INSERT INTO {table} VALUES ({', '.join(marks)})"


def _naming(table: str, entries: str) -> str:
    names = _NAMED[table.removeprefix("main.")]
    return (
        f"INSERT INTO {table} ({', '.join(names)}) {entries} ON CONFLICT (key) DO UPDATE SET"
        f" {', '.join(f'{name} = excluded.{name}' for name in names[1:])} WHERE excluded.first < first"
    )


_OF_ROWS = ("row", "due", "tag", "document", *(part.table for part in STAGED))


class Batch:
    """Rows ready to be staged: for each table a list of tuples in the order of its columns, "" where nothing is said."""

    def __init__(self) -> None:
        self.rows: list[tuple[object, ...]] = []
        self.bad: list[tuple[int, int, str, str]] = []
        """Rows that cannot be read: number, line, name as far as it is known, reason."""
        self.removed: list[tuple[int, int]] = []
        """Rows that control characters were taken out of: number, how many."""
        self.blanks: list[tuple[int, str]] = []
        """What blank cells erase: number of the row, name of the value."""
        self.lists: dict[str, list[tuple[object, ...]]] = {part.name: [] for part in STAGED}
        self.dues: list[tuple[object, ...]] = []
        self.tags: list[tuple[int, str]] = []
        self.documents: list[tuple[int, str, str]] = []


class Staging:
    """The temporary file of one import. ``connection`` is its own; the main file is ``crm`` there while it is attached."""

    def __init__(self, path: Path, driver: Driver) -> None:
        self.path = path
        make_private(path)
        self.connection: DbapiConnection = driver.module.connect(
            str(path), uri=True, isolation_level=None, check_same_thread=False
        )
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "busy_timeout = 30000", *BULK_WORK):
            self.connection.execute(f"PRAGMA {pragma}")
        for statement in (*_SCHEMA, *PLAN_TABLES):
            self.connection.execute(statement)
        self._insert = {part.table: _insert(part.table, staged_columns(part), part.derived) for part in STAGED}
        self._insert |= {table: _insert(table, names) for table, names in (("row", ROW), ("due", DUE))}

    def add(self, batch: Batch) -> None:
        """Write a batch of rows."""
        self.connection.execute("BEGIN")
        self.put(batch)
        if batch.removed:
            self.connection.executemany("INSERT INTO removed VALUES (?, ?)", batch.removed)
        if batch.blanks:
            self.connection.executemany("INSERT INTO blank VALUES (?, ?)", batch.blanks)
        if batch.bad:
            self.connection.executemany(
                "INSERT INTO row (n, line, name) VALUES (?, ?, ?)", [bad[:3] for bad in batch.bad]
            )
            self.connection.executemany(
                "INSERT INTO decision (n, outcome, reason) VALUES (?, 'bad', ?)",
                [(n, reason) for n, _line, _name, reason in batch.bad],
            )
        self.connection.execute("COMMIT")

    def put(self, batch: Batch) -> None:
        """Write the good rows of a batch within a transaction."""
        many = self.connection.executemany
        many(self._insert["row"], batch.rows)
        for part in STAGED:
            many(self._insert[part.table], batch.lists[part.name])
        many(self._insert["due"], batch.dues)
        many("INSERT INTO tag VALUES (?, ?)", batch.tags)
        many("INSERT INTO document VALUES (?, ?, ?)", batch.documents)

    def take_back(self, n: int) -> None:
        """Take a row out again."""
        for table in _OF_ROWS:
            self.connection.execute(f"DELETE FROM {table} WHERE n = ?", (n,))

    def name(self, table: str, names: Sequence[tuple[object, ...]]) -> None:
        """Write tags (``tag_name``), users (``user_name``) or companies (``company``) that rows name: key, name, the row,
        and of companies the words for the search; the spelling of the first row stays.
        """
        self.connection.executemany(_naming(table, f"VALUES ({', '.join('?' * len(_NAMED[table]))})"), names)

    def take_over(self, shard: Path) -> None:
        """Take in the rows that another process has staged into a file of its own."""
        run = self.connection.execute
        run("ATTACH ? AS shard", (str(shard),))
        run("BEGIN")
        for table in (*_OF_ROWS, "decision", "removed", "blank"):
            run(f"INSERT INTO main.{table} SELECT * FROM shard.{table}")
        for table, names in _NAMED.items():
            run(_naming(f"main.{table}", f"SELECT {', '.join(names)} FROM shard.{table} WHERE true"))
        run("COMMIT")
        run("DETACH shard")

    def attach(self, location: str) -> None:
        """Let statements read the main file, named by a URI, as ``crm``."""
        self.connection.execute("ATTACH ? AS crm", (location,))

    def detach(self) -> None:
        """Let go of the main file."""
        self.connection.execute("DETACH crm")

    def chosen(self, query: str, numbers: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        """Run a query with ``{marks}`` in it for a list of values."""
        return iter(
            self.connection.execute(query.format(marks=", ".join("?" * len(numbers))), list(numbers)).fetchall()
        )

    def records(self, rows: Sequence[int]) -> dict[int, dict[str, object]]:
        """Return what rows say: the columns of ``ROW`` that are said, lists as tuples, tags and company by name, dues
        as (day, time), with the row's ``n``.
        """
        found: dict[int, dict[str, object]] = {}
        names = ", ".join(f"r.{name}" for name in ROW)
        query = (
            f"SELECT {names}, co.name FROM row r LEFT JOIN company co ON co.key = r.company WHERE r.n IN ({{marks}})"
        )
        for *values, company in self.chosen(query, rows):
            said = {name: value for name, value in zip(ROW, values, strict=True) if value is not None}
            if company is not None:
                said["company_key"], said["company"] = said["company"], company
            found[values[0]] = said
        for part in STAGED:
            columns = ", ".join(part.columns)
            place = staged_columns(part)[1]
            query = f"SELECT n, {columns} FROM {part.table} WHERE n IN ({{marks}}) ORDER BY n, {place}"
            self._gather(found, part.name, query, rows, tuple)
        query = "SELECT n, t.name FROM tag JOIN tag_name t USING (key) WHERE n IN ({marks}) ORDER BY n, key"
        self._gather(found, "tags", query, rows, lambda values: values[0])
        query = "SELECT n, due_on, due_time FROM due WHERE n IN ({marks}) ORDER BY n, due_key"
        self._gather(found, "dues", query, rows, tuple)
        return found

    def blanks(self, rows: Sequence[int]) -> dict[int, list[str]]:
        """Return by row what its blank cells erase."""
        found: dict[int, list[str]] = {}
        for n, name in self.chosen("SELECT n, name FROM blank WHERE n IN ({marks}) ORDER BY n, name", rows):
            found.setdefault(n, []).append(name)
        return found

    def _gather(
        self,
        found: dict[int, dict[str, object]],
        name: str,
        query: str,
        rows: Sequence[int],
        value_of: Callable[[list[Any]], object],
    ) -> None:
        lists: dict[int, list[object]] = {}
        for n, *values in self.chosen(query, rows):
            lists.setdefault(n, []).append(value_of(values))
        for n, values in lists.items():
            found[n][name] = tuple(values)

    def last(self) -> int:
        """Return the number of the last row."""
        return int(self.connection.execute("SELECT coalesce(max(n), 0) FROM row").fetchone()[0])

    def removed_controls(self) -> int:
        """Return how many control characters were taken out of good rows."""
        return int(self.connection.execute("SELECT coalesce(sum(count), 0) FROM removed").fetchone()[0])

    def close(self) -> None:
        """Close the file; its folder is the caller's to remove."""
        self.connection.close()

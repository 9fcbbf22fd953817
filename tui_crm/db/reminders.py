"""Statements about reminders."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import Connection, Row

from tui_crm.db import sql
from tui_crm.db.conditions import Binds
from tui_crm.db.rows import number
from tui_crm.db.sqlite.functions import add_functions
from tui_crm.db.sqlite.search import CONTACT, KINDS
from tui_crm.models.cards import ReminderEntry
from tui_crm.models.due import APART, is_overdue
from tui_crm.models.matching import Term, fts_query, parse_terms
from tui_crm.models.record import begin_of, day_of, instant_of
from tui_crm.models.worklist import State

_ENTRY = """
SELECT r.*, c.name AS contact, CASE WHEN k.id <> c.id THEN k.name END AS company, u.login AS owner,
    t.number AS ticket FROM reminder r
LEFT JOIN contact c ON c.id = r.contact_id LEFT JOIN contact k ON k.id = r.customer_id
LEFT JOIN "user" u ON u.id = r.owner_id LEFT JOIN ticket t ON t.id = r.ticket_id
WHERE r.deleted_at IS NULL"""


@dataclass(frozen=True)
class Wanted:
    """Which reminders: of a contact, of an owner or ``unowned``, due from one day up to another, with these words."""

    contact_id: int | None = None
    owner_id: int | None = None
    until: date | None = None
    state: State = State.OPEN
    since: date | None = None
    priority: str | None = None
    text: str = ""
    unowned: bool = False
    zone: tzinfo = UTC  # on whose wall days begin
    ticket_id: int | None = None


def conditions(connection: Connection, wanted: Wanted, binds: Binds) -> str:
    """Return what must hold of the reminder ``r`` with the contact ``c`` (none, where it is about nobody)."""
    holds = ["r.deleted_at IS NULL", "c.deleted_at IS NULL", *_states(wanted), *_whose(wanted, binds)]
    if wanted.ticket_id is not None:
        holds.append(f"r.ticket_id = {binds.one(wanted.ticket_id)}")
    if wanted.priority is not None:
        holds.append(f"r.priority = {binds.one(wanted.priority)}")
    if wanted.since is not None and wanted.since > date.min + APART:
        holds.append(_from(wanted.since, ">=", wanted, binds))
    if wanted.until is not None and wanted.until < date.max - APART:
        holds.append(_from(wanted.until + timedelta(days=1), "<", wanted, binds))
    if terms := parse_terms(wanted.text):
        add_functions(connection)
        holds.append(_having(terms, binds))
    return " AND ".join(holds)


def _from(day: date, sign: str, wanted: Wanted, binds: Binds) -> str:
    """Return the condition that one is due from the begin of a day on, or before: by its instant where it has a time."""
    near = day - APART if sign == ">=" else day + APART
    begin = binds.one(begin_of(day, wanted.zone))
    due = (
        f"CASE WHEN r.due_at IS NULL THEN r.due_on {sign} {binds.one(day.isoformat())} ELSE r.due_at {sign} {begin} END"
    )
    return f"r.due_key {sign} {binds.one(near.isoformat())} AND {due}"


def _states(wanted: Wanted) -> Sequence[str]:
    if wanted.state is State.ALL:
        return ()
    return ("r.done_at IS NULL",) if wanted.state is State.OPEN else ("r.done_at IS NOT NULL",)


def _whose(wanted: Wanted, binds: Binds) -> Iterator[str]:
    if wanted.contact_id is not None:
        contact = binds.one(wanted.contact_id)
        yield f"(r.contact_id = {contact} OR r.customer_id = {contact})"
    owner = (
        "+r.owner_id" if wanted.state is State.DONE else "r.owner_id"
    )  # with + the index by when they were done is walked
    if wanted.unowned:
        yield f"{owner} IS NULL"
    elif wanted.owner_id is not None:
        yield f"{owner} = {binds.one(wanted.owner_id)}"


def _having(terms: Sequence[Term], binds: Binds) -> str:
    """Return the condition that a search finds a reminder: each term in what it says, or in whom it is about."""
    each = []
    for term in terms:
        words = binds.one(" ".join(term.words))
        said = f"has_words(r.text, {words}) OR has_words(r.place, {words})"
        each.append(f"({said} OR {_about([term], binds)})")
    return f"({' AND '.join(each)}{f' OR {_about(terms, binds)}' if len(terms) > 1 else ''})"


def _about(terms: Sequence[Term], binds: Binds) -> str:
    hits = (
        f"(SELECT rowid / {KINDS} FROM search_name"
        f" WHERE search_name MATCH {binds.one(fts_query(terms))} AND rowid % {KINDS} = {CONTACT})"
    )
    return f"r.contact_id IN {hits} OR r.customer_id IN {hits}"


def entries(
    connection: Connection, wanted: Wanted, now: datetime, today: date, limit: int | None = None
) -> list[ReminderEntry]:
    """Return reminders, soonest first, without those of contacts in the trash; ``today`` is the user's."""
    binds = Binds()
    query = f"{_ENTRY} AND {conditions(connection, wanted, binds)} ORDER BY r.due_key, r.id LIMIT :limit"
    found = sql.rows(connection, query, limit=-1 if limit is None else limit, **binds.values)
    return [_entry(row, now, today) for row in found]


def ids_wanted(connection: Connection, wanted: Wanted) -> list[int]:
    """Return the ids of the reminders that :func:`entries` reads, in its order."""
    binds = Binds()
    query = f"""SELECT r.id FROM reminder r LEFT JOIN contact c ON c.id = r.contact_id
        WHERE {conditions(connection, wanted, binds)} ORDER BY r.due_key, r.id"""
    return [number(row[0]) for row in sql.rows(connection, query, **binds.values)]


def by_id(connection: Connection, reminder_id: int, now: datetime, today: date) -> ReminderEntry | None:
    """Return one reminder, done or not, unless it is in the trash."""
    return next(iter(by_ids(connection, [reminder_id], now, today)), None)


def by_ids(connection: Connection, ids: Sequence[int], now: datetime, today: date) -> list[ReminderEntry]:
    """Return these reminders in this order, done or not; those in the trash are left out."""
    rows = sql.rows_of(connection, _ENTRY + " AND r.id IN :ids", ids)
    found = {number(row.id): _entry(row, now, today) for row in rows}
    return [found[key] for key in ids if key in found]


def last_written(connection: Connection, ids: Sequence[int]) -> dict[int, datetime]:
    """Return when what people read of these reminders was written last: they themselves, or their contact's name."""
    query = """SELECT r.id, coalesce(max(o.at), r.created_at) FROM reminder r
        LEFT JOIN change h ON (h.thing = 'reminder' AND h.record_id = r.id) OR (h.thing = 'contact'
            AND h.record_id = r.contact_id AND h.action = 'update' AND json_type(h.fields, '$.name') IS NOT NULL)
        LEFT JOIN operation o ON o.id = h.operation_id WHERE r.id IN :ids GROUP BY r.id"""
    return {number(key): instant_of(str(at)) for key, at in sql.rows_of(connection, query, ids)}


def live_with(connection: Connection, ids: Sequence[int]) -> dict[int, list[int]]:
    """Return the other live ones of the series of those of these reminders that are live and repeat."""
    query = """
    WITH RECURSIVE kin (first, id) AS (
        SELECT id, id FROM reminder WHERE id IN :ids AND repeat IS NOT NULL AND done_at IS NULL AND deleted_at IS NULL
        UNION SELECT k.first, r.id FROM kin k JOIN reminder r ON r.repeat_of = k.id
        UNION SELECT k.first, r.repeat_of FROM kin k JOIN reminder r ON r.id = k.id WHERE r.repeat_of IS NOT NULL
    ) SELECT k.first, k.id FROM kin k JOIN reminder r ON r.id = k.id
    WHERE k.first <> k.id AND r.repeat IS NOT NULL AND r.done_at IS NULL AND r.deleted_at IS NULL ORDER BY 1, 2"""
    found: dict[int, list[int]] = {}
    for first, other in sql.rows_of(connection, query, ids):
        found.setdefault(number(first), []).append(number(other))
    return found


def with_open_followers(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Return which of these reminders have an open one behind them in their series, however far."""
    query = """
    WITH RECURSIVE behind (first, id) AS (
        SELECT repeat_of, id FROM reminder WHERE repeat_of IN :ids
        UNION SELECT b.first, r.id FROM behind b JOIN reminder r ON r.repeat_of = b.id
    ) SELECT DISTINCT b.first FROM behind b JOIN reminder r ON r.id = b.id
    WHERE r.done_at IS NULL AND r.deleted_at IS NULL"""
    return {number(row[0]) for row in sql.rows_of(connection, query, ids)}


def _entry(row: Row[*tuple[Any, ...]], now: datetime, today: date) -> ReminderEntry:
    said = row._asdict()
    for name in ("owner_id", "customer_id", "created_at", "deleted_at", "due_key", "repeat_of"):
        del said[name]
    for name in ("contact", "company", "owner", "place", "repeat", "repeat_from", "text", "ticket"):
        said[name] = said[name] or ""
    said["repeat_on"] = day_of(said["repeat_on"]) if said["repeat_on"] else None
    said["due_on"] = day_of(said["due_on"])
    for name in ("due_at", "done_at"):
        said[name] = instant_of(said[name]) if said[name] else None
    passed = is_overdue(said["due_on"], said["due_at"], said["minutes"], now=now, today=today)
    return ReminderEntry(**said, overdue=passed and said["done_at"] is None)


def same(connection: Connection, contact_id: int | None, known: int | None = None, **said: str) -> int | None:
    """Return the reminder with a contact, or with nobody, of this day, time and text (``due_on``, ``due_time``, ``text``).

    An empty one is none. Of several it is the ``known`` one, or else the first.
    """
    query = """SELECT id FROM reminder WHERE contact_id IS :contact_id AND due_on = :due_on AND deleted_at IS NULL
        AND coalesce(due_time, '') = :due_time AND coalesce(text, '') = :text ORDER BY id IS NOT :known, id LIMIT 1"""
    found = sql.scalar(connection, query, contact_id=contact_id, known=known, **said)
    return None if found is None else number(found)

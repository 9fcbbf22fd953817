"""Statements about what waits: reminders due, whom to be in touch with again, customers without a next step, birthdays.
``owner`` None is everybody's.

Counting stops early, so that a count costs the same however much has piled up; each statement walks an index in the
order that is asked for, and reads no more rows than it returns or rules out.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from tui_crm.db import sql, tallying
from tui_crm.db.no_next import SILENT, tended
from tui_crm.db.overdue import over
from tui_crm.db.rows import number
from tui_crm.db.sqlite.functions import add_functions
from tui_crm.db.tallying import tally
from tui_crm.models.agenda import DAYS_AHEAD, Span, Tally
from tui_crm.models.birthday import keys_between
from tui_crm.models.due import APART
from tui_crm.models.matching import words
from tui_crm.models.record import stored_instant

_FEW = 20_000
"""So many contacts of one owner are sorted by their silence; of more, the silence of all is walked in its order."""

_HANDFUL = 1_000
"""So many whose cadence has run out are looked at, whosever they are, rather than all of one owner."""

_LONGEST = timedelta(days=7)  # that a reminder can take
_OVER = over("r")
_APPOINTMENT = "(r.due_at IS NOT NULL AND (coalesce(r.minutes, 0) > 0 OR coalesce(r.place, '') <> ''))"

_DUE = f"""
FROM reminder r LEFT JOIN contact c ON c.id = r.contact_id
WHERE r.done_at IS NULL AND r.deleted_at IS NULL AND c.deleted_at IS NULL {{which}} AND r.due_key >= :from AND r.due_key < :to
AND CASE WHEN r.due_at IS NULL THEN r.due_on >= :first AND r.due_on < :end
    ELSE r.due_at >= :since AND r.due_at < :until AND {_OVER} >= :open_at AND (:over_by = '' OR {_OVER} < :over_by) END"""

_TENDED = f"k.deleted_at IS NULL AND {tended('k')}"
_LEFT_HERE = f"{SILENT} AND NOT coalesce(s.touch_by < :but, 0)"

_OF_FEW = f"""
FROM contact k CROSS JOIN contact_summary s ON s.contact_id = k.id
WHERE k.owner_id = :owner AND {_TENDED} AND {_LEFT_HERE}"""
_OF_MANY = f"""
FROM contact_summary s CROSS JOIN contact k ON k.id = s.contact_id
WHERE {_LEFT_HERE} AND s.last_at {{touched}} AND {_TENDED} {{mine}}"""

_OUT_OF_TOUCH = "s.touch_by < :until AND s.next_id IS NULL AND c.deleted_at IS NULL"
_BY_TOUCH = f"""
FROM contact_summary s CROSS JOIN contact c ON c.id = s.contact_id CROSS JOIN contact k ON k.id = s.customer_id
WHERE {_OUT_OF_TOUCH}"""
_BY_OWNER = f"""
FROM contact k CROSS JOIN contact_summary s ON s.customer_id = k.id CROSS JOIN contact c ON c.id = s.contact_id
WHERE {_OUT_OF_TOUCH}"""

_BORN = """
SELECT c.id FROM contact c CROSS JOIN contact_summary s ON s.contact_id = c.id CROSS JOIN contact k ON k.id = s.customer_id
WHERE c.birthday_key IN :keys AND c.deleted_at IS NULL AND NOT c.do_not_contact {mine}
AND (s.last_at IS NULL OR s.last_at < :spoken) AND NOT EXISTS (
    SELECT 1 FROM reminder r WHERE r.contact_id = c.id AND r.done_at IS NULL AND r.due_on = :day AND r.deleted_at IS NULL)
ORDER BY c.id LIMIT :most"""


def due_ids(connection: Connection, span: Span, owner: int | None, limit: int) -> list[int]:
    """Return the open reminders due in ``span``, soonest first, without those of contacts in the trash."""
    query = f"SELECT r.id {_due(span, owner)} ORDER BY r.due_key, r.id LIMIT :limit"
    return [number(row[0]) for row in sql.rows(connection, query, **_values(span, owner), limit=limit)]


def due_count(connection: Connection, span: Span, owner: int | None) -> Tally:
    """Return how many there are."""
    return tally(connection, f"SELECT 1 {_due(span, owner)}", **_values(span, owner))


def timed_ids(connection: Connection, owner: int, since: datetime, until: datetime) -> list[int]:
    """Return an owner's open reminders whose instant is after ``since``, up to ``until``, soonest first."""
    query = """
SELECT r.id FROM reminder r LEFT JOIN contact c ON c.id = r.contact_id
WHERE r.owner_id = :owner AND r.done_at IS NULL AND r.deleted_at IS NULL AND c.deleted_at IS NULL
AND r.due_key >= :from AND r.due_key < :to AND r.due_at > :since AND r.due_at <= :until ORDER BY r.due_at, r.id"""
    first, last = (since - APART).date().isoformat(), (until + APART).date().isoformat()
    values = {"from": first, "to": last, "since": stored_instant(since), "until": stored_instant(until)}
    return [number(row[0]) for row in sql.rows(connection, query, owner=owner, **values)]


def _due(span: Span, owner: int | None) -> str:
    which = "AND r.owner_id = :owner" if owner is not None else ""
    if span.appointments is not None:
        which += f" AND {'' if span.appointments else 'NOT '}{_APPOINTMENT}"
    return _DUE.format(which=which)


def _values(span: Span, owner: int | None) -> dict[str, object]:
    begin = ""
    if span.first:
        before = _LONGEST + APART if span.open_at else APART
        begin = (date.fromisoformat(span.first) - before).isoformat()
    end = (date.fromisoformat(span.end) + APART).isoformat()
    said = {"from": begin, "to": end, "first": span.first, "end": span.end, "since": span.since, "until": span.until}
    said |= {"open_at": span.open_at, "over_by": span.over_by}
    return said | _owned(owner)


def out_of_touch_ids(connection: Connection, until: str, owner: int | None, limit: int) -> list[int]:
    """Return the contacts to be in touch with again before ``until`` with whom there is no next step, the latest first."""
    query = (
        f"SELECT s.contact_id {_out_of_touch(connection, until, owner)} ORDER BY s.touch_by, s.contact_id LIMIT :limit"
    )
    return [number(row[0]) for row in sql.rows(connection, query, until=until, limit=limit, **_owned(owner))]


def out_of_touch_count(connection: Connection, until: str, owner: int | None) -> Tally:
    """Return how many there are."""
    return tally(connection, f"SELECT 1 {_out_of_touch(connection, until, owner)}", until=until, **_owned(owner))


def _out_of_touch(connection: Connection, until: str, owner: int | None) -> str:
    """Return the shorter way to them: through all whose cadence has run out, or through what the owner has."""
    if owner is None:
        return _BY_TOUCH
    query = "SELECT count(*) FROM (SELECT 1 FROM contact_summary WHERE touch_by < :until LIMIT :few)"
    is_handful = number(sql.scalar(connection, query, until=until, few=_HANDFUL)) < _HANDFUL
    way = _BY_TOUCH if is_handful or not _has_few(connection, owner) else _BY_OWNER
    return f"{way} AND k.owner_id = :owner"


def silent_ids(connection: Connection, owner: int | None, limit: int, but: str = "") -> list[int]:
    """Return customers that should have a next step and have none: the longest silent first, then those never spoken with.

    Left out are those to be in touch with again before ``but``, an instant as stored.
    """
    if _has_few(connection, owner):
        query = f"SELECT k.id {_OF_FEW} ORDER BY s.last_at IS NULL, s.last_at, k.id LIMIT :limit"
        return _ids(connection, query, owner, but=but, limit=limit)
    spoken, never = (f"SELECT k.id {way}" for way in _of_many(owner))
    found = _ids(connection, f"{spoken} ORDER BY s.last_at, s.contact_id LIMIT :limit", owner, but=but, limit=limit)
    rest = limit - len(found)
    return found + _ids(connection, f"{never} ORDER BY s.contact_id LIMIT :limit", owner, but=but, limit=rest)


def silent_count(connection: Connection, owner: int | None, but: str = "") -> Tally:
    """Return how many there are."""
    ways = (_OF_FEW,) if _has_few(connection, owner) else _of_many(owner)
    query = " UNION ALL ".join(f"SELECT 1 {way}" for way in ways)
    return tally(connection, query, but=but, **_owned(owner))


def _has_few(connection: Connection, owner: int | None) -> bool:
    if owner is None:
        return False
    query = "SELECT count(*) FROM (SELECT 1 FROM contact WHERE owner_id = :owner LIMIT :few)"
    return number(sql.scalar(connection, query, owner=owner, few=_FEW)) < _FEW


def _of_many(owner: int | None) -> tuple[str, str]:
    mine = "AND k.owner_id = :owner" if owner is not None else ""
    return _OF_MANY.format(touched="IS NOT NULL", mine=mine), _OF_MANY.format(touched="IS NULL", mine=mine)


def _ids(connection: Connection, query: str, owner: int | None, **values: object) -> list[int]:
    return [number(row[0]) for row in sql.rows(connection, query, **_owned(owner), **values)]


def _owned(owner: int | None) -> dict[str, object]:
    return {"owner": owner} if owner is not None else {}


def last_words(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Return what was said at the last touch with these contacts: its note, else its subject, else how it ended."""
    query = """SELECT s.contact_id, coalesce(nullif(a.text, ''), nullif(a.subject, ''), a.outcome, '')
        FROM contact_summary s JOIN activity a ON a.id = s.last_id WHERE s.contact_id IN :ids"""
    return {number(key): str(text) for key, text in sql.rows_of(connection, query, ids)}


def birthdays(connection: Connection, today: date, since: str, owner: int | None) -> list[tuple[date, int]]:
    """Return whose birthday is today or in the next days, the soonest first, one more than is counted at most.

    Left out are those with an open reminder for that very day, and today those who were spoken with ``since`` midnight.
    """
    return [*_birthdays(connection, today, since, owner)][: tallying.MOST + 1]


def _birthdays(connection: Connection, today: date, since: str, owner: int | None) -> Iterator[tuple[date, int]]:
    mine = "AND k.owner_id = :owner" if owner is not None else ""
    for ahead in range(DAYS_AHEAD + 1):
        day = today + timedelta(days=ahead)
        values = {"keys": sorted(keys_between(day, day)), "day": day.isoformat(), "most": tallying.MOST + 1}
        values |= {"spoken": since if not ahead else "~"} | _owned(owner)
        for row in sql.rows(connection, _BORN.format(mine=mine), **values):
            yield day, number(row[0])


def is_planned(connection: Connection, name: str, first: date, owner: int | None) -> bool:
    """Return whether a reminder due on a holiday, or in the week before, names it, open or done."""
    add_functions(connection)
    begin, end = (first - timedelta(days=DAYS_AHEAD)).isoformat(), (first + timedelta(days=1)).isoformat()
    within = "r.deleted_at IS NULL AND r.due_key >= :begin AND r.due_key < :end AND has_words(r.text, :words)"
    mine = "" if owner is None else " AND r.owner_id = :owner"
    done = f"r.done_at >= :begin AND {within}{mine.replace('r.', '+r.')}"
    query = f"""SELECT EXISTS (SELECT 1 FROM reminder r WHERE r.done_at IS NULL AND {within}{mine})
        OR EXISTS (SELECT 1 FROM reminder r WHERE {done})"""
    values = {"begin": begin, "end": end, "words": " ".join(words(name))} | _owned(owner)
    return bool(number(sql.scalar(connection, query, **values)))

"""What lists show of each contact, computed by set-based statements from the records it is derived from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.rows import number

CUSTOMER_OF = """coalesce((
    SELECT r.other_id FROM relation r JOIN contact o ON o.id = r.other_id AND o.kind = 'company' AND o.deleted_at IS NULL
    WHERE r.contact_id = c.id AND r.kind = 'member' AND c.kind = 'person'
    ORDER BY r.is_primary DESC, r.position LIMIT 1), c.id)"""

_NEWEST = """SELECT id FROM (
    SELECT id, at FROM (SELECT id, at FROM activity WHERE contact_id = c.id AND {real} ORDER BY at DESC, id DESC LIMIT 1)
    UNION ALL
    SELECT id, at FROM (SELECT id, at FROM activity WHERE customer_id = c.id AND {real} ORDER BY at DESC, id DESC LIMIT 1)
    UNION ALL
    SELECT a.id, a.at FROM activity_participant p JOIN activity a ON a.id = p.activity_id
    WHERE p.contact_id = c.id AND a.deleted_at IS NULL AND a.kind <> 'system'
    ) ORDER BY at DESC, id DESC LIMIT 1""".format(real="deleted_at IS NULL AND kind <> 'system'")

_SOONEST = """SELECT id FROM (
    SELECT id, due_key FROM (SELECT id, due_key FROM reminder WHERE contact_id = c.id AND {real} ORDER BY due_key, id LIMIT 1)
    UNION ALL
    SELECT id, due_key FROM (SELECT id, due_key FROM reminder WHERE customer_id = c.id AND {real} ORDER BY due_key, id LIMIT 1)
    ) ORDER BY due_key, id LIMIT 1""".format(real="done_at IS NULL AND deleted_at IS NULL")

_OF_LEVEL = f"k.level = c.level AND (c.kind = 'company' OR {CUSTOMER_OF} = c.id)"
_OF_TAG = "EXISTS (SELECT 1 FROM contact_tag t WHERE t.tag_id = k.tag_id AND t.contact_id = c.id)"
_OF_RULES = f"""(SELECT min(k.days) FROM cadence k LEFT JOIN tag g ON g.id = k.tag_id WHERE k.deleted_at IS NULL
    AND CASE WHEN k.tag_id IS NULL THEN {_OF_LEVEL} ELSE g.deleted_at IS NULL AND {_OF_TAG} END)"""

_TOUCH_BY = "strftime('%Y-%m-%dT%H:%M:%SZ', coalesce({last_at}, {created_at}), {days} || ' days')"

_NEVER: Final = 1_000_000  # more days than any cadence has


@dataclass(frozen=True)
class Further:
    """What else sets the cadence of the contact ``c``: queries for ids, each with the days of those, and their ``values``.

    They may read stored summaries and the search index, which must be right before.
    """

    queries: tuple[tuple[str, int], ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def tables(self) -> list[str]:
        """The queries as tables of a WITH: in their place they would stand deeper than SQLite's parser goes."""
        return [f"held{place} (id) AS NOT MATERIALIZED ({query})" for place, (query, _days) in enumerate(self.queries)]

    @property
    def cadence(self) -> str:
        """The cadence of ``c``, where the ``tables`` are there: its own, else the shortest of those that hold."""
        rules = _OF_RULES
        if self.queries:
            terms = (
                f"CASE WHEN EXISTS (SELECT 1 FROM held{place} h WHERE h.id = c.id) THEN {days:d} ELSE {_NEVER} END"
                for place, (_query, days) in enumerate(self.queries)
            )
            rules = f"nullif(min({', '.join((f'coalesce({rules}, {_NEVER})', *terms))}), {_NEVER})"
        return f"CASE WHEN NOT c.do_not_contact THEN coalesce(c.cadence, {rules}) END"


NOTHING: Final = Further()


def _summary(chosen: str, further: Further = NOTHING) -> str:
    """Return the query for the summaries of contacts; ``chosen`` follows ``FROM contact c``."""
    touch_by = _TOUCH_BY.format(last_at="a.at", created_at="s.created_at", days="s.cadence")
    return f"""
SELECT s.contact_id, s.customer_id, s.last_id, a.at AS last_at, s.next_id, r.due_key AS next_key, s.no_next_since,
    s.cadence, {touch_by} AS touch_by
FROM (
    SELECT c.id AS contact_id, {CUSTOMER_OF} AS customer_id, ({_NEWEST}) AS last_id, ({_SOONEST}) AS next_id,
        c.no_next_since, c.created_at, {further.cadence} AS cadence
    FROM contact c {chosen}
) s LEFT JOIN activity a ON a.id = s.last_id LEFT JOIN reminder r ON r.id = s.next_id"""


_COLUMNS = "contact_id, customer_id, last_id, last_at, next_id, next_key, no_next_since, cadence, touch_by"


def refresh(connection: Connection, ids: Sequence[int]) -> None:
    """Compute the summaries of these contacts anew, without what segments add; those that are gone lose theirs."""
    computed = _summary("WHERE c.id IN :ids")
    for piece in sql.chunks(ids):
        sql.run(connection, "DELETE FROM contact_summary WHERE contact_id IN :ids", ids=list(piece))
        sql.run(connection, f"INSERT INTO contact_summary ({_COLUMNS}) {computed}", ids=list(piece))


def refresh_chosen(connection: Connection, query: str, **values: object) -> None:
    """Compute the summaries of the contacts anew whose ids a query selects, without what segments add."""
    sql.run(connection, f"DELETE FROM contact_summary WHERE contact_id IN ({query})", **values)
    computed = _summary(f"WHERE c.id IN ({query})")
    sql.run(connection, f"INSERT INTO contact_summary ({_COLUMNS}) {computed}", **values)


def keep_cadence(connection: Connection, query: str, further: Further = NOTHING, **values: object) -> None:
    """Compute anew by when one shall be in touch with the contacts whose ids a query selects; all else stays."""
    touch_by = _TOUCH_BY.format(last_at="contact_summary.last_at", created_at="n.created_at", days="n.cadence")
    tables = ", ".join((*further.tables, f"chosen (id) AS ({query})"))
    sql.run(
        connection,
        f"WITH {tables} UPDATE contact_summary SET cadence = n.cadence, touch_by = {touch_by} FROM (SELECT c.id, c.created_at,"
        f" {further.cadence} AS cadence FROM contact c WHERE c.id IN (SELECT id FROM chosen)) AS n"
        " WHERE n.id = contact_summary.contact_id",
        **values,
        **further.values,
    )


def mend(connection: Connection, ids: Sequence[int]) -> None:
    """Compute the summaries of these contacts anew, as whole as :func:`stale` compares them."""
    refresh(connection, ids)
    if further := _by_segments(connection):
        for piece in sql.chunks(ids):
            keep_cadence(connection, "SELECT id FROM contact WHERE id IN :ids", further, ids=list(piece))


def rebuild(connection: Connection) -> None:
    """Compute every summary anew."""
    sql.run(connection, "DELETE FROM contact_summary")
    sql.run(connection, f"INSERT INTO contact_summary ({_COLUMNS}) {_summary('')}")
    if further := _by_segments(connection):
        keep_cadence(connection, "SELECT id FROM contact", further)


def stale(connection: Connection) -> list[int]:
    """Return the ids of contacts whose stored summary differs from the computed one."""
    further = _by_segments(connection) or NOTHING
    tables = f"WITH {', '.join(further.tables)} " if further.tables else ""
    computed = f"SELECT {_COLUMNS} FROM ({_summary('', further)})"
    stored = f"SELECT {_COLUMNS} FROM contact_summary"
    query = (
        f"{tables}SELECT contact_id FROM (SELECT * FROM ({computed}) EXCEPT SELECT * FROM ({stored}))"
        f" UNION SELECT contact_id FROM (SELECT * FROM ({stored}) EXCEPT SELECT * FROM ({computed}))"
    )
    return [number(row[0]) for row in sql.rows(connection, query, **further.values)]


def _by_segments(connection: Connection) -> Further | None:
    """Return what segments add, None where none has a cadence."""
    query = "SELECT EXISTS (SELECT 1 FROM cadence WHERE segment_id IS NOT NULL AND deleted_at IS NULL)"
    if not sql.scalar(connection, query):
        return None
    from tui_crm.db.cadence_segments import further  # noqa: PLC0415 - few files need the language of filters to write

    return further(connection)

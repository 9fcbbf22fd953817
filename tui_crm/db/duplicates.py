"""Statements that find contacts which may be one and the same."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.records import folded

_SHARED = """
SELECT group_concat(DISTINCT v.contact_id) FROM {table} v JOIN contact c ON c.id = v.contact_id
WHERE c.deleted_at IS NULL AND c.kind IN :kinds AND v.{key} <> '' GROUP BY v.{key}, c.kind
HAVING count(DISTINCT v.contact_id) > 1 ORDER BY min(v.contact_id) LIMIT :limit"""

_NAMESAKES = """
SELECT group_concat(id) FROM (
    SELECT c.id, c.kind, c.name_key, CASE WHEN s.customer_id <> c.id THEN s.customer_id END AS company,
        c.kind = 'person' AND (EXISTS (SELECT 1 FROM contact_email e WHERE e.contact_id = c.id)
        OR EXISTS (SELECT 1 FROM contact_phone p WHERE p.contact_id = c.id)) AS is_told_apart
    FROM contact c JOIN contact_summary s ON s.contact_id = c.id
    WHERE c.deleted_at IS NULL AND c.kind IN :kinds)
GROUP BY name_key, kind, company HAVING count(*) > 1 AND (company IS NOT NULL OR min(is_told_apart) = 0)
ORDER BY min(id) LIMIT :limit"""


def sharing(
    connection: Connection, table: str, key: str, kinds: Sequence[str], limit: int
) -> Iterator[tuple[int, ...]]:
    """Yield the groups of live contacts with the same value in a column of their e-mails or phones.

    Each is of one of ``kinds``.
    """
    query = _SHARED.format(table=table, key=key)
    for (ids,) in sql.rows(connection, query, kinds=list(kinds), limit=limit):
        yield _ids(ids)


def namesakes(connection: Connection, kinds: Sequence[str], limit: int) -> Iterator[tuple[int, ...]]:
    """Yield the groups of live contacts with the same folded name: companies, people of one company, and people without
    a company of whom one at least has neither an e-mail nor a phone to tell them apart. Each is of one of ``kinds``.
    """
    for (grouped,) in sql.rows(connection, _NAMESAKES, kinds=list(kinds), limit=limit):
        names: dict[str, list[int]] = {}
        query = "SELECT id, name FROM contact WHERE id IN :ids ORDER BY id"
        for key, name in sql.rows(connection, query, ids=list(_ids(grouped))):
            names.setdefault(folded(str(name)) or str(name), []).append(int(str(key)))
        yield from (tuple(ids) for ids in names.values() if len(ids) > 1)


def _ids(grouped: object) -> tuple[int, ...]:
    return tuple(sorted(int(key) for key in str(grouped).split(",")))

"""Which tickets words find at once, for whoever is about to open one."""

from typing import Final

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.field_kinds import BEYOND
from tui_crm.db.rows import number
from tui_crm.db.sqlite.search import KINDS, TICKET
from tui_crm.db.ticket_states import LIVE_STATES
from tui_crm.models.matching import fts_query, parse_terms

HITS: Final = 2_000
"""How many hits are looked at, the newest ones."""


def searched(connection: Connection, text: str, limit: int) -> list[int]:
    """Return the first tickets outside the trash, and not merged, that words find: by number, then live, then the newest.

    Looked at are the newest HITS that the index has.
    """
    terms = parse_terms(text)
    if not terms:
        return []
    key = text.strip().casefold()
    newest = "(SELECT coalesce(max(id), 0) FROM ticket)"
    query = f"""
        WITH hit (id) AS (
            SELECT rowid / {KINDS} FROM search_text WHERE search_text MATCH :words AND rowid % {KINDS} = {TICKET}
                AND rowid <= {newest} * {KINDS} + {TICKET} ORDER BY rowid DESC LIMIT {HITS}
        ), named (id) AS (
            SELECT id FROM ticket WHERE number_key >= :key AND number_key < :beyond
        )
        SELECT t.id FROM ticket t WHERE t.id IN (SELECT id FROM hit UNION SELECT id FROM named)
            AND t.deleted_at IS NULL AND t.merged_into_id IS NULL
        ORDER BY t.number_key = :key DESC, t.id IN (SELECT id FROM named) DESC,
            t.state IN {LIVE_STATES} DESC, t.opened_at DESC, t.id DESC LIMIT :limit"""
    values = {"words": fts_query(terms), "key": key, "beyond": key + BEYOND, "limit": limit}
    return [number(row[0]) for row in sql.rows(connection, query, **values)]

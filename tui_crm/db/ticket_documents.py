"""The words by which tickets are searched: made from their records and from what was said on them."""

from collections.abc import Sequence

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.rows import number
from tui_crm.models.search_document import SearchDocument, ticket_document

_SAID = """SELECT ticket_id, subject, text FROM activity
    WHERE ticket_id IN :ids AND deleted_at IS NULL AND kind <> 'system' ORDER BY ticket_id, id"""


def documents(connection: Connection, ids: Sequence[int]) -> dict[int, SearchDocument]:
    """Return the search documents of these tickets, made from the records as they are now."""
    said: dict[int, list[str]] = {}
    for ticket_id, *texts in sql.rows(connection, _SAID, ids=list(ids)):
        said.setdefault(number(ticket_id), []).extend(str(text) for text in texts if text)
    query = "SELECT id, number, subject, text FROM ticket WHERE id IN :ids"
    made: dict[int, SearchDocument] = {}
    for ticket_id, called, *texts in sql.rows(connection, query, ids=list(ids)):
        own = [str(text) for text in texts if text]
        made[number(ticket_id)] = ticket_document(str(called), own, said.get(number(ticket_id), ()))
    return made

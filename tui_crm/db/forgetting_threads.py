"""How the ids of a forgotten person's mails go from the conversations that others go on with, and from the log of these."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.rows import number

_GONE: Final = "forgotten"
"""What stands in the log for a conversation that nobody is left in."""


def ids_of(connection: Connection, activity_ids: Sequence[int]) -> set[str]:
    """Return the ids of these mails, and of the conversations that they are in."""
    query = "SELECT message_id, thread FROM activity WHERE id IN :ids"
    return {str(key) for row in sql.rows_of(connection, query, activity_ids) for key in row if key is not None}


def rename(connection: Connection, ids: set[str]) -> None:
    """Let conversations with these ids have that of their oldest mail that is left, unless a mail with the id itself is."""
    query = "SELECT message_id FROM activity WHERE message_id IN :ids"
    gone = sorted(ids - {str(row[0]) for row in sql.rows_of(connection, query, sorted(ids))})
    if not gone:
        return
    query = "SELECT thread, message_id, id FROM activity WHERE thread IN :ids ORDER BY at DESC, id DESC"
    left = sql.rows_of(connection, query, gone)
    become = dict.fromkeys(gone, _GONE) | {str(thread): str(message_id) for thread, message_id, _id in left}
    for thread, _message_id, key in left:
        sql.run(connection, "UPDATE activity SET thread = :thread WHERE id = :id", thread=become[str(thread)], id=key)
    _clean_changes(connection, become)


def _clean_changes(connection: Connection, become: Mapping[str, str]) -> None:
    where = " OR ".join(f"json_extract(fields, '$.thread{place}') IN :ids" for place in ("", "[0]", "[1]"))
    query = f"SELECT operation_id, record_id, fields FROM change WHERE thing = 'activity' AND ({where})"
    statement = (
        "UPDATE change SET fields = :fields WHERE operation_id = :operation AND thing = 'activity' AND record_id = :id"
    )
    for operation, key, fields in sql.rows_of(connection, query, list(become)):
        said = json.loads(str(fields))
        thread = said["thread"]
        said["thread"] = [become.get(each, each) for each in thread] if isinstance(thread, list) else become[thread]
        text = json.dumps(said, ensure_ascii=False)
        sql.run(connection, statement, fields=text, operation=number(operation), id=number(key))

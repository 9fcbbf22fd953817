"""Statements about templates."""

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.rows import number
from tui_crm.models.folding import label_key
from tui_crm.models.template import TemplateEntry

_COLUMNS = (
    "id, name, occasion, coalesce(channel, '') AS channel, coalesce(language, '') AS language,"
    " coalesce(subject, '') AS subject, text, version"
)


def all_of(connection: Connection) -> list[TemplateEntry]:
    """Return every live template, by name."""
    query = f"SELECT {_COLUMNS} FROM template WHERE deleted_at IS NULL ORDER BY name_key, id"
    return [TemplateEntry(**row._asdict()) for row in sql.rows(connection, query)]


def id_called(connection: Connection, name: str) -> int | None:
    """Return the live template of this name; see ``folding.label_key`` for how names are compared."""
    query = "SELECT min(id) FROM template WHERE name_key = :key AND deleted_at IS NULL"
    found = sql.scalar(connection, query, key=label_key(name))
    return None if found is None else number(found)

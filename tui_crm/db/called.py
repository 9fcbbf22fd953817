"""What records are called: the words by which people know what a value names by its id."""

from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.records import RECORD_TYPES
from tui_crm.db.rows import number

_WHOSE = "(SELECT name FROM contact WHERE contact.id = contact_id)"
_WHICH = "(SELECT number || ' · ' || subject FROM ticket WHERE ticket.id = ticket_id)"
_COLUMN: Final = {
    "contact": "name",
    "user": "login",
    "team": "name",
    "tag": "name",
    "custom_field": "coalesce(label, 'x.' || name)",
    "setting": "name",
    "calendar_day": "day || coalesce(' · ' || name, '')",
    "template": "name",
    "segment": "name",
    "import_profile": "name",
    "cadence": "coalesce(level, (SELECT name FROM tag WHERE tag.id = tag_id),"
    " (SELECT name FROM segment WHERE segment.id = segment_id))",
    "activity": _WHOSE + " || coalesce(' · ' || coalesce(subject, text), '')",
    "reminder": "coalesce(" + _WHOSE + " || coalesce(' · ' || text, ''), text)",
    "stage_transition": _WHOSE,
    "problem": "name",
    "ticket": "number || ' · ' || subject",
    "ticket_transition": _WHICH,
    "sla_policy": "trim(coalesce(priority, '') || ' ' || coalesce(kind, '') || ' ' || coalesce(level, ''))",
    "escalation": _WHICH,
    "service_way": "kind",
    "survey": "name",
    "invitation": _WHOSE,
    "score": _WHOSE + " || ' · ' || kind || ' ' || value",
}


def called(connection: Connection, wanted: Mapping[str, Iterable[int]]) -> dict[str, dict[int, str]]:
    """Return what records are called, those in the trash too, by thing and id; who is gone is left out."""
    return {thing: _called(connection, thing, sorted(set(ids))) for thing, ids in wanted.items() if thing in _COLUMN}


def _called(connection: Connection, thing: str, ids: list[int]) -> dict[int, str]:
    query = f"SELECT id, {_COLUMN[thing]} FROM {RECORD_TYPES[thing].table} WHERE id IN :ids"
    return {number(key): str(name or "") for key, name in sql.rows_of(connection, query, ids)}

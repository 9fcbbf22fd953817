"""Statements about service ways."""

from collections.abc import Mapping

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.models.service_ways import USUAL_WAYS, Way

_WAYS = """
SELECT w.id, w.version, w.kind, w.priority, w.owner_id, w.team_id, w.aftercare_days, w.needs_cause, w.needs_remedy,
    w.needs_confirmation, coalesce(w.checklist, '') AS checklist, coalesce(u.login, '') AS owner, coalesce(g.name, '') AS team
FROM service_way w LEFT JOIN "user" u ON u.id = w.owner_id LEFT JOIN team g ON g.id = w.team_id
WHERE w.deleted_at IS NULL"""

_FLAGS = ("needs_cause", "needs_remedy", "needs_confirmation")


def ways(connection: Connection) -> Mapping[str, Way]:
    """Return the way of every kind, the usual one where the team has said nothing of it."""
    found = dict(USUAL_WAYS)
    for row in sql.rows(connection, _WAYS):
        said = row._asdict()
        lines = tuple(filter(None, map(str.strip, said.pop("checklist").splitlines())))
        found[row.kind] = Way(**{**said, **{name: bool(said[name]) for name in _FLAGS}}, checklist=lines)
    return found

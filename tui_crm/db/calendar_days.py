"""Statements about when the team works: its calendar, and the days it has off, or works, unlike its country and its weekdays."""

from collections.abc import Sequence

from sqlalchemy import Connection

from tui_crm.db import sql, team
from tui_crm.db.rows import number
from tui_crm.models.record import day_of
from tui_crm.models.team_calendar import own_day, team_calendar
from tui_crm.models.working_time import WorkingCalendar


def calendar(connection: Connection) -> WorkingCalendar:
    """Return the team's calendar as it is now: keep it for one piece of work, not for longer. Raises UsageError."""
    own = {day_of(row.day): own_day(row.kind, row.name, row.hours) for row in days(connection)}
    return team_calendar({name: value for name, (_id, value) in team.settings(connection).items()}, own)


def days(connection: Connection) -> sql.Rows:
    """Return every such day, in order: id, day, kind, name, hours, version."""
    return sql.rows(
        connection,
        "SELECT id, day, kind, coalesce(name, '') AS name, coalesce(hours, '') AS hours, version"
        " FROM calendar_day WHERE deleted_at IS NULL ORDER BY day, id",
    )


def ids_of(connection: Connection, wanted: Sequence[str]) -> dict[str, int]:
    """Return the ids of those of the ``wanted`` days (ISO 8601) that there are."""
    query = "SELECT day, id FROM calendar_day WHERE day IN :wanted AND deleted_at IS NULL ORDER BY id DESC"
    pieces = (sql.rows(connection, query, wanted=list(piece)) for piece in sql.chunks(list(wanted)))
    return {str(day): number(key) for found in pieces for day, key in found}

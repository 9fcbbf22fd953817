"""When does what shall happen stand on a user's wall, and when is it overdue?"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

APART: Final = timedelta(days=2)
"""By its wall time no zone is further from another."""


def instant_at(day: date, wall: time, zone: str) -> datetime | None:
    """Return the instant, in UTC, of a time on the wall of a zone; None where only another machine knows that zone: here
    it is that time anywhere.
    """
    try:
        return datetime.combine(day, wall, ZoneInfo(zone)).astimezone(UTC)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def on_the_wall(
    due_on: date, due_time: str | None, due_at: datetime | None, zone: tzinfo | None
) -> tuple[date, str | None]:
    """Return its day, and its time (``HH:MM``) where it has one; ``due_at`` is the instant of one with a time in a zone."""
    if due_at is None:
        return due_on, due_time
    local = due_at.astimezone(zone)
    return local.date(), f"{local:%H:%M}"


def is_overdue(due_on: date, due_at: datetime | None, minutes: int | None, *, now: datetime, today: date) -> bool:
    """Return whether its day has passed, or, where it has a time, also its length; ``today`` is the user's."""
    return due_on < today if due_at is None else due_at + timedelta(minutes=minutes or 0) < now

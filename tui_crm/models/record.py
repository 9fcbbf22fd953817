"""What every record has: an id that is never reused, a version that every write raises, and the trash."""

from datetime import UTC, datetime

from sqlmodel import Field, SQLModel

INSTANT = 20
"""Length of an instant as stored: ``2026-11-21T09:30:00Z``, UTC, so that text order is time order."""


def stored_instant(moment: datetime) -> str:
    """Return an aware ``moment`` as it is stored: ``2026-11-21T09:30:00Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def instant_of(stored: str) -> datetime:
    """Return a stored instant as an aware moment in UTC."""
    return datetime.fromisoformat(stored)


class Record(SQLModel):
    """The columns common to all things that are written through the one write path."""

    id: int | None = Field(default=None, primary_key=True)
    version: int = 1
    deleted_at: str | None = Field(default=None, max_length=INSTANT)

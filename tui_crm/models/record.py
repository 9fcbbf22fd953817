"""How instants are stored: text in UTC, so that its order is the order of time."""

from datetime import UTC, datetime

INSTANT = 20
"""Length of an instant as stored: ``2026-11-21T09:30:00Z``, UTC, so that text order is time order."""


def stored_instant(moment: datetime) -> str:
    """Return an aware ``moment`` as it is stored: ``2026-11-21T09:30:00Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def instant_of(stored: str) -> datetime:
    """Return a stored instant as an aware moment in UTC."""
    return datetime.fromisoformat(stored)

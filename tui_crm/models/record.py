"""How days and instants are stored: as text, instants in UTC, so that its order is the order of time."""

from datetime import UTC, date, datetime, time, tzinfo

from tui_crm.errors import BadFile
from tui_crm.i18n import _

INSTANT = 20
"""Length of an instant as stored: ``2026-11-21T09:30:00Z``, UTC, so that text order is time order."""


class DamagedValue(BadFile):
    """A stored ``value`` is not what belongs there: another hand wrote it."""

    def __init__(self, value: object) -> None:
        assert value is not None, "NULL stands only where the schema lets it: who did not expect it is the program"
        super().__init__(
            _("the database has “{value}” where it cannot be").format(value=value),
            hint=_("see in which record: crm doctor"),
        )
        self.value = value


def stored_instant(moment: datetime) -> str:
    """Return an aware ``moment`` as it is stored: ``2026-11-21T09:30:00Z``."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"  # strftime pads no year


def begin_of(day: date, zone: tzinfo) -> str:
    """Return the instant, as stored, at which a day begins in a zone."""
    return stored_instant(datetime.combine(day, time(), zone))


def instant_of(stored: str) -> datetime:
    """Return a stored instant as an aware moment in UTC. Raises DamagedValue."""
    try:
        moment = datetime.fromisoformat(stored)
    except (ValueError, TypeError) as error:
        raise DamagedValue(stored) from error
    if moment.tzinfo is None:
        raise DamagedValue(stored)
    return moment


def day_of(stored: str) -> date:
    """Return a stored day, ``2026-11-21``. Raises DamagedValue."""
    try:
        return date.fromisoformat(stored)
    except (ValueError, TypeError) as error:
        raise DamagedValue(stored) from error


def time_of(stored: str) -> time:
    """Return a stored time of day, ``09:30``. Raises DamagedValue."""
    try:
        return time.fromisoformat(stored)
    except (ValueError, TypeError) as error:
        raise DamagedValue(stored) from error

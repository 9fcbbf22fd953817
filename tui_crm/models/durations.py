"""How long something takes or took, in a few words: an hour and a half of work, four days on the wall."""

from typing import Final

from tui_crm.i18n import _, ngettext

_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR
_HOURS: Final = 48 * _HOUR  # up to here hours say more than days


def rough(seconds: float) -> str:
    """Return a span of time in its largest unit, rounded down: ``35 min``, ``47 h``, ``3 days``."""
    whole = int(max(0, seconds))
    if whole < _HOUR:
        return minutes(whole // _MINUTE)
    if whole < _HOURS:
        return hours(whole // _HOUR)
    return ngettext("{count} day", "{count} days", whole // _DAY).format(count=whole // _DAY)


def worked(seconds: float) -> str:
    """Return a span of working time, of which nobody knows how many make a day: ``45 min``, ``26 h``, ``3 h 20 min``."""
    whole, rest = divmod(int(max(0, seconds)) // _MINUTE, 60)
    if not whole:
        return minutes(rest)
    return _("{hours} {minutes}").format(hours=hours(whole), minutes=minutes(rest)) if rest else hours(whole)


def minutes(count: int) -> str:
    """Return a number of minutes: ``35 min``."""
    return ngettext("{count} min", "{count} min", count).format(count=count)


def hours(count: int) -> str:
    """Return a number of hours: ``3 h``."""
    return ngettext("{count} h", "{count} h", count).format(count=count)

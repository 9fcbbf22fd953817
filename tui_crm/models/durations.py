"""How long something takes or took, in a few words: an hour and a half of work, four days on the wall."""

from typing import Final

from tui_crm.i18n import _, ngettext, pgettext

_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR
_HOURS: Final = 48 * _HOUR  # up to here hours say more than days
_FEW: Final = 10 * _HOUR  # up to here minutes say something beside hours


def rough(seconds: float) -> str:
    """Return a span on the wall in its largest unit, rounded down, as ages and delays are told: ``35 min``, ``47 h``, ``3 d``."""
    whole = int(max(0, seconds))
    if whole < _HOUR:
        return minutes(whole // _MINUTE)
    if whole < _HOURS:
        return hours(whole // _HOUR)
    return pgettext("how long something lasts", "{count} d").format(count=whole // _DAY)


def left(seconds: float) -> str:
    """Return what is left on the wall: as :func:`rough`, with the minutes beside a few hours: ``3 h 05``."""
    whole, rest = divmod(int(max(0, seconds)) // _MINUTE, 60)
    if not rest or not _HOUR <= seconds < _FEW:
        return rough(seconds)
    return _("{hours} h {minutes:02}").format(hours=whole, minutes=rest)


def left_or_late(seconds: float) -> str:
    """Return how a clock on the wall stands, below 0 where it has run out: ``3 h 05 left``, ``2 d late``."""
    if seconds < 0:
        return _("{time} late").format(time=rough(-seconds))
    return _("{time} left").format(time=left(seconds))


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

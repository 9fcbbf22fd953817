"""How often one may stay in touch: the days of a cadence."""

from typing import Final

from tui_crm.errors import BadInput
from tui_crm.i18n import _

LONGEST_CADENCE: Final = 3650
"""Days between two touches, at most."""

_DIGITS: Final = 9  # of a number that is worth reading


def checked_days(days: int, field: str = "cadence") -> int:
    """Return ``days``. Raises BadInput, of ``field``, where no cadence has so many."""
    if not 1 <= days <= LONGEST_CADENCE:
        raise BadInput(_("a cadence is from 1 to {most} days").format(most=LONGEST_CADENCE), field=field)
    return days


def days_in(text: str) -> int:
    """Return the days that somebody typed. Raises BadInput."""
    typed = text.strip()
    return checked_days(int(typed) if typed.isdecimal() and len(typed) <= _DIGITS else 0)

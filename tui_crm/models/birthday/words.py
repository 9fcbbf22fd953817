"""How a birthday is said to people: a lunar one as such, in their language."""

from tui_crm.i18n import _
from tui_crm.models.birthday.value import Birthday, Calendar


def in_words(birthday: Birthday) -> str:
    """Return a solar birthday as ``1990-03-05`` or ``03-05``, a lunar one as ``1990, lunar month 8, day 15``."""
    if birthday.calendar == Calendar.SOLAR:
        return str(birthday).removeprefix("--")
    said = _("lunar leap month {month}, day {day}") if birthday.leap else _("lunar month {month}, day {day}")
    day = said.format(month=birthday.month, day=birthday.day)
    return _("{year}, {day}").format(year=f"{birthday.year:04}", day=day) if birthday.year else day

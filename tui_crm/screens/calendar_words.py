"""How the working calendar is said on the screens: the hours of a week in words, and what is not known of its holidays."""

from typing import TYPE_CHECKING

from tui_crm.errors import UsageError
from tui_crm.i18n import _, pgettext
from tui_crm.models.codes import WEEKDAYS
from tui_crm.working_hours import parse_week, runs, written_spans

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm


def week_in_words(text: str) -> str:
    """Return working hours as people read them; what somebody else has written into the file and is none stays as it is."""
    try:
        week = parse_week(text)
    except ValueError:
        return text
    return " · ".join(f"{_days(first, last)} {written_spans(week[first])}" for first, last in runs(week) if week[first])


def _days(first: int, last: int) -> str:
    if first == last:
        return _(WEEKDAYS[first])
    form = pgettext("weekdays, from one to another", "{first}–{last}")
    return form.format(first=_(WEEKDAYS[first]), last=_(WEEKDAYS[last]))


def unknown_holidays(crm: "Crm") -> str:
    """Return what is not known of the holidays of this year and the next, "" where all is."""
    today = crm.clock.today()
    try:
        unknown = crm.calendar.unknown(today, today.replace(year=today.year + 1, day=1))
    except UsageError as error:
        return error.message
    return " · ".join(each.told for each in unknown)

"""What makes a team's working calendar: the settings it is set up by, and the days that it has off or works on its own account."""

import datetime as dt
from collections.abc import Mapping
from functools import cache, partial
from typing import Final
from zoneinfo import ZoneInfo

from tui_crm.models.codes import DayChoice
from tui_crm.models.public_holidays import special_days, unknown_years
from tui_crm.models.working_time import DayKind, SpecialDay, SpecialDays, WorkingCalendar
from tui_crm.settings import SETTINGS, checked
from tui_crm.working_hours import parse_spans, parse_week

CALENDAR_SETTINGS: Final = ("calendar_country", "calendar_hours", "calendar_zone")
"""The team's settings that set its calendar up."""


def team_calendar(settings: Mapping[str, str], own: SpecialDays) -> WorkingCalendar:
    """Return the calendar of a team with these ``settings``, the usual ones where nothing is set. Raises UsageError."""
    place, week, zone = (checked(name, settings.get(name, SETTINGS[name].default)) for name in CALENDAR_SETTINGS)
    special = cache(partial(_special_in, place, own))
    return WorkingCalendar(parse_week(week), ZoneInfo(zone), special, partial(unknown_years, place))


def usual_calendar() -> WorkingCalendar:
    """Return the calendar of a team that has set nothing yet."""
    return team_calendar({}, {})


def own_day(kind: str, name: str, hours: str) -> SpecialDay:
    """Return what the team says of a day as its calendar has it, with ``hours`` as they are written."""
    if kind == DayChoice.OFF:
        return SpecialDay(DayKind.OWN_OFF, name)
    try:
        spans = parse_spans(hours)
    except ValueError:  # of a newer program, or by another hand: the usual ones
        spans = ()
    return SpecialDay(DayKind.OWN_WORK, name, spans or None)


def _special_in(place: str, own: Mapping[dt.date, SpecialDay], year: int) -> SpecialDays:
    """Return the days of a year that are special: what the team says of a day stands before what its country says."""
    return special_days(place, year) | {day: special for day, special in own.items() if day.year == year}

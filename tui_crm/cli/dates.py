"""How a day is said in full, so that a person sees what ``next wed`` was taken for."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tui_crm.i18n import _
from tui_crm.models.codes import WEEKDAYS


def in_full(due: date, zone: ZoneInfo) -> str:
    """Return a date, or an instant as it is in ``zone``, with its weekday: ``Wed 2026-11-25 10:00``."""
    if isinstance(due, datetime):
        local = due.astimezone(zone)
        day = local.replace(tzinfo=None).isoformat(" ", "minutes")
        return _("{weekday} {day}").format(weekday=_(WEEKDAYS[local.weekday()]), day=day)
    return _("{weekday} {day}").format(weekday=_(WEEKDAYS[due.weekday()]), day=due.isoformat())

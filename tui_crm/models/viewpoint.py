"""From where a filter is seen: its relative words (``today``, ``30d``, ``me``) mean what they mean there and then."""

from dataclasses import dataclass

from tui_crm.clock import Clock
from tui_crm.models.working_time import Calendars

ME = ("me", "我", "自己")
"""The words for the user at the keyboard; filters keep the first."""


@dataclass(frozen=True)
class Viewpoint:
    """The clock with the user's zone, the user's login, and the team's working calendar, read where it is needed."""

    clock: Clock
    login: str
    calendar: Calendars | None = None

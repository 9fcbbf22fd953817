"""From where a filter is seen: its relative words (``today``, ``30d``, ``me``) mean what they mean there and then."""

from dataclasses import dataclass

from tui_crm.clock import Clock

ME = ("me", "我", "自己")
"""The words for the user at the keyboard; filters keep the first."""


@dataclass(frozen=True)
class Viewpoint:
    """The clock with the user's zone, and the user's login."""

    clock: Clock
    login: str

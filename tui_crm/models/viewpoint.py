"""From where a filter is seen: its relative words (``today``, ``30d``, ``me``) mean what they mean there and then."""

from dataclasses import dataclass

from tui_crm.clock import Clock


@dataclass(frozen=True)
class Viewpoint:
    """The clock with the user's zone, the user's login, and the team's phone region (ISO 3166)."""

    clock: Clock
    login: str
    region: str

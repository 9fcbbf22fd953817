"""A clock that goes on only where a test moves its hands."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tests.conftest import NOW


@dataclass
class MovedClock:
    """A clock whose hands are moved by the test."""

    instant: datetime = NOW
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))

    def now(self) -> datetime:
        return self.instant

    def today(self) -> date:
        return self.instant.date()

    def elapsed(self) -> float:
        return 0.0

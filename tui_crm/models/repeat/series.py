"""What a series of reminders is: its rule, when it began, and the next one that it gives."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Self

from tui_crm.models.repeat.days import first_behind
from tui_crm.models.repeat.value import Repeat

_DATE: Final = 10  # characters of an ISO date


@dataclass(frozen=True)
class Series:
    """A ``rule`` that began on ``start``, at ``time`` (``HH:MM``) on the wall of ``zone`` where it has a time.

    One that is put off, or moved by hand, leaves its series as it is.
    """

    rule: Repeat
    start: date
    time: str | None = None
    zone: str | None = None

    @classmethod
    def stored(cls, rule: Repeat, begun: str) -> Self:
        """Return the series whose beginning was stored as ``begun``. Raises ValueError."""
        time, _bracket, zone = begun[_DATE:].removeprefix("T").removesuffix("]").partition("[")
        return cls(rule, date.fromisoformat(begun[:_DATE]), time or None, zone or None)

    @property
    def begun(self) -> str:
        """Its beginning as it is stored, in the form of RFC 9557: ``2026-11-24T09:00[Asia/Shanghai]`` or ``2026-11-24``."""
        return f"{self.start}T{self.time}[{self.zone}]" if self.time else self.start.isoformat()

    def columns(self, day: date, due: date) -> dict[str, object]:
        """Return the columns of the one whose turn is on ``day`` and that is ``due`` then or, moved, later."""
        return {
            "due_on": due.isoformat(),
            "due_time": self.time,
            "zone": self.zone,
            "repeat": str(self.rule),
            "repeat_from": self.begun,
            "repeat_on": day.isoformat(),
        }

    def following(self, last: date, today: date, moved: Callable[[date], date]) -> dict[str, object] | None:
        """Return the columns of the one behind that of ``last``, which is done ``today``; None where the rule has ended.

        ``moved`` tells the day that one of a day is due on.
        """
        day = first_behind(self.rule, self.start, last, today, moved)
        if day is None:
            return None
        series = self
        if self.rule.from_done:
            left = None if self.rule.count is None else self.rule.count - 1
            series = replace(self, rule=replace(self.rule, count=left), start=day)
        return series.columns(day, moved(day))

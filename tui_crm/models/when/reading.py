"""What one phrase about time says, and what all the phrases of a text say together."""

import datetime as dt
from dataclasses import dataclass, fields, replace
from typing import Literal

from tui_crm.models.when.day_parts import DayPart
from tui_crm.models.when.puzzle import CLASH, Puzzle
from tui_crm.models.working_time import Calendars

Prefer = Literal["future", "past"]
"""Which way a text that leaves it open points."""


@dataclass(frozen=True)
class Reference:
    """The day that words are seen from, the way they point, and the calendar that knows working days, if there is one."""

    today: dt.date
    prefer: Prefer
    calendar: Calendars | None = None

    def working_day(self, day: dt.date, count: int) -> dt.date:
        """Return the ``count``-th working day after ``day``, as the team's calendar counts. Raises NoWorkingTime."""
        assert self.calendar is not None, "the grammar lets no working days through without one"
        return self.calendar().add_days(day, count)


@dataclass(frozen=True)
class Length:
    """A length of time: calendar ``months``, ``days``, ``workdays`` and ``seconds``; ``timed`` when it leads to a time of day."""

    months: int = 0
    days: int = 0
    seconds: int = 0
    timed: bool = False
    workdays: int = 0

    def __add__(self, other: "Length") -> "Length":
        """Return both lengths, one after the other."""
        return Length(
            self.months + other.months,
            self.days + other.days,
            self.seconds + other.seconds,
            self.timed or other.timed,
            self.workdays + other.workdays,
        )


@dataclass(frozen=True)
class Reading:
    """What phrases say; None is what they leave open.

    ``clock`` is in seconds after midnight (86,400 is the end of the day), ``spoken`` when it is on twelve hours, as people
    say it; ``hour`` still needs a part of the day, ``direction`` is 1 for ahead and -1 for back.
    """

    instant: dt.datetime | None = None
    day: dt.date | None = None
    weekday: int | None = None
    clock: int | None = None
    spoken: bool | None = None
    hour: int | None = None
    part: DayPart | None = None
    length: Length | None = None
    direction: int | None = None

    def says(self) -> set[str]:
        """Return the names of what is not left open."""
        return {field.name for field in fields(self) if getattr(self, field.name) is not None}

    def rules_out(self) -> set[str]:
        """Return the names of what another phrase can't say beside this."""
        timed = _TIMES if self.length and self.length.timed else set()
        return timed.union(*(_RULED_OUT[name] for name in self.says()))


_TIMES = {"clock", "hour", "part"}
_RULED_OUT = {
    "instant": {"instant", "day", "weekday", "length", "direction", *_TIMES},
    "day": {"day", "length"},
    "weekday": {"weekday", "length"},
    "clock": {"clock", "hour"},
    "spoken": set(),
    "hour": {"clock", "hour"},
    "part": {"part"},
    "length": {"day", "weekday"},
    "direction": {"direction"},
}


def joined(reading: Reading, phrase: Reading, start: int, end: int) -> Reading:
    """Return ``reading`` with what ``phrase`` adds, which stands from ``start`` to ``end``; lengths add up.

    Raises Puzzle where the two don't go together.
    """
    if phrase.says() & reading.rules_out() or reading.says() & phrase.rules_out():
        raise Puzzle(CLASH, start, end)
    if reading.length and phrase.length:
        phrase = replace(phrase, length=reading.length + phrase.length)
    return replace(reading, **{name: getattr(phrase, name) for name in phrase.says()})

"""Which moment the phrases of a whole text mean together."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from tui_crm.models.span import SECONDS, Unit, add_months
from tui_crm.models.when import puzzle
from tui_crm.models.when.day_parts import hour_alone, hour_within
from tui_crm.models.when.grammar import next_phrase
from tui_crm.models.when.lexer import Token
from tui_crm.models.when.puzzle import Puzzle
from tui_crm.models.when.reading import Length, Prefer, Reading, Reference, joined
from tui_crm.models.when.value import When
from tui_crm.models.working_time import Calendars

FIRST_YEAR, LAST_YEAR = 1900, 2999
"""The years that are read; another one is a slip of the finger."""

_DAY, _HOUR, _MINUTE = SECONDS[Unit.DAY], SECONDS[Unit.HOUR], SECONDS[Unit.MINUTE]


def resolve(
    words: Sequence[Token], *, now: dt.datetime, zone: ZoneInfo, prefer: Prefer, calendar: Calendars | None
) -> When:
    """Return the moment that ``words`` mean, seen from ``now`` in ``zone``; raises Puzzle, or NoWorkingTime."""
    if not words:
        raise Puzzle(puzzle.EMPTY, 0, 0)
    local = now.astimezone(zone)
    text = _Text(local, zone, prefer, Reference(local.date(), prefer, calendar))
    text.read(words)
    try:
        when = text.moment()
    except (ValueError, OverflowError) as error:
        raise Puzzle(puzzle.NO_SUCH, words[0].start, words[-1].end) from error
    if not FIRST_YEAR <= when.date.year <= LAST_YEAR:
        raise Puzzle(puzzle.NO_SUCH, words[0].start, words[-1].end)
    return when


@dataclass
class _Text:
    """What a text says, and where it says each thing; ``now`` is on the user's clock."""

    now: dt.datetime
    zone: ZoneInfo
    prefer: Prefer
    ref: Reference
    said: Reading = field(default_factory=Reading)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def read(self, words: Sequence[Token]) -> None:
        """Take in one phrase after the other."""
        while words:
            taken, phrase = next_phrase(words, self.ref)
            place = words[0].start, words[taken - 1].end
            self.said = joined(self.said, phrase, *place)
            self.places |= dict.fromkeys(phrase.says(), place)
            words = words[taken:]

    def moment(self) -> When:
        """Return what the phrases mean together."""
        said = self.said
        if said.instant:
            return When.at(said.instant, self.zone)
        if said.length and said.length.timed:
            return When.at(self._moved(said.length), self.zone)
        if said.direction is not None and said.length is None:
            raise Puzzle(puzzle.NEEDS_LENGTH, *self.places["direction"])
        clock = self._clock()
        return self._on(self._day(clock), clock)

    def _moved(self, length: Length) -> dt.datetime:
        """Return ``now`` moved by ``length``: months and days on the calendar, working days, then hours as they pass."""
        way = self.said.direction or self._way
        moved = add_months(self.now, way * length.months) + way * dt.timedelta(days=length.days)
        if length.workdays:
            moved = dt.datetime.combine(self.ref.working_day(moved.date(), way * length.workdays), moved.timetz())
        if not length.timed:
            return moved
        return moved.astimezone(dt.UTC) + way * dt.timedelta(seconds=length.seconds)

    @property
    def _way(self) -> int:
        return 1 if self.prefer == "future" else -1

    def _clock(self) -> int | None:
        """Return the time in seconds after midnight, a part of the day taken into account."""
        said = self.said
        if said.part is None:
            if said.hour is not None:
                raise Puzzle(puzzle.NEEDS_PART, *self.places["hour"])
            if said.spoken:
                raise Puzzle(puzzle.HALF_DAY, *self.places["clock"])
            return said.clock
        if said.clock is None and said.hour is None:
            alone = hour_alone(said.part)
            if alone is None:
                raise Puzzle(puzzle.NEEDS_HOUR, *self.places["part"])
            return alone * _HOUR
        hour, past = divmod(said.clock or (said.hour or 0) * _HOUR, _HOUR)
        within = hour_within(said.part, hour)
        if within is None:
            raise Puzzle(puzzle.NO_SUCH, *self.places["part"])
        return within * _HOUR + past

    def _day(self, clock: int | None) -> dt.date:
        said = self.said
        if said.length:
            return self._moved(said.length).date()
        if said.day is None and said.weekday is None:
            return self._day_of_time(clock or 0)
        if said.day is None:
            return self._day_of_weekday(said.weekday or 0)
        if said.weekday not in {None, said.day.weekday()}:
            raise Puzzle(puzzle.OTHER_WEEKDAY, *self.places["weekday"])
        return said.day

    def _day_of_weekday(self, weekday: int) -> dt.date:
        """Return the nearest such weekday, never today."""
        days = (weekday - self.now.weekday()) * self._way % 7 or 7
        return self.now.date() + dt.timedelta(days=self._way * days)

    def _day_of_time(self, clock: int) -> dt.date:
        """Return today, or the next day on which the time lies ahead (the last on which it does not)."""
        today = self.now.date()
        instant = self._on(today, clock).instant()
        lies_ahead = instant is not None and instant > self.now
        return today if lies_ahead == (self.prefer == "future") else today + dt.timedelta(days=self._way)

    def _on(self, day: dt.date, clock: int | None) -> When:
        if clock is None:
            return When(day, None, self.zone.key)
        days, seconds = divmod(clock, _DAY)
        hours, rest = divmod(seconds, _HOUR)
        time = dt.time(hours, *divmod(rest, _MINUTE))
        return When(day + dt.timedelta(days=days), time, self.zone.key)

"""How cells become what only activities and reminders have: a day with its time beside it, how long it took, words of a team."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.several import read_list
from tui_crm.services.importing.columns.activity_words import dones, feelings, kinds, ways
from tui_crm.services.importing.columns.dates import Moment, Undecided
from tui_crm.services.importing.columns.fields import Cells, Claim, Compile, Problem, Reading, Step, Values
from tui_crm.services.importing.columns.shapes import (
    REMEMBERED,
    converted,
    dated,
    meaning,
    moment_of,
    plain_line,
    says_nothing,
)
from tui_crm.services.importing.columns.shapes_tickets import several
from tui_crm.services.importing.columns.vocabulary import Vocabulary, spelling

CLOCK: Final = "clock"
"""The part of a moment that is its time, in a column of its own."""

SECONDS: Final = "seconds"
"""The part of a length that is in seconds where a cell does not say so."""

_CLOCKED = re.compile(r"(\d{1,4}):(\d{1,2})(?::(\d{1,2}))?(?:\.\d+)?")
_MEASURED = re.compile(
    r"(\d+(?:\.\d+)?)\s*(hours?|hrs?|h|小时|时|minutes?|mins?|m|分钟|分|seconds?|secs?|s|秒钟|秒)", re.IGNORECASE
)
_PLAIN = re.compile(r"(\d{1,7})(?:\.(\d+))?")
_FELT = re.compile(r"([+-]?[0-2])(?:\.0+)?")
_UNITS: Final = {"h": 3600, "小": 3600, "时": 3600, "m": 60, "分": 60, "s": 1, "秒": 1}
_MIDNIGHT: Final = "00:00"


def moments(key: str, told: Callable[[Moment, Reading], object]) -> Compile:
    """Set ``key`` to what ``told`` makes of a moment, whose time may stand in a column of its own."""

    def compiled(claims: Sequence[Claim], reading: Reading) -> Iterator[Step]:
        days = [claim for claim in claims if claim.part != CLOCK]
        clocks = [claim for claim in claims if claim.part == CLOCK]
        (step,) = dated(key, told)((days or clocks)[:1], reading)
        yield _together(step, days[0].index, clocks[0].index, reading) if days and clocks else step

    return compiled


def _together(step: Step, day: int, clock: int, reading: Reading) -> Step:
    def together(cells: Cells, values: Values, problems: list[Problem]) -> None:
        beside = cells[clock].strip()
        if cells[day] and beside and not says_nothing(beside) and _is_bare_day(cells[day], reading):
            moment = moment_of(cells[day], reading)
            cells = [*cells]
            cells[day] = f"{moment.day.isoformat()} {beside}" if moment else cells[day]
        step(cells, values, problems)

    return together


def _is_bare_day(cell: str, reading: Reading) -> bool:
    try:
        moment = moment_of(cell, reading)
    except Undecided:
        raise
    except BadInput:
        return False
    return moment is not None and (moment.clock is None or moment.clock.isoformat("minutes") == _MIDNIGHT)


def time_of_day(key: str) -> Compile:
    """Set ``key`` to a time on the wall (``HH:MM``)."""

    def compiled(claims: Sequence[Claim], reading: Reading) -> Iterator[Step]:
        def read(cell: str) -> str | None:
            if says_nothing(cell):
                return None
            try:
                moment = reading.dates.read(f"{reading.today.isoformat()} {cell.strip()}")
            except ValueError:
                moment = None
            if moment is None or moment.clock is None:
                raise BadInput(
                    _("“{value}” is no time; write it as {example}").format(value=plain_line(cell), example="14:30")
                )
            return moment.clock.isoformat("minutes")

        yield from converted(key, read)(claims, reading)

    return compiled


def lasted(key: str) -> Compile:
    """Set ``key`` to a length in minutes: ``15``, ``1:02:03``, ``3分20秒``, ``1.5 h``; begun minutes count from half on."""

    def compiled(claims: Sequence[Claim], reading: Reading) -> Iterator[Step]:
        for claim in claims:
            in_seconds = claim.part == SECONDS
            read = lru_cache(maxsize=REMEMBERED)(lambda cell, short=in_seconds: _minutes(cell, in_seconds=short))
            yield from converted(key, read)([claim], reading)

    return compiled


def _minutes(cell: str, *, in_seconds: bool) -> int | None:
    if says_nothing(cell):
        return None
    said = plain_line(cell)
    seconds = _seconds(said, in_seconds=in_seconds)
    if seconds is None:
        raise BadInput(
            _("“{value}” is no length; write it as {example}").format(value=said, example="15, 0:15 h, 3 min 20 s")
        )
    return max(1, int(seconds / 60 + 0.5)) if seconds else 0


def _seconds(said: str, *, in_seconds: bool) -> float | None:
    if plain := _PLAIN.fullmatch(said):
        return float(plain[0]) * (1 if in_seconds else 60)
    if clocked := _CLOCKED.fullmatch(said):
        first, second, third = int(clocked[1]), int(clocked[2]), clocked[3]
        if third is not None:
            return first * 3600 + second * 60 + int(third)
        return first * 60 + second if in_seconds else first * 3600 + second * 60
    pieces = _MEASURED.findall(said)
    rest = _MEASURED.sub("", said).strip(" ,，")
    return sum(float(number) * _UNITS[unit[0].lower()] for number, unit in pieces) if pieces and not rest else None


def happened(claims: Sequence[Claim], reading: Reading) -> Iterator[Step]:
    """Set ``kind`` to what happened, and ``channel`` where the word says that, too."""
    yield from converted("kind", lambda cell: None if says_nothing(cell) else meaning(cell, kinds()))(claims, reading)
    yield from converted("channel", lambda cell: ways().get(spelling(cell)))(claims, reading)


def done(key: str) -> Compile:
    """Set ``key`` to whether it has happened, where the cell says so."""
    return converted(key, lambda cell: dones().get(spelling(cell)))


def felt(key: str) -> Compile:
    """Set ``key`` to how something felt, as a number from -2 to 2 or in words."""

    def read(cell: str) -> object:
        if says_nothing(cell):
            return None
        number = _FELT.fullmatch(plain_line(cell).replace("−", "-"))
        return int(number[1]) if number else meaning(cell, feelings())

    return converted(key, read)


def people(key: str) -> Compile:
    """Set ``key`` to those whom a cell names: as we list them, or with signs between."""
    return converted(key, lambda cell: tuple(read_list(cell) or several(cell)) or None)


def own_word(key: str, vocabulary: Callable[[], Vocabulary]) -> Compile:
    """One of our own words where the cell has one of ``vocabulary``, else the cell as it is: a word of the team's."""

    def read(cell: str) -> object:
        return None if says_nothing(cell) else vocabulary().get(spelling(cell)) or plain_line(cell)

    return converted(key, read)

"""How the cells of a column become a value of a record: the shapes that fields of every kind share.

Each function takes the key of the value and returns what :class:`Field` calls ``compile``. A blank cell, or one that only
says that there is nothing, sets nothing.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time
from functools import lru_cache
from typing import Protocol

from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.codes import FieldType
from tui_crm.models.custom import canonical
from tui_crm.models.record import stored_instant
from tui_crm.models.spreadsheet import unguard_cell
from tui_crm.models.text import clean, clean_line, is_clean
from tui_crm.services.importing.columns.dates import Moment, Undecided
from tui_crm.services.importing.columns.fields import Cells, Claim, Compile, Problem, Reading, Step, Values
from tui_crm.services.importing.columns.figures import Contradicting
from tui_crm.services.importing.columns.vocabulary import Vocabulary, labels, spelling

Convert = Callable[[str], object]

REMEMBERED = 20_000
"""How many readings of a column's cells are kept: dates and words come again and again."""

NOTHING = frozenset(
    {"-", "--", "—", "——", "/", "\\", "n/a", "#n/a", "na", "none", "null", "nil", "无", "没有", "暂无", "無"}
)
"""What people write into a cell to say that there is nothing (lower case); no value of a name or a note."""

LISTED = re.compile(r"\s*(?::::|[;；、|\n,，])\s*")
"""What stands between several values in a cell where none of them has a comma in it."""

ENDS = " \t\r\n;；,，、|"
"""What is taken off the ends of a cell of several values."""

_STAR = "* "
_FIRST_YEAR = 1900  # nobody keeps books of what happened before
_MIDNIGHT = time()


_LONGEST_NOTHING = 12  # with some blanks around it


def is_neat(cells: Cells) -> bool:
    """Tell of most rows of which cleaning would change no cell that they are such, in a fraction of the time it takes."""
    row = f"|{'|'.join(cells)}|"
    return is_clean(row) and not ("  " in row or "| " in row or " |" in row or "|'" in row or ":::" in row)


def says_nothing(cell: str) -> bool:
    """Tell whether ``cell`` is blank, or holds a sign for that."""
    return (len(cell) <= _LONGEST_NOTHING and cell.strip().lower() in NOTHING) or cell.isspace()


def converted(key: str, convert: Convert) -> Compile:
    """Set ``key`` to what ``convert`` makes of the cell, unless that is None or ""; its BadInput is the row's problem."""

    def compiled(claims: Sequence[Claim], _reading: Reading) -> Iterator[Step]:
        for claim in claims:
            yield _converting(claim, key, convert)

    return compiled


def _converting(claim: Claim, key: str, convert: Convert) -> Step:
    index, header = claim.index, claim.header

    def step(cells: Cells, values: Values, problems: list[Problem]) -> None:
        cell = cells[index]
        if cell:
            try:
                value = convert(cell)
            except (Undecided, Contradicting):
                raise
            except BadInput as error:
                problems.append(Problem(header, cell, error.message))
            else:
                if value is not None and value != "":
                    values[key] = value

    return step


def plain_line(cell: str) -> str:
    """Return the cell as one clean line, without the apostrophe that kept a spreadsheet from running it."""
    if is_clean(cell) and "  " not in cell and cell[:1] not in " '" and cell[-1] != " ":
        return cell
    return clean_line(unguard_cell(cell) if cell[:1] == "'" else cell)


def plain_text(cell: str) -> str:
    """Return the cell as clean text of any number of lines."""
    return clean(unguard_cell(cell) if cell[:1] == "'" else cell).strip()


@lru_cache(maxsize=1_000)
def label_of(cell: str) -> str | None:
    """Return what a label cell says, in our own word where we have one; Google's ``* `` in front is taken off."""
    spoken = plain_line(cell.removeprefix(_STAR))
    return str(labels().get(spelling(spoken), spoken)) or None


def line(key: str) -> Compile:
    """One line of text."""
    return _taken(key, plain_line)


def text(key: str) -> Compile:
    """Text of any number of lines."""
    return _taken(key, plain_text)


def _taken(key: str, cleaned: Callable[[str], str]) -> Compile:
    def compiled(claims: Sequence[Claim], reading: Reading) -> Iterator[Step]:
        yield from (
            (_taking(claim.index, key) for claim in claims)
            if reading.neat
            else converted(key, cleaned)(claims, reading)
        )

    return compiled


def _taking(index: int, key: str) -> Step:
    def step(cells: Cells, values: Values, _problems: list[Problem]) -> None:
        if cells[index]:
            values[key] = cells[index]

    return step


def word(key: str, vocabulary: Callable[[], Vocabulary]) -> Compile:
    """One of our own words, said in any of the words of ``vocabulary``."""
    read = lru_cache(maxsize=REMEMBERED)(lambda cell: None if says_nothing(cell) else meaning(cell, vocabulary()))
    return converted(key, read)


def number_of_days(key: str, most: int) -> Compile:
    """Return the shape of a whole number of days, from 1 to ``most``."""

    @lru_cache(maxsize=REMEMBERED)
    def read(cell: str) -> object:
        if says_nothing(cell):
            return None
        said = clean_line(cell)
        if not (said.isascii() and said.isdigit() and 1 <= int(said[:9]) <= most):
            raise BadInput(_("“{value}” is no number of days from 1 to {most}").format(value=said, most=most))
        return int(said)

    return converted(key, read)


def meaning(cell: str, vocabulary: Vocabulary) -> object:
    """Return what ``cell`` means in ``vocabulary``; raises BadInput naming what it can mean."""
    spelled = spelling(cell)
    if spelled not in vocabulary:
        known = dict.fromkeys(str(value).lower() for value in vocabulary.values() if value is not None)
        raise BadInput(
            _("“{value}” is none of: {known}").format(value=clean_line(cell), known=_(", ").join(known)),
        )
    return vocabulary[spelled]


def dated(key: str, told: Callable[[Moment, Reading], object]) -> Compile:
    """Set ``key`` to what ``told`` makes of the moment in the cell."""

    def compiled(claims: Sequence[Claim], reading: Reading) -> Iterator[Step]:
        @lru_cache(maxsize=REMEMBERED)
        def convert(cell: str) -> object:
            moment = moment_of(cell, reading)
            try:
                return told(moment, reading) if moment else None
            except (ValueError, OverflowError) as error:
                raise _no_date(cell) from error

        yield from converted(key, convert)(claims, reading)

    return compiled


def moment_of(cell: str, reading: Reading) -> Moment | None:
    """Return the moment in ``cell``; None where it says that there is none. Raises BadInput."""
    if says_nothing(cell):
        return None
    try:
        return reading.dates.read(cell)
    except (ValueError, OverflowError) as error:
        raise _no_date(cell) from error


def _no_date(cell: str) -> BadInput:
    message = _("“{value}” is no date; write it as {example}")
    return BadInput(message.format(value=clean_line(cell), example="2024-03-12"))


def due(moment: Moment, reading: Reading) -> tuple[str, str | None]:
    """Tell a moment as (``YYYY-MM-DD``, ``HH:MM`` in the user's zone or None); midnight is a day without a time."""
    if moment.clock is None or moment.clock == _MIDNIGHT:
        return moment.day.isoformat(), None
    wall = datetime.combine(moment.day, moment.clock, moment.offset or reading.zone).astimezone(reading.zone)
    return wall.date().isoformat(), wall.isoformat()[11:16]


def wall(moment: Moment, reading: Reading) -> tuple[str, str | None, str | None]:
    """Tell the same with the zone of the time, where the file says that: the user's, into which it is put."""
    return (*due(moment, reading), str(reading.zone) if moment.offset is not None else None)


def instant(moment: Moment, reading: Reading) -> str:
    """Tell a moment as an instant in UTC (``YYYY-MM-DDTHH:MM:SSZ``); a day is its first moment in the user's zone.

    Raises ValueError for what is too long ago to have been written down then, OverflowError at the end of time.
    """
    if moment.day.year < _FIRST_YEAR:
        raise ValueError(moment.day)
    wall = datetime.combine(moment.day, moment.clock or _MIDNIGHT, moment.offset or reading.zone)
    return stored_instant(wall)


class TeamField(Protocol):
    """A field that the team added itself: ``x.name``, its label, its type and its choices (commas between)."""

    @property
    def name(self) -> str: ...  # noqa: D102 - the class says it
    @property
    def label(self) -> str: ...  # noqa: D102
    @property
    def type(self) -> str: ...  # noqa: D102
    @property
    def choices(self) -> str: ...  # noqa: D102


def custom(field: TeamField) -> Compile:
    """Add (name, canonical text) to ``custom`` as the value of ``field``."""

    def compiled(claims: Sequence[Claim], reading: Reading) -> Iterator[Step]:
        def convert(cell: str) -> str:
            if field.type == FieldType.DATE:
                moment = moment_of(cell, reading)
                return moment.day.isoformat() if moment else ""
            plain = plain_text(cell)
            if field.type == FieldType.NUMBER:
                plain = "" if says_nothing(plain) else reading.numbers.read(plain)
            return canonical(plain, field.type, field.choices, field.name) if plain else ""

        for claim in claims:
            yield _customising(_converting(claim, field.name, convert))

    return compiled


def _customising(set_value: Step) -> Step:
    def step(cells: Cells, values: Values, problems: list[Problem]) -> None:
        found: Values = {}
        set_value(cells, found, problems)
        if found:
            known = values.get("custom", ())
            values["custom"] = (*(known if isinstance(known, tuple) else ()), *found.items())

    return step

"""What a report is: how it is declared, what it is asked, and the numbers that answer.

Texts of declarations are marked messages. A number is a value over the records of its :class:`Slice`; whoever has the
number can have the records.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from tui_crm.models.span import Period

Member: TypeAlias = str | int
"""What a record has in a dimension: a code, a text, a user's id, an hour."""

NOBODY: Final = 0
"""The member for no user: no user has this id."""


class Unit(StrEnum):
    """What a number counts."""

    COUNT = "count"
    TIMES = "times"
    DAYS = "days"
    MINUTES = "minutes"
    PERCENT = "percent"
    POINTS = "points"
    GRADE = "grade"


class How(StrEnum):
    """How a number comes from its records: how many there are; of a dimension the sum, the mean, the median, or the value
    that nine in ten do not exceed; or, in percent, how many of them also have the members of ``Measure.part``, of a balance
    less how many have those of ``Measure.against``.

    The ninth decile is taken by nearest rank: of n values in rising order the ⌈0.9 n⌉-th, which is always one of them.
    """

    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"
    NINTH = "ninth"
    SHARE = "share"
    BALANCE = "balance"


class Look(StrEnum):
    """How a table is drawn: single figures; a line a row, with a bar where there is one column; or a grid of shades."""

    FIGURES = "figures"
    ROWS = "rows"
    GRID = "grid"


class Order(StrEnum):
    """The order of a table's rows: as the members are declared, the greatest first, or by time."""

    DECLARED = "declared"
    GREATEST = "greatest"


@dataclass(frozen=True)
class Measure:
    """A column: what is counted. ``meaning`` is its exact definition; ``of`` are the members that its records have.

    ``dimension`` is what SUM, MEAN, MEDIAN and NINTH take (in seconds where the unit is minutes); ``part`` the members that
    SHARE counts, ``against`` those that BALANCE takes away, of the same dimensions. One that is ``only_now`` speaks of the
    present, whatever the period: it has nothing to be compared with.
    """

    name: str
    title: str
    meaning: str
    facts: str
    of: Mapping[str, tuple[Member, ...]] = field(default_factory=dict)
    how: How = How.COUNT
    unit: Unit = Unit.COUNT
    dimension: str = ""
    part: Mapping[str, tuple[Member, ...]] = field(default_factory=dict)
    against: Mapping[str, tuple[Member, ...]] = field(default_factory=dict)
    only_now: bool = False


@dataclass(frozen=True)
class TableOf:
    """A table: its ``measures`` for each member of the dimension ``rows`` ("" where there is a single row, of all).

    A grid has one measure, for each member of ``across``, too. ``members`` are rows that are there even when they are 0;
    ``months`` says that every month of the period is.
    """

    name: str
    title: str
    measures: tuple[Measure, ...]
    look: Look = Look.ROWS
    rows: str = ""
    across: str = ""
    members: tuple[Member, ...] = ()
    columns: tuple[Member, ...] = ()
    months: bool = False
    order: Order = Order.GREATEST


@dataclass(frozen=True)
class ReportOf:
    """A report as it is declared: ``answers`` says which question, ``owner`` what naming a user means for it.

    ``period`` is the period that is meant where none is said, as a person would write it.
    """

    name: str
    title: str
    answers: str
    owner: str
    period: str
    tables: tuple[TableOf, ...]

    def measures(self) -> Iterator[tuple[TableOf, Measure]]:
        """Yield every measure with its table."""
        yield from ((table, measure) for table in self.tables for measure in table.measures)


@dataclass(frozen=True)
class Asked:
    """What a report is asked, as a person writes it: all of it may be left out. ``owner`` is a login, a name, an id or me."""

    period: str = ""
    compare: str = ""
    filter: str = ""
    owner: str = ""


@dataclass(frozen=True)
class Slice:
    """Which records a number is made of: those of ``facts`` in ``period`` that have these members, all of them."""

    facts: str
    period: Period
    members: tuple[tuple[str, tuple[Member, ...]], ...]


@dataclass(frozen=True)
class Number:
    """A number of a report. ``value`` is None where there is nothing to say (no median of nothing).

    ``records`` is how many records are behind it, one that has several times in it as often; ``before`` is the value in the period compared with, None as well where
    there is none.
    """

    key: str
    unit: Unit
    value: float | None
    records: int
    behind: Slice
    before: float | None = None

    @property
    def difference(self) -> float | None:
        """What the value has more than before; None where one of them is missing."""
        return None if self.value is None or self.before is None else self.value - self.before


@dataclass(frozen=True)
class Behind:
    """The records behind a number: their ids, the newest first, and what ``thing`` they are.

    ``filter`` finds the same contacts where they are contacts and a filter can say so, else it is "".
    """

    thing: str
    ids: tuple[int, ...]
    filter: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table: its stable name, and its title and exact meaning in the user's language."""

    key: str
    title: str
    meaning: str


@dataclass(frozen=True)
class Row:
    """A row of a table: its stable name ("" for all), what it is called, and a number for each column."""

    key: str
    label: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class Table:
    """A table with its numbers; ``title`` is in the user's language."""

    name: str
    title: str
    look: Look
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def greatest(self) -> float:
        """The greatest value in it, 0 where there is none."""
        return max((number.value or 0 for row in self.rows for number in row.numbers), default=0)

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it: every number is 0 or missing, also in the period compared with."""
        return not any(number.value or number.before for row in self.rows for number in row.numbers)

    @property
    def is_compared(self) -> bool:
        """Whether its numbers say what they were before: those that speak of the present only do not."""
        return any(number.before is not None for row in self.rows for number in row.numbers)


@dataclass(frozen=True)
class Report:
    """A report with its numbers, in the user's language; ``before`` is the period compared with.

    ``filter`` is the filter and ``owner`` the login that it was asked with; ``zone`` is where its days begin.
    """

    name: str
    title: str
    answers: str
    period: Period
    before: Period | None
    filter: str
    owner: str
    zone: ZoneInfo
    at: datetime
    today: date
    tables: tuple[Table, ...]

    def numbers(self) -> Iterator[tuple[Table, Row, Column, Number]]:
        """Yield every number with its place."""
        for table in self.tables:
            for row in table.rows:
                yield from (
                    (table, row, column, number) for column, number in zip(table.columns, row.numbers, strict=True)
                )

    def number(self, key: str) -> Number | None:
        """Return the number with this key."""
        return next((number for *_place, number in self.numbers() if number.key == key), None)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell: every number is 0 or missing, also in the period compared with."""
        return all(table.is_blank for table in self.tables)

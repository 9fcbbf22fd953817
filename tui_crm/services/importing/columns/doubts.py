"""Where the mapping of a column is not sure: what a person should look at before the rows go in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tui_crm.services.importing.columns.fields import Claim
from tui_crm.services.importing.columns.figures import decimal_of, figure_readings
from tui_crm.services.importing.columns.meanings import told_as
from tui_crm.services.importing.files.reading import RowSource


class Why(StrEnum):
    """Why it is not sure what a column is."""

    LOOKS = "looks"
    """Nothing but its values tells it."""
    AMBIGUOUS = "ambiguous"
    """Its header can mean something else, too."""
    RIVALS = "rivals"
    """Other columns with values would fill the same field."""
    DECIMAL = "decimal"
    """A number in it can be two, and none tells which."""


@dataclass(frozen=True)
class Doubt:
    """A column that is taken for ``target`` (as ``--map`` names it), though that is not sure.

    ``others`` are the headers that would fill the same; ``value`` is a number that is taken for ``plain``. ``file`` is said
    where several are planned together.
    """

    header: str
    target: str
    why: Why
    others: tuple[str, ...] = ()
    value: str = ""
    plain: str = ""
    file: str = ""


def doubts_of(
    claims: Sequence[Claim], rivals: Iterable[tuple[Claim, Claim]], values: Sequence[tuple[str, ...]]
) -> Iterator[Doubt]:
    """Yield what is not sure of ``claims``; ``rivals`` are (winner, loser), ``values`` those of the first rows by column.

    A header that is the name of the field is sure: our own export writes it.
    """
    lost: dict[int, list[str]] = {}
    for winner, loser in rivals:
        if values[loser.index] and winner.rank >= 0:  # what a person said is no question
            lost.setdefault(winner.index, []).append(loser.header)
    for claim in claims:
        if claim.by_looks:
            yield Doubt(claim.header, told_as(claim), Why.LOOKS)
        elif claim.is_assumed or (claim.only and not claim.field.is_certain and claim.header != claim.field.name):
            yield Doubt(claim.header, told_as(claim), Why.AMBIGUOUS)
        if claim.index in lost:
            yield Doubt(claim.header, told_as(claim), Why.RIVALS, tuple(lost[claim.index]))


def doubts_of_numbers(source: RowSource, claims: Iterable[Claim], values: Sequence[tuple[str, ...]]) -> Iterator[Doubt]:
    """Yield a number that can be two. Our own export writes a point, and its headers are the names of the fields."""
    numbers = [claim for claim in claims if claim.field.is_number]
    foreign = [claim for claim in numbers if claim.header != claim.field.name]
    if any(len(set(figure_readings(value).values())) > 1 for claim in foreign for value in values[claim.index]):
        _sign, unclear = decimal_of(cells_of(source, numbers))
        claim = next((each for each in foreign if unclear and each.header == unclear.column), None)
        if unclear and claim:
            yield Doubt(claim.header, told_as(claim), Why.DECIMAL, (), unclear.value, unclear.plain)


def cells_of(source: RowSource, claims: Iterable[Claim]) -> Iterator[tuple[str, str]]:
    """Yield (header, cell) of every cell of the claimed columns that is not blank."""
    columns = [(claim.index, claim.header) for claim in claims]
    for _line, cells in source:
        for index, header in columns:
            if cells[index]:
                yield header, cells[index]

"""Which columns of a list fit into a width, and how wide each is."""

from collections.abc import Sequence
from dataclasses import dataclass

from tui_crm.display import Align

GAP = 1


@dataclass(frozen=True)
class Column:
    """A column of a list: ``width`` cells, or at least that and a ``fraction`` (a weight) of what is left over.

    Where the list is narrow the columns of lowest ``priority`` fold away first, the rightmost of equals before the others.
    """

    key: str
    title: str
    width: int
    fraction: int = 0
    align: Align = "left"
    priority: int = 0


@dataclass(frozen=True)
class Placed:
    """A column that is shown: the ``index`` of its cell in a row and its width in cells."""

    column: Column
    index: int
    width: int


def placed(columns: Sequence[Column], width: int) -> tuple[Placed, ...]:
    """Return the columns that fit into ``width`` cells with a blank cell between, the last of all cut if it must be."""
    kept = list(enumerate(columns))
    while len(kept) > 1 and _needed(kept) > width:
        kept.remove(min(kept, key=lambda place: (place[1].priority, -place[0])))
    spare = max(0, width - _needed(kept))
    shares = _shares([column.fraction for _, column in kept], spare)
    return tuple(
        Placed(column, index, max(0, min(column.width + share, width)))
        for (index, column), share in zip(kept, shares, strict=True)
    )


def _needed(kept: Sequence[tuple[int, Column]]) -> int:
    return sum(column.width for _, column in kept) + GAP * (len(kept) - 1)


def _shares(weights: Sequence[int], spare: int) -> list[int]:
    """Return ``spare`` shared out by ``weights`` in whole cells; with any weight at all none is lost."""
    total, given, before = sum(weights), [], 0
    for reached in (sum(weights[: place + 1]) for place in range(len(weights))):
        upto = spare * reached // total if total else 0
        given.append(upto - before)
        before = upto
    return given

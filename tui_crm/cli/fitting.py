"""Which columns of a table a terminal has room for, and how wide each may be."""

from collections.abc import Sequence
from typing import Any

from tui_crm.cli.columns import Column

GAP = "  "
_NARROWEST = 4


def fitted(columns: Sequence[Column[Any]], widths: Sequence[int], room: int) -> dict[int, int]:
    """Return the places of the columns that fit into ``room`` cells with their widths, out of those that they would take.

    Where not all can say anything, columns that can be spared go, the most spareable first; what is left is cut where it
    is widest, and, if there is no other way, to less than it needs.
    """
    least = [
        width if column.kind.least is None else min(width, column.kind.least)
        for column, width in zip(columns, widths, strict=True)
    ]
    kept = list(range(len(columns)))
    while sum(least[place] for place in kept) > _without_gaps(room, kept):
        spareable = [place for place in kept if columns[place].spare]
        if not spareable or len(kept) == 1:
            least = [min(width, _NARROWEST) for width in widths]
            break
        kept.remove(max(spareable, key=lambda place: (columns[place].spare, place)))
    return _cut({place: widths[place] for place in kept}, least, _without_gaps(room, kept))


def _without_gaps(room: int, kept: Sequence[int]) -> int:
    return room - len(GAP) * (len(kept) - 1)


def _cut(widths: dict[int, int], least: Sequence[int], room: int) -> dict[int, int]:
    """Take cells from the widest columns until they fit, or none has more than it needs."""
    level = min(max(widths.values()), max(room, _NARROWEST))

    def at(level: int) -> dict[int, int]:
        return {place: min(width, max(level, least[place])) for place, width in widths.items()}

    while sum(at(level).values()) > room and level > _NARROWEST:
        level -= 1
    found = at(level)
    spare = room - sum(found.values())
    for place, width in widths.items():
        if width > found[place] and spare > 0:
            found[place] += 1
            spare -= 1
    return found

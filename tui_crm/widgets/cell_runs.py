"""How cells are drawn one behind the other, rather than in columns: at the left end of a line, and at its right."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui_crm.display import cut, measure
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.painting import paint

BETWEEN: Final = Cell(" · ", Role.MUTED)
"""What parts cells of equal weight."""

SPACE: Final = Cell(" ")
"""A blank cell."""

_LEAST: Final = 5  # cells of a text behind a separator, or all of it; else both are left out


def run(widget: Widget, cells: Sequence[Cell], room: int, style: Style) -> list[Segment]:
    """Draw cells one behind the other, cut where ``room`` cells are used up; no separator stands at the end."""
    segments: list[Segment] = []
    for number, cell in enumerate(cells):
        if room <= 0 or (cell is BETWEEN and room < measure(BETWEEN.text) + _least(cells[number + 1 :])):
            break
        if cell.text or cell.mark:
            drawn = Strip(paint(widget, replace(cell, text=cut(cell.text, room)), style))
            drawn = drawn if drawn.cell_length <= room else Strip(paint(widget, cell, style, room))
            segments += drawn
            room -= drawn.cell_length
    return segments


def _least(cells: Sequence[Cell]) -> int:
    """Return how many cells what stands behind a separator must have."""
    return min(measure(cut(cells[0].text, _LEAST)), _LEAST) if cells else 0


def ends(widget: Widget, left: Sequence[Cell], right: Sequence[Cell], width: int, style: Style) -> list[Segment]:
    """Draw one run at the left and one at the right, which keeps its place but for a third of the ``width``."""
    far = Strip(run(widget, right, max(0, width * 2 // 3), style))
    room = max(0, width - far.cell_length - bool(far.cell_length))
    near = Strip(run(widget, left, room, style))
    blank = max(0, width - near.cell_length - far.cell_length)
    return [*near, Segment(" " * blank, style), *far]

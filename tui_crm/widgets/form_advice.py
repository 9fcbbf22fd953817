"""The lines below a form: what is to be known of the field one is in."""

from collections.abc import Sequence
from itertools import accumulate

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.strip import Strip
from textual.widget import Widget

from tui_crm.display import cut
from tui_crm.widgets.cell import Cell
from tui_crm.widgets.painting import paint
from tui_crm.wrapping import pieces

_INSET = 2  # cells left and right
_LINES = 2


class FormAdvice(Widget):
    """Shows cells one behind the other, on two lines."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    FormAdvice { height: 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._cells: tuple[Cell, ...] = ()

    def show(self, cells: Sequence[Cell]) -> None:
        """Say something else."""
        self._cells = tuple(cell for cell in cells if cell.text)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one of the lines."""
        ground, width = self.rich_style, self.size.width
        lines = self._lines(max(1, width - 2 * _INSET))
        drawn = lines[y].render(self.app.console) if y < len(lines) else ()
        return Strip([Segment(" " * _INSET, ground), *drawn]).adjust_cell_length(width, ground)

    def _lines(self, width: int) -> list[Text]:
        text = Text(end="")
        for cell in self._cells:
            if text:
                text.append("  ", self.rich_style)
            for segment in paint(self, Cell(cut(cell.text, _LINES * width), cell.role), self.rich_style):
                text.append(segment.text, segment.style or Style())
        ends = list(accumulate(map(len, pieces(text.plain, width))))
        lines = list(text.divide(ends[:-1]))
        for line in lines:
            line.rstrip()
        if len(lines) > _LINES:
            lines[_LINES - 1].truncate(width - 1)
            lines[_LINES - 1].append("…")
        return lines

"""A few words on top of a screen: pieces of text side by side, of which the last ones give way where it is narrow."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tui_crm.display import measure, safe
from tui_crm.widgets.cell import Cell
from tui_crm.widgets.painting import paint

_MARGIN = 1


class Headline(Widget, can_focus=False):
    """Lines of cells with a blank between; a line that is too long is cut."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Headline { height: auto; background: $surface; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[tuple[Cell, ...], ...] = ()

    def show(self, *lines: Sequence[Cell]) -> None:
        """Show other lines."""
        self._lines = tuple(tuple(line) for line in lines)
        self.refresh(layout=True)

    def get_content_height(self, *_unused: object) -> int:
        """Return how many lines there are."""
        return max(1, len(self._lines))

    def render_line(self, y: int) -> Strip:
        """Draw line ``y``."""
        ground, width = self.rich_style, self.size.width
        segments = [Segment(" " * _MARGIN, ground)]
        left = width - 2 * _MARGIN
        for number, cell in enumerate(self._lines[y] if y < len(self._lines) else ()):
            gap = 1 if number else 0
            wanted = measure(safe(cell.mark)) + bool(cell.mark) + measure(safe(cell.text[: 4 * max(1, left)]))
            room = left - gap
            if room <= 0:
                break
            segments += [Segment(" " * gap, ground), *paint(self, cell, ground, room if wanted > room else None)]
            left = room - min(wanted, room)
        return Strip(segments).adjust_cell_length(width, ground)

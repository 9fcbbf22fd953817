"""How widgets that draw their own lines turn cells into coloured segments.

Such a widget takes ``ROLE_CLASSES`` into its COMPONENT_CLASSES and ``ROLE_CSS`` into its DEFAULT_CSS: the theme, and who
writes a style sheet, decide what a role looks like. (Textual inherits neither from a second base class.)
"""

from collections.abc import Iterator

from rich.segment import Segment
from rich.style import Style
from textual.widget import Widget

from tui_crm.display import Align, cells, cut, measure, safe
from tui_crm.widgets.cell import Cell, Role

ROLE_CLASSES = frozenset(f"role--{role}" for role in Role)
ROLE_CSS = """
.role--strong { color: $foreground; text-style: bold; }
.role--plain { color: $foreground; }
.role--muted { color: $muted; }
.role--faint { color: $faint; }
.role--primary { color: $primary; }
.role--secondary { color: $secondary; }
.role--accent { color: $accent; }
.role--success { color: $success; }
.role--warning { color: $warning; }
.role--error { color: $error; }
"""
_BOLD = Style(bold=True)


def ink(widget: Widget, role: Role, *, bold: bool = False) -> Style:
    """Return the style of a role in ``widget``, without a ground."""
    style = widget.get_component_rich_style(f"role--{role}", partial=True)
    return style + _BOLD if bold else style


def paint(
    widget: Widget, cell: Cell, ground: Style, width: int | None = None, align: Align = "left"
) -> Iterator[Segment]:
    """Yield ``cell`` made safe, on ``ground``: its mark, a blank, its text; cut and padded to ``width`` cells if given."""
    style = ground + ink(widget, cell.role, bold=cell.bold)
    if not cell.mark:
        yield Segment(safe(cell.text) if width is None else cells(cell.text, width, align), style)
        return
    mark, text = safe(cell.mark) + " ", safe(cell.text)
    blank = ""
    if width is not None:
        mark = cut(mark, width)
        text = cut(text, width - measure(mark))
        blank = " " * (width - measure(mark) - measure(text))
    marked = ground + ink(widget, cell.mark_role)
    yield Segment(blank + mark if align == "right" else mark, marked)
    yield Segment(text if align == "right" else text + blank, style)

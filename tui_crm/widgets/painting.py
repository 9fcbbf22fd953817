"""How widgets that draw their own lines turn cells into coloured segments.

The colours of roles are read from the theme's variables. A style sheet's component classes would do the same, but ten of
them a widget cost a third of the time to the first paint.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from weakref import WeakKeyDictionary

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.widget import Widget

from tui_crm.display import Align, cells, cut, measure, safe
from tui_crm.widgets.cell import Cell, Role

PLAIN: Final = "-plain"
"""The class of an app whose screens are plain."""

_VARIABLES: Final[Mapping[Role, str]] = {
    **{role: str(role) for role in Role},
    Role.STRONG: "foreground",
    Role.PLAIN: "foreground",
}
_BOLD: Final = Style(bold=True)
_inks: WeakKeyDictionary[App[Any], tuple[Mapping[str, str], Mapping[Role, Style]]] = WeakKeyDictionary()


def ink(widget: Widget, role: Role, *, bold: bool = False) -> Style:
    """Return the style of a role in the theme of the widget's app, without a ground."""
    app = widget.app
    variables, styles = _inks.get(app, ({}, {}))
    if variables is not app.theme_variables:
        variables = app.theme_variables
        styles = {role: _style(role, variables) for role in Role}
        _inks[app] = variables, styles
    return styles[role] + _BOLD if bold else styles[role]


def _style(role: Role, variables: Mapping[str, str]) -> Style:
    colour = Color.parse(variables[_VARIABLES[role]]).rich_color
    return Style(color=colour, bold=True if role is Role.STRONG else None)


def is_plain(widget: Widget) -> bool:
    """Return whether the screens are read aloud: words then stand alone, without marks that are none."""
    return widget.app.has_class(PLAIN)


def paint(
    widget: Widget, cell: Cell, ground: Style, width: int | None = None, align: Align = "left"
) -> Iterator[Segment]:
    """Yield ``cell`` made safe, on ``ground``: its mark, a blank, its text; cut and padded to ``width`` cells if given."""
    style = ground + ink(widget, cell.role, bold=cell.bold)
    if not cell.mark or (is_plain(widget) and cell.text and not any(map(str.isalnum, cell.mark))):
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

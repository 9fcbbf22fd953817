"""The slim bar on top: which screens there are, where one is, and what waits elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui_crm.display import cut, measure, safe
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.painting import is_plain, paint

_GAP = 2  # cells between tabs
_LEAST = 3  # cells of a title, before titles are left out


@dataclass(frozen=True)
class Tab:
    """A tab called ``name``: the ``key`` that opens it, its title, and a count, if there is any.

    A count asks for attention, unless it is ``calm``.
    """

    name: str
    key: str
    title: str
    count: str = ""
    calm: bool = False


class TabBar(Widget):
    """Tabs on one line, the ``active`` one (its name) marked. Titles shorten where it gets narrow."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"tab-bar--active"}
    DEFAULT_CSS = """
    TabBar {
        height: 1;
        background: $panel;
        & > .tab-bar--active { background: $background; }
        &:ansi > .tab-bar--active { text-style: reverse; }
    }
    """

    @dataclass
    class Chosen(Message):
        """A tab was clicked."""

        name: str

    def __init__(self, tabs: Sequence[Tab], active: str) -> None:
        super().__init__()
        self._tabs = tuple(tabs)
        self._active = active
        self._spans: list[tuple[range, str]] = []

    def show(self, tabs: Sequence[Tab]) -> None:
        """Show other tabs."""
        if self._tabs != (shown := tuple(tabs)):
            self._tabs = shown
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is one line
        """Draw the bar."""
        width, ground = self.size.width, self.rich_style
        gap, longest = self._fitting(width)
        segments, at = [], 0
        self._spans = []
        for tab in self._tabs:
            drawn = Strip(self._tab(tab, longest, ground))
            self._spans.append((range(at, at + drawn.cell_length), tab.name))
            segments += [*drawn, Segment(" " * gap, ground)]
            at += drawn.cell_length + gap
        return Strip(segments).adjust_cell_length(width, ground)

    def on_click(self, event: events.Click) -> None:
        """Say which tab was clicked."""
        for span, name in self._spans:
            if event.x in span:
                self.post_message(self.Chosen(name))
        event.stop()

    def _fitting(self, width: int) -> tuple[int, int]:
        """Return the widest gap between tabs and the longest titles that fit into ``width`` cells."""
        longest = max((measure(cut(tab.title, width)) for tab in self._tabs), default=0)
        for gap in range(_GAP, 0, -1):
            if self._needed(gap, longest) <= width:
                return gap, longest
        while longest and self._needed(0, longest) > width:
            longest = longest - 1 if longest > _LEAST else 0
        return 0, longest

    def _needed(self, gap: int, longest: int) -> int:
        drawn = [sum(1 + measure(cell.text) for cell in self._cells(tab, longest)) + 1 for tab in self._tabs]
        return sum(drawn) + gap * (len(drawn) - 1)

    def _tab(self, tab: Tab, longest: int, ground: Style) -> Iterator[Segment]:
        if tab.name == self._active:
            ground = self.get_component_rich_style("tab-bar--active")
        for cell in self._cells(tab, longest):
            yield Segment(" ", ground)
            yield from paint(self, cell, ground)
        yield Segment(" ", ground)

    def _cells(self, tab: Tab, longest: int) -> Iterator[Cell]:
        """Yield the parts of a tab, safe already, its title at most ``longest`` cells wide unless it is the active one."""
        active = tab.name == self._active
        yield Cell(safe(tab.key), Role.ACCENT if active else Role.MUTED, bold=active)
        title = cut(tab.title, self.size.width if active else longest)
        if title:
            title = f"[{title}]" if active and is_plain(self) else title
            yield Cell(title, Role.STRONG if active else Role.MUTED)
        if tab.count:
            yield Cell(safe(tab.count), Role.MUTED if tab.calm else Role.ERROR, bold=not tab.calm)

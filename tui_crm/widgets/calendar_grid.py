"""A calendar of one week or of the weeks of a month: what stands on each day, and a cursor that goes from day to day.

Only what it is given is drawn: a day has its number, how much stands there, and as many of its entries as there are lines.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui_crm.display import measure
from tui_crm.widgets import keys
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.painting import is_plain, paint

WEEK: Final = 7  # days
_GAP: Final = 1  # cells between days
_HEAD: Final = 1  # lines of the names of weekdays
_DOUBLE: Final = 2  # clicks
_ROOM_FOR_MARK: Final = 14  # cells of a day that have room for a mark and enough of the text
_MOST: Final = 100_000  # counting ends below it


@dataclass(frozen=True)
class Entry:
    """Something on a day: a short ``mark`` (its time) in its role, what it is, and ``more`` of it where there is room."""

    mark: str
    text: str
    more: str = ""
    mark_role: Role = Role.MUTED
    role: Role = Role.PLAIN

    def lines(self, height: int, width: int) -> tuple[Cell, ...]:
        """Return so many lines of it, one or two; where it is narrow a longer mark keeps a line or is left out."""
        is_narrow = width < _ROOM_FOR_MARK and measure(self.mark) > 1
        if height == 1:
            mark = "·" if is_narrow else self.mark
            return (Cell(self.text, self.role, mark=mark, mark_role=self.mark_role),)
        if is_narrow:
            return Cell(self.mark, self.mark_role), Cell(self.text, self.role)
        first = Cell(self.text, self.role, mark=self.mark, mark_role=self.mark_role)
        return first, Cell(self.more, Role.MUTED)


@dataclass(frozen=True)
class Day:
    """What is shown of a day: ``count`` of what stands there, the first ``entries``, and ``note``, what day it is.

    A day that is ``off`` is set off from the others.
    """

    count: int = 0
    entries: Sequence[Entry] = ()
    note: str = ""
    off: bool = False


@dataclass(frozen=True)
class Page:
    """Whole weeks from ``first`` on: of a ``month`` (its first day), or, where there is none, of no month in particular.

    An entry takes ``height`` lines, one or two.
    """

    first: date
    weeks: int
    weekdays: Sequence[str]
    today: date
    month: date | None = None
    days: Mapping[date, Day] = field(default_factory=dict)
    height: int = 1

    @property
    def last(self) -> date:
        """The last day that is shown."""
        return self.first + timedelta(days=WEEK * self.weeks - 1)

    def is_beside(self, day: date) -> bool:
        """Return whether a day is none of the month's."""
        return self.month is not None and (day.year, day.month) != (self.month.year, self.month.month)


class CalendarGrid(Widget, can_focus=True):
    """Shows a page of days. Where the cursor would leave the page it says so: whoever fills it shows another one."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*keys.CALENDAR]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "calendar-grid--cursor",
        "calendar-grid--cursor-bar",
        "calendar-grid--off",
    }
    DEFAULT_CSS = """
    CalendarGrid {
        background: $background;
        color: $foreground;
        & > .calendar-grid--off { background: $surface; }
        & > .calendar-grid--cursor { background: $panel; }
        & > .calendar-grid--cursor-bar { color: $muted; }
        &:focus > .calendar-grid--cursor-bar { color: $accent; }
        &:ansi > .calendar-grid--cursor { text-style: reverse; }
        &:ansi > .calendar-grid--off { text-style: dim; }
    }
    """

    @dataclass
    class Moved(Message):
        """Another day is wanted; it may lie on another page."""

        day: date

    @dataclass
    class Turned(Message):
        """The page before or after is wanted."""

        pages: int

    @dataclass
    class Stepped(Message):
        """In a single week one goes up or down within the day."""

        rows: int

    class Entered(Message):
        """The day under the cursor was opened, by enter or a double click."""

    def __init__(self) -> None:
        super().__init__()
        self._page: Page | None = None
        self._day: date | None = None
        self._entry = -1

    def show(self, page: Page, day: date, entry: int = -1) -> None:
        """Show other days, the cursor on ``day``, and on its entry at position ``entry`` where there is one."""
        self._page, self._day, self._entry = page, day, entry
        self.refresh()

    @property
    def shown_weeks(self) -> int:
        """How many weeks are shown, none before there is a page."""
        return 0 if self._page is None else self._page.weeks

    def point_at(self, entry: int) -> None:
        """Put the cursor on another entry of its day."""
        if entry != self._entry:
            self._entry = entry
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw line ``y``: the names of the weekdays, or a line of a week."""
        if self._page is None:
            return Strip.blank(self.size.width, self.rich_style)
        if y < _HEAD:
            drawn = [self._cell(Cell(name, Role.MUTED), place) for place, name in enumerate(self._page.weekdays)]
            return self._joined(drawn)
        top, week = self._week_at(y - _HEAD)
        if week >= self._page.weeks:
            return Strip.blank(self.size.width, self.rich_style)
        days = (self._page.first + timedelta(days=WEEK * week + place) for place in range(WEEK))
        return self._joined([list(self._line(self._page, day, place, top)) for place, day in enumerate(days)])

    def _height_of(self, week: int) -> int:
        """Return how many lines a week has; what is over goes to the first ones."""
        assert self._page is not None
        room, rest = divmod(max(0, self.size.height - _HEAD), self._page.weeks)
        return room + (week < rest)

    def _week_at(self, y: int) -> tuple[int, int]:
        """Return which line of a week stands at a line below the head, and of which week."""
        assert self._page is not None
        week = 0
        while week < self._page.weeks and y >= self._height_of(week):
            y -= self._height_of(week)
            week += 1
        return y, week

    def _width(self, place: int) -> int:
        """Return how many cells the day at a place of its week has; what is over goes to the last days."""
        room, rest = divmod(max(0, self.size.width - _GAP * (WEEK - 1)), WEEK)
        return room + (place >= WEEK - rest)

    def _line(self, page: Page, day: date, place: int, y: int) -> Iterator[Segment]:
        shown, width = page.days.get(day, Day()), self._width(place)
        bar, style = self._ground(day, shown, y)
        if width <= 0:
            return
        yield Segment(bar.text, bar.style)
        if y == 0:
            yield from self._title(page, day, shown, width - 1, style)
            return
        number, part = divmod(y - 1, page.height)
        fits = number < len(shown.entries) and (number + 1) * page.height < self._height_of(
            (day - page.first).days // WEEK
        )
        entry = shown.entries[number].lines(page.height, width) if fits else ()
        yield from paint(self, entry[part] if entry else Cell(""), style, width - 1)

    def _ground(self, day: date, shown: Day, y: int) -> tuple[Segment, Style]:
        """Return the bar before a line of a day, and what its text stands on."""
        style = self.get_component_rich_style("calendar-grid--off") if shown.off else self.rich_style
        if day != self._day:
            return Segment(" ", style), style
        cursor = self.get_component_rich_style("calendar-grid--cursor")
        bar = self.get_component_rich_style("calendar-grid--cursor-bar", partial=True)
        assert self._page is not None
        is_here = y == 0 or (y - 1) // self._page.height == self._entry
        sign = ">" if is_plain(self) else "▎"
        return Segment(sign, cursor + bar) if is_here else Segment(" ", cursor), cursor

    def _title(self, page: Page, day: date, shown: Day, width: int, style: Style) -> Iterator[Segment]:
        count = f"{min(shown.count, _MOST - 1):,}{'+' if shown.count >= _MOST else ''}" if shown.count else ""
        number = str(day.day)
        if is_plain(self):
            number = f"({number})" if shown.off else number
            number = f"[{number}]" if day == page.today else number
        said = f"{number} {shown.note}".strip()
        yield from paint(
            self, Cell(said, self._role(page, day, shown), bold=day == page.today), style, width - len(count)
        )
        yield from paint(self, Cell(count, Role.MUTED if page.is_beside(day) else Role.PLAIN), style)

    def _role(self, page: Page, day: date, shown: Day) -> Role:
        if day == page.today:
            return Role.ACCENT
        return Role.MUTED if page.is_beside(day) or shown.off else Role.STRONG

    def _cell(self, cell: Cell, place: int) -> list[Segment]:
        width = self._width(place)
        return [Segment(" ", self.rich_style), *paint(self, cell, self.rich_style, width - 1)] if width > 0 else []

    def _joined(self, days: Sequence[Sequence[Segment]]) -> Strip:
        gap = Segment(" " * _GAP, self.rich_style)
        segments = [segment for drawn in days for segment in (*drawn, gap)]
        return Strip(segments[:-1]).adjust_cell_length(self.size.width, self.rich_style)

    def day_at(self, x: int, y: int) -> date | None:
        """Return the day that is drawn at a place, None where there is none."""
        if self._page is None or y < _HEAD:
            return None
        _line, week = self._week_at(y - _HEAD)
        for place in range(WEEK):
            x -= self._width(place) + _GAP
            if x < 0:
                day = self._page.first + timedelta(days=WEEK * week + place)
                return day if day <= self._page.last else None
        return None

    def on_click(self, event: events.Click) -> None:
        """Go to the day clicked, and into it at a double click."""
        day = self.day_at(event.x, event.y)
        if day is not None:
            self._go(day)
            if event.chain == _DOUBLE:
                self.action_choose()
        event.stop()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a key does something: none does before there is a page."""
        if action in {"day", "step", "page", "edge", "today", "choose"}:
            return self._page is not None
        return super().check_action(action, parameters)

    def _go(self, day: date) -> None:
        if day != self._day:
            self.post_message(self.Moved(day))

    def action_day(self, days: int) -> None:
        """Move the cursor by ``days``."""
        if self._day is not None:
            self._go(_moved(self._day, days))

    def action_step(self, rows: int) -> None:
        """Move the cursor by a week; in a single week within the day."""
        if self._page is not None and self._page.weeks == 1:
            self.post_message(self.Stepped(rows))
        else:
            self.action_day(WEEK * rows)

    def action_page(self, pages: int) -> None:
        """Turn to another page."""
        self.post_message(self.Turned(pages))

    def action_edge(self, end: int) -> None:
        """Move the cursor to the first day of the month or the week, or to the last."""
        if self._page is not None:
            days = (self._page.first + timedelta(days=number) for number in range(WEEK * self._page.weeks))
            ours = [day for day in days if not self._page.is_beside(day)]
            self._go(ours[0] if end < 0 else ours[-1])

    def action_today(self) -> None:
        """Go to today."""
        if self._page is not None:
            self._go(self._page.today)

    def action_choose(self) -> None:
        """Open the day under the cursor."""
        self.post_message(self.Entered())


def _moved(day: date, days: int) -> date:
    """Return a day so many days away, the day itself where the calendar ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day

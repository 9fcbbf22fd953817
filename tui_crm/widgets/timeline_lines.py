"""How the lines of a timeline are drawn: a band at the side, day and time, what sort of entry, what it says, by whom.

Only the rows of lines on the screen are read, synchronously, as lists do it (:mod:`tui_crm.widgets.record_lines`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar, Final, Protocol

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui_crm.display import cut, measure, safe
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.painting import ink, is_plain, paint
from tui_crm.widgets.timeline_layout import Layout, Place
from tui_crm.wrapping import wrap

_BAR: Final = 1  # cells of the cursor's bar at the left edge
_TAIL: Final = 1  # blank cells before the scrollbar
_KEPT: Final = 1_024  # rows kept
_MOST: Final = 60  # lines of one entry that is unfolded
_TIMED: Final = 60  # cells from which on there is room for times, and for feelings
_SIGNED: Final = 72  # … for who wrote it
_WORDED: Final = 100  # … for the words of bands
_FEELING: Final = 3
_WIDEST_BY: Final = 10
_HALF_BY: Final = 6
_LABEL: Final = 12


BLANK: Final = Cell("")
"""Nothing."""


@dataclass(frozen=True, slots=True)
class Band:
    """What holds while something happens: its word, its colour; ``dotted`` where it is still to come."""

    word: str
    role: Role
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """What stands between entries, before the one at ``position``: a word among the days, a text among the texts.

    One ``across`` is a line from edge to edge, one ``broken`` breaks the band.
    """

    position: int
    label: Cell = BLANK
    text: Cell = BLANK
    across: bool = False
    broken: bool = False


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """What an entry shows. ``tail`` stands behind the text, which gives way to it; ``more`` below it once it is unfolded:
    labelled texts, which are wrapped. Where it ``leads`` somewhere, choosing it goes there.
    """

    day: Cell
    time: Cell
    kind: Cell
    text: tuple[Cell, ...]
    by: Cell = BLANK
    feeling: Cell = BLANK
    more: tuple[tuple[str, Cell], ...] = ()
    tail: Cell = BLANK
    leads: bool = False


class TimelineSource(Protocol):
    """A sequence of entries, as a timeline asks for it on the event loop: every answer comes within a millisecond or so.

    Keys are integers, each there once. The first ``ahead`` entries are still to come. ``rows`` may leave out what it
    cannot tell: such a line stays empty until another source is shown.
    """

    @property
    def keys(self) -> Sequence[int]:
        """The keys of all entries, in order."""
        ...

    @property
    def ahead(self) -> int:
        """How many entries are still to come."""
        ...

    @property
    def rules(self) -> Sequence[Rule]:
        """What stands between the entries, in order."""
        ...

    @property
    def months(self) -> Sequence[int]:
        """The positions at which months begin, in order."""
        ...

    @property
    def widths(self) -> tuple[int, int, int]:
        """How many cells the words of bands, the days and the kinds take."""
        ...

    def rows(self, keys: Sequence[int]) -> Mapping[int, TimelineRow]:
        """Return what these entries (as many as fit on a screen) show."""
        ...

    def band(self, position: int) -> Band:
        """Return the band of the entry at a position."""
        ...


class _Nothing:
    keys: Sequence[int] = ()
    ahead = 0
    rules: Sequence[Rule] = ()
    months: Sequence[int] = ()
    widths = (0, 0, 0)

    def rows(self, keys: Sequence[int]) -> Mapping[int, TimelineRow]:
        del keys
        return {}

    def band(self, position: int) -> Band:
        del position
        return Band("", Role.FAINT)


NOTHING: Final[TimelineSource] = _Nothing()


class TimelineLines(ScrollView, inherit_bindings=False):
    """The lines of a source from the scroll offset on, with a cursor on one entry and some entries unfolded."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"timeline--cursor", "timeline--cursor-bar"}
    DEFAULT_CSS = """
    TimelineLines {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        & > .timeline--cursor { background: $panel; }
        & > .timeline--cursor-bar { color: $muted; }
        &:focus > .timeline--cursor-bar { color: $accent; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._empty: tuple[Cell, ...] = ()
        self._source = NOTHING
        self._layout = Layout(0, (), {})
        self._unfolded: set[int] = set()
        self._cursor = 0
        self._rows: dict[int, TimelineRow] = {}
        self._broken: dict[int, tuple[TimelineRow | None, int, Sequence[_Below]]] = {}

    @property
    def empty(self) -> tuple[Cell, ...]:
        """What a timeline without entries says, a cell a line."""
        return self._empty

    @empty.setter
    def empty(self, lines: Sequence[Cell]) -> None:
        self._empty = tuple(lines)
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Read the rows of the lines to be drawn that are not known yet, all at once, and draw."""
        top = self.scroll_offset.y
        places = (self._layout.at(top + y) for y in range(crop.y, crop.bottom))
        self.read({place.position for place in places if place is not None and place.rule is None})
        return super().render_lines(crop)

    def read(self, positions: "set[int]") -> None:
        """Read the rows of the entries at these positions, unless they are known."""
        if len(self._rows) > _KEPT:
            self._rows.clear()
        unknown = [self._source.keys[at] for at in sorted(positions) if self._source.keys[at] not in self._rows]
        if unknown:
            self._rows.update(self._source.rows(unknown))

    def render_line(self, y: int) -> Strip:
        """Draw line ``y`` of the screen."""
        width = self.scrollable_size.width
        line = self.scroll_offset.y + y
        place = self._layout.at(line)
        if place is None:
            return self._notice(line - self._layout.lines - 1, width)
        if place.rule is not None:
            return self._rule(self._source.rules[place.rule], place.position, width)
        return self._entry(place, width, starts=self._starts_band(place.position, first=y == 0))

    def _starts_band(self, position: int, *, first: bool) -> bool:
        """Return whether the word of a band stands here: at its top, or at the top of the screen."""
        return first or position == 0 or self._source.band(position) != self._source.band(position - 1)

    def _columns(self, width: int) -> "_Columns":
        word, day, kind = self._source.widths
        return _Columns(
            word=word + 1 if word and (width >= _WORDED or is_plain(self)) else 0,
            day=day + 1,
            time=6 if width >= _TIMED else 0,
            kind=kind + 3,
            feeling=_FEELING + 1 if width >= _TIMED else 0,
            by=(_WIDEST_BY if width >= _WORDED else _HALF_BY) + 1 if width >= _SIGNED else 0,
            width=width,
        )

    def _entry(self, place: Place, width: int, *, starts: bool) -> Strip:
        on_cursor = place.position == self._cursor
        ground = self.get_component_rich_style("timeline--cursor") if on_cursor else self.rich_style
        row = self._rows.get(self._source.keys[place.position])
        columns, band = self._columns(width), self._source.band(place.position)
        segments = [self._cursor_bar(ground, on_cursor=on_cursor)]
        if place.offset or row is None:
            segments += self._beside(columns, band, ground)
            for below in self._below(place.position, columns.text)[place.offset - 1 : place.offset]:
                segments += [*paint(self, Cell(below.label, Role.MUTED), ground, below.beside)]
                segments.append(Segment(below.text, ground + ink(self, below.cell.role, bold=below.cell.bold)))
        else:
            segments += self._side(row, columns, band if starts else Band("", band.role, band.dotted), ground)
            segments += self._said(row, columns, ground)
        return Strip(segments).adjust_cell_length(width, ground)

    def _cursor_bar(self, ground: Style, *, on_cursor: bool) -> Segment:
        if not on_cursor:
            return Segment(" " * _BAR, ground)
        sign = ">" if is_plain(self) else "▎"
        return Segment(sign, ground + self.get_component_rich_style("timeline--cursor-bar", partial=True))

    def _side(self, row: TimelineRow, columns: "_Columns", band: Band, ground: Style) -> Iterator[Segment]:
        """Yield the word of the band, day and time, the band, and what sort of entry it is."""
        if columns.word:
            yield from paint(self, Cell(band.word, band.role), ground, columns.word)
        yield from paint(self, row.day, ground, columns.day - 1, "right")
        if columns.time:
            yield Segment(" ", ground)
            yield from paint(self, row.time, ground, columns.time - 1)
        yield Segment(" ", ground)
        yield self._bar(band, ground)
        yield Segment(" ", ground)
        yield from paint(self, row.kind, ground, columns.kind - 1)
        yield Segment(" ", ground)

    def _bar(self, band: Band, ground: Style, *, broken: bool = False) -> Segment:
        sign = "┊" if band.dotted or broken else "▎"
        return Segment(" " if is_plain(self) else sign, ground + ink(self, band.role))

    def _beside(self, columns: "_Columns", band: Band, ground: Style) -> Iterator[Segment]:
        """Yield what stands beside an unfolded text: the band alone."""
        yield Segment(" " * (columns.word + columns.day + columns.time), ground)
        yield self._bar(band, ground)
        yield Segment(" " * (1 + columns.kind), ground)

    def _said(self, row: TimelineRow, columns: "_Columns", ground: Style) -> Iterator[Segment]:
        left = columns.text
        kept = min(measure(safe(row.tail.text)) + 1, left * 2 // 3) if row.tail.text else 0
        for number, cell in enumerate((*row.text, row.tail) if kept else row.text):
            room = left - (kept if number < len(row.text) else 0)
            if room <= 0:
                continue
            text = cut((" " if number else "") + safe(cell.text), room)
            yield Segment(text, ground + ink(self, cell.role, bold=cell.bold))
            left -= measure(text)
        yield Segment(" " * max(0, left), ground)
        if columns.feeling:
            yield Segment(" ", ground)
            yield from paint(self, row.feeling, ground, columns.feeling - 1, "right")
        if columns.by:
            yield Segment(" ", ground)
            yield from paint(self, row.by, ground, columns.by - 1)

    def _below(self, position: int, width: int) -> "Sequence[_Below]":
        """Return the lines below an entry that is unfolded: broken once, since a long text takes some milliseconds."""
        key = self._source.keys[position]
        row, known = self._rows.get(key), self._broken.get(key)
        if known is None or known[0] is not row or known[1] != width:
            self._broken[key] = known = (row, width, [*islice(_broken(row, width), _MOST)] if row is not None else [])
        return known[2]

    def lines_of(self, position: int) -> int:
        """Return how many lines the entry at ``position`` has below it once it is unfolded."""
        self.read({position})
        return len(self._below(position, self._columns(self.scrollable_size.width).text))

    def _rule(self, rule: Rule, position: int, width: int) -> Strip:
        ground, columns = self.rich_style, self._columns(width)
        segments = [Segment(" " * (_BAR + columns.word), ground)]
        segments += paint(self, rule.label, ground, columns.day - 1, "right")
        segments.append(Segment(" ", ground))
        if rule.across and not is_plain(self):
            style = ground + ink(self, rule.label.role)
            rest = max(0, width - _BAR - columns.word - columns.day - columns.time - 1 - _TAIL)
            segments.append(Segment("─" * columns.time + "●" + "─" * rest, style))
            return Strip(segments).adjust_cell_length(width, ground)
        last = len(self._source.keys) - 1
        band = self._source.band(min(position, last)) if last >= 0 else Band("", Role.FAINT)
        segments.append(Segment(" " * columns.time, ground))
        segments.append(self._bar(band, ground, broken=rule.broken))
        segments.append(Segment(" ", ground))
        segments += paint(self, rule.text, ground + Style(italic=True), max(0, columns.kind + columns.text))
        return Strip(segments).adjust_cell_length(width, ground)

    def _notice(self, number: int, width: int) -> Strip:
        lines = () if len(self._source.keys) else self._empty
        text = lines[number] if 0 <= number < len(lines) else BLANK
        drawn = paint(self, text, self.rich_style, max(0, width - _BAR))
        return Strip([Segment(" " * _BAR, self.rich_style), *drawn]).adjust_cell_length(width, self.rich_style)


@dataclass(frozen=True, slots=True)
class _Below:
    """A line below an entry: ``text`` of a ``cell``, behind a label that takes ``beside`` cells."""

    label: str
    beside: int
    text: str
    cell: Cell


def _broken(row: TimelineRow, width: int) -> Iterator[_Below]:
    labels = max((measure(cut(label, _LABEL)) for label, _cell in row.more), default=0)
    labels += 1 if labels else 0
    for label, cell in row.more:
        beside = labels if label else 0
        text = "\n".join(map(safe, cell.text[: _MOST * width].split("\n")))
        for number, line in enumerate(wrap(text, max(2, width - beside))):
            yield _Below("" if number else label, beside, line, cell)


@dataclass(frozen=True)
class _Columns:
    """How many cells each part takes, with the blank behind it (before it, at the right end)."""

    word: int
    day: int
    time: int
    kind: int
    feeling: int
    by: int
    width: int

    @property
    def text(self) -> int:
        """What is left for the text."""
        taken = _BAR + self.word + self.day + self.time + 2 + self.kind + self.feeling + self.by + _TAIL
        return max(0, self.width - taken)

"""How a report looks in lines of text: on a terminal, printed or on a screen. Each number is a piece of its own."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tui_crm.display import cells, measure, safe
from tui_crm.models.report import Look, Number, Report, Row, Table
from tui_crm.services.reports.texts import before_text, compared_heads, difference_text, head_lines, value_text

GAP: Final = "  "
BAR: Final = "▰"
"""A cell of a bar."""

PLAIN_BAR: Final = "#"
"""A cell of a bar where there are but ASCII characters."""

_LONGEST_BAR: Final = 32  # cells
_SHORTEST_BAR: Final = 5
_LONGEST_LABEL: Final = 32
_SHORTEST_LABEL: Final = 10
_NARROWEST: Final = 4
_NO_WIDTH: Final = 100  # of a grid where no terminal says how wide
_NOTHING: Final = "·"


class Tone(StrEnum):
    """The part that a piece plays."""

    TITLE = "title"
    PLAIN = "plain"
    MUTED = "muted"
    BAR = "bar"
    HEAT = "heat"


@dataclass(frozen=True)
class Piece:
    """A piece of a line, padded; ``number`` is the one it shows, ``heat`` how much it is of the greatest, 0 to 1."""

    text: str
    tone: Tone = Tone.PLAIN
    number: Number | None = None
    heat: float = 0


Line = tuple[Piece, ...]


@dataclass(frozen=True)
class Room:
    """Where lines stand: in ``width`` cells (None: as wide as need be), with such a cell of a bar, or none where ``plain``."""

    width: int | None = None
    bar: str = BAR
    plain: bool = False


def layout(report: Report, room: Room) -> list[Line]:
    """Return the lines of a report."""
    title, *more = map(safe, head_lines(report))
    lines: list[Line] = [(Piece(title, Tone.TITLE),), *((Piece(line, Tone.MUTED),) for line in more)]
    for table in report.tables:
        lines += [(), *table_lines(table, room)]
    return lines


def table_lines(table: Table, room: Room) -> list[Line]:
    """Return the lines of one table of a report."""
    return list(_Drawing(table, room).lines())


def line_text(line: Line) -> str:
    """Return the text of a line."""
    return "".join(piece.text for piece in line).rstrip()


class _Drawing:
    """One table being drawn."""

    def __init__(self, table: Table, room: Room) -> None:
        self._table = table
        self._room = room
        self._compared = table.is_compared

    def lines(self) -> Iterator[Line]:
        match self._table.look:
            case _ if not self._table.rows or (self._table.look is Look.GRID and self._table.is_blank):
                yield Piece(safe(self._table.title), Tone.TITLE), Piece(f"{GAP}—", Tone.MUTED)
            case Look.GRID:
                yield from self._grids()
            case Look.FIGURES:
                names = [column.title for column in self._table.columns]
                yield from self._single(names, [*self._table.rows[0].numbers], bars=False)
            case Look.ROWS if len(self._table.columns) == 1:
                names = [safe(row.label) for row in self._table.rows]
                yield from self._single(names, [row.numbers[0] for row in self._table.rows], bars=True)
            case _:
                yield from self._several()

    def _single(
        self, names: Sequence[str], numbers: Sequence[Number], *, bars: bool, measured: str = ""
    ) -> Iterator[Line]:
        """Yield a line a number: what it is, the number, what it was before, and a bar; of one column of several its title."""
        columns = [[*map(value_text, numbers)]]
        titles = [*compared_heads()] if self._compared else [""]
        if self._compared:
            columns += [[*map(before_text, numbers)], [*map(difference_text, numbers)]]
        widths = [max(map(measure, [title, *texts])) for title, texts in zip(titles, columns, strict=True)]
        title = " · ".join(filter(None, (self._table.title, measured)))
        margin = self._margin([title, *names], sum(widths) + len(GAP) * len(widths))
        yield _title(title, margin, titles, widths)
        bar = self._bar(margin + sum(widths) + len(GAP) * (len(widths) + 1)) if bars else 0
        for place, (name, number) in enumerate(zip(names, numbers, strict=True)):
            texts = [column[place] for column in columns]
            first, *rest = (GAP + cells(text, width, "right") for text, width in zip(texts, widths, strict=True))
            yield (
                Piece(cells(name, margin)),
                Piece(first, number=number),
                *(Piece(text, Tone.MUTED) for text in rest),
                *((Piece(GAP + self._drawn(number, bar), Tone.BAR),) if bar else ()),
            )

    def _several(self) -> Iterator[Line]:
        """Yield a line a row with a number in each column, in brackets what it was before and the difference."""
        text = _with_before if self._compared else value_text
        columns = [[text(row.numbers[place]) for row in self._table.rows] for place in range(len(self._table.columns))]
        titles = [column.title for column in self._table.columns]
        widths = [max(map(measure, [title, *texts])) for title, texts in zip(titles, columns, strict=True)]
        taken = sum(widths) + len(GAP) * len(widths)
        names = [safe(row.label) for row in self._table.rows]
        if self._compared and self._room.width is not None and taken + _SHORTEST_LABEL > self._room.width:
            for place, measured in enumerate(titles):
                numbers = [row.numbers[place] for row in self._table.rows]
                yield from self._single(names, numbers, bars=False, measured=measured)
            return
        title = self._explained(taken)
        margin = self._margin([title, *names], taken)
        yield _title(title, margin, titles, widths)
        for place, row in enumerate(self._table.rows):
            texts = (cells(column[place], width, "right") for column, width in zip(columns, widths, strict=True))
            pieces = (Piece(GAP + text, number=number) for text, number in zip(texts, row.numbers, strict=True))
            yield (Piece(cells(row.label, margin)), *pieces)

    def _explained(self, taken: int) -> str:
        """Return the title, with what stands in brackets behind the numbers where there is room to say it."""
        now, before, change = compared_heads()
        said = f"{self._table.title} · {now} ({before} {change})"
        room = _LONGEST_LABEL if self._room.width is None else min(_LONGEST_LABEL, self._room.width - taken)
        return said if self._compared and measure(said) <= room else self._table.title

    def _margin(self, names: Sequence[str], taken: int) -> int:
        """Return how wide the names stand: as wide as they are, on a terminal no wider than is left for them."""
        wide = max(map(measure, names))
        if self._room.width is None:
            return wide
        return max(_NARROWEST, min(wide, _LONGEST_LABEL, self._room.width - taken))

    def _bar(self, taken: int) -> int:
        if self._room.plain:
            return 0
        room = _LONGEST_BAR if self._room.width is None else min(_LONGEST_BAR, self._room.width - taken)
        return room if room >= _SHORTEST_BAR else 0

    def _drawn(self, number: Number, width: int) -> str:
        greatest, value = self._table.greatest, number.value or 0
        return self._room.bar * max(1, round(width * value / greatest)) if value > 0 else ""

    def _grids(self) -> Iterator[Line]:
        yield (Piece(self._table.title, Tone.TITLE),)
        yield from self._grid(value_text, self._table.greatest)
        if self._compared:
            before = max((number.before or 0 for row in self._table.rows for number in row.numbers), default=0)
            _now, earlier, change = compared_heads()
            yield (Piece(earlier, Tone.MUTED),)
            yield from self._grid(before_text, before, shown=False)
            yield (Piece(change, Tone.MUTED),)
            yield from self._grid(difference_text, 0, shown=False)

    def _grid(self, text: Callable[[Number], str], greatest: float, *, shown: bool = True) -> Iterator[Line]:
        """Yield the lines of a grid, or of several beside which there is no room: a line a row, or in words."""
        texts = [[text(number) for number in row.numbers] for row in self._table.rows]
        said = [place for place in range(len(self._table.columns)) if any(row[place] != "0" for row in texts)]
        places = range(said[0], said[-1] + 1) if said else range(0)
        if self._room.plain:
            yield from (self._words(row, texts[at], places) for at, row in enumerate(self._table.rows))
            return
        margin = max(measure(row.label) for row in self._table.rows)
        wide = 1 + max([2, *(measure(row[place]) for row in texts for place in places)])
        many = max(1, ((self._room.width or _NO_WIDTH) - margin) // wide)
        for first in range(places.start, places.stop, many):
            block = range(first, min(first + many, places.stop))
            heads = "".join(cells(self._table.columns[place].title, wide, "right") for place in block)
            yield Piece(" " * margin), Piece(heads, Tone.MUTED)
            for row, line in zip(self._table.rows, texts, strict=True):
                pieces = (
                    Piece(
                        cells(_NOTHING if line[place] == "0" else line[place], wide, "right"),
                        Tone.HEAT if greatest else Tone.MUTED,
                        row.numbers[place] if shown else None,
                        (row.numbers[place].value or 0) / greatest if shown and greatest else 0,
                    )
                    for place in block
                )
                yield Piece(cells(row.label, margin)), *pieces

    def _words(self, row: Row, texts: Sequence[str], places: range) -> Line:
        said = (
            Piece(f" {self._table.columns[place].title}: {texts[place]};", number=row.numbers[place])
            for place in places
            if texts[place] != "0"
        )
        return Piece(row.label), *said


def _title(title: str, margin: int, heads: Sequence[str], widths: Sequence[int]) -> Line:
    text = "".join(GAP + cells(head, width, "right") for head, width in zip(heads, widths, strict=True))
    if not text.strip():
        return (Piece(title, Tone.TITLE),)
    return Piece(cells(title, margin), Tone.TITLE), Piece(text, Tone.MUTED)


def _with_before(number: Number) -> str:
    if number.before is None:
        return value_text(number)
    return f"{value_text(number)} ({before_text(number)} {difference_text(number)})"

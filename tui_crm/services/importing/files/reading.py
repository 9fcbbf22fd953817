"""How the rows of a file are read, whatever the file is: the header found, what is no data passed over and counted."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, islice
from pathlib import Path
from typing import Self

from tui_crm.errors import BadInput, UsageError
from tui_crm.i18n import _
from tui_crm.services.importing.columns.meanings import known_header
from tui_crm.services.importing.columns.own_columns import TOLD, place_told
from tui_crm.services.importing.files.formats import table_of
from tui_crm.services.importing.files.header import FIRST_ROWS, column_names, header_row
from tui_crm.services.importing.files.input_file import FileState, InputFile
from tui_crm.services.importing.files.tables import MOST_COLUMNS, BrokenRow, ReadOptions, Table

_FEW_COLUMNS = 2
_MOST_FOOTERS = 20
_WIDEST = 16_384  # columns of a sheet, of which most may be blank
_SUM = re.compile(r"(?:合计|总计|小计|总数|合計|總計|小計|(?:grand )?totals?)\s*(?:[:：(（].*)?", re.IGNORECASE)
_REMARK = re.compile(
    r"(?:共\s*\d+\s*[条條行个個位人户戶家]|(?:制表|填表|导出|打印|统计|更新|匯出|列印)(?:人|时间|日期|单位|時間)?\s*[:：]"
    r"|(?:copyright|confidential|generated (?:by|on|at)|exported (?:by|on|at|from))\b|©|\(c\) |\d+ (?:records?|rows?)\b).*",
    re.IGNORECASE | re.DOTALL,
)
_FIGURE = re.compile(r"共?[\d.,\s%¥￥$€]*[家个個位人户戶条條笔筆名项項件元]?|[-–—/]")


@dataclass
class Skipped:
    """What the last pass over a file left out: how many blank rows, and the footers as (line, text)."""

    blank: int = 0
    footers: tuple[tuple[int, str], ...] = ()


class RowSource:
    """The rows of a file under its header, as often as they are asked for, in bounded memory.

    ``header`` are the names of the columns, each different; ``header_line`` is where it stands, 0 where the format knows
    it; ``preamble`` counts the rows before it that are not blank. A row may come with more cells than the header has,
    never with fewer. The columns in which rejected rows were told what is wrong are left out.
    """

    def __init__(self, file: InputFile, table: Table, header_line: int | None) -> None:
        self._file = file
        self.name = file.name
        self.table = table
        self._has_own_header = table.header is not None
        self.header_line, self.preamble, cells = _header(file.name, table, header_line)
        self._told = place_told(cells)
        self.header = column_names(self._own(cells))
        self.skipped = Skipped()

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (line, cells) of each row of data. Raises BadInput naming the line of what cannot be read."""
        width = len(self.header)
        self.skipped = Skipped()
        held: list[tuple[int, list[str]]] = []
        after_blank = False
        ends = _never if self._has_own_header else _ends_table
        for line, cells in self._data():
            if _is_blank(cells) and not isinstance(cells, BrokenRow):
                self.skipped.blank += 1
                after_blank = True
                continue
            if ends(cells, width, apart=after_blank or bool(held)) and len(held) < _MOST_FOOTERS:
                held.append((line, cells))
                continue
            for earlier, row in held:
                yield earlier, _fitted(row, width)
            held.clear()
            after_blank = False
            yield line, (cells if len(cells) == width else _fitted(cells, width))
        self.skipped.footers = tuple((line, " ".join(filter(None, cells))) for line, cells in held)

    def _data(self) -> Iterator[tuple[int, list[str]]]:
        """Read the records below the header, without what was told of them."""
        records = self.table.records()
        if not self._has_own_header:
            records = islice(dropwhile(lambda record: record[0] != self.header_line, records), 1, None)
        if self._told is None:
            return records
        return ((line, self._own(cells)) for line, cells in records)

    def _own(self, cells: Sequence[str]) -> list[str]:
        if self._told is None:
            return list(cells)
        left = [*cells[: self._told], *cells[self._told + len(TOLD) :]]
        return BrokenRow(left, cells.reason) if isinstance(cells, BrokenRow) else left

    @property
    def state(self) -> FileState | None:
        """Which file is read, where another process is of help: not where a third one reads it, or its header takes a pass."""
        return self._file.state if self.encoding and not self._has_own_header else None

    @property
    def encoding(self) -> str:
        """The encoding of a text, as people call it; empty for what is no text."""
        return self.table.encoding

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a person should know of how the file was read."""
        return tuple(self.table.remarks())

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def open_rows(path: str | Path | InputFile, options: ReadOptions = ReadOptions()) -> RowSource:  # noqa: B008 - it never changes
    """Open the file at ``path`` (``-`` for the standard input) to read its rows.

    Raises UsageError for an option that does not fit, BadInput for a file that cannot be read, or has no rows.
    """
    file = InputFile.of(path)
    try:
        return RowSource(file, table_of(file, options), options.header_row)
    except BaseException:
        file.close()
        raise


def _header(name: str, table: Table, wanted: int | None) -> tuple[int, int, Sequence[str]]:
    """Return the header's line, how many rows that are not blank stand before it, and its cells."""
    if table.header is not None:
        return 0, 0, table.header
    filled = ((line, cells) for line, cells in table.records() if not _is_blank(cells))
    if wanted is not None:
        for before, (line, cells) in enumerate(filled):
            if line == wanted:
                return line, before, cells
        raise UsageError(_("{file}: no row begins in line {line}").format(file=name, line=wanted))
    first = list(islice(filled, FIRST_ROWS))
    if not first:
        raise BadInput(_("{path} is empty").format(path=name))
    _check_width(name, first)
    place = header_row([cells for _line, cells in first], known_header)
    return first[place][0], place, first[place][1]


def _check_width(name: str, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Raise BadInput for rows with more columns than anybody can say the meaning of."""
    for line, cells in rows:
        if len(cells) > MOST_COLUMNS and (len(cells) > _WIDEST or sum(map(bool, cells)) > MOST_COLUMNS):
            raise BadInput(
                _("{file}, line {line}: more than {count} columns").format(file=name, line=line, count=MOST_COLUMNS)
            )


def _is_blank(cells: list[str]) -> bool:
    first = next(filter(None, cells), "")
    return not first or (first.isspace() and not "".join(cells).strip())


def _fitted(cells: list[str], width: int) -> list[str]:
    """Fill a short row with blanks, and take blanks beyond the header off a long one."""
    if isinstance(cells, BrokenRow):
        return cells
    if len(cells) < width:
        return cells + [""] * (width - len(cells))
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    return cells


def _never(_cells: list[str], _width: int, *, apart: bool) -> bool:
    del apart
    return False


def _ends_table(cells: list[str], width: int, *, apart: bool) -> bool:
    """Tell whether a row would be a footer at the end of the file: one cell set apart by a blank row, or a summing-up."""
    if width <= _FEW_COLUMNS:
        return False
    if len(cells) == 1 and apart:
        return True
    filled = filter(str.strip, cells)
    first = next(filled).strip()
    if _SUM.fullmatch(first):
        return all(map(_FIGURE.fullmatch, filled))
    return bool(_REMARK.fullmatch(first)) and next(filled, None) is None

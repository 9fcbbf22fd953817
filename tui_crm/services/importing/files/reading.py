"""How the rows of a file are read, whatever the file is: the header found, what is no data passed over and counted."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import dropwhile, islice
from pathlib import Path
from typing import Protocol, Self

from tui_crm.errors import BadInput, UsageError
from tui_crm.i18n import _
from tui_crm.services.importing.columns.meanings import known_header
from tui_crm.services.importing.files.header import FIRST_ROWS, column_names, header_row
from tui_crm.services.importing.files.input_file import FileState, InputFile
from tui_crm.services.importing.files.other_formats import refuse_other_format
from tui_crm.services.importing.files.text_table import TextTable


class Table(Protocol):
    """A file as a reader understands it."""

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (line or row number from 1, cells) from the beginning, as often as it is called."""
        ...


@dataclass(frozen=True)
class ReadOptions:
    """What a person said of how the file is to be read; None is found out."""

    encoding: str | None = None
    delimiter: str | None = None


@dataclass(frozen=True)
class Reader:
    """A file format: ``accepts`` looks at the first bytes, ``opens`` makes the table."""

    name: str
    accepts: Callable[[bytes], bool]
    opens: Callable[[InputFile, ReadOptions], Table]


READERS: tuple[Reader, ...] = (
    Reader(
        "csv",
        lambda _head: True,
        lambda file, options: TextTable(file, encoding=options.encoding, delimiter=options.delimiter),
    ),
)
"""The formats that can be read; the first that accepts a file reads it."""

_FEW_COLUMNS = 2
_MOST_FOOTERS = 20
_SUM = re.compile(r"(?:合计|总计|小计|总数|合計|總計|小計|(?:grand )?totals?)\s*(?:[:：(（].*)?", re.IGNORECASE)
_REMARK = re.compile(
    r"(?:共\s*\d+\s*[条條行个個位人户戶家]|(?:制表|填表|导出|打印|统计|更新|匯出|列印)(?:人|时间|日期|单位|時間)?\s*[:：]"
    r"|(?:copyright|confidential|generated (?:by|on|at)|exported (?:by|on|at|from))\b|©|\(c\) |\d+ (?:records?|rows?)\b).*",
    re.IGNORECASE | re.DOTALL,
)
_FIGURE = re.compile(r"[\d.,\s%¥￥$€]*")


@dataclass
class Skipped:
    """What the last pass over a file left out: how many blank rows, and the footers as (line, text)."""

    blank: int = 0
    footers: tuple[tuple[int, str], ...] = ()


class RowSource:
    """The rows of a file under its header, as often as they are asked for, in bounded memory.

    ``header`` are the names of the columns, each different; ``header_line`` is where it stands; ``preamble`` counts the
    rows before it that are not blank. A row may come with more cells than the header has, never with fewer.
    """

    def __init__(self, file: InputFile, table: Table, header_line: int | None) -> None:
        self._file = file
        self.name = file.name
        self.table = table
        self.header_line, self.preamble, cells = _header(file.name, table, header_line)
        self.header = column_names(cells)
        self.skipped = Skipped()

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (line, cells) of each row of data. Raises BadInput naming the line of what cannot be read."""
        width = len(self.header)
        self.skipped = Skipped()
        held: list[tuple[int, list[str]]] = []
        after_blank = False
        for line, cells in self._below_header():
            if _is_blank(cells):
                self.skipped.blank += 1
                after_blank = True
                continue
            if _ends_table(cells, width, apart=after_blank or bool(held)) and len(held) < _MOST_FOOTERS:
                held.append((line, cells))
                continue
            for earlier, row in held:
                yield earlier, _fitted(row, width)
            held.clear()
            after_blank = False
            yield line, (cells if len(cells) == width else _fitted(cells, width))
        self.skipped.footers = tuple((line, " ".join(filter(None, cells))) for line, cells in held)

    def _below_header(self) -> Iterator[tuple[int, list[str]]]:
        return islice(dropwhile(lambda record: record[0] != self.header_line, self.table.records()), 1, None)

    @property
    def state(self) -> FileState | None:
        """Which file is read, where another process can read it too."""
        return self._file.state

    @property
    def encoding(self) -> str:
        """The encoding of a text, as people call it; empty for what is no text."""
        return self.table.encoding.name if isinstance(self.table, TextTable) else ""

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def open_rows(
    path: str | Path, *, encoding: str | None = None, delimiter: str | None = None, header_row: int | None = None
) -> RowSource:
    """Open the file at ``path`` (``-`` for the standard input) to read its rows.

    ``header_row`` is the line of the header, from 1. Raises UsageError for an option that does not fit, BadInput for a
    file that cannot be read, is no text, or has no rows.
    """
    file = InputFile(path)
    try:
        table = _table(file, ReadOptions(encoding, delimiter))
        return RowSource(file, table, header_row)
    except BaseException:
        file.close()
        raise


def _table(file: InputFile, options: ReadOptions) -> Table:
    head = file.view().read(1 << 12)
    refuse_other_format(file.name, head)
    return next(reader for reader in READERS if reader.accepts(head)).opens(file, options)


def _header(name: str, table: Table, wanted: int | None) -> tuple[int, int, list[str]]:
    """Return the header's line, how many rows that are not blank stand before it, and its cells."""
    filled = ((line, cells) for line, cells in table.records() if not _is_blank(cells))
    if wanted is not None:
        for before, (line, cells) in enumerate(filled):
            if line == wanted:
                return line, before, cells
        raise UsageError(_("{file}: no row begins in line {line}").format(file=name, line=wanted))
    first = list(islice(filled, FIRST_ROWS))
    if not first:
        raise BadInput(_("{path} is empty").format(path=name))
    place = header_row([cells for _line, cells in first], known_header)
    return first[place][0], place, first[place][1]


def _is_blank(cells: list[str]) -> bool:
    first = next(filter(None, cells), "")
    return not first or (first.isspace() and not "".join(cells).strip())


def _fitted(cells: list[str], width: int) -> list[str]:
    """Fill a short row with blanks, and take blanks beyond the header off a long one."""
    if len(cells) < width:
        return cells + [""] * (width - len(cells))
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    return cells


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

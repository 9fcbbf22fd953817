"""How a table is written as an XLSX workbook: numbers as numbers, days as days, and every text as nothing but a text.

The rows are streamed, the bytes are the same for the same rows and the same clock, and a file is whole or not there.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, TypeAlias

from tui_crm.display import measure, safe
from tui_crm.errors import UsageError
from tui_crm.i18n import _
from tui_crm.whole_files import whole_bytes

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Cell: TypeAlias = str | int | float | Decimal | date | datetime | bool | None
"""What a cell holds; None and "" leave it blank. A datetime is an instant, in any zone."""

MOST_ROWS: Final = 1_048_575
"""How many rows a sheet can have below its header."""


class CellType(StrEnum):
    """What the cells of a column are; a value that is no such thing is written as the text it is."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    DATETIME = "datetime"
    YES_NO = "yes_no"
    MONEY = "money"


@dataclass(frozen=True)
class Column:
    """A column under a ``title``."""

    title: str
    type: CellType = CellType.TEXT


@dataclass(frozen=True)
class Written:
    """What a workbook has: how many ``rows``, and how many texts were too long for a cell and were cut (``cut``)."""

    rows: int
    cut: int


_FORMATS: Final = {
    CellType.TEXT: "@",  # a phone that is mended in a spreadsheet program stays a text
    CellType.NUMBER: "General",
    CellType.DATE: "yyyy-mm-dd",
    CellType.DATETIME: "yyyy-mm-dd hh:mm",
    CellType.YES_NO: "General",
    CellType.MONEY: "#,##0.00",
}
_LONG_AGO: Final = datetime(1980, 1, 1, tzinfo=UTC)
_FIRST_DAY: Final = date(1900, 3, 1)  # days before are one off in Excel's calendar
_MOST_DIGITS: Final = 15  # what a spreadsheet keeps of a number
_LOOKED_AT: Final = 200
_NARROWEST, _WIDEST = 8, 50
_WAS_CUT: Final = -2  # what xlsxwriter answers
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST_NAME: Final = 31


def check_rows(count: int) -> None:
    """Raise UsageError for more rows than a sheet can have."""
    if count > MOST_ROWS:
        raise UsageError(
            _("a spreadsheet has {limit} rows at most, and these are {count}").format(limit=MOST_ROWS, count=count),
            hint=_("export with --format csv, or with a filter"),
        )


def write_xlsx(
    target: Path | BinaryIO,
    sheet: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    made_at: datetime = _LONG_AGO,
    zone: tzinfo = UTC,
) -> Written:
    """Write a workbook with one ``sheet`` to a file, whole or not at all, or to an open binary stream.

    ``made_at`` is what it says of when it was made, ``zone`` where its times are. A row may have more cells than there
    are ``columns``: the others are texts. Raises UsageError for too many rows, and OutputFailed.
    """
    destination = whole_bytes(target) if isinstance(target, Path) else nullcontext(target)
    with destination as stream, tempfile.TemporaryDirectory(prefix="tui-crm-export-") as name:
        folder = Path(name)
        with _book(folder / "book.xlsx", folder, made_at) as book:
            written = _Writer(book, sheet, columns, zone).write(rows)
        with (folder / "book.xlsx").open("rb") as whole:
            shutil.copyfileobj(whole, stream, 1 << 20)
    return written


@contextmanager
def _book(place: Path, folder: Path, made_at: datetime) -> "Iterator[Workbook]":
    """Give a workbook that is at ``place`` when the block ends, its rows in a temporary file of ``folder`` until then."""
    import xlsxwriter  # noqa: PLC0415 - for this format only
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    book = xlsxwriter.Workbook(str(place), {"constant_memory": True, "tmpdir": str(folder)})
    book.set_properties({"created": made_at.astimezone(UTC).replace(tzinfo=None)})
    book.use_zip64()
    try:
        yield book
    except BaseException:
        with suppress(Exception):  # it closes its temporary files; what failed first is told
            book.close()
        raise
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(*error.args[0].args) from error


class _Writer:
    """Writes the rows of one sheet, its columns as wide as their first cells."""

    def __init__(self, book: "Workbook", sheet: str, columns: Sequence[Column], zone: tzinfo) -> None:
        self._sheet: Worksheet = book.add_worksheet(_sheet_name(sheet))
        self._columns = columns
        self._zone = zone
        self._bold = book.add_format({"bold": True})
        self._formats: dict[CellType, Format] = {
            kind: book.add_format({"num_format": code}) for kind, code in _FORMATS.items()
        }
        self._cut = 0

    def write(self, rows: Iterable[Sequence[Cell]]) -> Written:
        """Write the header and the rows below it."""
        left = iter(rows)
        first = list(islice(left, _LOOKED_AT))
        self._lay_out(first)
        for place, column in enumerate(self._columns):
            self._write_text(0, place, column.title, self._bold)
        count = 0
        for count, cells in enumerate(chain(first, left), 1):
            check_rows(count)
            for place, cell in enumerate(cells):
                if cell is not None and cell != "":
                    self._write(count, place, cell)
        if self._columns:
            self._sheet.autofilter(0, 0, count, len(self._columns) - 1)
        return Written(count, self._cut)

    def _lay_out(self, first: Sequence[Sequence[Cell]]) -> None:
        self._sheet.freeze_panes(1, 0)
        self._sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        for place, column in enumerate(self._columns):
            shown = (_shown(column.type, row[place]) for row in first if place < len(row))
            width = max(measure(safe(line)) for text in (column.title, *shown) for line in text.split("\n"))
            width = min(max(width + 2, _NARROWEST), _WIDEST)
            self._sheet.set_column(place, place, width, self._formats[column.type])

    def _write(self, row: int, place: int, cell: Cell) -> None:
        kind = self._columns[place].type if place < len(self._columns) else CellType.TEXT
        match _value(kind, cell, self._zone):
            case bool(yes):
                self._sheet.write_boolean(row, place, yes)
            case int() | float() as number:
                self._sheet.write_number(row, place, number, self._formats[kind])
            case date() as moment:
                self._sheet.write_datetime(row, place, moment, self._formats[kind])
            case text:
                self._write_text(row, place, str(text), self._formats[CellType.TEXT])

    def _write_text(self, row: int, place: int, text: str, format_: "Format") -> None:
        """Write a text as a text, whatever it looks like; a spreadsheet cuts what is longer than 32,767 characters."""
        self._cut += self._sheet.write_string(row, place, text, format_) == _WAS_CUT


def _value(kind: CellType, cell: Cell, zone: tzinfo) -> bool | float | date | str:
    """Return what a cell of a ``kind`` is written as: a text where a spreadsheet has no such number or day."""
    match kind, cell:
        case CellType.YES_NO, bool():
            return cell
        case CellType.NUMBER | CellType.MONEY, int() | float() | Decimal() | str():
            return _number(cell)
        case CellType.DATETIME, datetime():
            moment = cell.astimezone(zone).replace(tzinfo=None)
            return moment if moment.date() >= _FIRST_DAY else moment.isoformat(" ", "minutes")
        case CellType.DATE, date() | str():
            return _day(cell)
        case _:
            return str(cell)


def _number(cell: float | Decimal | str) -> float | str:
    try:
        number = Decimal(str(cell))
    except InvalidOperation:
        return str(cell)
    if not number.is_finite() or len(number.normalize().as_tuple().digits) > _MOST_DIGITS:
        return str(cell)
    return int(number) if number == number.to_integral_value() and abs(number) < 10**_MOST_DIGITS else float(number)


def _day(cell: date | str) -> date | str:
    try:
        day = date.fromisoformat(cell) if isinstance(cell, str) else cell
    except ValueError:  # a birthday without a year is one
        return str(cell)
    return day if day >= _FIRST_DAY else day.isoformat()


def _shown(kind: CellType, cell: Cell) -> str:
    """Return about what a cell shows, for its width."""
    if kind is CellType.MONEY and isinstance(cell, int | float | Decimal):
        return f"{cell:,.2f}"
    return _FORMATS[kind] if isinstance(cell, date) else "" if cell is None else str(cell)


def _sheet_name(name: str) -> str:
    """Return ``name`` as a sheet can have it: short, and without the characters of references."""
    plain = " ".join(name.translate(_FORBIDDEN).split()).strip("'")[:_LONGEST_NAME]
    return plain if plain and plain.casefold() != "history" else _("Sheet 1")

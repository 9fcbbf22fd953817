"""How records are written one by one in each format, whatever they are records of."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from datetime import date, datetime
from io import TextIOBase
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, TextIO, TypeAlias, cast

from tui_crm.models.record import stored_instant
from tui_crm.models.spreadsheet import guard_cell
from tui_crm.services.exporting.report import ExportFormat, ExportOptions
from tui_crm.services.exporting.shape import Record, Shape
from tui_crm.services.exporting.spreadsheet import Cell, Written, check_rows, write_xlsx
from tui_crm.services.exporting.spreadsheet import Column as SheetColumn
from tui_crm.whole_files import whole_text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.services.crm import Crm

Target: TypeAlias = Path | TextIO | BinaryIO
"""Where an export goes: a file, or an open stream."""

_MARK: Final = "\ufeff"


def write(
    crm: "Crm",
    connection: "Connection",
    shape: Shape[Record],
    pieces: Iterator[Sequence[Record]],
    target: Target,
    options: ExportOptions,
    count: int,
) -> Written:
    """Write records that come in pieces, ``count`` at most. Raises OutputFailed, UsageError for too many for a spreadsheet."""
    if options.format is ExportFormat.XLSX:
        check_rows(count)
        columns = shape.columns(crm, connection)
        titles = [SheetColumn(title, column.type) for title, column in columns.items()]
        cells = ([column.read(record) for column in columns.values()] for record in chain.from_iterable(pieces))
        assert not isinstance(target, TextIOBase), "bytes go into a stream of bytes"
        place = cast("Path | BinaryIO", target)
        return write_xlsx(place, shape.kind, titles, cells, made_at=crm.clock.now(), zone=crm.clock.zone)
    with whole_text(target) if isinstance(target, Path) else nullcontext(cast("TextIO", target)) as stream:
        return Written(_write_text(crm, connection, shape, pieces, stream, options), 0)


def _write_text(
    crm: "Crm",
    connection: "Connection",
    shape: Shape[Record],
    pieces: Iterator[Sequence[Record]],
    stream: TextIO,
    options: ExportOptions,
) -> int:
    counted = _Counted(pieces)
    if options.format is ExportFormat.CSV:
        columns = shape.columns(crm, connection)
        rows = (
            [text_of(column.read(record)) for column in columns.values()] for record in chain.from_iterable(counted)
        )
        write_csv(stream, columns, rows, raw=options.raw, bom=options.bom)
    elif options.format in shape.documents:
        document, _lacks = shape.documents[options.format]
        stream.writelines(document.lines(crm, connection, counted, options))
    else:
        objects = map(shape.as_object, chain.from_iterable(counted))
        write_json(stream, objects, array=options.format is ExportFormat.JSON)
    return counted.count


class _Counted(Iterable[Sequence[Record]]):
    """Pieces that are gone through once, and how many records they had."""

    def __init__(self, pieces: Iterator[Sequence[Record]]) -> None:
        self._pieces = pieces
        self.count = 0

    def __iter__(self) -> Iterator[Sequence[Record]]:
        for piece in self._pieces:
            self.count += len(piece)
            yield piece


def text_of(cell: Cell) -> str:
    """Return a cell as text tables have it: instants in UTC, days as dates, yes or no."""
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case datetime():
            return stored_instant(cell)
        case date():
            return cell.isoformat()
    return str(cell)


def write_csv(stream: TextIO, headers: Iterable[str], rows: Iterable[Sequence[str]], *, raw: bool, bom: bool) -> None:
    """Write a table; cells that a spreadsheet would run are guarded, unless ``raw``."""
    if bom:
        stream.write(_MARK)
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(headers)
    writer.writerows(rows if raw else (map(guard_cell, cells) for cells in rows))


def write_json(stream: TextIO, objects: Iterable[Mapping[str, object]], *, array: bool) -> None:
    """Write one array or, without ``array``, an object a line."""
    before, between, after = ("[\n", ",\n", "\n]\n") if array else ("", "\n", "\n")
    is_first = True
    for each in objects:
        stream.write((before if is_first else between) + json.dumps(each, ensure_ascii=False))
        is_first = False
    stream.write(after if not is_first else "[]\n" if array else "")

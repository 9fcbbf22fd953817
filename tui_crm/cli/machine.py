"""How rows are written for machines, one by one and with what is stored: JSON, JSON lines, CSV, TSV, ids.

CSV alone, which spreadsheets open by themselves, is guarded: a cell that would be run as a formula gets a quote before it.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence

from tui_crm.cli.columns import Column, Row
from tui_crm.cli.kinds import Id
from tui_crm.cli.terminal import Sink
from tui_crm.display import safe
from tui_crm.models.spreadsheet import guard_cell

# Valid as they are in JSON, but able to steer a terminal or to break a line: written as \uXXXX.
_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_NEEDS_QUOTES = re.compile('[",\r\n]')
_TSV = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def write_json(sink: Sink, rows: Iterable[Row], columns: Sequence[Column[Row]]) -> None:
    """Write one JSON array, a record a line."""
    encode = _encoder(sink, columns)
    before = "[\n"
    for row in rows:
        sink.stream.write(before + encode(row))
        before = ",\n"
    sink.line("\n]" if before == ",\n" else "[]")


def write_json_lines(sink: Sink, rows: Iterable[Row], columns: Sequence[Column[Row]]) -> None:
    """Write one JSON object a line (https://jsonlines.org)."""
    encode = _encoder(sink, columns)
    for row in rows:
        sink.line(encode(row))


def write_json_object(sink: Sink, row: Row, columns: Sequence[Column[Row]]) -> None:
    """Write one record as one JSON object, a key a line."""
    sink.line(_encoder(sink, columns, indent=2)(row))


def write_csv(sink: Sink, rows: Iterable[Row], columns: Sequence[Column[Row]]) -> None:
    """Write RFC 4180 with line feeds, the keys as header, cells guarded against being run as formulas."""
    _write_cells(sink, rows, columns, separator=",", written=lambda cell: _csv_cell(guard_cell(cell)), blank='""')


def write_tsv(sink: Sink, rows: Iterable[Row], columns: Sequence[Column[Row]]) -> None:
    r"""Write tab-separated lines, the keys as header, cells as they are stored; tabs, line ends and backslashes become
    ``\t \n \r \\``.
    """
    _write_cells(sink, rows, columns, separator="\t", written=lambda cell: cell.translate(_TSV), blank="")


def write_ids(sink: Sink, rows: Iterable[Row], columns: Sequence[Column[Row]]) -> None:
    """Write the id of each row that has one on its line; things that have no ids are known by their first column."""
    column = next((column for column in columns if isinstance(column.kind, Id)), columns[0])
    for row in rows:
        (cell,) = column.cells(row)
        if cell:
            sink.line(safe(cell) if sink.is_terminal else cell)


def _encoder(sink: Sink, columns: Sequence[Column[Row]], *, indent: int | None = None) -> Callable[[Row], str]:
    encoder = json.JSONEncoder(ensure_ascii=not sink.speaks_unicode, indent=indent, allow_nan=False)

    def encode(row: Row) -> str:
        text = encoder.encode({column.key: column.json(row) for column in columns})
        return _STEERING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)

    return encode


def _csv_cell(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell


def _write_cells(
    sink: Sink,
    rows: Iterable[Row],
    columns: Sequence[Column[Row]],
    *,
    separator: str,
    written: Callable[[str], str],
    blank: str,
) -> None:
    headers = [header for column in columns for header in column.headers]
    sink.line(separator.join(headers))
    for row in rows:
        cells = (cell for column in columns for cell in column.cells(row))
        line = separator.join(map(written, (map(safe, cells) if sink.is_terminal else cells)))
        sink.line(line or blank)

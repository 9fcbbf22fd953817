"""How records are written one by one as CSV and as JSON, whatever they are records of."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

from tui_crm.errors import UsageError
from tui_crm.i18n import _
from tui_crm.models.spreadsheet import guard_cell

if TYPE_CHECKING:
    from tui_crm.services.exporting.report import ExportOptions, ReminderOptions

_MARK = "\ufeff"


def check_options(options: "ExportOptions | ReminderOptions") -> None:
    """Raise UsageError for what only means something in CSV: the others have what is stored, and begin with no mark."""
    for option, is_said in (("--raw", options.raw), ("--bom", options.bom)):
        if is_said and options.format.value != "csv":
            raise UsageError(
                _("{option} is for CSV only").format(option=option), hint=_("leave it out, or export with --format csv")
            )


def write_csv(stream: TextIO, headers: Iterable[str], rows: Iterable[Sequence[str]], *, raw: bool, bom: bool) -> int:
    """Write a table and return how many rows it has; cells that a spreadsheet would run are guarded, unless ``raw``."""
    if bom:
        stream.write(_MARK)
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(headers)
    count = 0
    for cells in rows:
        writer.writerow(cells if raw else map(guard_cell, cells))
        count += 1
    return count


def write_json(stream: TextIO, objects: Iterable[Mapping[str, object]], *, array: bool) -> int:
    """Write one array or, without ``array``, an object a line; return how many there are."""
    before, between, after = ("[\n", ",\n", "\n]\n") if array else ("", "\n", "\n")
    count = 0
    for each in objects:
        stream.write((between if count else before) + json.dumps(each, ensure_ascii=False))
        count += 1
    stream.write(after if count else "[]\n" if array else "")
    return count

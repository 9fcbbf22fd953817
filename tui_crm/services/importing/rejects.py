"""Giving back the rows that were rejected: in the file's own encoding and dialect, with the reason, ready to be mended."""

import csv
from pathlib import Path

from tui_crm.db.sqlite.staging import Staging
from tui_crm.errors import OutputFailed
from tui_crm.i18n import _
from tui_crm.services.importing.input_file import STANDARD_INPUT
from tui_crm.services.importing.reading import RowSource
from tui_crm.services.importing.text_table import TextTable


def write(source: RowSource, staging: Staging, target: Path | None) -> Path:
    """Write the rejected rows with a column ``reason`` to ``target`` (beside the input by default); returns where."""
    place = target or _beside(source.name)
    reasons = staging.rejected()
    table = source.table
    encoding = table.encoding.codec if isinstance(table, TextTable) else "utf-8"
    delimiter = table.dialect.delimiter if isinstance(table, TextTable) else ","
    try:
        with place.open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file, delimiter=delimiter)
            writer.writerow([*source.header, _("reason")])
            for line, cells in source:
                if line in reasons:
                    writer.writerow([*cells, reasons[line]])
    except OSError as error:
        raise OutputFailed(_("cannot write {path}: {reason}").format(path=place, reason=error.strerror)) from error
    return place


def _beside(name: str) -> Path:
    source = Path("import.csv" if name == STANDARD_INPUT else name)
    return source.with_name(f"{source.stem}.rejects{source.suffix or '.csv'}")

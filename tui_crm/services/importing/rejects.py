"""Giving back the rows that were rejected: in the file's own encoding, with its delimiter and the reason, to be mended.

They are written before anything is applied, and put in their place afterwards, so that no rejected row is lost.
"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO
from uuid import uuid4

from tui_crm.db.sqlite import plan_decisions
from tui_crm.db.sqlite.staging import Staging
from tui_crm.errors import BadInput, OutputFailed, UsageError
from tui_crm.i18n import _
from tui_crm.models.spreadsheet import guard_cell
from tui_crm.services.importing.encoding import Encoding
from tui_crm.services.importing.input_file import STANDARD_INPUT
from tui_crm.services.importing.reading import RowSource
from tui_crm.services.importing.text_table import TextTable

_USUAL = Encoding("utf-8", 3)
_MARK = "\ufeff"
_SNIFFED = ",;\t|"


def place_of(source: RowSource, target: Path | None) -> Path:
    """Return where rejected rows go: ``target``, or beside the input. Raises UsageError for the input itself."""
    place = target or _beside(source.name)
    if place.exists() and source.name != STANDARD_INPUT and place.samefile(source.name):
        raise UsageError(_("the rejected rows cannot take the place of the file that is imported"))
    return place


def _beside(name: str) -> Path:
    origin = Path("import.csv" if name == STANDARD_INPUT else name)
    return origin.with_name(f"{origin.stem}.rejects{origin.suffix or '.csv'}")


@contextmanager
def kept(source: RowSource, staging: Staging, last: int, place: Path) -> Iterator[None]:
    """Write the rejected of the first ``last`` rows, and put them at ``place`` when the block has ended well."""
    is_file = not place.exists() or place.is_file()
    draft = place.with_name(f"{place.name}.{uuid4().hex[:8]}.part") if is_file else place
    try:
        _write(source, staging, last, draft)
        yield
        if is_file:
            draft.replace(place)
    except OSError as error:
        reason = error.strerror or error
        raise OutputFailed(_("cannot write {path}: {reason}").format(path=place, reason=reason)) from error
    finally:
        if is_file:
            draft.unlink(missing_ok=True)


def _write(source: RowSource, staging: Staging, last: int, place: Path) -> None:
    encoding = source.table.encoding if isinstance(source.table, TextTable) else _USUAL
    try:
        _write_in(encoding, source, staging, last, place)
    except UnicodeEncodeError:  # the reasons are in another language than the file
        _write_in(_USUAL, source, staging, last, place)


def _write_in(encoding: Encoding, source: RowSource, staging: Staging, last: int, place: Path) -> None:
    with place.open("w", encoding=encoding.codec, newline="") as file:
        if encoding.mark:
            file.write(_MARK)
        _write_rows(file, source, staging, last)


def _write_rows(file: TextIO, source: RowSource, staging: Staging, last: int) -> None:
    delimiter = source.table.dialect.delimiter if isinstance(source.table, TextTable) else ","
    if delimiter not in _SNIFFED:
        file.write(f"sep={delimiter}\r\n")
    writer = csv.writer(file, delimiter=delimiter)
    told, width = _("reason"), len(source.header)
    own = slice(0, width - 1 if source.header[-1] == told else width)  # an old reason gives way to the new one
    writer.writerow([*source.header[own], told])
    rejected = plan_decisions.outcomes(staging, last, only_rejected=True)
    following = next(rejected, None)
    for line, cells in source:
        if following is not None and following.line == line:
            writer.writerow([*cells[own], *cells[width:], guard_cell(str(following.reason))])
            following = next(rejected, None)
    if following is not None:
        raise BadInput(_("{file} was changed while it was read").format(file=source.name))

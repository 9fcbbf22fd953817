"""Giving back the rows that were rejected: in the file's own encoding, with its delimiter and the reason, to be mended.

They are on disk, in a file of their own, before anything is applied: no rejected row is lost, and none that somebody is
mending is written over.
"""

import csv
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol, TextIO, TypeAlias

from tui_crm.database_files import refuse_database
from tui_crm.errors import BadInput, UsageError
from tui_crm.file_modes import discard
from tui_crm.i18n import _
from tui_crm.models.spreadsheet import guard_cell
from tui_crm.services.importing.columns.own_columns import REASON
from tui_crm.services.importing.files.encoding import Encoding
from tui_crm.services.importing.files.input_file import STANDARD_INPUT
from tui_crm.services.importing.files.reading import RowSource
from tui_crm.services.importing.files.text_table import TextTable
from tui_crm.whole_files import is_device, whole_text

_USUAL = Encoding("utf-8", 3)
_MARK = "\ufeff"
_SNIFFED = ",;\t|"
_REJECTS = re.compile(r"\.rejects(-\d+)?\Z")


class RejectedRow(Protocol):
    """A row that was rejected: the line it begins at, and why."""

    @property
    def line(self) -> int: ...  # noqa: D102 - the class says it
    @property
    def reason(self) -> str: ...  # noqa: D102


Rejected: TypeAlias = Callable[[], Iterator[RejectedRow]]
"""Starts to read the rejected rows of a file in their order."""


def check_place(place: Path, database: Path) -> None:
    """Raise UsageError where rejected rows cannot go to ``place``, named by a person: a file with something in it stays.

    ``database`` is the one that the rows are for.
    """
    refuse_database(place, database)
    if place.is_dir():
        raise UsageError(_("{path} is a folder; name a file for the rejected rows").format(path=place))
    if place.is_file() and place.stat().st_size:
        raise UsageError(
            _("{path} is there already, perhaps with rows that somebody is mending").format(path=place),
            hint=_("name another file for the rejected rows, or move it away"),
        )


def _free_place(name: str) -> Path:
    """Return a file beside the input that is not there yet: leads.rejects.csv, then leads.rejects-2.csv."""
    origin = Path("import.csv" if name == STANDARD_INPUT else name)
    stem, end = _REJECTS.sub("", origin.stem), origin.suffix or ".csv"
    suffixes = (".rejects" if number == 1 else f".rejects-{number}" for number in count(1))
    places = (origin.with_name(f"{stem}{suffix}{end}") for suffix in suffixes)
    return next(place for place in places if not place.exists())


@contextmanager
def kept(source: RowSource, rejected: Rejected, target: Path | None, *, told_before: bool) -> Iterator[Path]:
    """Write the rejected rows to ``target``, or a new file beside the input, and give its path.

    ``told_before`` says that the input's last column has the reasons of an earlier rejection. The file goes again where
    the block fails. Raises OutputFailed, and BadInput where the input was changed meanwhile.
    """
    place = target or _free_place(source.name)
    encoding = source.table.encoding if isinstance(source.table, TextTable) else _USUAL
    try:
        _write(encoding, source, rejected, place, told_before=told_before)
    except UnicodeEncodeError:  # the reasons are in another language than the file
        _write(_USUAL, source, rejected, place, told_before=told_before)
    try:
        yield place
    except BaseException:
        take_back(place)
        raise


def take_back(place: Path) -> None:
    """Remove a file of rejected rows that came to nothing."""
    if not is_device(place):
        discard(place)


def _write(encoding: Encoding, source: RowSource, rejected: Rejected, place: Path, *, told_before: bool) -> None:
    with whole_text(place, encoding.codec) as file:
        if encoding.mark:
            file.write(_MARK)
        _write_rows(file, source, rejected, told_before=told_before)


def _write_rows(file: TextIO, source: RowSource, rejected: Rejected, *, told_before: bool) -> None:
    delimiter = source.table.dialect.delimiter if isinstance(source.table, TextTable) else ","
    if delimiter not in _SNIFFED:
        file.write(f"sep={delimiter}\r\n")
    writer = csv.writer(file, delimiter=delimiter)
    width = len(source.header)
    own = slice(0, width - 1 if told_before else width)  # an old reason gives way to the new one
    writer.writerow([*source.header[own], _(REASON)])
    left = rejected()
    following = next(left, None)
    for line, cells in source:
        if following is not None and following.line == line:
            writer.writerow([*cells[own], *cells[width:], guard_cell(str(following.reason))])
            following = next(left, None)
    if following is not None:
        raise BadInput(_("{file} was changed while it was read").format(file=source.name))

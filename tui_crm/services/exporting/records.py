"""Taking records out in their own shape, read piece by piece: as a table or as objects, and noted in the history."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, TextIO, TypeVar

from tui_crm.database_files import refuse_database
from tui_crm.i18n import N_
from tui_crm.services.exporting.noting import note
from tui_crm.services.exporting.report import ExportFormat, ExportOptions, ExportReport
from tui_crm.services.exporting.streams import check_options, write_csv, write_json
from tui_crm.whole_files import whole_text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.services.crm import Crm

CHUNK: Final = 500
"""How many records are read at a time."""

Record = TypeVar("Record")


@dataclass(frozen=True)
class Shape(Generic[Record]):
    """How records of a ``kind`` (marked) are written: the ``headers`` with the ``cells`` of a row, and the object of each.

    ``read`` gives the records of some ids in their order.
    """

    kind: str
    headers: Iterable[str]
    cells: Callable[[Record], Sequence[str]]
    as_object: Callable[[Record], Mapping[str, object]]
    read: "Callable[[Connection, Sequence[int]], Iterable[Record]]"


def export_records(
    crm: "Crm",
    shape: Shape[Record],
    ids: Sequence[int],
    target: Path | TextIO,
    options: ExportOptions,
    *,
    text: str,
    progress: Callable[[int], None],
) -> ExportReport:
    """Write records to a file or an open text stream; ``text`` is the filter that found them.

    Raises UsageError for options that the format has no use for and for a file that belongs to a database, and
    OutputFailed where it cannot be written.
    """
    if isinstance(target, Path):
        refuse_database(target, crm.database.path)
    check_options(options)
    destination = whole_text(target) if isinstance(target, Path) else nullcontext(target)
    with crm.database.read() as connection, destination as stream:
        records = _read(connection, shape, ids, progress)
        if options.format is ExportFormat.CSV:
            count = write_csv(stream, shape.headers, map(shape.cells, records), raw=options.raw, bom=options.bom)
        else:
            count = write_json(stream, map(shape.as_object, records), array=options.format is ExportFormat.JSON)
    file = target if isinstance(target, Path) else None
    return ExportReport(count, file, note_export(crm, shape.kind, count, text, file))


def note_export(crm: "Crm", kind: str, count: int, text: str, file: Path | None) -> int | None:
    """Note that records of a ``kind`` (marked) were taken out, which the filter ``text`` found; returns the operation."""
    label = N_("Exported {count} {kind} ({filter})") if text.strip() else N_("Exported {count} {kind}")
    arguments = {"count": count, "kind": {"label": kind, "arguments": {}}, "filter": text.strip()}
    return note(crm, label, arguments, file)


def _read(
    connection: "Connection", shape: Shape[Record], ids: Sequence[int], progress: Callable[[int], None]
) -> Iterator[Record]:
    for start in range(0, len(ids), CHUNK):
        yield from shape.read(connection, ids[start : start + CHUNK])
        progress(min(start + CHUNK, len(ids)))

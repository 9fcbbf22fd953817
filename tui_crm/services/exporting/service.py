"""Taking records out: all of a kind, or what a filter finds, streamed in pieces, and noted in the history.

A file is written whole, or what was there before stays.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tui_crm.database_files import refuse_database
from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _
from tui_crm.services.exporting.kinds.registry import declared
from tui_crm.services.exporting.noting import note
from tui_crm.services.exporting.report import ExportFormat, ExportOptions, ExportReport
from tui_crm.services.exporting.shape import Only, Record, Shape
from tui_crm.services.exporting.writing import Target, write

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.services.crm import Crm

CHUNK: Final = 500
"""How many records are read at a time."""

_EVERYTHING: Final = Only()
_TABLES: Final = frozenset({ExportFormat.CSV, ExportFormat.XLSX})
_LABELS: Final = {
    (False, False): N_("Exported {count} {kind}"),
    (True, False): N_("Exported {count} {kind} ({filter})"),
    (False, True): N_("Exported {count} {kind} to {file}"),
    (True, True): N_("Exported {count} {kind} ({filter}) to {file}"),
}
"""How it is told: with a filter, into a file."""


class Exporting:
    """The exports of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def run(
        self,
        kind: str,
        text: str,
        target: Target,
        options: ExportOptions = ExportOptions(),  # noqa: B008 - frozen
        *,
        only: Only = _EVERYTHING,
        ids: Sequence[int] | None = None,
        progress: Callable[[int], None] = lambda _count: None,
    ) -> ExportReport:
        """Write the records of a kind that the filter ``text`` and ``only`` mean, or else ``ids``, to a file or a stream.

        With ``ids`` the others are what the history tells of how these were found.

        A stream is one of text, or for a spreadsheet one of bytes. Raises UsageError for a kind that is none, a format that
        it has not, a wrong filter, options that the format has no use for or a file that belongs to a database, NotFound
        for a user that ``only`` names and who is none, and OutputFailed where it cannot be written.
        """
        if isinstance(target, Path):
            refuse_database(target, self._crm.database.path)
        check_options(kind, options)
        shape = declared(kind).whole()
        found = shape.find(self._crm, text, only) if ids is None else ids
        left_out: Counter[str] = Counter()
        with self._crm.database.read() as connection:
            pieces = self._pieces(connection, shape, found, progress)
            lacks = _lacking(shape, options.format)
            written = write(
                self._crm, connection, shape, _counting(pieces, lacks, left_out), target, options, len(found)
            )
        file = target if isinstance(target, Path) else None
        operation = self._note(shape, options.format, written.rows, only.said(text), file)
        return ExportReport(written.rows, file, operation, left_out, written.cut)

    def _pieces(
        self, connection: "Connection", shape: Shape[Record], ids: Sequence[int], progress: Callable[[int], None]
    ) -> Iterator[Sequence[Record]]:
        for start in range(0, len(ids), CHUNK):
            yield shape.read(self._crm, connection, ids[start : start + CHUNK])
            progress(min(start + CHUNK, len(ids)))

    def _note(
        self, shape: Shape[Any], written_as: ExportFormat, count: int, said: str, file: Path | None
    ) -> int | None:
        document, _lacks = shape.documents.get(written_as, (None, None))
        if document is not None and document.label:
            return note(self._crm, document.label, {}, file, every=document.every)
        arguments = {"count": count, "kind": {"label": shape.kind, "arguments": {}}, "filter": said}
        return note(self._crm, _LABELS[bool(said), file is not None], arguments, file)


def check_options(kind: str, options: ExportOptions) -> None:
    """Raise UsageError for a format that a kind has not, and for what only means something in CSV."""
    formats = declared(kind).formats
    if options.format not in formats:
        raise UsageError(
            _("{kind} cannot be written as {format}").format(kind=kind, format=options.format),
            hint=_("one of: {names}").format(names=_(", ").join(formats)),
        )
    for option, is_said in (("--raw", options.raw), ("--bom", options.bom)):
        if is_said and options.format is not ExportFormat.CSV:
            raise UsageError(
                _("{option} is for CSV only").format(option=option), hint=_("leave it out, or export with --format csv")
            )


def _lacking(shape: Shape[Record], written_as: ExportFormat) -> Mapping[str, Callable[[Record], bool]]:
    if written_as in shape.documents:
        return shape.documents[written_as][1]
    return shape.left_out if written_as in _TABLES else {}


def _counting(
    pieces: Iterator[Sequence[Record]], lacks: Mapping[str, Callable[[Record], bool]], left_out: Counter[str]
) -> Iterator[Sequence[Record]]:
    for piece in pieces:
        left_out.update(part for record in piece for part, has in lacks.items() if has(record))
        yield piece

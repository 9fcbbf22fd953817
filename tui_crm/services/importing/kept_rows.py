"""Rows that are mapped already, one JSON object a line: of files that are planned together, or of a plan written down."""

import json
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui_crm.errors import UsageError
from tui_crm.i18n import _
from tui_crm.services.importing.columns.dates import Undecided
from tui_crm.services.importing.columns.doubts import Doubt
from tui_crm.services.importing.columns.fields import Problem
from tui_crm.services.importing.columns.mapping import Unclaimed
from tui_crm.services.importing.columns.new_fields import NewField, new_field, with_new_fields
from tui_crm.services.importing.columns.rows import MappedRow
from tui_crm.services.importing.contacts.sharing import opened
from tui_crm.services.importing.files.input_file import InputFile
from tui_crm.services.importing.files.mails import are_mails
from tui_crm.services.importing.mapped import mapper_of, mapping_of

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm
    from tui_crm.services.importing.columns.shapes import TeamField
    from tui_crm.services.importing.files.reading import RowSource
    from tui_crm.services.importing.kinds.declaring import ImportKind
    from tui_crm.services.importing.report import ImportOptions, Progress


class FileRows(NamedTuple):
    """A file, and how many rows were read of it."""

    file: str
    rows: int


@dataclass(frozen=True)
class KeptRows:
    """Rows of ``files``, in their order, as often as they are asked for; ``lines`` reads them from the beginning.

    ``arguments`` say in the log what was imported; ``unmapped``, ``doubts``, ``encoding`` and ``remarks`` are those of the report;
    ``header`` names the columns of the first file.
    """

    lines: Callable[[], Iterator[Mapping[str, object]]]
    files: Sequence[FileRows]
    arguments: Mapping[str, str] = field(default_factory=dict)
    unmapped: tuple[Unclaimed, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    encoding: str = ""
    remarks: tuple[str, ...] = ()
    of_mails: bool = False
    new_fields: tuple[NewField, ...] = ()
    header: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file as it was named; of several the names without their folders."""
        if len(self.files) == 1:
            return self.files[0].file
        return _(", ").join(Path(each.file).name for each in self.files)

    def __iter__(self) -> Iterator[MappedRow]:
        """Yield the rows."""
        return map(_row, self.lines())

    def with_new_fields(self, options: "ImportOptions", there: Container[str]) -> "ImportOptions":
        """Return the options with the fields of the team's own to make: those of the rows that are not ``there`` by now."""
        return replace(options, new_fields=tuple(str(each) for each in self.new_fields if each.name not in there))

    def file_of(self, n: int) -> str:
        """Return the file that the row is of whose number is ``n``, from 1."""
        ends = list(accumulate(each.rows for each in self.files))
        return self.files[bisect_right(ends, n - 1)].file


def _row(said: Mapping[str, object]) -> MappedRow:
    values, line, removed = said["values"], said["line"], said.get("removed", 0)
    assert isinstance(values, dict)
    assert isinstance(line, int)
    assert isinstance(removed, int)
    problems = (Problem("", "", str(said["reason"])),) if said.get("unreadable") else ()
    blanks = tuple(map(str, said.get("blanks", ())))  # type: ignore[call-overload]
    return MappedRow(line, {name: _as_tuple(value) for name, value in values.items()}, problems, removed, blanks)


def _as_tuple(value: object) -> object:
    return tuple(map(_as_tuple, value)) if isinstance(value, list) else value


def arguments_of(source: "InputFile | RowSource | KeptRows") -> dict[str, str]:
    """Return what the log says of the import of a source."""
    more = source.arguments if isinstance(source, KeptRows) else {}
    return {"file": Path(source.name).name, **more}


def as_line(values: Mapping[str, object], *, line: int, reason: str, blanks: Sequence[str] = ()) -> dict[str, object]:
    """Return what is kept of a row; one with a ``reason`` could not be read, and ``blanks`` are what it erases."""
    erased = {"blanks": list(blanks)} if blanks else {}
    return {"line": line, "values": values, **erased, **({"unreadable": True, "reason": reason} if reason else {})}


class Keeping:
    """Keeps the rows of files at ``place``, one file after the other, each with a mapping of its own."""

    def __init__(self, crm: "Crm", kind: "ImportKind", options: "ImportOptions", place: Path) -> None:
        self._crm = crm
        self._kind = kind
        self._options = options
        self._place = place
        self._team_fields: tuple[TeamField, ...] = () if kind.begin else tuple(crm.custom_fields.all())
        self._new_fields: list[NewField] = []
        self._files: list[FileRows] = []
        self._unmapped: list[Unclaimed] = []
        self._doubts: list[Doubt] = []
        self._header: tuple[str, ...] = ()
        self._encodings: set[str] = set()
        self._remarks: list[str] = []
        self._of_mails: set[bool] = set()

    def keep(self, files: Iterable[str | Path], progress: "Progress | None") -> KeptRows:
        """Read the files. Raises BadInput, UsageError: mails and tables are not planned together."""
        count = 0
        with self._place.open("x", encoding="utf-8") as kept:
            for file in files:
                before = count
                with InputFile(file) as held:
                    try:
                        for line in self._read(held):
                            kept.write(json.dumps(line, ensure_ascii=False) + "\n")
                            count += 1
                            if progress is not None:
                                progress(count)
                    except Undecided as undecided:
                        raise undecided.of(held.name) from None
                self._files.append(FileRows(str(file).encode(errors="replace").decode(), count - before))
        return KeptRows(
            partial(_lines, self._place),
            self._files,
            unmapped=tuple(self._unmapped),
            doubts=tuple(self._doubts),
            encoding=self._encodings.pop() if len(self._encodings) == 1 else "",
            remarks=tuple(self._remarks),
            of_mails=self._of_mails == {True},
            new_fields=tuple(self._new_fields),
            header=self._header,
        )

    def _read(self, file: InputFile) -> Iterator[dict[str, object]]:
        of_mails = are_mails(self._kind, file, self._options)
        self._of_mails.add(of_mails)
        if len(self._of_mails) > 1:
            raise UsageError(_("mailboxes and tables are planned apart"))
        return self._mails(file) if of_mails else self._rows(file)

    def _rows(self, file: InputFile) -> Iterator[dict[str, object]]:
        source, clock = opened(file, self._options), self._crm.clock
        options = self._options
        if not self._kind.begin:
            options = with_new_fields(source, self._kind.columns, options, (*self._team_fields, *self._new_fields))
            self._new_fields += map(new_field, options.new_fields)
        mapping = mapping_of(source, self._kind.columns, options, (*self._team_fields, *self._new_fields))
        mapper = mapper_of(source, mapping, options, zone=clock.zone, today=clock.today())
        for line, cells in source:
            row = mapper.mapped(line, cells)
            removed = {"removed": row.removed} if row.removed and not row.problems else {}
            yield {**as_line(row.values, line=line, reason=row.reason, blanks=row.blanks), **removed}
        self._unmapped += (each._replace(file=source.name) for each in mapping.unmapped)
        self._doubts += (replace(each, file=source.name) for each in mapping.doubts)
        self._header = self._header or source.header
        self._encodings.add(source.encoding)
        self._remarks += source.remarks

    def _mails(self, file: InputFile) -> Iterator[dict[str, object]]:
        from tui_crm.services.mail.importing import read_mails  # noqa: PLC0415 - other kinds have no mails

        return (as_line(mail or {}, line=line, reason=reason) for line, mail, reason in read_mails(file))


def _lines(place: Path) -> Iterator[Mapping[str, object]]:
    with place.open(encoding="utf-8") as kept:
        yield from map(json.loads, kept)

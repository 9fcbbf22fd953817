"""The import of records that name a contact, row by row: a kind of them says what becomes of a row, and writes it."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from tui_crm.db.rows import versions
from tui_crm.errors import Ambiguous, BadInput, NotFound
from tui_crm.models.record import stored_instant
from tui_crm.services.importing.collisions import collisions
from tui_crm.services.importing.columns.fields import Values
from tui_crm.services.importing.columns.rows import MappedRow, RowMapper
from tui_crm.services.importing.files import rejects
from tui_crm.services.importing.kept_rows import KeptRows, arguments_of
from tui_crm.services.importing.kinds.declaring import ImportKind
from tui_crm.services.importing.mapped import mapper_of, mapping_of
from tui_crm.services.importing.records.along import SEVERAL, Along
from tui_crm.services.importing.records.batches import REJECTED, BatchImport
from tui_crm.services.importing.records.colleagues import Colleagues
from tui_crm.services.importing.records.whom import Whom
from tui_crm.services.importing.report import ALSO_CREATED, ImportOptions, ImportReport, PlannedRow, Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from tui_crm.db.transaction import Transaction
    from tui_crm.services.crm import Crm
    from tui_crm.services.importing.files.reading import RowSource


@dataclass(frozen=True)
class ReadRow:
    """A row as it was read: its values, or the ``reason`` why it cannot be; ``file`` where there are several.
    ``blanks`` are the values that its blank cells erase.
    """

    line: int
    values: Values
    reason: str = ""
    file: str = ""
    blanks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """What becomes of a row: ``outcome`` is one of ``COUNTS``; ``plan`` is what its kind needs to write it, and can be
    pickled; ``version`` is the target's, ``file`` the row's.
    """

    line: int
    outcome: str
    name: str
    target: int | None = None
    changes: Mapping[str, tuple[object, object]] = field(default_factory=dict)
    reason: str = ""
    plan: object = None
    version: int | None = None
    file: str = ""


class Records(ABC):
    """What becomes of the rows of one file, in their order: one pass that decides on all of them, or one that writes.

    Nothing is written while it is decided, and what is decided is written by a pass that has decided nothing: it knows of
    a row what its ``plan`` says. ``again`` reads the rows once more.
    """

    def __init__(
        self, crm: "Crm", options: ImportOptions, connection: "Connection", again: "Callable[[], Iterator[ReadRow]]"
    ) -> None:
        self.again = again
        self._fresh: list[Values] = []
        self.now = stored_instant(options.as_of or crm.clock.now())
        self.crm = crm
        self.options = options
        self.wins = collisions(options)
        self.along = Along()
        self.whom = Whom(crm, self.along, creates=options.create_contacts, source=options.source)
        self.colleagues = Colleagues(connection, self.along)

    @abstractmethod
    def decide(self, connection: "Connection", row: ReadRow) -> Decision:
        """Return what becomes of a row that could be read. Raises BadInput, NotFound with why it is rejected."""

    @abstractmethod
    def write(self, writing: "Transaction", decision: Decision) -> None:
        """Write what becomes of a row."""

    def write_later(self, values: Values) -> None:
        """Put a new record by, to be written with the others of its batch: nothing of the batch needs its id."""
        self._fresh.append(values)

    def write_fresh(self, writing: "Transaction", thing: str) -> None:
        """Write the records that were put by."""
        if self._fresh:
            writing.create_many(thing, self._fresh)
            self._fresh = []

    def finish(self, _writing: "Transaction") -> None:
        """Write what can be written only after all rows."""
        return


class RecordImport(BatchImport[ReadRow, Decision]):
    """The import of one file of records of a kind."""

    is_noted_always: ClassVar = True

    def __init__(
        self,
        crm: "Crm",
        kind: ImportKind,
        source: "RowSource | KeptRows",
        options: ImportOptions,
        folder: Path,
        progress: Progress | None = None,
    ) -> None:
        self._declared = kind
        self._source = source
        self._mapping = source if isinstance(source, KeptRows) else mapping_of(source, kind.columns, options)
        self._pass: Records | None = None
        super().__init__(crm, kind.columns.name, source.name, options, folder, progress)

    def read(self, progress: Progress | None) -> ImportReport:
        """Read every row and keep its values."""
        rows, removed, rejected = 0, 0, 0

        def read() -> Iterator[object]:
            nonlocal rows, removed, rejected
            for rows, (row, file) in enumerate(self._mapped(), 1):
                removed += 0 if row.problems else row.removed
                rejected += bool(row.problems)
                yield row.line, row.values, row.reason, file, row.blanks
                if progress is not None:
                    progress(rows)

        self.keep(read())
        report = ImportReport(None, None, self.file, rows, rejected=rejected)
        unmapped, doubts, encoding = self._mapping.unmapped, self._mapping.doubts, self._source.encoding
        remarks = self._source.remarks
        report = replace(report, unmapped=unmapped, doubts=doubts, encoding=encoding, remarks=remarks)
        return replace(report, removed_controls=removed, header=self._source.header)

    def _mapped(self) -> Iterator[tuple[MappedRow, str]]:
        """Yield the rows, each with its file where there are several."""
        source = self._source
        if isinstance(source, KeptRows):
            return ((row, source.file_of(n)) for n, row in enumerate(source, 1))
        mapper = self._mapper(source)
        return ((mapper.mapped(line, cells), "") for line, cells in source)

    def _mapper(self, source: "RowSource") -> RowMapper:
        assert not isinstance(self._mapping, KeptRows)
        clock = self.crm.clock
        return mapper_of(source, self._mapping, self.options, zone=clock.zone, today=clock.today())

    def from_kept(self, kept: list[object]) -> ReadRow:
        """Return a row as it was read."""
        line, values, reason, file, blanks = kept
        assert isinstance(line, int)
        assert isinstance(values, dict)
        assert isinstance(blanks, list)
        return ReadRow(line, values, str(reason), str(file), tuple(blanks))

    def decided(self, connection: "Connection") -> Iterator[list[Decision]]:
        """Yield in batches what becomes of the rows."""
        records = self._begun(connection)
        for batch in self.batches():
            found = [self._decided_on(records, connection, row) for row in batch]
            thing, targets = self._declared.columns.thing, [each.target for each in found if each.target]
            known = versions(connection, thing, targets) if targets else {}
            yield [
                replace(each, version=known.get(each.target or 0), file=row.file)
                for row, each in zip(batch, found, strict=True)
            ]

    def _decided_on(self, records: Records, connection: "Connection", row: ReadRow) -> Decision:
        name = next((str(row.values[key]) for key in self._declared.named if key in row.values), "")
        if row.reason:
            return Decision(row.line, REJECTED, name, reason=row.reason)
        records.along.begin()
        try:
            found = records.decide(connection, row)
        except (BadInput, NotFound, Ambiguous) as error:
            return Decision(row.line, REJECTED, name, reason=error.message)
        if found.plan is not None:
            records.along.taken(row.line, row.file)
        return found

    def told(self, decided: Decision) -> PlannedRow:
        """Return a row with what becomes of it."""
        return PlannedRow(
            file=decided.file or self.file,
            line=decided.line,
            outcome=decided.outcome,
            kind="" if decided.outcome == REJECTED else self._declared.columns.thing,
            name=decided.name,
            target=decided.target,
            changes=decided.changes,
            reason=decided.reason,
            thing=self._declared.columns.thing,
            version=decided.version,
        )

    def begin_writing(self, writing: "Transaction") -> None:
        """Begin a pass that writes."""
        self._begun(writing.connection)

    def write(self, writing: "Transaction", batch: list[Decision], me: int) -> None:
        """Write what becomes of a batch; its authors are those whom the file names, never who imports it."""
        del me
        for decision in batch:
            if decision.plan is not None:
                self._records.write(writing, decision)
        self._records.write_fresh(writing, self._declared.columns.thing)

    def finish(self, writing: "Transaction") -> None:
        """Write what can be written only after all rows."""
        self._records.finish(writing)

    def rejects_place(self) -> Path | None:
        """Return where rejected rows would go as things are; None where they stay in the file."""
        source = self._source
        return None if isinstance(source, KeptRows) else rejects.place_for(source, self.options.rejects)

    def beside(self) -> AbstractContextManager[Path | None]:
        """Keep the rejected rows in a file like the input, with the reasons; rows that were kept stay where they are."""
        if isinstance(self._source, KeptRows):
            return nullcontext()
        return rejects.kept(self._source, self.rejections, self._mapper(self._source), self.options.rejects)

    def made(self) -> Mapping[str, int]:
        """Return how many contacts, companies, users and teams came along."""
        return _counted(self._records.along.made)

    def coming(self) -> Mapping[str, int]:
        """Return how many of them would come along."""
        return _counted({kind: len(coming) for kind, coming in self._records.along.coming.items()})

    def arguments(self) -> dict[str, str]:
        """Return what the log says of the import."""
        return arguments_of(self._source)

    def named_along(self) -> Iterator[PlannedRow]:
        """Yield the contacts, companies, users and teams that would come along."""
        for kind, coming in self._records.along.coming.items():
            for name, line, file in coming.values():
                yield PlannedRow(file or self.file, line, ALSO_CREATED, kind, name, None, {}, "")

    def _begun(self, connection: "Connection") -> Records:
        assert self._declared.begin is not None
        self._pass = self._declared.begin(self.crm, self.options, connection, self._rows)
        return self._pass

    @property
    def _records(self) -> Records:
        assert self._pass is not None
        return self._pass

    def _rows(self) -> Iterator[ReadRow]:
        return (row for batch in self.batches() for row in batch)


def _counted(along: Mapping[str, int]) -> dict[str, int]:
    return {SEVERAL[kind]: along[kind] for kind in SEVERAL if along.get(kind)}

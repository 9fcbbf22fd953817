"""An import that reads a file first, without a lock on the database, and then writes it batch by batch in one operation.

What was read is kept on disk in between, so that no file is too big. What becomes of a batch is decided in the
transaction that writes it, when the batches before it are written: nobody can overtake it.
"""

import json
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, Generic, NamedTuple, TypeVar

from tui_crm.actor import Actor, Source
from tui_crm.services.importing.noting import LABEL, REASONS, note, with_counts
from tui_crm.services.importing.report import ImportOptions, ImportReport, Listing, PlannedRow, Progress
from tui_crm.services.people import ensure_user

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.transaction import Transaction
    from tui_crm.services.crm import Crm

BATCH: Final = 200
"""How many rows are decided on and written at a time."""

REJECTED: Final = "rejected"
"""What becomes of a row that is no good."""

Row = TypeVar("Row")
Decided = TypeVar("Decided")


class Rejection(NamedTuple):
    """A row that was rejected: the line it begins at, and why."""

    line: int
    reason: str


class _RefusedError(Exception):
    """Rows were rejected, and the good ones are not to be kept."""


class BatchImport(ABC, Generic[Row, Decided]):
    """The import of one file; ``folder`` is a temporary one, which keeps what was read of it.

    ``is_noted_always`` says that the log has an import even where it changed nothing.
    """

    is_noted_always: ClassVar[bool]

    def __init__(self, crm: "Crm", kind: str, file: str, options: ImportOptions, folder: Path) -> None:
        self.crm = crm
        self.kind = kind
        self.file = file
        self.options = options
        self._kept = folder / "rows.jsonl"
        self._rejected = folder / "rejected.jsonl"
        self._began = crm.clock.elapsed()

    @abstractmethod
    def read(self, progress: Progress | None) -> ImportReport:
        """Read every row and :meth:`keep` it; returns the report of that, which counts the rows that cannot be read."""

    @abstractmethod
    def from_kept(self, kept: list[object]) -> Row:
        """Return a row as it was before it was kept."""

    @abstractmethod
    def decided(self, connection: "Connection") -> Iterator[list[Decided]]:
        """Yield in batches what becomes of the rows, each decided when the batch before it has been written."""

    @abstractmethod
    def told(self, decided: Decided) -> PlannedRow:
        """Return how a row is told, with what becomes of it."""

    @abstractmethod
    def write(self, writing: "Transaction", batch: list[Decided], me: int) -> None:
        """Write what becomes of a batch; ``me`` is the user at the keyboard."""

    def finish(self, _writing: "Transaction") -> None:
        """Write what comes after all batches."""
        return

    def along(self) -> Mapping[str, int]:
        """Return how many of what comes along with the rows, by kind: made by now, or to come by what was decided."""
        return {}

    def named_along(self) -> Iterator[PlannedRow]:
        """Yield what would come along by what was decided."""
        return iter(())

    def beside(self) -> AbstractContextManager[Path | None]:
        """Keep the rows of :meth:`rejections` for those who mend them; gives the file, which goes where the block fails."""
        return nullcontext()

    def run(self, listing: Listing | None, progress: Progress | None) -> ImportReport:
        """Import it, or only plan it where the options or rejected rows say so."""
        report = self.read(progress)
        if listing is not None:
            with self.crm.database.read() as connection:
                listing(self._planned(connection))
        if not self.options.dry_run and (self.options.keep_good or not report.rejected):
            try:
                return self._write(report)
            except _RefusedError:
                pass
        return replace(self._foreseen(report), seconds=self._seconds())

    def _planned(self, connection: "Connection") -> Iterator[PlannedRow]:
        yield from (self.told(each) for batch in self.decided(connection) for each in batch)
        yield from self.named_along()

    def keep(self, rows: Iterable[object]) -> None:
        """Keep rows on disk, in their order, as JSON."""
        with self._kept.open("w", encoding="utf-8") as kept:
            kept.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)

    def batches(self) -> Iterator[list[Row]]:
        """Yield the rows that were kept."""
        with self._kept.open(encoding="utf-8") as kept:
            rows = (self.from_kept(json.loads(line)) for line in kept)
            while batch := list(islice(rows, BATCH)):
                yield batch

    def rejections(self) -> Iterator[Rejection]:
        """Yield the rows that were rejected when it was written."""
        with self._rejected.open(encoding="utf-8") as rejected:
            yield from (Rejection(*json.loads(line)) for line in rejected)

    def _foreseen(self, report: ImportReport) -> ImportReport:
        """Return the report with what would become of the rows as the database is now; of a refused file, what is wrong."""
        counts: Counter[str] = Counter()
        reasons: list[PlannedRow] = []
        with self.crm.database.read() as connection:
            for batch in self.decided(connection):
                rows = [self.told(each) for each in batch]
                counts.update(row.outcome for row in rows)
                reasons += [row for row in rows if row.outcome == REJECTED][: REASONS - len(reasons)]
        told = counts if self.options.dry_run else {REJECTED: counts[REJECTED]}
        along = self.along() if self.options.dry_run else {}
        return replace(with_counts(report, told), reasons=tuple(reasons), also_created=along)

    def _write(self, report: ImportReport) -> ImportReport:
        """Write everything in one transaction, in which it is decided what that is."""
        me = ensure_user(self.crm)
        machine = Actor(self.crm.actor.login, Source.IMPORT, self.crm.clock)
        with ExitStack() as around:
            with self.crm.database.write(machine, LABEL, {"file": Path(self.file).name}) as writing:
                done = self._written(writing, report, me)
                self.finish(writing)
                done = replace(done, applied=True, also_created=self.along(), operation_id=writing.flush())
                done = replace(done, seconds=self._seconds())
                if self.is_noted_always or done.operation_id is not None:
                    done = replace(done, number=note(self.crm, writing, self.kind, done))
                if done.rejected:
                    done = replace(done, rejects=around.enter_context(self.beside()))
            return done

    def _written(self, writing: "Transaction", report: ImportReport, me: int) -> ImportReport:
        """Write every batch; returns the report with what became of the rows."""
        counts: Counter[str] = Counter()
        reasons: list[PlannedRow] = []
        with self._rejected.open("w", encoding="utf-8") as kept:
            for batch in self.decided(writing.connection):
                rows = [self.told(each) for each in batch]
                counts.update(row.outcome for row in rows)
                bad = [row for row in rows if row.outcome == REJECTED]
                kept.writelines(json.dumps((row.line, row.reason), ensure_ascii=False) + "\n" for row in bad)
                reasons += bad[: REASONS - len(reasons)]
                if bad and not self.options.keep_good:
                    raise _RefusedError
                self.write(writing, batch, me)
        return replace(with_counts(report, counts), reasons=tuple(reasons))

    def _seconds(self) -> float:
        return round(self.crm.clock.elapsed() - self._began, 2)

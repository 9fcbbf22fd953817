"""An import that reads a file and decides on every row, without a lock on the database, and then writes what was decided.

What was read, and what was decided, is kept on disk in between, so that no file is too big. Where somebody writes
meanwhile it is decided again, at last in the transaction that writes it: then nobody can overtake it.
"""

import json
import pickle
from abc import abstractmethod
from collections import Counter
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, NamedTuple, TypeVar

from tui_crm.actor import Actor, Source
from tui_crm.db import operations
from tui_crm.services.importing.noting import LABEL, REASONS, note, with_counts
from tui_crm.services.importing.planned import Again, Planned
from tui_crm.services.importing.report import ALSO_CREATED, ImportOptions, ImportReport, PlannedRow, Progress
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


class BatchImport(Planned, Generic[Row, Decided]):
    """The import of one file; ``folder`` is a temporary one, which keeps what was read of it, and what was decided.

    It reads and decides when it is made. ``is_noted_always`` says that the log has an import even where it changed nothing.
    """

    is_noted_always: ClassVar[bool]

    def __init__(
        self, crm: "Crm", kind: str, file: str, options: ImportOptions, folder: Path, progress: Progress | None
    ) -> None:
        self.crm = crm
        self.kind = kind
        self.file = file
        self.options = options
        self._kept = folder / "rows.jsonl"
        self._decided = folder / "decided"
        self._coming = folder / "coming"
        self._rejected = folder / "rejected.jsonl"
        self._seen = 0
        self._places: list[tuple[int, Counter[str]]] = []
        began = crm.clock.elapsed()
        self._read = self.read(progress)
        self._decide()
        self._planning = crm.clock.elapsed() - began
        self.report = replace(self.report, seconds=round(self._planning, 2))

    @abstractmethod
    def read(self, progress: Progress | None) -> ImportReport:
        """Read every row and :meth:`keep` it; returns the report of that, which counts the rows that cannot be read."""

    @abstractmethod
    def from_kept(self, kept: list[object]) -> Row:
        """Return a row as it was before it was kept."""

    @abstractmethod
    def decided(self, connection: "Connection") -> Iterator[list[Decided]]:
        """Begin another pass: yield in batches what becomes of the rows, while none of them is written."""

    @abstractmethod
    def told(self, decided: Decided) -> PlannedRow:
        """Return how a row is told, with what becomes of it."""

    def begin_writing(self, _writing: "Transaction") -> None:
        """Make ready to write what another pass, perhaps long ago, has decided."""
        return

    @abstractmethod
    def write(self, writing: "Transaction", batch: list[Decided], me: int) -> None:
        """Write what becomes of a batch; ``me`` is the user at the keyboard."""

    def finish(self, _writing: "Transaction") -> None:
        """Write what comes after all batches."""
        return

    def made(self) -> Mapping[str, int]:
        """Return how much came along with the rows that were written, by kind."""
        return {}

    def coming(self) -> Mapping[str, int]:
        """Return how much would come along by what was decided, by kind."""
        return {}

    def arguments(self) -> dict[str, str]:
        """Return what the log says of the import."""
        return {"file": Path(self.file).name}

    def named_along(self) -> Iterator[PlannedRow]:
        """Yield what would come along by what was decided."""
        return iter(())

    def beside(self) -> AbstractContextManager[Path | None]:
        """Keep the rows of :meth:`rejections` for those who mend them; gives the file, which goes where the block fails."""
        return nullcontext()

    def rows(self, outcomes: Collection[str] | None = None, start: int = 0) -> Generator[PlannedRow, None, None]:
        """Yield the rows with what becomes of them, then what would come along, but for the first ``start``."""
        place, left = 0, start
        for place, counts in self._places:  # noqa: B007 - where it goes on
            found = sum(count for outcome, count in counts.items() if outcomes is None or outcome in outcomes)
            if found > left:
                break
            left -= found
        else:
            place = self._decided.stat().st_size
        told = (self.told(each) for batch in _pickled(self._decided, place) for each in batch)
        wanted = (row for row in told if outcomes is None or row.outcome in outcomes)
        coming = _pickled(self._coming) if outcomes is None or ALSO_CREATED in outcomes else ()
        yield from islice(chain(wanted, coming), left, None)

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

    def _decide(self) -> None:
        with self.crm.database.read() as connection:
            self._settle(connection)

    def _settle(self, connection: "Connection") -> None:
        """Decide what becomes of every row, keep that on disk, and count it."""
        counts: Counter[str] = Counter()
        self._places = []  # where each batch begins, and how many of its rows have which outcome
        reasons: list[PlannedRow] = []
        self._seen = operations.newest_id(connection)
        with self._decided.open("wb") as decided, self._rejected.open("w", encoding="utf-8") as rejected:
            for batch in self.decided(connection):
                rows = [self.told(each) for each in batch]
                self._places.append((decided.tell(), Counter(row.outcome for row in rows)))
                pickle.dump(batch, decided)
                counts.update(self._places[-1][1])
                bad = [row for row in rows if row.outcome == REJECTED]
                rejected.writelines(json.dumps((row.line, row.reason), ensure_ascii=False) + "\n" for row in bad)
                reasons += bad[: REASONS - len(reasons)]
        with self._coming.open("wb") as coming:
            for row in self.named_along():
                pickle.dump(row, coming)
        self.report = replace(
            with_counts(self._read, counts), dry_run=True, reasons=tuple(reasons), also_created=self.coming()
        )

    def apply(self, again: Again | None = None, progress: Progress | None = None) -> ImportReport:
        """Write what was decided; where somebody has written meanwhile decide anew, at last while nobody else can."""
        began = self.crm.clock.elapsed() - self._planning
        if self.refuses():
            return self.refused()
        me = ensure_user(self.crm)
        for is_last in (False, False, True):
            try:
                done = self._write(me, began, again if is_last else None, progress, holds=is_last)
            except _RefusedError:
                break
            if done is not None:
                return done
            self._decide()
            if again is not None:
                again()
            if self.refuses():
                break
        return self.refused()

    def _write(
        self, me: int, began: float, again: Again | None, progress: Progress | None, *, holds: bool
    ) -> ImportReport | None:
        """Write everything in one transaction; None where it was overtaken, which ``holds`` does not let be."""
        machine = Actor(self.crm.actor.login, Source.IMPORT, self.crm.clock)
        with ExitStack() as around:
            with self.crm.database.write(machine, LABEL, self.arguments()) as writing:
                if operations.newest_id(writing.connection) != self._seen:
                    if not holds:
                        return None
                    self._settle(writing.connection)
                    if again is not None:
                        again()
                    if self.refuses():
                        raise _RefusedError
                done = self._written(writing, me, began, progress)
                if done.rejected:
                    done = replace(done, rejects=around.enter_context(self.beside()))
            return done

    def _written(self, writing: "Transaction", me: int, began: float, progress: Progress | None) -> ImportReport:
        """Write every batch, and that it was done; returns the report."""
        self.begin_writing(writing)
        for count, batch in enumerate(_pickled(self._decided)):
            if progress is not None:
                progress(count * BATCH)
            self.write(writing, batch, me)
        self.finish(writing)
        done = replace(
            self.report, dry_run=False, applied=True, also_created=self.made(), operation_id=writing.flush(),
            seconds=round(self.crm.clock.elapsed() - began, 2),
        )  # fmt: skip
        if self.is_noted_always or done.operation_id is not None:
            done = replace(done, number=note(self.crm, writing, self.kind, done, self.options.source))
        return done


def _pickled(file: Path, place: int = 0) -> Iterator[Any]:
    """Yield what was kept in a file from byte ``place`` on, one after the other."""
    with file.open("rb") as kept:
        kept.seek(place)
        while kept.peek(1):
            yield pickle.load(kept)  # noqa: S301 - from our own temporary folder

"""The plan of an import of contacts: the rows staged in a file of their own, decided on, and told."""

from collections.abc import Collection, Iterator
from contextlib import nullcontext
from itertools import islice
from typing import TYPE_CHECKING

from tui_crm.db import operations
from tui_crm.db.failures import failures_named
from tui_crm.db.sqlite import plan_decisions, plan_names
from tui_crm.db.sqlite.staging import Staging
from tui_crm.i18n import language, ngettext
from tui_crm.services.importing.columns.new_fields import new_field, with_new_fields
from tui_crm.services.importing.columns.rows import MappedRow
from tui_crm.services.importing.contacts.planning import Planner
from tui_crm.services.importing.contacts.preparing import Setting
from tui_crm.services.importing.contacts.sharing import Task, stage
from tui_crm.services.importing.contacts.stager import Stager
from tui_crm.services.importing.contacts.telling import Telling
from tui_crm.services.importing.files import rejects
from tui_crm.services.importing.kept_rows import KeptRows
from tui_crm.services.importing.kinds.registry import kind_called
from tui_crm.services.importing.noting import REASONS, with_counts
from tui_crm.services.importing.report import ALSO_CREATED, ImportOptions, ImportReport, PlannedRow, Progress

if TYPE_CHECKING:
    from collections.abc import Generator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tui_crm.services.crm import Crm
    from tui_crm.services.importing.columns.shapes import TeamField
    from tui_crm.services.importing.files.reading import RowSource


class ContactPlan:
    """What becomes of the rows of one file; ``folder`` is a temporary one.

    ``seen`` is the newest operation that it can know; ``setting`` what its rows were read with. ``new_fields`` are those to
    make, by the numbers that stand for their ids.
    """

    def __init__(
        self, crm: "Crm", kind: str, source: "RowSource | KeptRows", options: ImportOptions, folder: "Path"
    ) -> None:
        self._crm = crm
        self._source = source
        there = tuple(crm.custom_fields.all())
        if isinstance(source, KeptRows):
            self.options = options = source.with_new_fields(options, {each.name for each in there})
        else:
            self.options = options = with_new_fields(source, kind_called(kind).columns, options, there)
        driver = crm.database.driver
        self.new_fields = {n: new_field(text) for n, text in enumerate(options.new_fields, -len(options.new_fields))}
        team_fields: tuple[TeamField, ...] = (*there, *self.new_fields.values())
        fields = {each.name: each.id for each in there} | {each.name: n for n, each in self.new_fields.items()}
        self.setting = Setting(crm.settings.get("phone_region"), crm.clock.zone.key, fields, options.source)
        self._task = Task(kind, options, team_fields, self.setting, crm.clock.today(), folder, driver.name, language())
        self._mapping = source if isinstance(source, KeptRows) else self._task.mapping(source)
        with failures_named(folder / "stage.db", driver):
            self.staging = Staging(folder / "stage.db", driver)
        self.seen = 0
        self._planner: Planner | None = None

    def stage(self, progress: Progress | None) -> None:
        """Read every row into the staging file. Raises BadInput."""
        with self._failures_named():
            for count in self._staged():
                if progress is not None:
                    progress(count)

    def _staged(self) -> Iterator[int]:
        source, mapping = self._source, self._mapping
        if isinstance(source, KeptRows):
            rows = ((row.line, row) for row in source)
            return Stager(_AsKept(), self.staging, self.setting).stage(rows, lambda _piece: True)
        assert not isinstance(mapping, KeptRows)
        return stage(self._task, source, mapping, self.staging)

    def decide(self) -> ImportReport:
        """Decide on every row as the database is now, anew where that was done before; returns the report of it."""
        with self._failures_named():
            planner, again = self._planner, self._planner is not None
            if planner is None:
                options = self.options
                keys = dict(kind_called(self._task.kind).columns.keys)
                planner = Planner(self.staging, self._crm.database, self.setting, options, keys)
                self._planner = planner
            with self._crm.database.read() as connection:
                self.seen = operations.newest_id(connection)
            if again:
                planner.plan_again()
            else:
                planner.plan()
            return self._report()

    @property
    def last(self) -> int:
        """The number of the last row of the file."""
        assert self._planner is not None
        return self._planner.rows

    def rows(self, outcomes: Collection[str] | None = None, start: int = 0) -> "Generator[PlannedRow, None, None]":
        """Yield the rows with what becomes of them, then what comes along, but for the first ``start``."""
        with self._failures_named():
            yield from self._telling().rows(outcomes, start)
            if outcomes is None or ALSO_CREATED in outcomes:
                yield from islice(self._along(), max(0, start - self._count(outcomes)) if start else 0, None)

    def _count(self, outcomes: Collection[str] | None) -> int:
        """Return how many rows of the file have one of these outcomes."""
        counts = plan_decisions.counts(self.staging, self.last)
        return sum(count for outcome, count in counts.items() if outcomes is None or outcome in outcomes)

    def _along(self) -> Iterator[PlannedRow]:
        yield from self._telling().along()
        source = self._source
        file, line = (source.files[0].file, 1) if isinstance(source, KeptRows) else (source.name, source.header_line)
        for each in self.new_fields.values():
            yield PlannedRow(file, line, ALSO_CREATED, "field", f"x.{each.name}", None, {}, "")

    def rejects_kept(self) -> "AbstractContextManager[Path | None]":
        """Keep the rejected rows for those who mend them, in a file; rows that were kept themselves stay where they are."""
        source, mapping = self._source, self._mapping
        if isinstance(source, KeptRows):
            return nullcontext()
        assert not isinstance(mapping, KeptRows)
        return rejects.kept(source, self._rejected, self._task.mapper(source, mapping), self.options.rejects)

    def _rejected(self) -> Iterator[plan_decisions.Outcome]:
        return plan_decisions.outcomes(self.staging, self.last, plan_decisions.REJECTED)

    @property
    def fields_to_come(self) -> dict[str, int]:
        """How many fields come along; empty for none."""
        return {"fields": len(self.new_fields)} if self.new_fields else {}

    def close(self) -> None:
        """Let go of the staging file."""
        self.staging.close()

    def _telling(self) -> Telling:
        source = self._source
        file_of = source.file_of if isinstance(source, KeptRows) else lambda _n: source.name
        return Telling(self.staging, self._crm.database, self.setting.fields, file_of, self.last)

    def _report(self) -> ImportReport:
        report = ImportReport(
            number=None,
            operation_id=None,
            file=self._source.name,
            rows=self.last,
            dry_run=True,
            reasons=self._telling().rejected(REASONS),
            unmapped=self._mapping.unmapped,
            doubts=self._mapping.doubts,
            encoding=self._source.encoding,
            remarks=(*self._source.remarks, *self._stages_held()),
            header=self._source.header,
            removed_controls=self.staging.removed_controls(),
            also_created=plan_names.to_come(self.staging) | self.fields_to_come,
        )
        return with_counts(report, plan_decisions.counts(self.staging, self.last))

    def _stages_held(self) -> Iterator[str]:
        """Say how many customers stay in their stage though the file says another."""
        assert self._planner is not None
        held = self._planner.held
        if held.back:
            text = ngettext(
                "{file}: {count} customer stays in the stage they are in, which is further on than the file’s: --stage-back moves them back",
                "{file}: {count} customers stay in the stage they are in, which is further on than the file’s: --stage-back moves them back",
                held.back,
            )
            yield text.format(file=self._source.name, count=held.back)
        if held.pinned:
            text = ngettext(
                "{file}: {count} customer stays in the stage where somebody has pinned them",
                "{file}: {count} customers stay in the stage where somebody has pinned them",
                held.pinned,
            )
            yield text.format(file=self._source.name, count=held.pinned)

    def _failures_named(self) -> "AbstractContextManager[None]":
        return failures_named(self.staging.path, self._crm.database.driver)


class _AsKept:
    """Takes rows that are mapped already as they are."""

    def mapped(self, _line: int, row: MappedRow, /) -> MappedRow:
        """Return it."""
        return row

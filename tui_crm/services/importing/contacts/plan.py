"""The plan of an import of contacts: the rows staged in a file of their own, decided on, and told."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from tui_crm.db import operations
from tui_crm.db.failures import failures_named
from tui_crm.db.sqlite import plan_decisions, plan_names
from tui_crm.db.sqlite.staging import Staging
from tui_crm.i18n import language
from tui_crm.services.importing.columns.new_fields import new_field, with_new_fields
from tui_crm.services.importing.columns.rows import RowMapper
from tui_crm.services.importing.contacts.planning import Planner
from tui_crm.services.importing.contacts.preparing import Setting
from tui_crm.services.importing.contacts.sharing import Task, stage
from tui_crm.services.importing.contacts.telling import Telling
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

    def __init__(self, crm: "Crm", kind: str, source: "RowSource", options: ImportOptions, folder: "Path") -> None:
        self._crm = crm
        self._source = source
        there = tuple(crm.custom_fields.all())
        self.options = options = with_new_fields(source, kind_called(kind).columns, options, there)
        driver = crm.database.driver
        self.new_fields = {n: new_field(text) for n, text in enumerate(options.new_fields, -len(options.new_fields))}
        team_fields: tuple[TeamField, ...] = (*there, *self.new_fields.values())
        fields = {each.name: each.id for each in there} | {each.name: n for n, each in self.new_fields.items()}
        self.setting = Setting(crm.settings.get("phone_region"), crm.clock.zone.key, fields)
        self._task = Task(kind, options, team_fields, self.setting, crm.clock.today(), folder, driver.name, language())
        self._mapping = self._task.mapping(source)
        self.staging = Staging(folder / "stage.db", driver)
        self.seen = 0
        self._planner: Planner | None = None

    def stage(self, progress: Progress | None) -> None:
        """Read every row into the staging file. Raises BadInput."""
        with self._failures_named():
            for count in stage(self._task, self._source, self._mapping, self.staging):
                if progress is not None:
                    progress(count)

    def decide(self) -> ImportReport:
        """Decide on every row as the database is now, anew where that was done before; returns the report of it."""
        with self._failures_named():
            planner, again = self._planner, self._planner is not None
            if planner is None:
                options = self.options
                planner = Planner(self.staging, self._crm.database, self.setting, options.keys, options.on_match)
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

    def rows(self, outcomes: Collection[str] | None = None) -> "Generator[PlannedRow, None, None]":
        """Yield the rows with what becomes of them, then what comes along."""
        with self._failures_named():
            yield from self._telling().rows(outcomes)
        if outcomes is None or ALSO_CREATED in outcomes:
            line = self._source.header_line
            for each in self.new_fields.values():
                yield PlannedRow(self._source.name, line, ALSO_CREATED, "field", f"x.{each.name}", None, {}, "")

    def mapper(self) -> RowMapper:
        """Return what makes records of the rows once more."""
        return self._task.mapper(self._source, self._mapping)

    def rejected(self) -> Iterator[plan_decisions.Outcome]:
        """Yield the rejected rows."""
        return plan_decisions.outcomes(self.staging, self.last, plan_decisions.REJECTED)

    @property
    def fields_to_come(self) -> dict[str, int]:
        """How many fields come along; empty for none."""
        return {"fields": len(self.new_fields)} if self.new_fields else {}

    def close(self) -> None:
        """Let go of the staging file."""
        self.staging.close()

    def _telling(self) -> Telling:
        return Telling(self.staging, self._crm.database, self.setting.fields, self._source.name, self.last)

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
            remarks=tuple(self._source.table.remarks()),
            removed_controls=self.staging.removed_controls(),
            also_created=plan_names.to_come(self.staging) | self.fields_to_come,
        )
        return with_counts(report, plan_decisions.counts(self.staging, self.last))

    def _failures_named(self) -> "AbstractContextManager[None]":
        return failures_named(self.staging.path, self._crm.database.driver)

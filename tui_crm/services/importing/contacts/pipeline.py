"""One import from the file to the report: staged, planned, then applied in one transaction, or not at all."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui_crm.actor import Actor, Source
from tui_crm.db import operations
from tui_crm.db.failures import failures_named
from tui_crm.db.sqlite import bulk, plan_decisions, plan_names
from tui_crm.db.sqlite.staging import Staging
from tui_crm.errors import Busy, Conflict
from tui_crm.i18n import _, language
from tui_crm.services.importing.contacts.applying import Applier
from tui_crm.services.importing.contacts.planning import Planner
from tui_crm.services.importing.contacts.preparing import Setting
from tui_crm.services.importing.contacts.sharing import Task, stage
from tui_crm.services.importing.contacts.telling import Telling
from tui_crm.services.importing.files import rejects
from tui_crm.services.importing.files.reading import RowSource
from tui_crm.services.importing.noting import LABEL, REASONS, note
from tui_crm.services.importing.report import ImportOptions, ImportReport, Listing, Progress
from tui_crm.services.people import ensure_user

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from tui_crm.services.crm import Crm

_REPLANS = 5


class Pipeline:
    """The import of one file; ``folder`` is a temporary one."""

    def __init__(self, crm: "Crm", kind: str, source: RowSource, options: ImportOptions, folder: Path) -> None:
        self._crm = crm
        self._kind = kind
        self._source = source
        self._options = options
        driver = crm.database.driver
        team_fields = tuple(crm.custom_fields.all())
        fields = {field.name: field.id for field in team_fields}
        self._setting = Setting(crm.settings.get("phone_region"), crm.clock.zone.key, fields)
        self._task = Task(kind, options, team_fields, self._setting, crm.clock.today(), folder, driver.name, language())
        self._mapping = self._task.mapping(source)
        self._staging = Staging(folder / "stage.db", driver)
        self._began = crm.clock.elapsed()
        self._seen = 0

    def run(self, listing: Listing | None, progress: Progress | None) -> ImportReport:
        """Import the file, or only plan it where the options or rejected rows say so."""
        try:
            with failures_named(self._staging.path, self._crm.database.driver):
                self._stage(progress)
                planner = Planner(
                    self._staging, self._crm.database, self._setting, self._options.keys, self._options.on_match
                )
                self._look()
                planner.plan()
                report = self._report(planner.rows)
                if listing is not None:
                    self._list(listing, planner.rows)
            if report.rows and self._applies(report):
                report = self._apply(planner, report)
        finally:
            self._staging.close()
        return replace(report, seconds=self._seconds())

    def _stage(self, progress: Progress | None) -> None:
        for count in stage(self._task, self._source, self._mapping, self._staging):
            if progress is not None:
                progress(count)

    def _look(self) -> None:
        """Remember up to which operation the plan can know."""
        with self._crm.database.read() as connection:
            self._seen = operations.newest_id(connection)

    def _list(self, listing: Listing, rows: int) -> None:
        planned = self._telling(rows).rows()
        try:
            listing(planned)
        finally:
            planned.close()

    def _telling(self, rows: int) -> Telling:
        return Telling(self._staging, self._setting.fields, self._source.name, rows)

    def _applies(self, report: ImportReport) -> bool:
        return not self._options.dry_run and (self._options.keep_good or not report.rejected)

    def _report(self, rows: int) -> ImportReport:
        counts = plan_decisions.counts(self._staging, rows)
        report = ImportReport(
            number=None,
            operation_id=None,
            file=self._source.name,
            rows=rows,
            dry_run=self._options.dry_run,
            rejected=counts["rejected"],
            reasons=self._telling(rows).rejected(REASONS),
            unmapped=self._mapping.unmapped,
            encoding=self._source.encoding,
            removed_controls=self._staging.removed_controls(),
        )
        if not self._options.dry_run and not self._applies(report):
            return report
        return replace(
            report,
            created=counts["created"],
            updated=counts["updated"],
            unchanged=counts["unchanged"],
            skipped=counts["skipped"],
            also_created=plan_names.to_come(self._staging),
        )

    def _apply(self, planner: Planner, report: ImportReport) -> ImportReport:
        """Apply the plan; where somebody has overtaken it, plan again."""
        me = ensure_user(self._crm)
        for _attempt in range(_REPLANS):
            with self._rejects_kept(planner.rows, report) as place:
                applied = self._write(planner.rows, me, report)
            if applied is not None:
                return replace(applied, rejects=place)
            if place is not None:
                rejects.take_back(place)
            with failures_named(self._staging.path, self._crm.database.driver):
                self._look()
                planner.plan_again()
                report = self._report(planner.rows)
            if not self._applies(report):
                return report
        raise Busy(
            _("others keep changing the contacts that {file} is about").format(file=report.file),
            hint=_("nothing was written; try again in a moment"),
        )

    def _write(self, rows: int, me: int, report: ImportReport) -> ImportReport | None:
        """Write everything in one transaction; None where the plan was overtaken."""
        machine = Actor(self._crm.actor.login, Source.IMPORT, self._crm.clock)
        file = Path(report.file).name
        with self._crm.database.write(machine, LABEL, {"file": file}, stage=self._staging.path) as writing:
            if writing.region != self._setting.region:
                raise Conflict(_("the team's phone region was changed meanwhile"), hint=_("import the file again"))
            if bulk.overtaken(writing, self._seen):
                return None
            came = Applier(self._crm, writing, rows, me).apply()
            applied = replace(
                report, also_created=came, applied=True, operation_id=writing.flush(), seconds=self._seconds()
            )
            return replace(applied, number=note(self._crm, writing, self._kind, applied))

    def _rejects_kept(self, rows: int, report: ImportReport) -> "AbstractContextManager[Path | None]":
        if not report.rejected:
            return nullcontext()

        def rejected() -> Iterator[rejects.Rejection]:
            return plan_decisions.outcomes(self._staging, rows, only_rejected=True)

        mapper = self._task.mapper(self._source, self._mapping)
        return rejects.kept(self._source, rejected, mapper, self._options.rejects)

    def _seconds(self) -> float:
        return round(self._crm.clock.elapsed() - self._began, 2)

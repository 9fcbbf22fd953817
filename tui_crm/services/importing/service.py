"""Bringing records in from files: read, map, plan, apply — and what was brought in before.

The file is staged and planned without a lock on the database; one transaction then writes everything, or nothing.
"""

import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui_crm.actor import Actor, Source
from tui_crm.db import imports, operations
from tui_crm.db.sqlite import bulk
from tui_crm.db.sqlite.staging import RANKS, Staging
from tui_crm.errors import BadInput, Busy, NotFound, UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.cards import Done
from tui_crm.models.ids import shown
from tui_crm.models.record import instant_of, stored_instant
from tui_crm.services.importing import applying, rejects
from tui_crm.services.importing.kinds import kind_called
from tui_crm.services.importing.mapping import ColumnMapping, Mappable, fields, map_columns
from tui_crm.services.importing.planning import Planner
from tui_crm.services.importing.reading import RowSource, open_rows
from tui_crm.services.importing.report import ImportOptions, ImportReport, ImportRun, PlannedRow
from tui_crm.services.importing.rows import map_rows
from tui_crm.services.importing.stager import Stager
from tui_crm.services.people import ensure_user

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

_REPLANS = 5
_REASONS = 20
_LABEL = N_("Imported {file}")

Listing = Callable[[Iterator[PlannedRow]], None]
Progress = Callable[[int], None]


class Importing:
    """The imports of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def fields(self, kind: str) -> list[Mappable]:
        """Return what columns of a file can be mapped to."""
        return fields(kind_called(kind), self._crm.custom_fields.all())

    def run(
        self,
        kind: str,
        file: str | Path,
        options: ImportOptions,
        *,
        listing: Listing | None = None,
        progress: Progress | None = None,
    ) -> ImportReport:
        """Import a file (``-``: standard input); returns what came of it.

        ``listing`` is given every row with what becomes of it, before anything is written; ``progress`` the number of
        rows read so far. Raises BadInput, UsageError, Busy; rejected rows are in the report.
        """
        began = self._crm.clock.elapsed()
        ranks = _ranks(options.keys)
        with (
            tempfile.TemporaryDirectory(prefix="tui-crm-import-") as folder,
            open_rows(
                file, encoding=options.encoding, delimiter=options.delimiter, header_row=options.header_row
            ) as source,
        ):
            mapping = map_columns(
                source, kind_called(kind), overrides=options.overrides, team_fields=self._crm.custom_fields.all()
            )
            staging = Staging(Path(folder) / "stage.db", self._crm.database.driver)
            try:
                self._stage(staging, source, mapping, options, progress)
                staging.index_keys()
                seen = self._plan(staging, ranks, options)
                report = self._report(staging, source, mapping, options)
                if listing is not None:
                    listing(staging_rows(staging))
                if report.rows and not options.dry_run and (options.keep_good or not report.rejected):
                    report = self._apply(staging, kind, ranks, options, report, seen, began)
                    if report.rejected:
                        report = replace(report, rejects=rejects.write(source, staging, options.rejects))
            finally:
                staging.close()
        return replace(report, seconds=round(self._crm.clock.elapsed() - began, 2))

    def _stage(
        self,
        staging: Staging,
        source: RowSource,
        mapping: ColumnMapping,
        options: ImportOptions,
        progress: Progress | None,
    ) -> None:
        clock = self._crm.clock
        rows = map_rows(source, mapping, zone=clock.zone, today=clock.today(), date_order=options.date_order)
        known = {field.name: field.id for field in self._crm.custom_fields.all()}
        stager = Stager(staging, self._crm.settings.get("phone_region"), known)
        for count in stager.stage(rows):
            if progress is not None:
                progress(count)

    def _plan(self, staging: Staging, ranks: tuple[int, ...], options: ImportOptions) -> int:
        """Decide on every row; returns the newest operation that the plan knows of."""
        staging.attach(self._crm.database.path)
        try:
            with self._crm.database.read() as connection:
                seen = operations.newest_id(connection)
                staging.match(ranks)
                Planner(staging, connection, ranks, options.on_match).plan()
        finally:
            staging.detach()
        return seen

    def _report(
        self, staging: Staging, source: RowSource, mapping: ColumnMapping, options: ImportOptions
    ) -> ImportReport:
        counts = staging.counts()
        rejected = tuple(planned(row) for row in staging.outcomes(only_rejected=True, limit=_REASONS))
        report = ImportReport(
            number=None,
            operation_id=None,
            file=source.name,
            rows=sum(counts.values()),
            dry_run=options.dry_run,
            reasons=rejected,
            unmapped=mapping.unmapped,
            rejected=counts.get("rejected", 0),
        )
        if not options.dry_run and report.rejected and not options.keep_good:
            return report
        also = staging.to_come() if counts.get("created") else {}
        return replace(report.counting(counts), also_created=also)

    def _apply(
        self,
        staging: Staging,
        kind: str,
        ranks: tuple[int, ...],
        options: ImportOptions,
        report: ImportReport,
        seen: int,
        began: float,
    ) -> ImportReport:
        crm = self._crm
        ensure_user(crm)
        machine = Actor(crm.actor.login, Source.IMPORT, crm.clock)
        for _attempt in range(_REPLANS):
            with crm.database.write(machine, _LABEL, {"file": Path(report.file).name}, stage=staging.path) as writing:
                overtaken = bulk.overtaken(writing, seen)
                if not overtaken:
                    came = applying.apply(crm, writing)
                    operation_id = writing.flush()
                    run = {
                        "operation_id": operation_id,
                        "at": stored_instant(crm.clock.now()),
                        "login": crm.actor.login,
                        "kind": kind,
                        "file": Path(report.file).name,
                        "also_created": sum(came.values()),
                        "seconds": round(crm.clock.elapsed() - began, 2),
                        **{name: getattr(report, name) for name in _COUNTS},
                    }
                    number = imports.note(writing.connection, run)
                    return replace(report, number=number, operation_id=operation_id, applied=True, also_created=came)
            staging.forget_plan()
            seen = self._plan(staging, ranks, options)
            report = report.counting(staging.counts())
            if report.rejected and not options.keep_good:
                return report.counting({"rejected": report.rejected})
        raise Busy(
            _("others keep changing the contacts that {file} is about").format(file=report.file),
            hint=_("nothing was written; try again in a moment"),
        )

    def list(self) -> list[ImportRun]:
        """Return past imports, newest first."""
        with self._crm.database.read() as connection:
            return [_run(row) for row in imports.listed(connection)]

    def get(self, import_id: int) -> ImportRun:
        """Return one past import. Raises NotFound."""
        with self._crm.database.read() as connection:
            found = imports.listed(connection, import_id)
        if not found:
            raise NotFound(
                _("there is no import {id}").format(id=shown("import", import_id)), hint=_("see: crm import list")
            )
        return _run(found[0])

    def undo(self, import_id: int) -> Done:
        """Take back an import: what it created and what it changed. Raises NotFound."""
        run = self.get(import_id)
        if run.operation_id is None:
            raise NotFound(_("{id} changed nothing").format(id=shown("import", import_id)))
        return self._crm.history.undo(run.operation_id)


_COUNTS = ("rows", "created", "updated", "unchanged", "skipped", "rejected")


def _run(row: object) -> ImportRun:
    said = row._asdict()  # type: ignore[attr-defined]
    undone = said.pop("undone")
    state = "nothing" if said["operation_id"] is None else "undone" if undone else "done"
    return ImportRun(**{**said, "at": instant_of(said["at"]), "state": state})


def _ranks(keys: tuple[str, ...]) -> tuple[int, ...]:
    for key in keys:
        if key not in RANKS:
            raise UsageError(
                _("rows cannot be matched by “{key}”").format(key=key),
                hint=_("one or more of: {names}").format(names=", ".join(RANKS)),
            )
    if not keys:
        raise BadInput(_("name at least one key to match rows by"))
    return tuple(dict.fromkeys(RANKS.index(key) for key in keys))


def planned(row: tuple[int, str, str, int | None, str | None, str | None]) -> PlannedRow:
    """Return a staged row with what becomes of it."""
    line, outcome, name, target, changes, reason = row
    differing = {field: (old, new) for field, (old, new) in json.loads(changes or "{}").items()}
    there = target if target is not None and target > 0 else None
    return PlannedRow(line, outcome, name or "", there, differing, reason or "")


def staging_rows(staging: Staging) -> Iterator[PlannedRow]:
    """Yield every row of a plan in the order of the file."""
    return (planned(row) for row in staging.outcomes())

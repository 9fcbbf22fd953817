"""Bringing records in from files: read, map, plan, apply — and what was brought in before.

The file is staged and planned without a lock on the database; one transaction then writes everything, or nothing.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui_crm.database_files import refuse_database
from tui_crm.db import imports
from tui_crm.db.sqlite.plan_matches import RANKS
from tui_crm.errors import Conflict, NotFound, UsageError
from tui_crm.i18n import _
from tui_crm.models.cards import Done
from tui_crm.models.ids import shown
from tui_crm.models.record import instant_of, stored_instant
from tui_crm.models.text import clean_line
from tui_crm.services.importing import collisions, plan_file
from tui_crm.services.importing.columns.dates import Undecided
from tui_crm.services.importing.columns.mapping import Mappable, fields
from tui_crm.services.importing.columns.new_fields import new_field, with_new_fields
from tui_crm.services.importing.contacts.pipeline import ContactImport
from tui_crm.services.importing.contacts.sharing import opened
from tui_crm.services.importing.files.input_file import InputFile
from tui_crm.services.importing.files.mails import are_mails
from tui_crm.services.importing.files.rejects import check_place
from tui_crm.services.importing.kept_rows import Keeping, KeptRows
from tui_crm.services.importing.kinds.registry import kind_called
from tui_crm.services.importing.planned import Planned, carried_out
from tui_crm.services.importing.previewing import Preview, previewed
from tui_crm.services.importing.records.records import RecordImport
from tui_crm.services.importing.report import ImportOptions, ImportReport, ImportRun, Listing, Progress
from tui_crm.services.importing.scratch import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_crm.services.crm import Crm
    from tui_crm.services.importing.columns.shapes import TeamField
    from tui_crm.services.importing.files.reading import RowSource
    from tui_crm.services.importing.kinds.declaring import ImportKind


KEYS = tuple(RANKS)
"""What rows can be matched by."""


class Importing:
    """The imports of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def fields(self, kind: str) -> list[Mappable]:
        """Return what columns of a file can be mapped to."""
        found = kind_called(kind)
        known = fields(found.columns, () if found.begin else self._crm.custom_fields.all())
        return [each._replace(title=_(found.labels[each.name]) if each.name in found.labels else "") for each in known]

    def changing(self, kind: str) -> "Sequence[str]":
        """Return the fields that an import of ``kind`` changes of what is on file: those that can have a rule."""
        return collisions.changing(kind_called(kind), self._crm.custom_fields.all())

    @contextmanager
    def planned(
        self, kind: str, file: str | Path, options: ImportOptions, progress: Progress | None = None
    ) -> Iterator[Planned]:
        """Give what importing a file (``-``: standard input) would do: read, mapped, matched, and nothing written.

        Nothing of the database is locked meanwhile. ``progress`` is told the number of rows read so far. The plan lasts as
        long as the block. Raises BadInput, UsageError.
        """
        self._check(kind, options)
        options = replace(options, source=clean_line(options.source))
        if options.rejects is not None:
            check_place(options.rejects, self._crm.database.path)
        called = kind_called(kind)
        with InputFile(file) as held, scratch_folder() as folder:
            source = held if are_mails(called, held, options) else opened(held, options)
            try:
                with self._planned(kind, source, options, folder, progress) as plan:
                    yield plan
            except Undecided as undecided:
                raise undecided.of(held.name) from None

    def _check(self, kind: str, options: ImportOptions) -> None:
        """Raise UsageError for what cannot be meant whatever the file."""
        _check(options.keys)
        if options.rules or options.blanks_erase or options.stage_back:
            collisions.check(kind_called(kind), options, self._crm.custom_fields.declared())

    @contextmanager
    def _planned(
        self,
        kind: str,
        source: "InputFile | RowSource | KeptRows",
        options: ImportOptions,
        folder: Path,
        progress: Progress | None = None,
    ) -> Iterator[Planned]:
        """Plan the rows of a source: a mailbox, or a table, or what was kept of either."""
        if isinstance(source, InputFile) or (isinstance(source, KeptRows) and source.of_mails):
            with self._crm.mail.planned(source, options, progress) as mails:
                yield mails
        elif (called := kind_called(kind)).begin:
            yield RecordImport(self._crm, called, source, options, folder, progress)
        else:
            with closing(ContactImport(self._crm, kind, source, options, folder, progress)) as plan:
                yield plan

    @contextmanager
    def planned_into(
        self,
        place: Path,
        kind: str,
        files: Iterable[str | Path],
        options: ImportOptions,
        progress: Progress | None = None,
    ) -> Iterator[Planned]:
        """Give what importing files together, one after the other, would do, written to ``place`` as well.

        Raises BadInput, UsageError, OutputFailed.
        """
        self._check(kind, options)
        refuse_database(place, self._crm.database.path)
        plan_file.check_place(place)
        now = instant_of(stored_instant(self._crm.clock.now()))
        at = replace(options, as_of=now, source=clean_line(options.source))
        with scratch_folder() as folder:
            keeping = Keeping(self._crm, kind_called(kind), at, folder / "mapped.jsonl")
            kept = keeping.keep(files, progress)
            with self._planned(kind, kept, at, folder) as plan:
                plan_file.write_plan(place, kind, kept, plan)
                yield plan

    def apply_plan(self, file: str | Path, *, progress: Progress | None = None) -> ImportReport:
        """Carry out a plan that was written down (``-``: standard input), where every row comes out as it says.

        Raises Conflict where one does not, or it was carried out before, BadInput where it is none or was changed, Busy.
        """
        with InputFile(file) as opened_file, scratch_folder() as folder:
            written = plan_file.PlanFile(opened_file)
            written.check_whole()
            self._check_not_applied(file, written.digest)
            with self._planned(written.kind, written.rows(), written.options, folder, progress) as plan:

                def check() -> None:
                    self._check_not_applied(file, written.digest)
                    written.check(plan)

                check()
                return plan.apply(check)

    def _check_not_applied(self, file: str | Path, digest: str) -> None:
        """Raise Conflict where the plan with a checksum was carried out, perhaps while this one was read."""
        with self._crm.database.read() as connection:
            before = imports.applied_before(connection, digest)
        if before is not None:
            number = shown("import", before)
            raise Conflict(
                _("{file} was carried out already, as {id}").format(file=file, id=number),
                hint=_("see: crm import show {id}").format(id=number),
            )

    def has_mails(self, kind: str, file: str | Path) -> bool:
        """Tell whether a file is a mailbox, which has no columns, for an import of ``kind``. Raises BadInput."""
        with InputFile(file) as held:
            return are_mails(kind_called(kind), held, ImportOptions())

    def preview(
        self,
        kind: str,
        file: str | Path,
        options: ImportOptions,
        progress: Progress | None = None,
        before: Preview | None = None,
    ) -> Preview:
        """Say what a file is taken for: how it is read, what its columns are, and what is not sure. It writes nothing.

        ``progress`` is told the number of rows seen so far. ``before`` is what the same file was taken for with the same
        options, but for what was said of columns: what it knows is not read again. Raises BadInput where it cannot be read,
        UsageError for what cannot be meant.
        """
        found = kind_called(kind)
        with opened(file, options) as source:
            options, team_fields = _with_fields(source, found, options, self._crm.custom_fields.declared())
            preview = previewed(source, found.columns, options, team_fields, progress, before)
            return replace(preview, profile=self._crm.import_profiles.fitting(kind, source.header))

    def run(
        self,
        kind: str,
        file: str | Path,
        options: ImportOptions,
        *,
        listing: Listing | None = None,
        progress: Progress | None = None,
    ) -> ImportReport:
        """Import a file; returns what came of it: :meth:`planned`, then applied.

        ``listing`` is given every row with what becomes of it, before anything is written. Raises BadInput, UsageError,
        Busy; rejected rows are in the report.
        """
        with self.planned(kind, file, options, progress) as plan:
            return carried_out(plan, listing)

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


def _with_fields(
    source: "RowSource", kind: "ImportKind", options: ImportOptions, there: "Sequence[TeamField]"
) -> "tuple[ImportOptions, tuple[TeamField, ...]]":
    """Return what is asked for in the words of ``--map``, and the team's own fields with those that are asked for."""
    if kind.begin:
        return options, ()
    known = with_new_fields(source, kind.columns, options, there)
    return known, (*there, *map(new_field, known.new_fields))


def _run(row: object) -> ImportRun:
    said = row._asdict()  # type: ignore[attr-defined]
    undone = said.pop("undone")
    state = "nothing" if said["operation_id"] is None else "undone" if undone else "done"
    also_created = json.loads(said.pop("also_created"))
    return ImportRun(**{**said, "at": instant_of(said["at"]), "also_created": also_created, "state": state})


def _check(keys: tuple[str, ...]) -> None:
    for key in keys:
        if key not in KEYS:
            raise UsageError(
                _("rows cannot be matched by “{key}”").format(key=key),
                hint=_("one or more of: {names}").format(names=_(", ").join(KEYS)),
            )
    if not keys:
        raise UsageError(_("name at least one key to match rows by"))

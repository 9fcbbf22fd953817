"""Bringing everything in again: into a database that nothing was ever written into, in one transaction, or not at all."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from tui_crm.db import everything, refilling, sql
from tui_crm.db.database import SURPRISES, Database
from tui_crm.db.everything import IMPORTED, PARTS, Part, Row
from tui_crm.db.inspecting import check_nothing_left_over
from tui_crm.db.making import put_new
from tui_crm.db.rows import team_region
from tui_crm.db.schema import NEWEST, REVISIONS
from tui_crm.errors import BadInput, OutputFailed, UsageError
from tui_crm.file_modes import file_mode, make_folder, sync_folder
from tui_crm.i18n import _
from tui_crm.models.record import DamagedValue
from tui_crm.services.everything import manifest
from tui_crm.services.everything.folder import check_nothing_else, taken
from tui_crm.services.everything.lines import Lines
from tui_crm.services.everything.manifest import Manifest
from tui_crm.services.everything.report import EverythingReport, Progress, counted_records
from tui_crm.services.importing.scratch import scratch_folder

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.actor import Actor

Batch: TypeAlias = Sequence[tuple[int, Row]]


def bring_in(
    folder: Path,
    database: Path,
    actor: "Actor",
    *,
    waiting: Callable[[str], None] | None = None,
    progress: Progress = lambda _count: None,
) -> EverythingReport:
    """Fill the ``database``, made where it is missing, with everything in ``folder``, as an export of everything wrote it.

    Raises BadInput for a folder that is not whole, BadFile for one of a newer version, UsageError for a database that has
    been written into, and what opening a database raises; nothing is written then, and none is made. ``waiting`` is as for
    :class:`tui_crm.db.database.Database`.
    """
    target = Path(os.path.realpath(database))  # pathlib fails on links in a circle
    if os.path.lexists(target):
        with Database(target, create=False, waiting=waiting) as opened:
            with opened.read() as connection:
                _check_untouched(opened, connection)
            with _checked(folder) as known:
                return _fill(opened, actor, folder, known, progress)
    check_nothing_left_over(target)
    with _checked(folder) as known:
        try:
            return _make(target, actor, folder, known, progress)
        except OSError as error:
            text = _("cannot write {path}: {reason}")
            raise OutputFailed(text.format(path=target, reason=error.strerror or error)) from error


def _make(target: Path, actor: "Actor", folder: Path, known: Manifest, progress: Progress) -> EverythingReport:
    """Make the database whole beside its place, and put it there in one step: a kill leaves none."""
    make_folder(target.parent)
    with scratch_folder(target.parent) as scratch:
        draft = scratch / target.name
        try:
            with Database(draft) as database:
                report = _fill(database, actor, folder, known, progress)
        except OutputFailed as error:  # nobody knows the draft
            raise OutputFailed(error.message.replace(str(draft), str(target))) from error
        draft.chmod(file_mode(target.parent))
        if not put_new(draft, target):
            raise _written_into(target)
        sync_folder(target.parent)
    return report


@contextmanager
def _checked(folder: Path) -> Iterator[Manifest]:
    """Give the manifest of a folder, in which no export works meanwhile, and of which every file is as it says."""
    try:
        with taken(folder, to_write=False):
            known = manifest.read(folder)
            _check_schema(folder, known)
            check_nothing_else(folder, known, lambda name: _unknown(folder / name))
            for name, entry in known.files.items():
                manifest.check_sum(folder / name, entry)
            yield known
    except OSError as error:
        if not os.path.isdir(folder):  # noqa: PTH112 - Path raises where it may not look
            raise BadInput(_("there is no folder {path}").format(path=folder)) from error
        text = _("cannot read {path}: {reason}")
        raise BadInput(text.format(path=folder, reason=error.strerror or error)) from error


def _check_schema(folder: Path, known: Manifest) -> None:
    if known.schema not in REVISIONS:
        raise manifest.newer(folder)
    if REVISIONS.index(known.schema) < REVISIONS.index(everything.READ_FROM):
        raise BadInput(
            _("{path} is of an older version of this program, which kept things in another way").format(path=folder),
            hint=_("import it with that version, open the database with this one, and export everything again"),
        )
    wanted = {part.file for part in PARTS}
    if unknown := sorted(known.files.keys() - wanted):
        raise _unknown(folder / unknown[0])
    if known.schema == NEWEST and (missing := sorted(wanted - known.files.keys())):
        text = _("{path} names no {name}, which belongs to an export of everything")
        raise BadInput(text.format(path=folder / manifest.NAME, name=missing[0]))


def _unknown(file: Path) -> BadInput:
    return BadInput(
        _("{path} is no part of an export of everything").format(path=file), hint=_("move it away, then import again")
    )


def _check_untouched(database: Database, connection: "Connection") -> None:
    if not refilling.is_untouched(connection):
        raise _written_into(database.path)


def _written_into(path: Path) -> UsageError:
    return UsageError(
        _("{path} has been written into: everything goes only into a new database").format(path=path),
        hint=_("name another one with --db, where none is yet"),
    )


def _fill(database: Database, actor: "Actor", folder: Path, known: Manifest, progress: Progress) -> EverythingReport:
    counts = {name: entry.rows for name, entry in known.files.items()}
    arguments = {"count": counted_records(counts), "file": Path(os.path.realpath(folder)).name}
    with database.write(actor, IMPORTED, arguments) as writing:
        _check_untouched(database, writing.connection)
        _Filling(writing.connection, folder, known, progress).run()
        return EverythingReport(folder, counts, writing.operation_id)


class _Filling:
    """Fills a database in the transaction of ``connection``; what is wrong in a file is raised as BadInput."""

    def __init__(self, connection: "Connection", folder: Path, known: Manifest, progress: Progress) -> None:
        self._connection = connection
        self._progress = progress
        parts = [part for part in PARTS if part.file in known.files]
        tables = {part.table for part in PARTS}
        tables |= {each.table for part in parts if part.kind for each in part.kind.collections}
        columns = {table: refilling.columns_of(connection, table) for table in tables}
        self._files = {part.file: Lines(folder / part.file, part, known.files[part.file], columns) for part in parts}
        self._parts = parts
        self._folder = folder

    def run(self) -> None:
        """Write every row, look for what cannot stay, and derive the rest."""
        refilling.begin(self._connection)
        done = 0
        for part in self._parts:
            region = team_region(self._connection)
            for batch in sql.chunks(self._files[part.file]):
                self._write(part, batch, region)
                done += len(batch)
                self._progress(done)
        self._check()
        try:
            refilling.derive(self._connection)
        except (UsageError, DamagedValue, *SURPRISES) as error:
            reason = error.message if isinstance(error, UsageError | DamagedValue) else str(error)
            text = _("{path} holds what cannot be worked with: {reason}")
            raise BadInput(text.format(path=self._folder, reason=reason)) from error

    def _write(self, part: Part, batch: Batch, region: str) -> None:
        try:
            refilling.fill(self._connection, part, [row for _line, row in batch], region)
        except (DamagedValue, *SURPRISES):
            for line, row in batch:
                try:
                    refilling.check_derived(part, row, region)
                except (DamagedValue, *SURPRISES) as error:
                    value = error.value if isinstance(error, DamagedValue) else error
                    self._files[part.file].wrong(_("“{value}” cannot be read").format(value=value), line)
            raise

    def _check(self) -> None:
        found = refilling.unreadable(self._connection) or refilling.dangling(self._connection)
        if found is None:
            return
        text = (
            _("“{name}” names {id}, which is not there")
            if found.target
            else _("“{name}” is “{id}”, which it cannot be")
        )
        self._files[found.part.file].wrong(text.format(name=found.column, id=found.value), found.line)

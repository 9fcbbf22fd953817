"""The file's safety: backup, restore, and a check-up that says which library, which journal, and what is wrong."""

from dataclasses import dataclass
from datetime import datetime
from os.path import realpath
from pathlib import Path
from shutil import disk_usage
from typing import TYPE_CHECKING

from tui_crm.db import health
from tui_crm.db.database import Database
from tui_crm.db.failures import failures_named
from tui_crm.db.replacing import put_in_place
from tui_crm.db.sqlite import backup
from tui_crm.db.sqlite.connection import identity
from tui_crm.db.sqlite.driver import best
from tui_crm.errors import BadFile, NotFound, OutputFailed, UsageError
from tui_crm.i18n import N_, _
from tui_crm.whole_files import draft_beside

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

_WHY = {
    "safe": N_("write-ahead log, synced at every commit"),
    "library": N_("rollback journal: this SQLite library has the WAL-reset bug (fixed in 3.51.3, 3.50.7, 3.44.6)"),
    "in use": N_("rollback journal: the file was in use whenever it could have got a write-ahead log"),
    "read-only": N_("another journal than this program would choose, which a file that is read-only keeps"),
    "network": N_("rollback journal: the file is on a network file system, where a write-ahead log is not safe"),
}


_DAILY = "daily"
_ROOM = 2  # times the file: a backup leaves as much room again for work


@dataclass(frozen=True)
class Finding:
    """One thing that the check-up looked at: ``state`` is ``ok``, ``repaired`` or ``bad``."""

    check: str
    state: str
    detail: str


class Safety:
    """Backup and check-up of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def back_up(self, target: Path | None = None, *, in_folder: bool = False) -> Path:
        """Copy the database, checked whole, to ``target`` or into its own backups (rotated); returns where it is.

        A ``target`` that is a folder, or is said to be one (``in_folder``), gets a new file. Raises UsageError where it
        is a file of something else, OutputFailed, and BadFile where the copy is damaged.
        """
        database = self._crm.database
        if target is not None:
            if in_folder or target.is_dir():
                target /= self._name()
            if target.exists() and target.samefile(database.path):
                raise UsageError(_("a database cannot be its own backup: {path}").format(path=target))
            return backup.back_up(database.path, database.driver, target)
        folder = backup.folder_of(database.path)
        place = backup.free_name(folder, database.path.stem, self._stamp())
        made = backup.back_up(database.path, database.driver, place)
        backup.rotate(folder)
        return made

    def back_up_daily(self, stopped: backup.Stopped) -> Path | None:
        """Make the backup of today among the database's own (rotated), unless there is one; returns where it is.

        The day is the user's. Raises OutputFailed, NotFound, BadFile, and BackupStopped where ``stopped`` says to give up.
        """
        path = self._crm.database.path
        try:
            with failures_named(path, self._crm.database.driver):
                return self._made_today(stopped)
        except OSError as error:
            if identity(path) is None:
                raise NotFound(_("there is no database at {path}").format(path=path)) from error
            text = _("cannot write {path}: {reason}")
            raise OutputFailed(text.format(path=backup.folder_of(path), reason=error.strerror or error)) from error

    def _made_today(self, stopped: backup.Stopped) -> Path | None:
        database, clock = self._crm.database, self._crm.clock
        folder = backup.folder_of(database.path)
        days = {moment.astimezone(clock.zone).date() for moment in backup.moments(folder, _DAILY)}
        if database.read_only or clock.today() in days:
            return None
        if disk_usage(database.path.parent).free < _ROOM * database.path.stat().st_size:
            raise OutputFailed(_("the disk has too little room for the daily backup"))
        place = backup.free_name(folder, _DAILY, self._stamp())
        made = backup.back_up(database.path, database.driver, place, stopped)
        backup.rotate(folder)
        return made

    def last_backup(self) -> tuple[datetime, Path] | None:
        """Return when the newest of the database's own backups was made, and where it is; None where there is none."""
        return backup.newest(backup.folder_of(self._crm.database.path))

    def _name(self) -> str:
        return f"{self._crm.database.path.stem}-{self._stamp()}.db"

    def _stamp(self) -> str:
        return f"{self._crm.clock.now():{backup.STAMP}}"

    def check_up(self, *, repair: bool = True) -> list[Finding]:
        """Look the file over and mend what can be mended: permissions, summaries, the search index.

        What is derived is looked at only in a file that is whole; of one that is read-only nothing but the permissions is
        mended.
        """
        database = self._crm.database
        findings = [self._library(), self._journal()]
        for check in (
            health.permissions,
            health.integrity,
            health.foreign_keys,
            health.values,
            health.numbers,
            health.summaries,
            health.clocks,
            health.tags,
            health.search,
        ):
            may_mend = check is health.permissions or not database.read_only
            name, wrong, mended = check(database, repair=repair and may_mend)
            state = "ok" if not wrong else "repaired" if mended else "bad"
            findings.append(Finding(_(name), state, wrong or _("nothing wrong")))
            if check is health.integrity and wrong:
                break
        return findings

    def _library(self) -> Finding:
        driver = self._crm.database.driver
        version = ".".join(map(str, driver.version))
        return Finding(_("library"), "ok", f"{driver.name}, SQLite {version}")

    def _journal(self) -> Finding:
        database = self._crm.database
        mode, wanted = database.journal_mode(), database.journal
        otherwise = "read-only" if database.read_only else "in use"
        why = wanted.why if mode == wanted.mode else otherwise
        return Finding(_("journal"), "bad" if why == "network" else "ok", f"{mode}, {_(_WHY[why])}")


def restore(source: Path, target: Path, stamp: str) -> Path | None:
    """Put the backup ``source`` in the place of the database ``target``; returns where the replaced file was kept.

    The backup is checked whole first, then brought to the newest schema beside the target, and only then put in its
    place; ``stamp`` names the kept file. Raises NotFound, BadFile, Busy, OutputFailed.
    """
    source, target = Path(realpath(source)), Path(realpath(target))  # pathlib fails on links in a circle
    if not source.exists():
        raise NotFound(_("there is no file {path}").format(path=source))
    if target.is_dir():
        raise BadFile(_("{path} is not a file").format(path=target))
    if target.exists() and source.samefile(target):
        raise BadFile(_("a database cannot be its own backup: {path}").format(path=target))
    driver = best()
    backup.verify(source, driver)
    with draft_beside(target, new_folder=True) as draft:
        backup.copy(source, driver, draft, live=False)
        Database(draft, create=False, driver=driver, is_copy=True).close()
        return put_in_place(draft, target, driver, stamp)

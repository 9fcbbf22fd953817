"""The file's safety: backup, restore, and a check-up that says which library, which journal, and what is wrong."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from tui_crm.db import health
from tui_crm.db.database import Database, check_header
from tui_crm.db.sqlite import backup
from tui_crm.db.sqlite.driver import best
from tui_crm.errors import BadFile, NotFound, OutputFailed
from tui_crm.i18n import N_, _

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

_WHY = {
    "safe": N_("write-ahead log, synced at every commit"),
    "library": N_("rollback journal: this SQLite library has the WAL-reset bug (fixed in 3.51.3, 3.50.7, 3.44.6)"),
    "network": N_("rollback journal: the file is on a network file system, where a write-ahead log is not safe"),
}


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

    def back_up(self, target: Path | None = None) -> Path:
        """Copy the database, checked whole, to ``target`` or into its own backups (rotated); returns where it is.

        Raises OutputFailed, and BadFile where the copy is damaged.
        """
        database = self._crm.database
        if target is not None:
            if target.is_dir():
                target /= self._name()
            if target.exists() and target.samefile(database.path):
                raise OutputFailed(_("a database cannot be its own backup: {path}").format(path=target))
            return backup.back_up(database.path, database.driver, target)
        folder = backup.folder_of(database.path)
        made = backup.back_up(database.path, database.driver, folder / self._name())
        backup.rotate(folder)
        return made

    def _name(self) -> str:
        return f"{self._crm.database.path.stem}-{self._crm.clock.now():%Y%m%dT%H%M%SZ}.db"

    def check_up(self, *, repair: bool = True) -> list[Finding]:
        """Look the file over and mend what can be mended: permissions, summaries, the search index."""
        database = self._crm.database
        version = ".".join(map(str, database.driver.version))
        findings = [
            Finding(_("library"), "ok", f"{database.driver.name}, SQLite {version}"),
            Finding(
                _("journal"),
                "bad" if database.journal.why == "network" else "ok",
                f"{database.journal.mode}, {_(_WHY[database.journal.why])}",
            ),
        ]
        repair = repair and not database.read_only
        for check in (health.permissions, health.integrity, health.foreign_keys, health.summaries, health.search):
            name, wrong, mended = check(database, repair=repair)
            state = "ok" if not wrong else "repaired" if mended else "bad"
            findings.append(Finding(_(name), state, wrong or _("nothing wrong")))
        return findings


def restore(source: Path, target: Path, stamp: str) -> Path | None:
    """Put the backup ``source`` in the place of the database ``target``; returns where the replaced file was kept.

    The backup is checked whole first, then opened and brought to the newest schema beside the target, and only then put
    in its place; ``stamp`` names the kept file. Raises NotFound, BadFile, Busy, OutputFailed.
    """
    if not source.exists():
        raise NotFound(_("there is no file {path}").format(path=source))
    check_header(source)
    driver = best()
    backup.verify(source, driver)
    draft = target.with_name(f"{target.name}.{uuid4().hex[:8]}.restoring")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(source, draft)
        draft.chmod(0o600)
        Database(draft, create=False).close()
        kept = _set_aside(target, stamp)
        draft.replace(target)
    except OSError as error:
        raise OutputFailed(_("cannot write {path}: {reason}").format(path=target, reason=error.strerror)) from error
    finally:
        draft.unlink(missing_ok=True)
    return kept


def _set_aside(target: Path, stamp: str) -> Path | None:
    """Keep the database that is about to be replaced: as a backup where it is whole, else as the files it consists of."""
    if not target.exists():
        return None
    folder = backup.folder_of(target)
    try:
        with Database(target, create=False) as database:
            database.hold_alone()
            kept = backup.back_up(target, database.driver, folder / f"before-restore-{stamp}.db")
    except BadFile:
        folder.mkdir(mode=0o700, exist_ok=True)
        kept = folder / f"damaged-{stamp}.db"
        for suffix in ("", "-wal", "-journal"):
            part = target.with_name(target.name + suffix)
            if part.exists():
                shutil.copyfile(part, kept.with_name(kept.name + suffix))
    for suffix in ("-wal", "-shm", "-journal"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    return kept

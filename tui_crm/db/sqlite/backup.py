"""How the file is copied while it is in use: SQLite's online backup, checked whole, with a SHA-256 beside it."""

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from tui_crm.db.sqlite.driver import Driver
from tui_crm.errors import BadFile, OutputFailed
from tui_crm.i18n import _
from tui_crm.paths import private_folder

if TYPE_CHECKING:
    from sqlite3 import Connection as DbapiConnection

    from tui_crm.db.database import Database

KEPT = 10
"""How many backups rotation leaves."""


def folder_of(database: Path) -> Path:
    """Return the folder beside ``database`` where its own backups go."""
    return database.with_name(database.name + ".backups")


def checksum_file(backup: Path) -> Path:
    """Return the file beside ``backup`` that holds its SHA-256, in the form of ``sha256sum``."""
    return backup.with_name(backup.name + ".sha256")


def back_up(source: Path, driver: Driver, target: Path) -> Path:
    """Copy the database to ``target`` (0600) while others write, check it, and write its SHA-256 beside it."""
    draft = target.with_name(f"{target.name}.{uuid4().hex[:8]}.part")
    try:
        private_folder(target.parent)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _copy(source, driver, draft)
        draft.replace(target)
        note = f"{sha256(target)}  {target.name}\n"
        checksum_file(target).write_text(note, encoding="utf-8")
    except OSError as error:
        raise OutputFailed(_("cannot write {path}: {reason}").format(path=target, reason=error.strerror)) from error
    finally:
        draft.unlink(missing_ok=True)
    return target


def _copy(source: Path, driver: Driver, draft: Path) -> None:
    reading: DbapiConnection = driver.module.connect(f"file:{source}?mode=ro", uri=True)
    writing: DbapiConnection = driver.module.connect(str(draft))
    try:
        reading.execute("PRAGMA busy_timeout = 30000")
        reading.backup(writing)
        writing.execute("PRAGMA journal_mode = DELETE")
        (verdict,) = writing.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            raise BadFile(_("the copy of {path} is damaged: {reason}").format(path=source, reason=verdict))
    except driver.module.DatabaseError as error:
        raise OutputFailed(_("cannot write {path}: {reason}").format(path=draft, reason=error)) from error
    finally:
        writing.close()
        reading.close()


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify(backup: Path, driver: Driver) -> None:
    """Raise BadFile unless ``backup`` is whole: its checksum, where one stands beside it, and SQLite's own check."""
    note = checksum_file(backup)
    if note.exists() and note.read_text(encoding="utf-8").split()[:1] != [sha256(backup)]:
        raise BadFile(_("{path} is not what its checksum says").format(path=backup))
    connection: DbapiConnection = driver.module.connect(f"file:{backup}?mode=ro&immutable=1", uri=True)
    try:
        (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
    except driver.module.DatabaseError as error:
        raise BadFile(_("{path} is damaged: {reason}").format(path=backup, reason=error)) from error
    finally:
        connection.close()
    if verdict != "ok":
        raise BadFile(_("{path} is damaged: {reason}").format(path=backup, reason=verdict))


def rotate(folder: Path, kept: int = KEPT) -> None:
    """Leave the ``kept`` newest backups in ``folder``; their names sort by time."""
    for old in sorted(folder.glob("*.db"))[:-kept]:
        checksum_file(old).unlink(missing_ok=True)
        old.unlink(missing_ok=True)


def before_migration(database: "Database", stamp: str) -> Path:
    """Back the file up before its schema changes; ``stamp`` names the moment in the backup's name."""
    name = f"before-migration-{stamp or uuid4().hex[:8]}.db"
    return back_up(database.path, database.driver, folder_of(database.path) / name)

"""How the file is copied while it is in use: SQLite's online backup, checked whole, with a SHA-256 beside it."""

import hashlib
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection as DbapiConnection
from uuid import uuid4

from tui_crm.db.file_modes import discard, make_folder, make_private, sync_folder
from tui_crm.db.inspecting import JOURNALS, check_header
from tui_crm.db.sqlite.connection import is_writable, open_plainly
from tui_crm.db.sqlite.driver import Driver
from tui_crm.errors import BadFile, CrmError, OutputFailed
from tui_crm.i18n import _

_RETRY_SECONDS = 0.001
KEPT = 10
"""How many backups of each kind rotation leaves."""

STAMP = "%Y%m%dT%H%M%SZ"
_STAMPED = re.compile(r"(.+)-(\d{8}T\d{6}Z)(?:-\d+)?\.db\Z")


def folder_of(database: Path) -> Path:
    """Return the folder beside ``database`` where its own backups go."""
    return database.with_name(database.name + ".backups")


def checksum_file(backup: Path) -> Path:
    """Return the file beside ``backup`` that holds its SHA-256, in the form of ``sha256sum``."""
    return backup.with_name(backup.name + ".sha256")


def free_name(folder: Path, kind: str, stamp: str) -> Path:
    """Return a name in ``folder`` that no file has yet, for a backup of a ``kind`` made at ``stamp``."""
    names = (f"{kind}-{stamp}{suffix}.db" for suffix in ("", *(f"-{count}" for count in range(2, 1000))))
    return next(folder / name for name in names if not (folder / name).exists())


def back_up(source: Path, driver: Driver, target: Path) -> Path:
    """Copy the database to ``target`` while others write, check the copy, and write its SHA-256 beside it.

    Raises OutputFailed, and BadFile where the source or the copy is damaged, or where ``target`` is something else than
    an earlier backup.
    """
    draft = target.with_name(f"{target.name}.{uuid4().hex[:8]}.part")
    try:
        make_folder(target.parent)
        _check_replaceable(target)
        copy(source, driver, draft, live=True)
        checksum = sha256(draft)
        checksum_file(target).unlink(missing_ok=True)
        draft.replace(target)
        checksum_file(target).write_text(f"{checksum}  {target.name}\n", encoding="utf-8")
        sync_folder(target.parent)
    except OSError as error:
        raise OutputFailed(_("cannot write {path}: {reason}").format(path=target, reason=error.strerror)) from error
    finally:
        discard(draft)
    return target


def _check_replaceable(target: Path) -> None:
    """Raise BadFile where ``target`` is a file of somebody's, or a database in use, rather than an earlier backup."""
    if not target.exists():
        return
    check_header(target)
    if any(target.with_name(target.name + suffix).exists() for suffix in JOURNALS):
        raise BadFile(_("{path} is a database in use").format(path=target), hint=_("choose another name"))


def copy(source: Path, driver: Driver, draft: Path, *, live: bool) -> None:
    """Copy a database, as it is at one moment, to the new file ``draft``, and check the copy whole.

    A ``live`` one may be written meanwhile, in which the copy takes its part. Raises OutputFailed, BadFile, OSError.
    """
    make_private(draft)
    reading = open_plainly(source, driver, to_write=live and is_writable(source))
    try:
        writing = driver.module.connect(str(draft))
        try:
            reading.execute("PRAGMA busy_timeout = 0")
            reading.backup(writing, sleep=_RETRY_SECONDS)
            writing.execute("PRAGMA journal_mode = DELETE").fetchone()
            _check_whole(writing, source)
        finally:
            writing.close()
    except driver.module.DatabaseError as error:
        raise _failure(source, draft, error) from error
    finally:
        reading.close()


def _failure(source: Path, draft: Path, error: Exception) -> CrmError:
    if "malformed" in str(error) or "not a database" in str(error):
        return BadFile(_("{path} is damaged: {reason}").format(path=source, reason=error))
    return OutputFailed(_("cannot write {path}: {reason}").format(path=draft, reason=error))


def _check_whole(connection: DbapiConnection, path: Path) -> None:
    (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
    if verdict != "ok":
        raise BadFile(_("{path} is damaged: {reason}").format(path=path, reason=verdict))


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify(backup: Path, driver: Driver) -> None:
    """Raise BadFile unless ``backup`` is whole: its checksum, where one stands beside it, and SQLite's own check."""
    check_header(backup)
    note = checksum_file(backup)
    if note.exists() and note.read_text(encoding="utf-8", errors="replace").split()[:1] != [sha256(backup)]:
        raise BadFile(_("{path} is not what its checksum says").format(path=backup))
    connection = open_plainly(backup, driver, to_write=False)
    try:
        _check_whole(connection, backup)
    except driver.module.DatabaseError as error:
        raise BadFile(_("{path} is damaged: {reason}").format(path=backup, reason=error)) from error
    finally:
        connection.close()


def rotate(folder: Path, kept: int = KEPT) -> None:
    """Leave the ``kept`` newest backups of each kind in ``folder``; files with names of other shapes are not ours."""
    kinds: dict[str, list[Path]] = {}
    for _moment, kind, backup in sorted(_backups_in(folder)):
        kinds.setdefault(kind, []).append(backup)
    for backups in kinds.values():
        for old in backups[: max(0, len(backups) - kept)]:
            checksum_file(old).unlink(missing_ok=True)
            old.unlink(missing_ok=True)


def _backups_in(folder: Path) -> Iterator[tuple[str, str, Path]]:
    for backup in folder.glob("*.db"):
        if stamped := _STAMPED.match(backup.name):
            yield stamped[2], stamped[1], backup


def before_migration(database: Path, driver: Driver) -> Path:
    """Back the file up before its schema changes, under a name that tells when it was written last.

    The name is this process's own: of several that come at once, a later one finds the schema changed already.
    """
    written = datetime.fromtimestamp(database.stat().st_mtime, UTC).strftime(STAMP)
    return back_up(database, driver, folder_of(database) / f"before-migration-{written}-{os.getpid()}.db")

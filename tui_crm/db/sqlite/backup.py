"""How the file is copied while it is in use: SQLite's online backup, checked whole, with a SHA-256 beside it."""

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection as DbapiConnection
from typing import TypeAlias

from tui_crm.database_files import BACKUPS, CHECKSUM, JOURNALS, is_beside_database
from tui_crm.db.inspecting import check_header
from tui_crm.db.sqlite.connection import is_writable, open_plainly, patiently
from tui_crm.db.sqlite.driver import Driver
from tui_crm.errors import BadFile, CrmError, OutputFailed, UsageError
from tui_crm.file_modes import discard
from tui_crm.i18n import _
from tui_crm.whole_files import DRAFT, draft_beside, settle, synced_text

_RETRY_SECONDS = 0.001
KEPT = 10
"""How many backups of each kind rotation leaves."""

STAMP = "%Y%m%dT%H%M%SZ"
_STAMPED = re.compile(r"(.+)-(\d{8}T\d{6}Z)(?:-\d+)?\.db\Z")


_PAGES = 2_000
_PROGRESS_STEPS = 100_000
_STALE_SECONDS = 24 * 3600

Stopped: TypeAlias = Callable[[], bool]
"""Is asked now and then whether to give up."""


class BackupStopped(CrmError):
    """A backup was given up, as was asked for."""


def folder_of(database: Path) -> Path:
    """Return the folder beside ``database`` where its own backups go."""
    return database.with_name(database.name + BACKUPS)


def checksum_file(backup: Path) -> Path:
    """Return the file beside ``backup`` that holds its SHA-256, in the form of ``sha256sum``."""
    return backup.with_name(backup.name + CHECKSUM)


def free_name(folder: Path, kind: str, stamp: str) -> Path:
    """Return a name in ``folder`` that no file has yet, for a backup of a ``kind`` made at ``stamp``."""
    names = (f"{kind}-{stamp}{suffix}.db" for suffix in ("", *(f"-{count}" for count in range(2, 1000))))
    return next(folder / name for name in names if not (folder / name).exists())


def back_up(source: Path, driver: Driver, target: Path, stopped: Stopped | None = None) -> Path:
    """Copy the database to ``target`` while others write, check the copy, and write its SHA-256 beside it.

    Raises UsageError where ``target`` is something else than an earlier backup, OutputFailed, BadFile where the source or
    the copy is damaged, and BackupStopped.
    """
    _check_replaceable(target)
    note = checksum_file(target)
    with draft_beside(target, new_folder=True) as draft, draft_beside(note, new_folder=True) as checksum:
        copy(source, driver, draft, live=True, stopped=stopped)
        with synced_text(checksum) as stream:
            stream.write(f"{sha256(draft)}  {target.name}\n")
        note.unlink(missing_ok=True)
        settle(draft, target)
        settle(checksum, note)
    return target


def _check_replaceable(target: Path) -> None:
    """Raise UsageError where ``target`` is there and is not a backup, as we made it: it may be all that somebody has."""
    if not is_beside_database(target) and (not os.path.lexists(target) or _is_untouched(target)):
        return
    raise UsageError(
        _("{path} cannot be replaced: it is no backup that is as its checksum says").format(path=target),
        hint=_("name another file"),
    )


def _is_untouched(backup: Path) -> bool:
    in_use = any(backup.with_name(backup.name + suffix).exists() for suffix in JOURNALS)
    return not in_use and backup.is_file() and _noted_checksum(backup) == sha256(backup)


def copy(source: Path, driver: Driver, draft: Path, *, live: bool, stopped: Stopped | None = None) -> None:
    """Copy a database, as it is at one moment, to the empty file ``draft``, and check the copy whole.

    A ``live`` one may be written meanwhile, in which the copy takes its part. Raises OutputFailed, BadFile, BackupStopped,
    OSError.
    """
    reading = open_plainly(source, driver, to_write=live and is_writable(source))
    try:
        writing = driver.module.connect(str(draft))
        try:
            reading.execute("PRAGMA busy_timeout = 0")
            if stopped is None:
                reading.backup(writing, sleep=_RETRY_SECONDS)
            else:
                _copy_in_pieces(reading, writing, stopped)
            writing.execute("PRAGMA journal_mode = DELETE").fetchone()
            _check_whole(writing, source)
        finally:
            writing.close()
    except driver.module.DatabaseError as error:
        if stopped is not None and stopped():
            raise BackupStopped(_("the backup was given up")) from error
        raise _failure(source, draft, error) from error
    finally:
        reading.close()


def _copy_in_pieces(reading: DbapiConnection, writing: DbapiConnection, stopped: Stopped) -> None:
    """Copy one state of the database; also what follows on ``writing`` ends with an error when it is to be given up."""

    def look(_status: int, _left: int, _pages: int) -> None:
        if stopped():
            raise BackupStopped(_("the backup was given up"))

    patiently(reading, "BEGIN")
    patiently(reading, "SELECT 1 FROM sqlite_master LIMIT 1")  # holds the state, so that no write begins the copy anew
    reading.backup(writing, pages=_PAGES, progress=look, sleep=_RETRY_SECONDS)
    writing.set_progress_handler(stopped, _PROGRESS_STEPS)


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


def _noted_checksum(backup: Path) -> str | None:
    """Return the SHA-256 that stands beside ``backup``, None where none does."""
    try:
        return next(iter(checksum_file(backup).read_text(encoding="utf-8", errors="replace").split()), None)
    except FileNotFoundError:
        return None


def verify(backup: Path, driver: Driver) -> None:
    """Raise BadFile unless ``backup`` is whole: its checksum, where one stands beside it, and SQLite's own check."""
    check_header(backup)
    if checksum_file(backup).exists() and _noted_checksum(backup) != sha256(backup):
        raise BadFile(_("{path} is not what its checksum says").format(path=backup))
    connection = open_plainly(backup, driver, to_write=False)
    try:
        _check_whole(connection, backup)
    except driver.module.DatabaseError as error:
        raise BadFile(_("{path} is damaged: {reason}").format(path=backup, reason=error)) from error
    finally:
        connection.close()


def moments(folder: Path, kind: str) -> list[datetime]:
    """Return when the backups of a ``kind`` in ``folder`` were made."""
    stamps = (stamp for stamp, found, _backup in _backups_in(folder) if found == kind)
    return [datetime.strptime(stamp, STAMP).replace(tzinfo=UTC) for stamp in stamps]


def newest(folder: Path) -> tuple[datetime, Path] | None:
    """Return when the newest backup in ``folder``, of any kind, was made, and where it is; None where there is none."""
    found = max(((stamp, backup) for stamp, _kind, backup in _backups_in(folder)), default=None)
    return None if found is None else (datetime.strptime(found[0], STAMP).replace(tzinfo=UTC), found[1])


def rotate(folder: Path, kept: int = KEPT) -> None:
    """Leave the ``kept`` newest backups of each kind in ``folder``; files with names of other shapes are not ours.

    What a backup that was killed has left goes when it is a day older than the last change of the folder.
    """
    kinds: dict[str, list[Path]] = {}
    for _moment, kind, backup in sorted(_backups_in(folder)):
        kinds.setdefault(kind, []).append(backup)
    for backups in kinds.values():
        for old in backups[: max(0, len(backups) - kept)]:
            checksum_file(old).unlink(missing_ok=True)
            old.unlink(missing_ok=True)
    changed = folder.stat().st_mtime
    for left in folder.glob(f"*.db*{DRAFT}*"):
        with suppress(FileNotFoundError):  # another rotation was faster
            if left.stat().st_mtime < changed - _STALE_SECONDS:
                discard(left)


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

"""How a restored database takes the place of another, which is kept: nobody else may be in it while it is set aside."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tui_crm.database_files import JOURNALS
from tui_crm.db.failures import failures_named, read_only
from tui_crm.db.inspecting import check_header
from tui_crm.db.sqlite import backup
from tui_crm.db.sqlite.connection import is_writable, open_plainly
from tui_crm.db.sqlite.driver import Driver
from tui_crm.errors import BadFile
from tui_crm.file_modes import make_folder, sync_folder


def put_in_place(draft: Path, target: Path, driver: Driver, stamp: str) -> Path | None:
    """Give the database ``draft`` the name ``target``; returns where what had that name was kept, if anything had.

    A whole one is kept as a backup; of what cannot be opened all its files are kept. ``stamp`` names the moment.
    Raises Busy where others have the database open, BadFile where it is read-only, OSError.
    """
    kept = None
    if parts := [part for suffix in ("", *JOURNALS) if (part := target.with_name(target.name + suffix)).exists()]:
        folder = make_folder(backup.folder_of(target))
        kept = backup.free_name(folder, "before-restore", stamp)
        if parts[0] != target or not _exchange_alone(draft, target, driver, kept):
            kept = _set_parts_aside(target, parts, kept)
        sync_folder(folder)
    if draft.exists():
        draft.replace(target)
    target.with_name(f"{target.name}-shm").unlink(missing_ok=True)
    sync_folder(target.parent)
    return kept


def _exchange_alone(draft: Path, target: Path, driver: Driver, kept: Path) -> bool:
    """Exchange the files in one step, with everybody else kept out; tells whether ``target`` could be opened at all."""
    if not is_writable(target):
        raise read_only(target)
    try:
        check_header(target)  # SQLite throws the log of a file away that is too short for it
        with _held_alone(target, driver):
            _keep(target, kept)
            draft.replace(target)
    except BadFile:
        return False
    return True


def _set_parts_aside(target: Path, parts: list[Path], kept: Path) -> Path:
    places = [kept.with_name(kept.name + part.name.removeprefix(target.name)) for part in parts]
    for part, place in reversed(list(zip(parts, places, strict=True))):
        _keep(part, place)
        if part != target:
            part.unlink(missing_ok=True)
    return places[0]


def _keep(file: Path, place: Path) -> None:
    try:
        os.link(file, place)
    except OSError:  # a file system without hard links
        file.rename(place)


@contextmanager
def _held_alone(path: Path, driver: Driver) -> Iterator[None]:
    """Keep everybody else out of a database for a while, with no journal beside it.

    In WAL mode whoever has it open is in it; with a rollback journal only who reads or writes at the moment. Nothing
    here may open the file by other means meanwhile: closing it again would let go of the lock.
    """
    with failures_named(path, driver):
        connection = open_plainly(path, driver, to_write=True)
        try:
            connection.execute("PRAGMA busy_timeout = 0")
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            connection.execute("BEGIN EXCLUSIVE")
            yield
            connection.execute("ROLLBACK")
        finally:
            connection.close()

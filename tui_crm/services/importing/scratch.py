"""The temporary folder of an import, and how those go that imports left which were killed."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

PREFIX = "tui-crm-import-"
_LOCK = "in-use"
_STALE_SECONDS = 24 * 3600


@contextmanager
def scratch_folder(place: Path | None = None) -> Iterator[Path]:
    """Give a private folder that goes with the block; before that, remove what killed imports of the same user left.

    It is made in ``place``, the system's folder for temporary files if left out. While it is in use a file in it is locked, which ends with the process however it ends.
    """
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=place) as name:
        folder = Path(name)
        with (folder / "new").open("wb") as lock:
            _lock(lock)
            (folder / "new").rename(folder / _LOCK)  # nobody finds it unlocked
            _sweep(folder)
            yield folder


def _sweep(own: Path) -> None:
    mine = own.stat()
    for other in own.parent.glob(f"{PREFIX}*"):
        with suppress(OSError):  # another sweep was faster, or it is somebody else's
            found = other.lstat()
            is_folder = other.is_dir() and not other.is_symlink()
            if other != own and is_folder and found.st_uid == mine.st_uid and not _in_use(other, mine.st_mtime):
                shutil.rmtree(other)


def _in_use(folder: Path, now: float) -> bool:
    """Tell whether an import may still work in ``folder``; where no lock tells, for a day after its last change."""
    if sys.platform == "win32" or not (folder / _LOCK).exists():
        return folder.stat().st_mtime > now - _STALE_SECONDS
    with (folder / _LOCK).open("rb") as lock:
        return not _lock(lock)


def _lock(file: BinaryIO) -> bool:
    """Lock an open file for as long as it is open; tells whether nobody else has it."""
    if sys.platform == "win32":
        return True
    import fcntl  # noqa: PLC0415 - Windows has none

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

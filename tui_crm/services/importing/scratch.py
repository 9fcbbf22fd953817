"""The temporary folder of an import, and how those go that imports left which were killed."""

import errno
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from tui_crm.errors import OutputFailed
from tui_crm.i18n import _

PREFIX = "tui-crm-import-"
_LOCK = "in-use"
_STALE_SECONDS = 24 * 3600
_FULL = 1 << 16  # bytes: a page that has no room may be bigger than what is left


@contextmanager
def scratch_folder(place: Path | None = None) -> Iterator[Path]:
    """Give a private folder that goes with the block; before that, remove what killed imports of the same user left.

    It is made in ``place``, the system's folder for temporary files if left out. While it is in use a file in it is locked, which ends with the process however it ends.
    """
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=place) as name, _full_disk_named(Path(name)):
        folder = Path(name)
        with (folder / "new").open("wb") as lock:
            _lock(lock)
            (folder / "new").rename(folder / _LOCK)  # nobody finds it unlocked
            _sweep(folder)
            yield folder


@contextmanager
def _full_disk_named(folder: Path) -> Iterator[None]:
    """Say that it is the disk of ``folder`` which is full, where it is: within the block others are written to, too."""
    try:
        yield
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT} or shutil.disk_usage(folder).free > _FULL:
            raise
        raise OutputFailed(
            _("cannot keep in {path} what was read: {reason}").format(path=folder.parent, reason=error.strerror),
            hint=_("name another folder with TMPDIR, or make room"),
        ) from error


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

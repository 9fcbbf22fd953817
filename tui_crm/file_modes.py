"""Who may read the files: their owner alone, or, in a folder that several logins share, the folder's group.

A folder is shared when it is set-group-ID and its group may write (2770): what is made in it then belongs to the group.
"""

import os
from contextlib import suppress
from pathlib import Path

_SHARED = 0o2020


def is_shared(folder: Path) -> bool:
    """Tell whether ``folder`` is set up for several logins of one group."""
    return folder.stat().st_mode & _SHARED == _SHARED


def file_mode(folder: Path) -> int:
    """Return the permissions of a database file, or of a backup, in ``folder``."""
    return 0o660 if is_shared(folder) else 0o600


def make_private(file: Path) -> None:
    """Make the empty ``file``, which nobody has yet, for its owner, or in a shared folder for the group. Raises OSError."""
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    if is_shared(file.parent):
        file.chmod(0o660)


def discard(file: Path) -> None:
    """Remove ``file``, if it is there and can be removed."""
    with suppress(OSError):
        file.unlink()


def make_folder(folder: Path) -> Path:
    """Make ``folder`` where it is missing, as private as the folder it lies in, and return it. Raises OSError."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if is_shared(folder.parent):
            folder.chmod(0o2770)
    return folder


def sync_folder(folder: Path) -> None:
    """Have the names in ``folder`` on disk, so that a power cut does not undo a renaming. Raises OSError."""
    if not hasattr(os, "O_DIRECTORY"):  # Windows opens no folder
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

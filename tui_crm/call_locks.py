"""Who has which contact on the phone: a lock on one byte of a file beside the database, which goes with its process.

The byte is at the offset of the contact's id; nothing is ever written there. Locks of POSIX belong to the process, and
closing any descriptor of the file gives all of them back (fcntl(2)): a process opens it once, and keeps its own queues
apart itself.
"""

import os
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from tui_crm.database_files import CALLS
from tui_crm.errors import OutputFailed
from tui_crm.file_modes import file_mode, make_private
from tui_crm.i18n import _


class CallLocks:
    """The contacts that one queue over a ``database`` has. Its methods may be called in any thread."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + CALLS)

    def take(self, contact_id: int) -> bool:
        """Have a contact, unless somebody else has it; tells whether that is so. Raises OutputFailed."""
        try:
            with _guard:
                return _file_at(self._path).take(contact_id, self)
        except OSError as error:
            text = _("cannot lock {path}: {reason}")
            raise OutputFailed(text.format(path=self._path, reason=error.strerror or error)) from error

    def give_back(self) -> None:
        """Let others have every contact of this queue."""
        with _guard:
            file = _files.get(self._path)
            if file is not None and file.release(self):
                del _files[self._path]


_guard = Lock()


@dataclass
class _LockFile:
    """The file as this process has it open, with the queue of each contact that is taken in it."""

    path: Path
    descriptor: int
    taken: dict[int, CallLocks] = field(default_factory=dict)

    def take(self, contact_id: int, queue: CallLocks) -> bool:
        if contact_id in self.taken:
            return self.taken[contact_id] is queue
        if not _locked(self.descriptor, contact_id):
            return False
        self.taken[contact_id] = queue
        return True

    def release(self, queue: CallLocks) -> bool:
        """Give back what a queue has, and tell whether the file is closed, since nobody here has anything."""
        for contact_id in [key for key, holder in self.taken.items() if holder is queue]:
            del self.taken[contact_id]
            _unlock(self.descriptor, contact_id)
        if not self.taken:
            os.close(self.descriptor)
        return not self.taken

    def is_in_place(self) -> bool:
        """Return whether others would open the same file."""
        with suppress(OSError):
            return os.path.samestat(os.fstat(self.descriptor), self.path.stat())
        return False


_files: dict[Path, _LockFile] = {}


def _file_at(path: Path) -> _LockFile:
    """Return the open file; where somebody has removed it, a new one with the same locks. Raises OSError."""
    before = _files.get(path)
    if before is not None and before.is_in_place():
        return before
    with suppress(FileExistsError):
        make_private(path)
    if path.stat().st_mode & 0o777 != file_mode(path.parent):
        with suppress(OSError):  # it is somebody else's
            path.chmod(file_mode(path.parent))
    file = _files[path] = _LockFile(path, os.open(path, os.O_RDWR))
    if before is not None:
        file.taken = {key: queue for key, queue in before.taken.items() if _locked(file.descriptor, key)}
        os.close(before.descriptor)
    return file


def _locked(descriptor: int, at: int) -> bool:
    """Lock one byte, and return whether no other process has it. Raises OSError where nothing can be locked."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - nobody else has it

        os.lseek(descriptor, at, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True
    import fcntl  # noqa: PLC0415 - Windows has none

    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, at)
    except (BlockingIOError, PermissionError):  # which of both is up to the system
        return False
    return True


def _unlock(descriptor: int, at: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - as above

        os.lseek(descriptor, at, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - as above

        fcntl.lockf(descriptor, fcntl.LOCK_UN, 1, at)

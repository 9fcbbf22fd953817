"""Who is writing while others wait, as far as the system tells: Linux lists the locks that processes hold on a file.

No file is opened for it: closing it again would let go of this process's own locks on it.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

LOCKS = Path("/proc/locks")

# "1: POSIX  ADVISORY  WRITE 4711 08:01:131090 120 120": process, device and inode, first and last byte (proc_locks(5))
_LOCK = re.compile(r"\d+: POSIX\s+ADVISORY\s+WRITE\s+(\d+)\s+[0-9a-f]+:[0-9a-f]+:(\d+)\s+(\d+)\s+(\d+)")
_WRITER_IN_LOG = 120  # the byte of the -shm file that SQLite locks to write in WAL mode (walformat.html)
_RESERVED = 0x4000_0001  # the byte of the database that it locks to write with a rollback journal (lockingv3.html)


def writer_of(database: Path) -> str:
    """Return who holds the lock to write ``database``, as ``wang (process 4711)``; empty where nobody can tell."""
    try:
        listed = LOCKS.read_text(encoding="ascii", errors="replace")
        for process in _holders(database, listed):
            if process != os.getpid():
                return f"{_login(process)} (process {process})"
    except OSError:
        return ""
    return ""


def _holders(database: Path, listed: str) -> Iterator[int]:
    places = {(database.stat().st_ino, _RESERVED)}
    shared_memory = database.with_name(f"{database.name}-shm")
    if shared_memory.exists():
        places.add((shared_memory.stat().st_ino, _WRITER_IN_LOG))
    for process, inode, first, last in _LOCK.findall(listed):
        if any(int(inode) == place and int(first) <= byte <= int(last) for place, byte in places):
            yield int(process)


def _login(process: int) -> str:
    import pwd  # noqa: PLC0415 - where locks are listed there are accounts

    number = Path(f"/proc/{process}").stat().st_uid
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)

"""Which SQLite library is used, and which journal is safe with it (figures in ``docs/why.md``)."""

import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

_NETWORK = (
    "nfs", "cifs", "smb", "9p", "fuse", "afs", "ncpfs", "glusterfs", "ceph", "davfs", "lustre", "gpfs", "beegfs",
    "coda", "vboxsf", "vmhgfs", "prl_fs", "virtiofs",
)  # fmt: skip
MOUNTS = Path("/proc/self/mounts")
_OCTAL = re.compile(r"\\([0-7]{3})")
_LOCAL_FUSE = ("fuseblk", "fuse.fuse-overlayfs", "fuse.ext4", "fuse.ntfs-3g")


@dataclass(frozen=True)
class Driver:
    """A DB-API module with the version of the SQLite inside it."""

    module: ModuleType
    version: tuple[int, ...]

    @property
    def name(self) -> str:
        """The module's package."""
        return self.module.__name__.split(".")[0]

    @property
    def wal_is_safe(self) -> bool:
        """Whether the library is free of the WAL-reset bug: fixed in 3.51.3, 3.50.7 and 3.44.6."""
        fixed_in = {(3, 50): 7, (3, 44): 6, (3, 51): 3}
        minor = (self.version[0], self.version[1])
        return minor > (3, 51) or (minor in fixed_in and self.version[2] >= fixed_in[minor])


def standard() -> Driver:
    """Return the SQLite that comes with Python."""
    return Driver(sqlite3, sqlite3.sqlite_version_info)


def best() -> Driver:
    """Return sqlcipher3 where it is installed (it carries a SQLite without the WAL-reset bug), else the standard one."""
    try:
        from sqlcipher3 import dbapi2  # noqa: PLC0415 - has no wheel on some platforms
    except ImportError:
        return standard()
    return Driver(dbapi2, tuple(int(part) for part in dbapi2.sqlite_version.split(".")))


def file_system(path: Path) -> str:
    """Return the type of the file system that ``path`` is on, empty where the platform does not tell."""
    if not MOUNTS.exists():
        return ""
    target = path.resolve()
    best_length, kind = -1, ""
    for line in MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
        _device, mount, found, *_ = line.split(" ")
        point = Path(_OCTAL.sub(lambda match: chr(int(match[1], 8)), mount))
        if target.is_relative_to(point) and len(point.parts) >= best_length:  # a later mount covers an earlier one
            best_length, kind = len(point.parts), found
    return kind


def is_network(kind: str) -> bool:
    """Tell whether a file system of this type may be shared over a network, where WAL's shared memory does not work."""
    return kind not in _LOCAL_FUSE and any(kind.startswith(name) for name in _NETWORK)


SYNCHRONOUS = "EXTRA"
"""In WAL mode the same as FULL; with a rollback journal the folder is synced too, or a power cut undoes a commit."""


@dataclass(frozen=True)
class Journal:
    """How commits reach the disk, and why so; ``why`` is one of ``safe``, ``library``, ``network``."""

    mode: str
    why: str


def journal_for(driver: Driver, kind: str) -> Journal:
    """Return the journal under which no acknowledged write is lost with this library on this file system."""
    if is_network(kind):
        return Journal("DELETE", "network")
    if not driver.wal_is_safe:
        return Journal("DELETE", "library")
    return Journal("WAL", "safe")

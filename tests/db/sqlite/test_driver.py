"""Which library is used, what file system a file is on, and which journal is safe there."""

import sqlite3
import sys
from pathlib import Path

import pytest

from tui_crm.db.sqlite import driver as drivers
from tui_crm.db.sqlite.driver import Driver, Journal, file_system, is_network, journal_for


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 9), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_the_journal_follows_the_library(version: tuple[int, ...], safe: bool) -> None:  # noqa: FBT001 - a column
    wanted = Journal("WAL", "safe") if safe else Journal("DELETE", "library")
    assert journal_for(Driver(sqlite3, version), "ext4") == wanted


@pytest.mark.parametrize(
    ("kind", "network"),
    [
        ("ext4", False), ("xfs", False), ("btrfs", False), ("tmpfs", False), ("overlay", False), ("fuseblk", False),
        ("nfs", True), ("nfs4", True), ("cifs", True), ("smb3", True), ("9p", True), ("fuse.sshfs", True),
        ("vboxsf", True), ("virtiofs", True), ("", False),
    ],
)  # fmt: skip
def test_no_write_ahead_log_over_a_network(kind: str, network: bool) -> None:  # noqa: FBT001 - a column
    assert is_network(kind) is network
    journal = journal_for(Driver(sqlite3, (3, 53, 4)), kind)
    assert journal == (Journal("DELETE", "network") if network else Journal("WAL", "safe"))


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
systemd-1 /srv/share autofs rw 0 0
host:/share /srv/share nfs4 rw 0 0
host:/x /mnt/two\\040words cifs rw 0 0
host:/y /mnt/数据 fuse.sshfs rw 0 0
tmpfs /mnt/two tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/li/crm.db", "ext4"),
        ("/srv/share/team/crm.db", "nfs4"),  # mounted over the place that waits for it
        ("/mnt/two words/crm.db", "cifs"),
        ("/mnt/数据/crm.db", "fuse.sshfs"),
        ("/mnt/two/crm.db", "tmpfs"),
        ("/mnt/twofold/crm.db", "ext4"),
    ],
)
def test_the_file_system_is_that_of_the_longest_mount(
    path: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS, encoding="utf-8")
    monkeypatch.setattr(drivers, "MOUNTS", mounts)
    assert file_system(Path(path)) == kind


def test_a_platform_that_does_not_tell_is_taken_for_local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drivers, "MOUNTS", tmp_path / "none")
    assert file_system(tmp_path) == ""


def test_the_standard_library_serves_where_there_is_no_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    assert drivers.best() == drivers.standard()
    assert drivers.standard().name == "sqlite3"


def test_the_best_library_has_no_reset_bug() -> None:
    pytest.importorskip("sqlcipher3")
    assert drivers.best().name == "sqlcipher3"
    assert drivers.best().wal_is_safe

"""Whoever waits to write is told for whom, where the system tells; and never opens the file for it."""

import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.peers import elsewhere
from tui_crm.actor import Actor, Source
from tui_crm.clock import FixedClock
from tui_crm.db.database import Database
from tui_crm.db.sqlite import connection, holders
from tui_crm.db.sqlite import driver as drivers
from tui_crm.db.sqlite.driver import Driver
from tui_crm.errors import Busy

LI = Actor("li", Source.CLI, FixedClock(NOW))
ME = pwd.getpwuid(os.getuid()).pw_name

both = pytest.mark.parametrize("driver", ["best", "standard"], indirect=True)


@contextmanager
def writing(path: Path, library: str) -> Iterator[int]:
    """Be in the middle of a write; gives the process's number."""
    chosen = drivers.standard() if library == drivers.standard().name else drivers.best()
    with Database(path, driver=chosen) as database, database.write(LI, "Added") as transaction:
        transaction.create("tag", {"name": "vip"})
        yield os.getpid()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what those who wait are told, at once."""
    monkeypatch.setattr(connection, "TOLD_SECONDS", 0)
    return []


@pytest.mark.skipif(not holders.LOCKS.exists(), reason="only Linux lists who holds a lock")
@both
def test_who_waits_is_told_once_for_whom(crm_file: Path, driver: Driver, told: list[str]) -> None:
    with Database(crm_file, driver=driver, waiting=told.append) as database:
        with elsewhere(writing, crm_file, driver.name) as process:
            assert holders.writer_of(crm_file) == f"{ME} (process {process})"
            with pytest.raises(Busy), database.write(LI, "Added", wait=0.02):
                pytest.fail("two wrote at once")
        assert told == [f"waiting for {ME} (process {process}), who is writing…"]
        with database.write(LI, "Added"):
            pass
        assert len(told) == 1
    assert holders.writer_of(crm_file) == ""


@both
def test_where_the_system_does_not_tell_it_is_another_program(
    crm_file: Path, driver: Driver, told: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holders, "LOCKS", tmp_path / "none")
    with (
        Database(crm_file, driver=driver, waiting=told.append) as database,
        elsewhere(writing, crm_file, driver.name),
        pytest.raises(Busy),
        database.write(LI, "Added", wait=0.02),
    ):
        pytest.fail("two wrote at once")
    assert told == ["waiting for another program to write…"]


def test_other_locks_are_nobody_s_writing(crm_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inode, parent = crm_file.stat().st_ino, os.getppid()
    lines = (
        f"1: POSIX  ADVISORY  READ {parent} 08:01:{inode} 1073741825 1073741825",
        f"2: POSIX  ADVISORY  WRITE {parent} 08:01:{inode} 1073741826 1073742335",
        f"3: FLOCK  ADVISORY  WRITE {parent} 08:01:{inode} 0 EOF",
        f"4: POSIX  ADVISORY  WRITE {parent} 08:01:{inode + 1} 1073741825 1073741825",
        f"5: POSIX  ADVISORY  WRITE {os.getpid()} 08:01:{inode} 1073741825 1073741825",
        f"6: -> POSIX  ADVISORY  WRITE {parent} 08:01:{inode} 1073741825 1073741825",
    )
    monkeypatch.setattr(holders, "LOCKS", tmp_path / "locks")
    (tmp_path / "locks").write_text("\n".join(lines), encoding="ascii")
    assert holders.writer_of(crm_file) == ""
    (tmp_path / "locks").write_text(lines[0].replace("READ", "WRITE"), encoding="ascii")
    assert holders.writer_of(crm_file).endswith(f" (process {parent})")

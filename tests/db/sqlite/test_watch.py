"""Commits of others are noticed, nothing else is; also where the file is locked, replaced or gone."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tui_crm.db.sqlite.driver import Driver
from tui_crm.db.sqlite.watch import CommitWatch


@pytest.fixture
def watch(crm_file: Path, driver: Driver) -> Iterator[CommitWatch]:
    made = CommitWatch(crm_file, driver, read_only=False)
    made.stirred()
    yield made
    made.close()


@pytest.fixture
def other(crm_file: Path, driver: Driver) -> Iterator[sqlite3.Connection]:
    """Another program's connection."""
    connection = driver.module.connect(str(crm_file), isolation_level=None)
    yield connection
    connection.close()


def write(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO team (version, name) VALUES (1, 'x')")


def test_the_first_look_sees_nothing(crm_file: Path, driver: Driver, other: sqlite3.Connection) -> None:
    write(other)
    watch = CommitWatch(crm_file, driver, read_only=False)
    assert not watch.stirred()
    watch.close()


@pytest.mark.parametrize("driver", ["best", "standard"], indirect=True)
def test_a_commit_is_noticed_once(watch: CommitWatch, other: sqlite3.Connection) -> None:
    assert not watch.stirred()
    write(other)
    assert watch.stirred()
    assert not watch.stirred()


def test_what_is_rolled_back_is_not_noticed(watch: CommitWatch, other: sqlite3.Connection) -> None:
    other.execute("BEGIN IMMEDIATE")
    write(other)
    assert not watch.stirred()
    other.execute("ROLLBACK")
    assert not watch.stirred()


@pytest.mark.parametrize("driver", ["best", "standard"], indirect=True)
def test_a_locked_file_is_asked_again_later(crm_file: Path, driver: Driver, other: sqlite3.Connection) -> None:
    other.execute("PRAGMA journal_mode = DELETE").fetchone()
    watch = CommitWatch(crm_file, driver, read_only=False)
    watch.stirred()
    other.execute("BEGIN EXCLUSIVE")
    write(other)
    assert not watch.stirred()
    other.execute("COMMIT")
    assert watch.stirred()
    watch.close()


def test_another_file_of_that_name_is_noticed(watch: CommitWatch, crm_file: Path) -> None:
    copy = crm_file.with_name("copy.db")
    shutil.copy(crm_file, copy)
    copy.replace(crm_file)
    assert watch.stirred()
    assert not watch.stirred()


def test_a_file_that_is_gone_says_nothing_until_there_is_one_again(watch: CommitWatch, crm_file: Path) -> None:
    moved = crm_file.rename(crm_file.with_name("moved.db"))
    assert not watch.stirred()
    shutil.copy(moved, crm_file)
    assert watch.stirred()
    assert not watch.stirred()


def spoil(file: Path) -> None:
    file.write_bytes(b"no database at all")


@pytest.mark.parametrize("spoiled", [spoil, Path.mkdir])
def test_a_file_that_cannot_be_read_any_more_says_so_once(
    watch: CommitWatch, crm_file: Path, spoiled: Callable[[Path], None]
) -> None:
    moved = crm_file.rename(crm_file.with_name("moved.db"))
    spoiled(crm_file)
    assert watch.stirred()
    assert not watch.stirred()
    crm_file.rename(crm_file.with_name("spoiled.db"))
    moved.rename(crm_file)
    assert watch.stirred()
    assert not watch.stirred()


def test_a_read_only_file_can_be_watched(crm_file: Path, driver: Driver) -> None:
    crm_file.chmod(0o400)
    watch = CommitWatch(crm_file, driver, read_only=True)
    assert not watch.stirred()
    assert not watch.stirred()
    watch.close()

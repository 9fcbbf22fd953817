"""An open file: who may read it, how it is journalled, what happens when others are in it, and when it is replaced."""

import os
import shutil
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW
from tests.peers import elsewhere
from tests.store import wrong
from tui_crm.actor import Actor, Source
from tui_crm.clock import FixedClock
from tui_crm.db import database as databases
from tui_crm.db import rows, sql
from tui_crm.db.database import Database
from tui_crm.db.sqlite import driver as drivers
from tui_crm.db.sqlite.connection import driver_connection
from tui_crm.db.sqlite.driver import Driver
from tui_crm.errors import BadFile, Busy, NotFound, OutputFailed

LI = Actor("li", Source.CLI, FixedClock(NOW))
ANN = {"name": "Ann", "kind": "person", "stage": "lead", "stage_pinned": 0, "do_not_contact": 0}

both = pytest.mark.parametrize("driver", ["best", "standard"], indirect=True)


def add(database: Database, name: str = "Ann", **options: float) -> int:
    with database.write(LI, "Added", **options) as writing:  # type: ignore[arg-type]
        return writing.create("contact", {**ANN, "name": name})


def names(database: Database) -> list[str]:
    with database.read() as connection:
        return [str(row[0]) for row in sql.rows(connection, "SELECT name FROM contact ORDER BY id")]


@pytest.fixture
def database(crm_file: Path, driver: Driver) -> Iterator[Database]:
    with Database(crm_file, driver=driver) as database:
        yield database


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_links_in_a_circle_are_no_file(tmp_path: Path) -> None:
    (tmp_path / "crm.db").symlink_to("crm.db")
    with pytest.raises(BadFile, match="is not a file"):
        Database(tmp_path / "crm.db")


@both
def test_a_new_file_and_its_folder_are_private(tmp_path: Path, driver: Driver) -> None:
    path = tmp_path / "new" / "folder" / "crm.db"
    with Database(path, driver=driver) as database:
        add(database)
        assert [mode(file) for file in path.parent.iterdir()] == [0o600] * len(list(path.parent.iterdir()))
    assert mode(path.parent) == 0o700
    assert [file.name for file in path.parent.iterdir()] == ["crm.db"]


@both
def test_a_shared_folder_shares_the_file(tmp_path: Path, driver: Driver) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o2770)
    with Database(folder / "crm.db", driver=driver) as database:
        add(database)
        assert {mode(file) for file in folder.iterdir()} == {0o660}


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputFailed, match=r"cannot write .*file/crm\.db") as raised:
        Database(tmp_path / "file" / "crm.db")
    assert raised.value.exit_code == 74


@both
def test_the_journal_is_that_of_the_library(database: Database, driver: Driver) -> None:
    assert database.journal_mode() == ("WAL" if driver.wal_is_safe else "DELETE")
    with database.read() as connection:
        assert sql.scalar(connection, "PRAGMA synchronous") == 3  # EXTRA
        assert sql.scalar(connection, "PRAGMA foreign_keys") == 1
        assert sql.scalar(connection, "PRAGMA trusted_schema") == 0


def test_a_file_on_a_network_has_no_write_ahead_log(crm_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drivers, "file_system", lambda _path: "nfs4")
    with Database(crm_file) as database:
        add(database)
        assert (database.journal_mode(), database.journal.why) == ("DELETE", "network")
        assert [file.name for file in crm_file.parent.iterdir()] == ["crm.db"]


@contextmanager
def opened(path: Path, library: str, name: str) -> Iterator[str]:
    """Have the file open with one of the two libraries, and written; gives its journal."""
    driver = {"best": drivers.best, "standard": drivers.standard}[library]()
    with Database(path, driver=driver) as database:
        add(database, name)
        yield database.journal_mode()


@contextmanager
def reading(path: Path, library: str) -> Iterator[str]:
    """Be in the middle of reading the file; gives its journal."""
    driver = {"best": drivers.best, "standard": drivers.standard}[library]()
    with Database(path, driver=driver) as database, database.read() as connection:
        sql.rows(connection, "SELECT * FROM contact")
        yield database.journal_mode()


@pytest.fixture
def without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "ALONE_SECONDS", 0.01)


safe_and_unsafe = pytest.mark.skipif(
    drivers.standard().wal_is_safe or not drivers.best().wal_is_safe,
    reason="needs a library with the bug and one without",
)


@safe_and_unsafe
@pytest.mark.usefixtures("without_waiting")
def test_a_library_with_the_reset_bug_waits_until_it_is_alone(crm_file: Path) -> None:
    with elsewhere(opened, crm_file, "best", "Ann") as journal:
        assert journal == "WAL"
        with pytest.raises(Busy, match="is busy") as raised:
            Database(crm_file, driver=drivers.standard())
        assert raised.value.exit_code == 6
    with Database(crm_file, driver=drivers.standard()) as alone:
        assert alone.journal_mode() == "DELETE"
        assert names(alone) == ["Ann"]


@safe_and_unsafe
@pytest.mark.usefixtures("without_waiting")
def test_a_file_in_use_keeps_its_rollback_journal(crm_file: Path) -> None:
    with elsewhere(reading, crm_file, "standard") as journal, Database(crm_file) as database:
        assert journal == database.journal_mode() == "DELETE"
    with Database(crm_file) as database:
        assert database.journal_mode() == "WAL"


@safe_and_unsafe
def test_a_library_with_the_bug_writes_no_file_that_another_set_to_wal(crm_file: Path) -> None:
    with Database(crm_file, driver=drivers.standard()) as older:
        add(older, "before")
        with elsewhere(opened, crm_file, "best", "newer") as journal:
            assert journal == "WAL"
            with pytest.raises(Busy, match="with a newer SQLite library"):
                add(older, "lost")
            assert names(older) == ["before", "newer"]


@both
def test_who_waits_too_long_is_told_that_the_file_is_busy(database: Database, crm_file: Path, driver: Driver) -> None:
    with Database(crm_file, driver=driver) as other, other.maintain():
        with pytest.raises(Busy, match="is busy") as raised:
            add(database, wait=0.01)
        assert raised.value.hint == "another program is writing; try again in a moment"
    assert add(database, wait=0.01) == 1


@both
def test_readers_see_one_state_while_others_write(database: Database, crm_file: Path, driver: Driver) -> None:
    add(database)
    if not driver.wal_is_safe:
        pytest.skip("with a rollback journal a writer waits for the readers")
    with Database(crm_file, driver=driver) as other, other.read() as reading:
        before = sql.scalar(reading, "SELECT count(*) FROM contact")
        add(database)
        assert sql.scalar(reading, "SELECT count(*) FROM contact") == before == 1
    assert len(names(database)) == 2


@both
def test_threads_share_a_database(database: Database) -> None:
    key = add(database, "")

    def count() -> None:
        for _again in range(10):
            with database.write(LI, "Counted") as writing:
                seen = str(rows.load(writing.connection, "contact", [key])[key]["note"] or "")
                writing.update("contact", key, {"note": f"{seen}+"})

    threads = [threading.Thread(target=count) for _thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as connection:
        assert rows.load(connection, "contact", [key])[key]["note"] == "+" * 40


@both
@pytest.mark.parametrize("journalled", ["at rest", "after a crash"])
def test_a_read_only_file_opens_read_only(journalled: str, crm_file: Path, driver: Driver) -> None:
    with Database(crm_file, driver=driver) as database:
        add(database)
        if journalled == "after a crash":
            for file in list(crm_file.parent.iterdir()):
                shutil.copy(file, crm_file.parent / file.name.replace("crm", "left"))
    path = crm_file if journalled == "at rest" else crm_file.parent / "left.db"
    path.chmod(0o444)
    before, beside = path.read_bytes(), {file.name for file in path.parent.iterdir()}
    with Database(path, driver=driver) as database:
        assert database.read_only
        assert names(database) == ["Ann"]
        assert wrong(database) == {}
        with pytest.raises(BadFile, match="is read-only") as raised:
            add(database)
        with pytest.raises(BadFile, match="is read-only"), database.maintain():
            pass
    assert raised.value.exit_code == 7
    assert path.read_bytes() == before
    made = {file.name for file in path.parent.iterdir()} - beside
    assert made <= ({"left.db-shm"} if journalled == "after a crash" else set())


@both
def test_a_reader_of_a_read_only_file_sees_what_its_owner_writes(crm_file: Path, driver: Driver) -> None:
    """The owner may write where a reader may not: the reader must not take the file for one that does not change."""
    with Database(crm_file, driver=driver) as owner:
        add(owner, "before")
        crm_file.chmod(0o444)
        with Database(crm_file, driver=driver) as reader:
            assert names(reader) == ["before"]
            add(owner, "after")
            assert names(reader) == ["before", "after"]


@both
def test_a_folder_that_cannot_be_written_makes_the_file_read_only(
    crm_file: Path, driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda _path, how: how != os.W_OK)
    beside = list(crm_file.parent.iterdir())
    with Database(crm_file, driver=driver) as database:
        assert names(database) == []
        with pytest.raises(BadFile, match="is read-only"):
            add(database)
    assert list(crm_file.parent.iterdir()) == beside


@both
def test_a_write_to_a_file_that_was_replaced_goes_to_the_new_one(
    database: Database, crm_file: Path, template: Path
) -> None:
    add(database, "old")
    fresh = crm_file.with_name("fresh.db")
    shutil.copy(template, fresh)
    with Database(fresh, driver=database.driver) as other:
        add(other, "new")
    for left in crm_file.parent.glob("crm.db-*"):
        left.unlink()
    fresh.replace(crm_file)
    add(database, "added")
    assert names(database) == ["new", "added"]


@both
def test_a_file_replaced_at_the_last_moment_is_not_written(
    database: Database, crm_file: Path, template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui_crm.db.sqlite import connection as connections  # noqa: PLC0415 - its clock of retries is patched

    take_lock = connections.patiently

    def replace_then_lock(*arguments: Any) -> object:
        Path(shutil.copy(template, crm_file.with_name("fresh.db"))).replace(crm_file)
        return take_lock(*arguments)

    monkeypatch.setattr(connections, "patiently", replace_then_lock)
    with pytest.raises(Busy, match="was replaced just now"):
        add(database)
    monkeypatch.undo()
    assert names(database) == []


@both
def test_a_file_that_is_gone_is_told(database: Database, crm_file: Path) -> None:
    add(database)
    for file in list(crm_file.parent.iterdir()):
        file.unlink()
    with pytest.raises(NotFound, match="there is no database at") as raised:
        add(database)
    assert raised.value.exit_code == 3
    assert list(crm_file.parent.iterdir()) == []


@both
def test_compacting_leaves_no_trace_of_what_was_deleted(database: Database, crm_file: Path) -> None:
    key = add(database, "Zebediah")
    with database.maintain() as connection:
        for table in ("contact_summary", "search_document"):
            sql.run(connection, f"DELETE FROM {table}")
        sql.run(connection, "DELETE FROM contact WHERE id = :id", id=key)
    database.compact()
    assert not any(b"Zebediah" in file.read_bytes() for file in crm_file.parent.iterdir())


def test_a_connection_keeps_no_lock_when_it_goes_back(database: Database) -> None:
    with database.engine.connect() as connection:
        driver_connection(connection).execute("BEGIN IMMEDIATE")
    assert add(database, wait=0.01) == 1


def test_an_interrupt_within_a_statement_stays_one(database: Database, tmp_path: Path) -> None:
    stage = tmp_path / "stage.db"
    sqlite3.connect(stage).close()

    def interrupted() -> None:
        with database.write(LI, "x", stage=stage) as writing:
            writing.connection.invalidate()  # as the driver's wrapper does then
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with database.read() as connection:
        assert sql.scalar(connection, "SELECT count(*) FROM operation") == 0

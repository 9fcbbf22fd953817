"""A failing disk, a damaged page, a defect: each is told as what it is, and nothing half-written is left."""

import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from tests.conftest import NOW
from tests.peers import elsewhere
from tests.store import dump, wrong
from tui_crm.actor import Actor, Source
from tui_crm.clock import FixedClock
from tui_crm.db import sql
from tui_crm.db.database import Database
from tui_crm.db.sqlite import backup
from tui_crm.db.sqlite import driver as drivers
from tui_crm.db.sqlite.connection import driver_connection
from tui_crm.db.sqlite.driver import Driver
from tui_crm.errors import BadFile, CrmError, OutputFailed

LI = Actor("li", Source.CLI, FixedClock(NOW))
BIG = {
    "name": "Ann",
    "kind": "person",
    "stage": "lead",
    "stage_pinned": 0,
    "do_not_contact": 0,
    "note": "word " * 40_000,
}

both = pytest.mark.parametrize("driver", ["best", "standard"], indirect=True)


def add_something_big(database: Database) -> None:
    with database.write(LI, "Added") as writing:
        writing.create("contact", BIG)


@both
def test_a_full_disk_is_told_and_leaves_nothing(crm_file: Path, driver: Driver) -> None:
    with Database(crm_file, driver=driver) as database:
        before = dump(database)
        with database.engine.connect() as connection:
            raw = driver_connection(connection)
            pages = raw.execute("PRAGMA page_count").fetchone()[0]
            raw.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(OutputFailed, match=r"cannot write .* is full") as raised:
            add_something_big(database)
        assert raised.value.exit_code == 74
        assert dump(database) == before
        assert wrong(database) == {}


@contextmanager
def writing_more_than_the_disk_takes(path: Path, library: str) -> Iterator[CrmError]:
    """Give the failure of a write beyond the size that a file may have here."""
    driver = {"best": drivers.best, "standard": drivers.standard}[library]()
    with Database(path, driver=driver) as database:
        limit = path.stat().st_size + 20_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        with pytest.raises(CrmError) as raised:
            add_something_big(database)
        yield raised.value


@pytest.mark.parametrize("library", ["best", "standard"])
def test_a_failing_disk_is_told_and_leaves_nothing(crm_file: Path, library: str) -> None:
    with Database(crm_file) as database:
        before = dump(database)
    with elsewhere(writing_more_than_the_disk_takes, crm_file, library) as failure:
        pass
    assert isinstance(failure, OutputFailed)
    with Database(crm_file) as database:
        assert dump(database) == before
        assert wrong(database) == {}


@both
def test_a_damaged_page_is_told(crm_file: Path, driver: Driver) -> None:
    with Database(crm_file, driver=driver) as database:
        add_something_big(database)
        with database.read() as connection:
            page = sql.scalar(connection, "SELECT rootpage FROM sqlite_master WHERE name = 'contact'")
            size = sql.scalar(connection, "PRAGMA page_size")
    assert isinstance(page, int)
    assert isinstance(size, int)
    content = bytearray(crm_file.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    crm_file.write_bytes(content)
    with Database(crm_file, driver=driver) as database:
        with pytest.raises(BadFile, match="is damaged") as raised, database.read() as connection:
            sql.rows(connection, "SELECT * FROM contact")
        assert raised.value.exit_code == 7
        assert raised.value.hint == "restore a backup with: crm restore FILE"


@both
def test_a_folder_without_room_for_a_journal_is_told(crm_file: Path, driver: Driver) -> None:
    with Database(crm_file, driver=driver) as database:
        blocked = crm_file.with_name(f"crm.db-{'wal' if driver.wal_is_safe else 'journal'}")
        database.close()
        for left in crm_file.parent.glob("crm.db-*"):
            left.unlink()
        blocked.mkdir()
        with pytest.raises(OutputFailed, match=r"unable to open database file|disk I/O error"):
            add_something_big(database)
        shutil.rmtree(blocked)


@both
def test_a_defect_of_ours_is_no_damage(crm_file: Path, driver: Driver) -> None:
    with Database(crm_file, driver=driver) as database:
        with pytest.raises(OperationalError), database.read() as connection:
            sql.rows(connection, "SELECT misspelt FROM contact")
        with pytest.raises(IntegrityError), database.write(LI, "Added") as writing:
            writing.create("contact", {**BIG, "name": None, "owner_id": None})


@both
def test_no_failure_quotes_what_was_written(crm_file: Path, driver: Driver) -> None:
    with Database(crm_file, driver=driver) as database:
        with pytest.raises(IntegrityError) as raised, database.write(LI, "Added") as writing:
            writing.create("contact", {**BIG, "stage": None, "name": "Zebediah", "note": "+86 138 0013 8000"})
        told = f"{raised.value} {raised.value!r} {raised.value.orig}"
        with pytest.raises(OperationalError) as raised_too, database.read() as connection:
            sql.rows(connection, "SELECT misspelt FROM contact WHERE name = :name", name="Zebediah")
        told += f"{raised_too.value} {raised_too.value!r}"
    assert "Zebediah" not in told
    assert "8000" not in told


@both
def test_a_file_that_turned_read_only_is_told(crm_file: Path, driver: Driver) -> None:
    with Database(crm_file, driver=driver) as database:
        with database.engine.connect() as connection:
            driver_connection(connection).execute("PRAGMA query_only = ON")
        with pytest.raises(BadFile, match="is read-only"):
            add_something_big(database)


@contextmanager
def backing_up_to_a_small_disk(path: Path, target: Path) -> Iterator[CrmError]:
    """Give the failure of a backup that does not fit."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
    with pytest.raises(CrmError) as raised:
        backup.back_up(path, drivers.best(), target)
    yield raised.value


def test_a_backup_that_does_not_fit_leaves_nothing(crm_file: Path, tmp_path: Path) -> None:
    with elsewhere(backing_up_to_a_small_disk, crm_file, tmp_path / "copy.db") as failure:
        pass
    assert isinstance(failure, OutputFailed)
    assert not list(tmp_path.glob("copy.db*"))

"""A file from an older version is backed up, then brought up to date; from then on nothing is done to it."""

import shutil
import sqlite3
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.peers import start
from tests.store import dump
from tui_crm.actor import Actor, Source
from tui_crm.clock import FixedClock
from tui_crm.db import database as databases
from tui_crm.db import migrating
from tui_crm.db.database import Database
from tui_crm.db.schema import NEWEST, REVISIONS
from tui_crm.db.sqlite import backup
from tui_crm.db.sqlite.driver import Driver
from tui_crm.errors import BadFile
from tui_crm.services import safety

LI = Actor("li", Source.CLI, FixedClock(NOW))

NEXT = '''"""A revision for tests."""
from alembic import op
revision, down_revision, branch_labels, depends_on = "test", "{newest}", None, None
def upgrade() -> None:
    op.execute("CREATE TABLE came_along (id INTEGER PRIMARY KEY)")
    {also}
'''


@pytest.fixture
def newer_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let this program be one revision ahead of its files; returns that revision's module."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrating.MIGRATIONS, folder)
    module = folder / "versions" / "test.py"
    module.write_text(NEXT.format(newest=NEWEST, also=""))
    monkeypatch.setattr(migrating, "MIGRATIONS", folder)
    monkeypatch.setattr(databases, "REVISIONS", (*REVISIONS, "test"))
    monkeypatch.setattr(databases, "NEWEST", "test")
    return module


def tables(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    found = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    return found


@pytest.mark.parametrize("driver", ["best", "standard"], indirect=True)
def test_it_is_backed_up_and_brought_up_to_date_once(
    crm_file: Path, driver: Driver, request: pytest.FixtureRequest
) -> None:
    with Database(crm_file, driver=driver) as database, database.write(LI, "Added") as writing:
        writing.create("tag", {"name": "vip"})
    request.getfixturevalue("newer_program")
    with Database(crm_file, driver=driver) as database:
        assert dump(database)["tag"] == [(1, None, "vip", "vip")]
    assert "came_along" in tables(crm_file)
    (made,) = backup.folder_of(crm_file).glob("*.db")
    assert made.name.startswith("before-migration-")
    assert "came_along" not in tables(made)
    backup.verify(made, driver)
    Database(crm_file, driver=driver).close()
    assert list(backup.folder_of(crm_file).glob("*.db")) == [made]


def test_a_migration_that_fails_changes_nothing(crm_file: Path, newer_program: Path) -> None:
    newer_program.write_text(NEXT.format(newest=NEWEST, also="op.execute('INSERT INTO nowhere VALUES (1)')"))
    before = tables(crm_file)
    with pytest.raises(Exception, match="no such table: nowhere"):
        Database(crm_file)
    assert tables(crm_file) == before


@pytest.mark.usefixtures("newer_program")
def test_a_read_only_file_is_not_brought_up_to_date(crm_file: Path) -> None:
    crm_file.chmod(0o444)
    with pytest.raises(BadFile, match="is from an older version of this program and read-only"):
        Database(crm_file)
    assert "came_along" not in tables(crm_file)


def test_a_restored_backup_is_brought_up_to_date_beside_its_place(
    crm_file: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    Database(crm_file).close()
    request.getfixturevalue("newer_program")
    target = tmp_path / "restored" / "crm.db"
    assert safety.restore(crm_file, target, "20261121T093000Z") is None
    assert "came_along" in tables(target)
    assert "came_along" not in tables(crm_file)
    assert [file.name for file in target.parent.iterdir()] == ["crm.db"]


@pytest.mark.usefixtures("newer_program")
def test_the_older_program_refuses_the_file_then(crm_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Database(crm_file).close()
    monkeypatch.setattr(databases, "REVISIONS", REVISIONS)
    with pytest.raises(BadFile, match="newer version"):
        Database(crm_file)


@pytest.mark.parametrize("driver", ["best", "standard"], indirect=True)
def test_an_older_program_that_has_the_file_open_writes_no_more(crm_file: Path, driver: Driver) -> None:
    with Database(crm_file, driver=driver) as older:
        before = dump(older)["tag"]
        with older.maintain() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'newer'")
        with pytest.raises(BadFile, match="newer version"), older.write(LI, "Added") as writing:
            writing.create("tag", {"name": "lost"})
        assert dump(older)["tag"] == before


def open_as_a_newer_program(pipe: Connection, path: Path, migrations: Path) -> None:
    """Open the file, when told to, with a program that is one revision ahead; tells the file's tables."""
    vars(migrating)["MIGRATIONS"] = migrations
    vars(databases).update(REVISIONS=(*REVISIONS, "test"), NEWEST="test")
    pipe.recv()
    Database(path).close()
    pipe.send(tables(path))


def test_newer_programs_at_once_bring_it_up_to_date_once(crm_file: Path, newer_program: Path) -> None:
    everyone = [start(open_as_a_newer_program, crm_file, newer_program.parents[1]) for _program in range(3)]
    for _process, pipe in everyone:
        pipe.send("go")
    for process, pipe in everyone:
        assert "came_along" in pipe.recv()
        process.join()
        assert process.exitcode == 0
    made = list(backup.folder_of(crm_file).glob("*.db"))
    assert any("came_along" not in tables(each) for each in made)
    backup.rotate(backup.folder_of(crm_file), kept=0)
    assert list(backup.folder_of(crm_file).iterdir()) == []

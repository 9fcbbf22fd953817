"""A backup is whole, private, has its checksum beside it, and replaces nothing but an earlier backup."""

import hashlib
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.peers import start
from tests.store import dump
from tui_crm.actor import Actor, Source
from tui_crm.clock import FixedClock
from tui_crm.db import sql
from tui_crm.db.database import Database
from tui_crm.db.sqlite import backup
from tui_crm.db.sqlite import driver as drivers
from tui_crm.db.sqlite.driver import Driver
from tui_crm.errors import BadFile, OutputFailed, UsageError

LI = Actor("li", Source.CLI, FixedClock(NOW))

both = pytest.mark.parametrize("driver", ["best", "standard"], indirect=True)


@pytest.fixture
def database(crm_file: Path, driver: Driver) -> Iterator[Database]:
    """Return an open database with a tag in it that is not yet in the main file, where there is a log."""
    with Database(crm_file, driver=driver) as database:
        tag(database, "vip")
        yield database


def tag(database: Database, name: str) -> None:
    with database.write(LI, "Added") as writing:
        writing.create("tag", {"name": name})


@both
def test_it_holds_what_is_only_in_the_log_so_far(database: Database, driver: Driver, tmp_path: Path) -> None:
    target = backup.back_up(database.path, driver, tmp_path / "new" / "copy.db")
    for file in (target, backup.checksum_file(target)):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(target.parent.stat().st_mode) == 0o700
    assert {file.name for file in target.parent.iterdir()} == {"copy.db", "copy.db.sha256"}
    with Database(target, driver=driver) as copy:
        assert dump(copy) == dump(database)


@both
def test_its_checksum_is_that_of_sha256sum(database: Database, driver: Driver, tmp_path: Path) -> None:
    target = backup.back_up(database.path, driver, tmp_path / "copy.db")
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    assert backup.checksum_file(target).read_text(encoding="utf-8") == f"{digest}  copy.db\n"
    backup.verify(target, driver)
    assert {file.name for file in tmp_path.glob("copy*")} == {"copy.db", "copy.db.sha256"}


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def garble_a_page(path: Path) -> None:
    backup.checksum_file(path).unlink()
    content = bytearray(path.read_bytes())
    content[4096:8192] = b"\xff" * 4096
    path.write_bytes(content)


def empty_it(path: Path) -> None:
    path.write_bytes(b"")


@both
@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [(flip_a_byte, "is not what its checksum says"), (garble_a_page, "is damaged"), (empty_it, "is empty")],
)
def test_a_damaged_one_is_recognised(
    database: Database, driver: Driver, tmp_path: Path, spoil: Callable[[Path], None], sentence: str
) -> None:
    target = backup.back_up(database.path, driver, tmp_path / "copy.db")
    spoil(target)
    with pytest.raises(BadFile, match=sentence):
        backup.verify(target, driver)


@both
def test_an_earlier_backup_is_replaced(database: Database, driver: Driver, tmp_path: Path) -> None:
    target = backup.back_up(database.path, driver, tmp_path / "copy.db")
    tag(database, "newer")
    backup.back_up(database.path, driver, target)
    backup.verify(target, driver)
    with Database(target, driver=driver) as copy:
        assert dump(copy) == dump(database)


def other_database(folder: Path, template: Path) -> Path:
    return Path(shutil.copy(template, folder / "other.db"))


def spoilt_backup(folder: Path, template: Path) -> Path:
    other = other_database(folder, template)
    backup.checksum_file(other).write_text(f"{'0' * 64}  other.db\n", encoding="utf-8")
    return other


def letter(folder: Path, _template: Path) -> Path:
    (folder / "letter.odt").write_bytes(b"Dear Sir or Madam")
    return folder / "letter.odt"


def log_of_a_database(folder: Path, template: Path) -> Path:
    other = other_database(folder, template)
    return other.with_name("other.db-wal")


def broken_link(folder: Path, _template: Path) -> Path:
    (folder / "link.db").symlink_to("nothing.db")
    return folder / "link.db"


@both
@pytest.mark.parametrize("make", [other_database, spoilt_backup, letter, log_of_a_database, broken_link])
def test_nothing_else_is_replaced(
    database: Database, driver: Driver, tmp_path: Path, template: Path, make: Callable[[Path, Path], Path]
) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir()
    target = make(folder, template)
    before = {file: file.is_symlink() or file.read_bytes() for file in folder.iterdir()}
    with pytest.raises(UsageError, match=f"{target.name} cannot be replaced") as raised:
        backup.back_up(database.path, driver, target)
    assert raised.value.exit_code == 2
    assert {file: file.is_symlink() or file.read_bytes() for file in folder.iterdir()} == before


@both
def test_a_backup_that_somebody_works_in_is_not_replaced(database: Database, driver: Driver, tmp_path: Path) -> None:
    target = backup.back_up(database.path, driver, tmp_path / "copy.db")
    with Database(target, driver=driver) as other:
        tag(other, "theirs")
        with pytest.raises(UsageError, match="cannot be replaced"):
            backup.back_up(database.path, driver, target)
    with pytest.raises(UsageError, match="cannot be replaced"):
        backup.back_up(database.path, driver, target)
    with Database(target, driver=driver) as other:
        assert "theirs" in str(dump(other)["tag"])


@both
def test_no_room_leaves_nothing_half_written(database: Database, driver: Driver, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputFailed, match="cannot write") as raised:
        backup.back_up(database.path, driver, tmp_path / "file" / "copy.db")
    assert raised.value.exit_code == 74


@both
def test_a_damaged_source_is_not_copied(database: Database, driver: Driver, tmp_path: Path) -> None:
    database.compact()
    with database.read() as connection:
        page = sql.scalar(connection, "SELECT rootpage FROM sqlite_master WHERE name = 'change'")
        size = sql.scalar(connection, "PRAGMA page_size")
    database.close()
    assert isinstance(page, int)
    assert isinstance(size, int)
    content = bytearray(database.path.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    database.path.write_bytes(content)
    with pytest.raises(BadFile, match="is damaged"):
        backup.back_up(database.path, driver, tmp_path / "copy.db")
    assert not list(tmp_path.glob("copy*"))


def test_a_read_only_file_is_backed_up_where_there_is_room(crm_file: Path, tmp_path: Path) -> None:
    crm_file.chmod(0o444)
    with Database(crm_file) as database:
        target = backup.back_up(crm_file, database.driver, tmp_path / "copy.db")
        assert [file.name for file in crm_file.parent.iterdir()] == ["crm.db"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_rotation_leaves_the_newest_of_each_kind(tmp_path: Path) -> None:
    days = [f"202611{day:02d}T080000Z" for day in range(1, 8)]
    for stamp in days:
        for name in (f"crm-{stamp}.db", f"before-migration-{stamp}.db", f"crm-{stamp}.db.sha256"):
            (tmp_path / name).touch()
    (tmp_path / "before-migration-20261107T080000Z-2.db").touch()
    (tmp_path / "mine.db").touch()
    backup.rotate(tmp_path, kept=3)
    assert sorted(file.name for file in tmp_path.glob("*.db*")) == [
        "before-migration-20261106T080000Z.db",
        "before-migration-20261107T080000Z-2.db",
        "before-migration-20261107T080000Z.db",
        *(f"crm-{stamp}.db{suffix}" for stamp in days[-3:] for suffix in ("", ".sha256")),
        "mine.db",
    ]


def test_what_a_killed_backup_left_goes_after_a_day(tmp_path: Path) -> None:
    day = 24 * 3600
    for name, moment in (("crm.db.a.part", 0), ("crm.db.a.part-journal", 0), ("crm.db.b.part", day), ("x.part", 0)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (moment, moment))
    os.utime(tmp_path, (day + 1, day + 1))
    backup.rotate(tmp_path)
    assert {file.name for file in tmp_path.glob("*.part*")} == {"crm.db.b.part", "x.part"}


@both
@pytest.mark.parametrize("patience", [0, 1, 3])
def test_it_is_given_up_at_any_moment_and_leaves_nothing(
    database: Database, driver: Driver, tmp_path: Path, patience: int
) -> None:
    with database.write(LI, "Added") as writing:
        writing.create_many("tag", [{"name": f"{number:05}" * 100} for number in range(20_000)])
    asked: list[bool] = []

    def stopped() -> bool:
        asked.append(True)
        return len(asked) > patience

    with pytest.raises(backup.BackupStopped):
        backup.back_up(database.path, driver, tmp_path / "new" / "copy.db", stopped)
    assert list((tmp_path / "new").iterdir()) == []
    tag(database, "still writable")


@both
def test_one_that_could_be_given_up_is_as_whole_as_any(database: Database, driver: Driver, tmp_path: Path) -> None:
    target = backup.back_up(database.path, driver, tmp_path / "copy.db", lambda: False)
    backup.verify(target, driver)
    with Database(target, driver=driver) as copy:
        assert dump(copy) == dump(database)


def test_it_is_told_when_backups_were_made(tmp_path: Path) -> None:
    for name in ("daily-20261120T235959Z.db", "daily-20261121T080000Z-2.db", "crm-20261119T080000Z.db", "daily-x.db"):
        (tmp_path / name).touch()
    assert sorted(backup.moments(tmp_path, "daily")) == [
        datetime(2026, 11, 20, 23, 59, 59, tzinfo=UTC),
        datetime(2026, 11, 21, 8, tzinfo=UTC),
    ]
    assert backup.moments(tmp_path / "none", "daily") == []


def test_no_backup_takes_the_name_of_another(tmp_path: Path) -> None:
    for wanted in ("before-restore-x.db", "before-restore-x-2.db", "before-restore-x-3.db"):
        free = backup.free_name(tmp_path, "before-restore", "x")
        assert free.name == wanted
        free.touch()


@contextmanager
def _opened(path: Path, library: str) -> Iterator[Database]:
    driver = {"best": drivers.best, "standard": drivers.standard}[library]()
    with Database(path, driver=driver) as database:
        yield database


def _write_on(pipe: Connection, path: Path, library: str, number: int) -> None:
    """Write pairs of tags, each pair in one operation, until killed; the first is told."""
    with _opened(path, library) as database:
        for count in range(1_000_000):
            with database.write(LI, "Added") as writing:
                writing.create_many("tag", [{"name": f"{number}-{count}-{half}"} for half in "ab"])
            if not count:
                pipe.send("writing")


def back_up_beside_two_writers(path: Path, library: str, folder: Path, times: int) -> None:
    """Make backups while two processes write, and check each: whole, with no half of a pair, no older than the last."""
    writers = [start(_write_on, path, library, number) for number in (1, 2)]
    assert [pipe.recv() for _writer, pipe in writers] == ["writing", "writing"]
    try:
        before = 1
        for count in range(times):
            with _opened(path, library) as database:
                target = backup.back_up(path, database.driver, folder / f"{count}.db")
                backup.verify(target, database.driver)
            copied = sqlite3.connect(target)
            query = "SELECT count(*), count(DISTINCT substr(name, 1, length(name) - 2)) FROM tag"
            tags, pairs = copied.execute(query).fetchone()
            assert copied.execute("SELECT count(*) FROM operation").fetchone() == (pairs,)
            copied.close()
            assert tags == 2 * pairs >= before
            before = tags
    finally:
        for writer, _pipe in writers:
            writer.kill()
            writer.join()


@pytest.mark.parametrize("library", ["best", "standard"])
def test_three_are_made_while_two_write(crm_file: Path, library: str, tmp_path: Path) -> None:
    back_up_beside_two_writers(crm_file, library, tmp_path / "made", 3)


@pytest.mark.torture
@pytest.mark.parametrize("library", ["best", "standard"])
def test_a_hundred_are_made_while_two_write(crm_file: Path, library: str, tmp_path: Path) -> None:
    back_up_beside_two_writers(crm_file, library, tmp_path / "made", 100)

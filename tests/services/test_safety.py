"""Backup, restore and check-up, as people ask for them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import NOW, OpenCrm
from tests.crashes import open_office
from tests.peers import elsewhere
from tests.store import difference, dump, wrong
from tui_crm.clock import FixedClock
from tui_crm.db.database import Database
from tui_crm.db.sqlite import backup
from tui_crm.db.sqlite import driver as drivers
from tui_crm.errors import BadFile, Busy, NotFound, OutputFailed, UsageError
from tui_crm.services import safety
from tui_crm.services.crm import Crm

STAMP = "20261121T093000Z"

both = pytest.mark.parametrize("driver", ["best", "standard"], indirect=True)


@pytest.fixture
def crm(open_crm: OpenCrm) -> Crm:
    """Return a database with a contact."""
    crm = open_crm()
    crm.contacts.add({"name": "Ann"})
    return crm


@both
def test_a_backup_goes_beside_the_file_and_old_ones_go(crm: Crm, open_crm: OpenCrm) -> None:
    folder = backup.folder_of(crm.database.path)
    for day in range(12):
        made = open_crm(clock=FixedClock(NOW + timedelta(days=day))).safety.back_up()
    assert made == folder / "crm-20261202T093000Z.db"
    assert open_crm(clock=FixedClock(NOW + timedelta(days=11))).safety.back_up().name == "crm-20261202T093000Z-2.db"
    assert len(list(folder.glob("*.db"))) == len(list(folder.glob("*.sha256"))) == backup.KEPT
    assert not (folder / f"crm-{STAMP}.db").exists()


@both
def test_a_backup_goes_where_it_is_wanted(crm: Crm, tmp_path: Path) -> None:
    assert crm.safety.back_up(tmp_path / "copy.db") == tmp_path / "copy.db"
    assert crm.safety.back_up(tmp_path) == tmp_path / f"crm-{STAMP}.db"
    assert not backup.folder_of(crm.database.path).exists()
    for target in (crm.database.path, crm.database.path.parent / "." / "crm.db"):
        with pytest.raises(UsageError, match="a database cannot be its own backup"):
            crm.safety.back_up(target)
    assert crm.safety.back_up(tmp_path / "new", in_folder=True) == tmp_path / "new" / f"crm-{STAMP}.db"
    with pytest.raises(OutputFailed) as raised:
        crm.safety.back_up(Path("/proc/none/copy.db"))
    assert raised.value.exit_code == 74


def never() -> bool:
    return False


def daily(crm: Crm) -> list[str]:
    return sorted(file.name for file in backup.folder_of(crm.database.path).glob("daily-*.db"))


def test_the_daily_backup_is_made_once_a_day_of_the_user_s(crm: Crm, open_crm: OpenCrm) -> None:
    shanghai = ZoneInfo("Asia/Shanghai")
    for hours, is_new in ((0, True), (1, False), (6, False), (7, True), (8, False), (31, True)):
        on_that_day = open_crm(clock=FixedClock(NOW + timedelta(hours=hours), shanghai))
        assert (on_that_day.safety.back_up_daily(never) is not None) is is_new
    made = ["daily-20261121T093000Z.db", "daily-20261121T163000Z.db", "daily-20261122T163000Z.db"]
    assert daily(crm) == made
    backup.verify(backup.folder_of(crm.database.path) / made[-1], crm.database.driver)


def test_daily_backups_are_rotated_and_leave_others_alone(crm: Crm, open_crm: OpenCrm) -> None:
    own = crm.safety.back_up()
    for day in range(backup.KEPT + 2):
        open_crm(clock=FixedClock(NOW + timedelta(days=day))).safety.back_up_daily(never)
    assert len(daily(crm)) == backup.KEPT
    assert (daily(crm)[0], own.exists()) == ("daily-20261123T093000Z.db", True)


def test_no_daily_backup_of_a_file_that_nobody_may_write(crm: Crm, crm_file: Path, open_crm: OpenCrm) -> None:
    crm.close()
    crm_file.chmod(0o444)
    assert open_crm().safety.back_up_daily(never) is None
    assert not backup.folder_of(crm_file).exists()


def test_a_daily_backup_never_fills_the_disk(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    room = crm.database.path.stat().st_size * 2
    monkeypatch.setattr(safety, "disk_usage", lambda _folder: SimpleNamespace(free=room - 1))
    with pytest.raises(OutputFailed, match="too little room"):
        crm.safety.back_up_daily(never)
    monkeypatch.setattr(safety, "disk_usage", lambda _folder: SimpleNamespace(free=room))
    assert crm.safety.back_up_daily(never) is not None


def test_a_daily_backup_of_what_is_no_database_any_more_is_told(crm: Crm, crm_file: Path) -> None:
    moved = crm_file.rename(crm_file.with_name("moved.db"))
    with pytest.raises(NotFound, match="there is no database at"):
        crm.safety.back_up_daily(never)
    crm_file.mkdir()
    with pytest.raises(OutputFailed, match="unable to open"):
        crm.safety.back_up_daily(never)
    crm_file.rmdir()
    crm_file.write_bytes(moved.read_bytes()[:20_000])
    with pytest.raises(BadFile, match="is damaged"):
        crm.safety.back_up_daily(never)


@both
def test_restoring_brings_everything_back(crm: Crm, crm_file: Path, open_crm: OpenCrm) -> None:
    before = dump(crm.database)
    made = crm.safety.back_up()
    crm.contacts.edit(1, {"name": "Wrong"})
    crm.close()
    kept = safety.restore(made, crm_file, STAMP)
    assert kept == backup.folder_of(crm_file) / f"before-restore-{STAMP}.db"
    again = open_crm()
    assert difference(before, dump(again.database)) == {}
    assert wrong(again.database) == {}
    assert again.history.undo().what == "Undid: Added Ann"
    with Database(kept) as replaced:
        assert "Wrong" in str(dump(replaced)["contact"])


def test_restoring_into_an_empty_place(crm: Crm, tmp_path: Path) -> None:
    made = crm.safety.back_up()
    target = tmp_path / "new" / "folder" / "crm.db"
    assert safety.restore(made, target, STAMP) is None
    assert [file.name for file in target.parent.iterdir()] == ["crm.db"]
    with Database(target) as restored:
        assert difference(dump(crm.database), dump(restored)) == {}


def spoiled(made: Path) -> None:
    content = bytearray(made.read_bytes())
    content[len(content) // 2] ^= 0xFF
    made.write_bytes(content)


def test_a_bad_backup_is_refused_and_nothing_touched(crm: Crm, crm_file: Path, tmp_path: Path) -> None:
    made = crm.safety.back_up()
    foreign, empty = tmp_path / "photo.png", tmp_path / "empty.db"
    foreign.write_bytes(b"\x89PNG" + bytes(200))
    empty.touch()
    spoiled(made)
    crm.close()
    before = {file: file.read_bytes() for file in crm_file.parent.rglob("*") if file.is_file()}
    for source, sentence in (
        (made, "is not what its checksum says"),
        (foreign, "is no database of this program"),
        (empty, "is empty"),
        (tmp_path, "is not a file"),
        (crm_file, "a database cannot be its own backup"),
    ):
        with pytest.raises(BadFile, match=sentence) as raised:
            safety.restore(source, crm_file, STAMP)
        assert raised.value.exit_code == 7
    with pytest.raises(NotFound, match="there is no file"):
        safety.restore(tmp_path / "nothing.db", crm_file, STAMP)
    assert {file: file.read_bytes() for file in crm_file.parent.rglob("*") if file.is_file()} == before


def test_a_folder_is_not_replaced(crm: Crm, tmp_path: Path) -> None:
    made = crm.safety.back_up()
    with pytest.raises(BadFile, match="is not a file"):
        safety.restore(made, tmp_path, STAMP)


def test_links_in_a_circle_are_no_backup(crm: Crm, tmp_path: Path) -> None:
    (tmp_path / "b.db").symlink_to("b.db")
    with pytest.raises(NotFound, match="there is no file"):
        safety.restore(tmp_path / "b.db", crm.database.path, STAMP)


def test_a_damaged_file_is_replaced_and_kept(crm: Crm, crm_file: Path, open_crm: OpenCrm) -> None:
    made = crm.safety.back_up()
    crm.close()
    crm_file.write_bytes(b"damaged beyond repair")
    kept = safety.restore(made, crm_file, STAMP)
    assert kept is not None
    assert kept.read_bytes() == b"damaged beyond repair"
    assert open_crm().contacts.card(1).row.name == "Ann"


def test_an_empty_file_is_replaced(crm: Crm, crm_file: Path, open_crm: OpenCrm) -> None:
    made = crm.safety.back_up()
    crm.close()
    crm_file.write_bytes(b"")
    assert safety.restore(made, crm_file, STAMP) is not None
    assert open_crm().contacts.card(1).row.name == "Ann"


@contextmanager
def in_use(path: Path) -> Iterator[None]:
    """Have the file open."""
    with open_office(path, "best") as crm:
        crm.contacts.rows([1])
        yield


def test_a_file_that_others_have_open_is_not_replaced(crm: Crm, crm_file: Path, open_crm: OpenCrm) -> None:
    made = crm.safety.back_up()
    crm.contacts.edit(1, {"name": "Newer"})
    crm.close()
    if not drivers.best().wal_is_safe:
        pytest.skip("with a rollback journal only who reads or writes is in the file")
    with elsewhere(in_use, crm_file), pytest.raises(Busy) as raised:
        safety.restore(made, crm_file, STAMP)
    assert raised.value.exit_code == 6
    assert open_crm().contacts.card(1).row.name == "Newer"
    assert not list(crm_file.parent.glob("*.part*"))


def test_a_copy_of_a_live_file_is_restored_with_its_log(crm: Crm, crm_file: Path, tmp_path: Path) -> None:
    """It is no backup, but whoever has nothing else should get what is in it."""
    for file in crm_file.parent.iterdir():
        if file.is_file() and not file.name.endswith("-shm"):
            shutil.copy(file, tmp_path / file.name)
    target = tmp_path / "new" / "crm.db"
    safety.restore(tmp_path / "crm.db", target, STAMP)
    with Database(target) as restored:
        assert dump(restored) == dump(crm.database)


def test_a_disk_without_room_leaves_the_file_as_it_was(
    crm: Crm, crm_file: Path, open_crm: OpenCrm, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = crm.safety.back_up()
    crm.close()

    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "copy", fail)
    with pytest.raises(OutputFailed, match="No space left on device"):
        safety.restore(made, crm_file, STAMP)
    monkeypatch.undo()
    assert open_crm().contacts.card(1).row.name == "Ann"


@both
def test_the_check_up_says_what_it_looked_at(crm: Crm) -> None:
    findings = crm.safety.check_up()
    assert [finding.check for finding in findings] == [
        "library", "journal", "permissions", "integrity", "references", "values", "ticket numbers", "summaries",
        "clocks", "tags", "search index",
    ]  # fmt: skip
    assert {finding.state for finding in findings} == {"ok"}
    driver = crm.database.driver
    assert findings[0].detail == f"{driver.name}, SQLite {'.'.join(map(str, driver.version))}"
    assert findings[1].detail.startswith("WAL, write-ahead log" if driver.wal_is_safe else "DELETE, rollback journal")


def test_a_network_is_told(open_crm: OpenCrm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drivers, "file_system", lambda _path: "cifs")
    finding = open_crm().safety.check_up()[1]
    assert (finding.state, finding.check) == ("bad", "journal")
    assert "network file system" in finding.detail


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Be in the middle of reading with a library that uses a rollback journal."""
    with open_office(path, "standard") as crm, crm.database.read() as connection:
        connection.exec_driver_sql("SELECT * FROM contact").fetchall()
        yield


@pytest.mark.skipif(drivers.standard().wal_is_safe, reason="needs a library with the bug")
def test_a_journal_that_could_not_be_changed_is_told(crm_file: Path, open_crm: OpenCrm) -> None:
    with elsewhere(reading, crm_file):
        finding = open_crm().safety.check_up()[1]
    assert (finding.state, finding.detail[:6]) == ("ok", "DELETE")
    assert "in use" in finding.detail


def test_the_newest_backup_is_known(li: Crm) -> None:
    assert li.safety.last_backup() is None
    made = li.safety.back_up()
    assert li.safety.last_backup() == (NOW, made)
    (made.parent / "holiday.db").write_text("somebody else's", encoding="utf-8")
    assert li.safety.last_backup() == (NOW, made)

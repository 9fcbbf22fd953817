"""A file that is not ours gets one sentence and exit 7, and stays as it was, with nothing beside it."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tui_crm.db.database import Database
from tui_crm.db.sqlite import driver as drivers
from tui_crm.db.sqlite.connection import APPLICATION_ID
from tui_crm.errors import BadFile, NotFound

pytestmark = pytest.mark.parametrize("driver", ["best", "standard"], indirect=True)

PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)


def with_bytes(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def foreign(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.executescript("CREATE TABLE contact (id INTEGER PRIMARY KEY); PRAGMA application_id = 1")
    connection.close()


def other_program_in_wal_mode(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA journal_mode = WAL; CREATE TABLE note (id INTEGER PRIMARY KEY)")
    connection.close()


def newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()


def without_revision(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM alembic_version")
    connection.commit()
    connection.close()


def ours_but_empty(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.executescript(f"PRAGMA application_id = {APPLICATION_ID}; CREATE TABLE x (y)")
    connection.close()


def garbage_after_the_header(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "png": (with_bytes(PNG), "is no database of this program, or is damaged or encrypted"),
    "encrypted": (with_bytes(bytes(range(256)) * 16), "is no database of this program, or is damaged or encrypted"),
    "text": (with_bytes(b"name,phone\n"), "is no database of this program, or is damaged or encrypted"),
    "empty": (with_bytes(b""), "is empty"),
    "foreign": (foreign, "is a database of another program"),
    "foreign in WAL": (other_program_in_wal_mode, "is a database of another program"),
    "newer": (newer, "was written by a newer version of this program"),
    "no revision": (without_revision, "is damaged"),
    "no tables": (ours_but_empty, "is damaged"),
    "garbage": (garbage_after_the_header, "is damaged"),
    "cut short": (cut_short, "is damaged"),
}


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("create", [True, False])
def test_it_is_refused_and_stays_as_it_was(
    case: str,
    create: bool,  # noqa: FBT001 - a column
    crm_file: Path,
    driver: drivers.Driver,
) -> None:
    spoil, sentence = BAD[case]
    spoil(crm_file)
    before, beside = crm_file.read_bytes(), sorted(crm_file.parent.iterdir())
    with pytest.raises(BadFile) as raised:
        Database(crm_file, create=create, driver=driver)
    assert raised.value.message == f"{crm_file} {sentence}"
    assert raised.value.exit_code == 7
    assert crm_file.read_bytes() == before
    assert sorted(crm_file.parent.iterdir()) == beside


def test_a_folder_is_no_file(tmp_path: Path, driver: drivers.Driver) -> None:
    with pytest.raises(BadFile, match="is not a file"):
        Database(tmp_path, driver=driver)
    assert list(tmp_path.iterdir()) == [tmp_path / "home"]


def test_a_device_is_no_file(driver: drivers.Driver) -> None:
    with pytest.raises(BadFile, match="/dev/null is not a file"):
        Database(Path("/dev/null"), driver=driver)


@pytest.mark.parametrize("suffix", ["-wal", "-journal"])
def test_what_a_missing_file_left_behind_spoils_no_new_one(suffix: str, tmp_path: Path, driver: drivers.Driver) -> None:
    left = tmp_path / f"crm.db{suffix}"
    left.write_bytes(b"content")
    with pytest.raises(BadFile, match=f"is missing, but crm.db{suffix}"):
        Database(tmp_path / "crm.db", driver=driver)
    assert not (tmp_path / "crm.db").exists()
    left.write_bytes(b"")
    Database(tmp_path / "crm.db", driver=driver).close()


def test_a_missing_file_is_made_only_when_asked_for(tmp_path: Path, driver: drivers.Driver) -> None:
    with pytest.raises(NotFound, match="there is no database at"):
        Database(tmp_path / "crm.db", create=False, driver=driver)
    assert not (tmp_path / "crm.db").exists()


def test_a_link_leads_to_the_file(crm_file: Path, tmp_path: Path, driver: drivers.Driver) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(crm_file)
    with Database(link, driver=driver) as database:
        assert database.path == crm_file
    target, dangling = tmp_path / "to be made.db", tmp_path / "dangling.db"
    dangling.symlink_to(target)
    Database(dangling, driver=driver).close()
    assert target.is_file()
    assert dangling.is_symlink()


@pytest.mark.parametrize("name", ["50%.db", "what?.db", "a#b.db", "客户 库.db", "a&mode=ro.db", "x:y.db"])
def test_any_name_will_do(name: str, template: Path, tmp_path: Path, driver: drivers.Driver) -> None:
    path = tmp_path / name
    shutil.copy(template, path)
    before = set(tmp_path.iterdir())
    with Database(path, driver=driver) as database, database.maintain() as connection:
        connection.exec_driver_sql("UPDATE sqlite_sequence SET seq = seq")
    assert set(tmp_path.iterdir()) == before


def test_a_file_that_cannot_be_read_is_told(
    crm_file: Path, driver: drivers.Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.open

    def refuse(path: Path, *arguments: Any, **options: Any) -> object:
        if path == crm_file:
            raise PermissionError(13, "Permission denied")
        return read(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(BadFile, match=r"cannot read .*: Permission denied"):
        Database(crm_file, driver=driver)

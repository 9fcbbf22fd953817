"""Nothing that the program writes takes the place of a database, of what belongs to one, or goes among backups."""

from pathlib import Path

import pytest

from tui_crm.database_files import HEADER, is_beside_database, is_database, refuse_database
from tui_crm.errors import UsageError


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return a file that begins as a database does, in a folder with files of other kinds."""
    file = tmp_path / "crm.db"
    file.write_bytes(HEADER + bytes(84))
    (tmp_path / "old.csv").write_text("SQLite format", encoding="utf-8")
    (tmp_path / "link.csv").symlink_to("crm.db")
    (tmp_path / "hard.csv").hardlink_to(file)
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    (tmp_path / "crm.db.backups").mkdir()
    return file


@pytest.mark.parametrize(
    "name",
    [
        *("crm.db", "crm.db-wal", "crm.db-shm", "crm.db-journal", "crm.db.sha256", "link.csv", "hard.csv"),
        *("crm.db.backups/new.csv", "crm.db.backups/../crm.db"),
    ],
)
def test_what_guards_customers_is_refused(database: Path, name: str) -> None:
    with pytest.raises(UsageError, match=name.partition("/")[0]) as raised:
        refuse_database(database.parent / name)
    assert raised.value.exit_code == 2


@pytest.mark.parametrize("end", ["", "-wal", ".sha256"])
def test_a_database_that_is_about_to_be_made_is_refused(tmp_path: Path, end: str) -> None:
    with pytest.raises(UsageError, match=r"new\.db"):
        refuse_database(tmp_path / f"new.db{end}", tmp_path / "new.db")


@pytest.mark.parametrize("name", ["old.csv", "new.csv", "new.db-wal", "-wal", "loop.csv", "", "/dev/null"])
def test_any_other_file_will_do(database: Path, name: str) -> None:
    refuse_database(database.parent / name, database)
    assert not is_beside_database(database.parent / name)


def test_a_database_is_told_by_its_first_bytes(database: Path) -> None:
    assert is_database(database)
    assert not any(map(is_database, (database.parent, database.with_name("old.csv"), database.with_name("loop.csv"))))

"""No file that the program writes takes the place of a database."""

from pathlib import Path

import pytest

from tui_crm.errors import UsageError
from tui_crm.services.crm import Crm
from tui_crm.services.targets import check_target


@pytest.mark.parametrize("name", ["crm.db", "crm.db-wal", "crm.db-shm", "crm.db-journal", "link.csv", "backup.db"])
def test_a_database_and_what_belongs_to_it_is_refused(li: Crm, name: str) -> None:
    folder = li.database.path.parent
    (folder / "link.csv").symlink_to("crm.db")
    li.safety.back_up(folder / "backup.db")
    with pytest.raises(UsageError, match=name):
        check_target(folder / name, li.database.path)


def test_any_other_file_will_do(li: Crm, tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("SQLite format", encoding="utf-8")
    for target in (tmp_path / "old.csv", tmp_path / "new.csv", tmp_path, Path("/dev/null")):
        check_target(target, li.database.path)

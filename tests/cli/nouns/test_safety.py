"""`crm backup`, `crm restore`, `crm doctor`."""

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm
from tui_crm import paths


def test_a_backup_is_made_where_it_is_said_or_beside_the_database(people: RunCrm, tmp_path: Path) -> None:
    assert people("backup", str(tmp_path / "b.db")).stdout == f"{tmp_path / 'b.db'}\n"
    own = Path(people("backup").stdout.strip())
    assert own.parent == paths.default_database().with_name("crm.db.backups")
    for file in (tmp_path / "b.db", own):
        with sqlite3.connect(file) as connection:
            assert connection.execute("SELECT count(*) FROM contact").fetchone() == (5,)
        connection.close()


def test_a_backup_is_put_back_and_what_was_there_is_kept(people: RunCrm, tmp_path: Path) -> None:
    backup = str(tmp_path / "b.db")
    people("backup", backup)
    people("contact", "delete", "c2")
    restored = people("restore", backup, "--yes")
    assert restored.exit_code == 0
    assert people("contact", "show", "li ming", "-f", "ids").stdout == "c2\n"
    is_now, before = restored.stderr.splitlines()
    assert is_now == f"{paths.default_database()} is now what {backup} was"
    kept = before.removeprefix("what was there before is kept in ")
    assert people("--db", kept, "contact", "list", "-f", "ids").stdout == "c3\nc5\n"


def test_a_folder_that_is_not_there_is_made(people: RunCrm, tmp_path: Path) -> None:
    made = Path(people("backup", f"{tmp_path / 'bk'}/").stdout.strip())
    assert (made.parent, made.name) == (tmp_path / "bk", "crm-20261121T093000Z.db")
    assert people("backup", " ").exit_code == 2


def test_another_database_is_never_replaced(people: RunCrm, tmp_path: Path) -> None:
    other = str(tmp_path / "other.db")
    assert people("--db", other, "contact", "add", "--name", "Only there").exit_code == 0
    refused = people("backup", other)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.splitlines()[0] == (
        f"crm: {other} cannot be replaced: it is no backup that is as its checksum says"
    )
    assert people("--db", other, "contact", "list", "-f", "ids").stdout == "c1\n"
    assert people("backup", str(paths.default_database())).exit_code == 2


def test_restoring_asks(people: RunCrm, tmp_path: Path) -> None:
    backup = str(tmp_path / "b.db")
    people("backup", backup)
    people("contact", "delete", "c2")
    assert people("restore", backup).exit_code == 2
    assert people("contact", "show", "li ming").exit_code == 3


def test_no_database_is_no_backup(crm: RunCrm) -> None:
    for words in (["backup"], ["doctor"]):
        refused = crm(*words)
        assert (refused.exit_code, refused.stdout) == (3, "")
    assert not paths.default_database().exists()


def test_a_healthy_database_is_told_so(people: RunCrm) -> None:
    findings = read(people("doctor", "--format", "json"))
    assert {finding["state"] for finding in findings} == {"ok"}
    assert {"integrity", "permissions", "search index"} <= {finding["check"] for finding in findings}


def test_what_is_wrong_is_mended_or_told(people: RunCrm) -> None:
    paths.default_database().chmod(0o644)
    told = people("doctor", "--no-repair")
    assert (told.exit_code, told.stderr) == (1, "crm: 1 thing is wrong\n")
    assert "bad" in told.stdout
    mended = people("doctor")
    assert (mended.exit_code, "repaired" in mended.stdout) == (0, True)
    assert paths.default_database().stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("words", [["backup", "there"], ["restore", "there"]])
def test_a_file_that_cannot_be_is_one_sentence(people: RunCrm, words: list[str], tmp_path: Path) -> None:
    command, name = words
    where = tmp_path / "nothing" / name
    if command == "backup":
        where.parent.write_text("a file, no folder", encoding="utf-8")
    refused = people(command, str(where), *(["--yes"] if command == "restore" else []))
    assert refused.exit_code == {"backup": 74, "restore": 3}[command]
    assert refused.stderr.count("\n") <= 2

"""A path where no database is: what reads or changes makes none there, what adds the first thing does."""

import shlex
from pathlib import Path

import pytest

from tests.conftest import RunCrm
from tui_crm import paths

READS_OR_CHANGES = (
    *("contact list", "company list vip", "contact show c1", "contact timeline c1", "contact duplicates"),
    *(
        "contact query li",
        "contact edit c1 --city Berlin",
        "contact delete c1",
        "contact restore c1",
        "contact tag c1 vip",
    ),
    *("contact merge c1 c2", "contact forget c1 --yes", "log call c1", "due", "reminder list", "reminder add c1 today"),
    *("tag list", "tag delete vip", "field list", "field delete budget", "user list", "user retire li --to wang"),
    *("history", "undo", "redo", "import list", "import show i1", "import undo i1", "import fields contacts"),
    *("config unset levels", "export contacts", "backup", "doctor"),
)
ADDS = (
    *("contact add --name Li", "company add --name Acme", "tag add vip", "field add budget", "user add wang"),
    "config set levels A,B",
)


@pytest.mark.parametrize("command", READS_OR_CHANGES)
def test_none_is_made_where_a_path_may_be_mistyped(crm: RunCrm, tmp_path: Path, command: str) -> None:
    place = tmp_path / "folder" / "typo.db"
    refused = crm("--db", str(place), *shlex.split(command))
    assert (refused.exit_code, refused.stdout) == (3, "")
    assert refused.stderr.splitlines() == [
        f"crm: there is no database at {place}",
        "  check the path; what adds something makes a new one there, such as crm contact add",
    ]
    assert not place.parent.exists()


def test_it_does_not_matter_who_named_the_path(crm: RunCrm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert crm("config", "set", "database", str(tmp_path / "a.db")).exit_code == 0
    assert crm("contact", "list").exit_code == 3
    monkeypatch.setenv("CRM_DB", str(tmp_path / "b.db"))
    assert crm("contact", "list").exit_code == 3
    assert not list(tmp_path.glob("*.db"))


@pytest.mark.parametrize("command", ADDS)
def test_one_is_made_by_what_adds_something(crm: RunCrm, tmp_path: Path, command: str) -> None:
    place = tmp_path / "new.db"
    added = crm("--db", str(place), *shlex.split(command))
    assert (added.exit_code, place.is_file()) == (0, True), added.stderr
    assert f"made a new database: {place}" in added.stderr


def test_the_default_place_cannot_be_mistyped(crm: RunCrm) -> None:
    assert crm("contact", "list", "-f", "json").stdout == "[]\n"
    assert paths.default_database().is_file()

"""`crm call next`: whom to call, for scripts."""

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm
from tui_crm import paths
from tui_crm.call_locks import CallLocks


@pytest.fixture
def phones(desk: RunCrm) -> RunCrm:
    """Return the command line over a database with Ann, Bob and Cyd, of whom Bob has no phone."""
    for name, *phone in (("Ann", "--phone", "138 0013 8000"), ("Bob",), ("Cyd", "--phone", "139 0013 8000")):
        desk("contact", "add", "--name", name, *phone)
    return desk


def test_it_is_who_was_not_called_and_nobody_has(phones: RunCrm) -> None:
    assert read(phones("call", "next", "-f", "json"))["name"] == "Ann"
    phones("log", "call", "c1", "--outcome", "no answer")
    after = phones("call", "next", "-f", "ids")
    assert (after.stdout, after.stderr) == ("c3\n", "left out: called already 1 · no phone 1\n")
    assert phones("call", "next", "sort:-name", "-f", "ids").stdout == "c3\n"
    locks = CallLocks(paths.default_database())
    assert locks.take(3)
    nobody = phones("call", "next")
    locks.give_back()
    assert (nobody.exit_code, nobody.stdout) == (3, "")
    assert "there is nobody to call\n  left out: called already 1 · with a colleague 1 · no phone 1" in nobody.stderr


def test_a_filter_narrows_it(phones: RunCrm) -> None:
    assert "Cyd" in phones("call", "next", "cyd").stdout
    assert phones("call", "next", "nobody").exit_code == 3
    assert phones("call", "next", "stage:nonsense").exit_code == 2


def test_where_the_file_is_read_only_it_is_told_as_by_any_write(phones: RunCrm) -> None:
    database = paths.default_database()
    database.with_name(f"{database.name}.calls").mkdir()
    assert phones("call", "next").exit_code == 74
    database.chmod(0o444)
    refused = phones("call", "next")
    assert (refused.exit_code, refused.stdout) == (7, "")
    assert refused.stderr.startswith(f"crm: {database} is read-only\n")

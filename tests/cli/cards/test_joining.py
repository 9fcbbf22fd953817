"""One contact on file twice, and one on file no more."""

import sqlite3

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm
from tui_crm import paths


@pytest.fixture
def twice(people: RunCrm) -> RunCrm:
    """Put Li Ming on file a second time (c6), with another phone."""
    people("contact", "add", "--name", "Li M.", "--email", "li@acme.com", "--phone", "13912340000", "--tag", "new")
    people("log", "call", "c6", "--note", "from the other one")
    return people


def test_those_that_may_be_the_same_are_listed(twice: RunCrm) -> None:
    assert twice("contact", "duplicates").stdout == (
        "group  same    id  name     company  e-mail       phone\n"
        "    1  e-mail  c2  Li Ming  Acme     li@acme.com  138 0013 8000\n"
        "    1  e-mail  c6  Li M.             li@acme.com  13912340000\n"
    )
    assert read(twice("contact", "duplicates", "-f", "json"))[1] == {
        "group": 1,
        "why": ["email"],
        "id": "c6",
        "name": "Li M.",
        "company": "",
        "email": "li@acme.com",
        "phone": "13912340000",
    }
    assert read(twice("company", "duplicates", "-f", "json")) == []


def test_the_limit_counts_groups_of_the_noun_s_kind(twice: RunCrm) -> None:
    for _twin in range(2):
        twice("company", "add", "--name", "Zenith")
    twice("contact", "add", "--name", "Wang F.", "--email", "fang@example.com")
    assert {row["group"] for row in read(twice("contact", "duplicates", "-n", "2", "-f", "json"))} == {1, 2}
    assert {row["name"] for row in read(twice("company", "duplicates", "-n", "1", "-f", "json"))} == {"Zenith"}


def test_two_become_one_and_part_again(twice: RunCrm) -> None:
    before = read(twice("contact", "list", "kind:any", "-f", "json"))
    assert twice("contact", "merge", "li ming", "c6").stderr == "Merged Li M. into Li Ming\n"
    card = read(twice("contact", "show", "c2", "-f", "json"))
    assert [phone["number"] for phone in card["phones"]] == ["138 0013 8000", "13912340000"]
    assert (card["tags"], card["last_activity"]) == (["new", "vip"], "2026-11-21T09:30:00Z")
    assert twice("contact", "show", "13912340000", "-f", "ids").stdout == "c2\n"
    merged = twice("contact", "show", "c6", "-f", "ids")
    assert (merged.stdout, merged.stderr) == ("c6\n", "contact c6 was merged into c2\n")
    refused = twice("contact", "edit", "c6", "--city", "Bern")
    assert (refused.exit_code, refused.stderr.splitlines()[0]) == (3, "crm: contact c6 was merged into c2")
    assert twice("contact", "unmerge", "c6").stderr == "Undid: Merged Li M. into Li Ming\n"
    after = read(twice("contact", "list", "kind:any", "-f", "json"))
    versions = {"version": 0, "customer_version": 0}
    assert [{**card, **versions} for card in after] == [{**card, **versions} for card in before]


@pytest.mark.parametrize(
    ("words", "code"),
    [(["merge", "c2", "c2"], 4), (["merge", "c2", "c1"], 4), (["merge", "c2"], 2), (["unmerge", "c2"], 3)],
)
def test_what_cannot_be_is_refused(twice: RunCrm, words: list[str], code: int) -> None:
    refused = twice("contact", *words)
    assert (refused.exit_code, refused.stdout) == (code, "")


def test_forgetting_asks_and_leaves_nothing(twice: RunCrm) -> None:
    assert twice("contact", "forget", "Wang Fang").exit_code == 2
    assert twice("contact", "show", "c3").exit_code == 0
    forgotten = twice("contact", "forget", "Wang Fang", "--yes")
    assert forgotten.exit_code == 0
    assert forgotten.stderr.splitlines()[0] == "Forgot c3"
    assert "backups made before still know them" in forgotten.stderr
    assert twice("contact", "show", "c3").exit_code == 3
    assert "Wang" not in twice("history").stdout
    with sqlite3.connect(paths.default_database()) as connection:
        assert "Wang Fang" not in "\n".join(connection.iterdump())
    connection.close()


def test_one_in_the_trash_can_be_forgotten(twice: RunCrm) -> None:
    twice("contact", "delete", "c3")
    assert twice("contact", "forget", "c3", "--yes").exit_code == 0
    assert twice("contact", "restore", "c3").exit_code == 3

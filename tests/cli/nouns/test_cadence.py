"""`crm cadence`: how often one stays in touch."""

import re

import pytest

from tests.cli.conftest import read
from tests.conftest import CHECKOUT, RunCrm


def test_it_is_set_listed_and_removed(people: RunCrm) -> None:
    people("tag", "add", "gold")
    people("contact", "edit", "c2", "--level", "A", "--add-tag", "gold")
    assert people("cadence", "set", "level:A", "14").stderr == "Stay in touch with level:A every 14 days\n"
    people("cadence", "set", "tag:gold", "30")
    assert people("cadence", "list").stdout == (
        "for       days  contacts\nlevel:A     14         2\ntag:gold    30         1\n"
    )
    assert people("cadence", "remove", "tag:gold").exit_code == 0
    assert [entry["subject"] for entry in read(people("cadence", "list", "--format", "json"))] == ["level:A"]
    refused = people("cadence", "set", "vip", "30")
    assert (refused.exit_code, "is no tag, level or segment" in refused.stderr) == (4, True)


def test_a_segment_has_one(people: RunCrm) -> None:
    people("segment", "add", "Key accounts", "level:A")
    people("contact", "edit", "c2", "--level", "A")
    assert people("cadence", "set", "segment:key accounts", "14").exit_code == 0
    assert (
        people("cadence", "list").stdout
        == "for                   days  contacts\nsegment:Key accounts    14         3\n"
    )
    people("segment", "add", "Moving", "last_activity:>30d")
    refused = people("cadence", "set", "segment:moving", "14")
    assert (refused.exit_code, "“last_activity:>30d” in segment “Moving” changes by itself" in refused.stderr) == (
        4,
        True,
    )
    assert people("segment", "edit", "key accounts", "owner:me").exit_code == 2
    assert people("cadence", "remove", "segment:Key accounts").exit_code == 0


def test_a_contact_has_one_of_its_own(people: RunCrm) -> None:
    people("contact", "edit", "c2", "--cadence", "30")
    (card,) = read(people("contact", "list", "cadence:30", "--format", "json"))
    assert (card["id"], card["cadence"]) == ("c2", 30)
    assert card["touch_by"].endswith("Z")
    shown = people("contact", "show", "c2").stdout
    assert re.search(r"in touch by +\d{4}-\d\d-\d\d\n", shown), shown
    people("contact", "edit", "c2", "--cadence", "none")
    assert people("contact", "list", "cadence:any", "--format", "ids").stdout == ""


@pytest.mark.parametrize(
    "words",
    [
        *(("contact", "edit", "c2", "--cadence", days) for days in ("soon", "0", "3651")),
        *(("cadence", "set", "level:A", days) for days in ("soon", "0", "3651")),
        *(("reminder", "add", "c2", *said) for said in (("soon",), ("tomorrow", "--repeat", "soon"))),
    ],
)
def test_words_that_cannot_be_read_are_a_wrong_command_line(people: RunCrm, words: tuple[str, ...]) -> None:
    before = people("history", "-f", "ids").stdout
    assert people(*words).exit_code == 2
    assert people("history", "-f", "ids").stdout == before


@pytest.mark.parametrize("name", ["docs/cadence.md", "docs/cadence.zh.md"])
def test_the_page_runs(name: str, crm: RunCrm) -> None:
    crm("contact", "add", "--name", "Anna Schmidt", "--tag", "vip")
    lines = re.findall(r"^crm (.+)$", (CHECKOUT / name).read_text(encoding="utf-8"), re.MULTILINE)
    assert len(lines) == 7
    for line in lines:
        result = crm(*(quoted or bare for quoted, bare in re.findall(r"'([^']*)'|(\S+)", line)))
        assert result.exit_code == 0, result.stderr

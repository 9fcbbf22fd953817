"""`crm sla` and what it prints."""

import json
import re

import pytest

from tests.conftest import CHECKOUT, RunCrm


def policies(crm: RunCrm) -> list[dict[str, object]]:
    listed: list[dict[str, object]] = json.loads(crm("sla", "list", "--format", "json").stdout)
    return listed


def test_a_promise_is_made_listed_and_taken_back(crm: RunCrm) -> None:
    made = crm(
        "sla", "set", "--kind", "Complaint", "--level", "vip", "--first", "30m", "--next", "none", "--step", "80:raise"
    )
    assert made.stderr.endswith("Promised for kind:complaint level:VIP: 30m · none · none\n")
    found = next(each for each in policies(crm) if each["level"])
    assert {name: found[name] for name in ("id", "kind", "priority", "level", "first", "next", "steps")} == {
        "id": "sp8", "kind": "complaint", "priority": None, "level": "VIP", "first": 30, "next": None, "steps": ["80:raise"],
    }  # fmt: skip
    assert "30 min" in crm("sla", "list").stdout
    assert crm("sla", "remove", "--kind", "complaint", "--level", "VIP").exit_code == 0
    assert crm("sla", "remove", "--kind", "complaint", "--level", "VIP").exit_code == 3


def test_what_another_promise_would_change_is_shown(crm: RunCrm) -> None:
    crm("contact", "add", "--name", "Bob")
    shown = crm("sla", "what-if", "--first", "30m", "--days", "7")
    assert "first response — → — (of 0)" in shown.stdout
    found = json.loads(crm("sla", "what-if", "--remove", "--format", "json").stdout)
    assert (found["tickets"], found["days"], [each["clock"] for each in found["past"]]) == (
        0, 90, ["first", "next", "resolution"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("what-if",), "say what would be promised"),
        (("what-if", "--remove", "--first", "1h"), "--remove takes no times"),
        (("set", "--first", "soon"), "written like 30m"),
        (("set", "--priority", "huge"), "“huge” is none of"),
    ],
)
def test_what_makes_no_sense_is_refused(crm: RunCrm, words: tuple[str, ...], told: str) -> None:
    crm("contact", "add", "--name", "Bob")
    refused = crm("sla", *words)
    assert refused.exit_code in {2, 4}
    assert told in refused.stderr


@pytest.mark.parametrize("name", ["docs/sla.md", "docs/sla.zh.md"])
def test_the_page_runs(name: str, crm: RunCrm) -> None:
    crm("contact", "add", "--name", "Anna Schmidt")
    lines = re.findall(r"^crm (.+)$", (CHECKOUT / name).read_text(encoding="utf-8"), re.MULTILINE)
    assert len(lines) == 7
    for line in lines:
        result = crm(*line.split())
        assert result.exit_code == 0, result.stderr

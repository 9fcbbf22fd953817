"""`crm way`: how tickets of each kind go."""

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm


def test_a_way_is_set_shown_and_taken_back(desk: RunCrm) -> None:
    desk("user", "add", "wang", "--team", "support")
    words = ("--priority", "high", "--owner", "team:support", "--needs", "cause,confirmed", "--aftercare", "0")
    lines = ("--checklist", "serial number", "--checklist", "photo")
    assert desk("way", "set", "incident", *words, *lines).stderr == "Set the service way of: incident\n"
    assert read(desk("way", "show", "incident", "-f", "json")) == {
        "kind": "incident",
        "priority": "high",
        "handled_by": "team:support",
        "owner": None,
        "team": "support",
        "needs": ["cause", "confirmed"],
        "aftercare_days": None,
        "checklist": ["serial number", "photo"],
        "usual": False,
        "version": 1,
    }
    assert desk("way", "list", "-f", "ids").stdout.split() == [
        "question", "request", "incident", "complaint", "suggestion",
    ]  # fmt: skip
    desk("way", "set", "incident", "--checklist", "", "--owner", "-", "--needs", "none")
    changed = read(desk("way", "show", "incident", "-f", "json"))
    assert (changed["checklist"], changed["handled_by"], changed["needs"]) == ([], None, [])
    desk("way", "reset", "incident")
    assert read(desk("way", "show", "incident", "-f", "json"))["usual"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["set", "incident"], 2, "nothing is said"),
        (["set", "nothing", "--needs", "cause"], 2, "question, request"),
        (["set", "incident", "--needs", "money"], 2, "cause, remedy, confirmed, none"),
        (["set", "incident", "--aftercare", "366"], 2, "365"),
        (["set", "incident", "--owner", "nobody"], 3, "nobody"),
        (["set", "complaint", "--needs", "cause"], 4, "never closed without"),
    ],
)
def test_what_cannot_be_is_refused(desk: RunCrm, words: list[str], code: int, said: str) -> None:
    refused = desk("way", *words)
    assert (refused.exit_code, said in refused.stderr) == (code, True), refused.stderr

"""`crm problem`: named, collecting tickets, solved for all of them, and refused in one sentence."""

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm


@pytest.fixture
def outage(people: RunCrm) -> RunCrm:
    """Give the people of the desk a known problem and two tickets that are due to it."""
    people("problem", "add", "Outage", "--text", "-", "--workaround", "Wait.", stdin="Nothing\nworks.\n")
    for who in ("c2", "c5"):
        people("ticket", "open", who, "--subject", "it is dark")
    assert people("problem", "collect", "outage", "T-1").stderr == "T-1 is due to Outage\n"
    assert people("ticket", "edit", "T-2", "--problem", "OUTAGE").stderr == "Edited T-2\n"
    return people


def test_from_naming_to_solving(outage: RunCrm) -> None:
    outage("problem", "add", "Weather")
    assert [(each["id"], each["name"], each["live"]) for each in read(outage("problem", "list", "-f", "json"))] == [
        ("pr1", "Outage", 2), ("pr2", "Weather", 0),
    ]  # fmt: skip
    shown = read(outage("problem", "show", "outage", "-f", "json"))
    assert (shown["text"], shown["workaround"], [each["id"] for each in shown["tickets"]]) == (
        "Nothing\nworks.", "Wait.", ["t1", "t2"],
    )  # fmt: skip
    solved = outage("problem", "solve", "pr1", "--resolve", "--answer", "There is light, $number.")
    assert solved.stderr == "Solved known problem Outage\n2 tickets are resolved\n"
    ticket = read(outage("ticket", "show", "T-2", "-f", "json"))
    assert (ticket["state"], ticket["cause"], ticket["problem"]) == ("resolved", "Outage", "Outage")
    assert [word["text"] for word in ticket["replies"]] == ["There is light, T-2."]
    assert outage("problem", "list", "-f", "ids").stdout == "pr2\n"
    assert outage("problem", "list", "--all", "-f", "ids").stdout == "pr2\npr1\n"
    outage("undo")
    assert read(outage("problem", "show", "outage", "-f", "json"))["live"] == 2
    outage("problem", "edit", "outage", "--name", "Darkness")
    outage("problem", "solve", "darkness")
    assert outage("problem", "reopen", "darkness").stderr == "Known problem Darkness is not solved after all\n"
    assert outage("problem", "delete", "darkness", "--yes").stderr == "Deleted known problem Darkness\n"
    assert read(outage("ticket", "show", "T-1", "-f", "json"))["problem"] is None


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["add", "outage"], 4, "already"),
        (["add", " "], 4, "needs a name"),
        (["show", "outag"], 3, "Outage"),
        (["edit", "outage"], 2, "nothing is said"),
        (["edit", "outage", "--base", "9", "--text", "x"], 5, ""),
        (["collect", "outage", "T-9"], 3, "T-9"),
        (["reopen", "nothing"], 3, "nothing"),
    ],
)
def test_what_cannot_be_is_refused(outage: RunCrm, words: list[str], code: int, said: str) -> None:
    refused = outage("problem", *words)
    assert (refused.exit_code, refused.stdout) == (code, "")
    assert said in refused.stderr

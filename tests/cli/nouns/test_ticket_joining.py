"""`crm ticket merge`, `split`, `link` and `unlink`: what they tell, and what they refuse."""

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm


@pytest.fixture
def desk(people: RunCrm) -> RunCrm:
    """Give the people of the desk two tickets of Li Ming, on the first of which two things are asked, and one of another."""
    for subject in ("printer on fire", "it burns"):
        people("ticket", "open", "li ming", "--subject", subject)
    for text in ("It burns.", "And the phone?"):
        people("ticket", "reply", "T-1", "--incoming", "--text", text)
    people("ticket", "open", "c5", "-s", "too late")
    return people


def test_what_is_one_is_made_one_and_what_is_two_parted(desk: RunCrm) -> None:
    words = read(desk("ticket", "show", "T-1", "-f", "json"))["replies"]
    assert words[1]["id"] in desk("ticket", "show", "T-1").stdout
    split = desk("ticket", "split", "T-1", words[1]["id"], "--subject", "the phone")
    assert (split.stdout, split.stderr) == ("t4\n", "Split T-4 from T-1\n")
    assert read(desk("ticket", "show", "T-4", "-f", "json"))["split_from"] == "t1"
    assert desk("ticket", "merge", "T-2", "T-1").stderr == "Merged T-1 into T-2\n"
    assert [word["id"] for word in read(desk("ticket", "show", "T-2", "-f", "json"))["replies"]] == [words[0]["id"]]
    assert desk("ticket", "link", "T-2", "T-3", "T-4").stderr == "Linked T-2 to T-3, T-4\n"
    assert desk("ticket", "unlink", "T-4", "t2").stderr == "Took the link of T-4 to T-2 away\n"
    assert [other["number"] for other in read(desk("ticket", "show", "T-2", "-f", "json"))["links"]] == ["T-3"]
    assert desk("ticket", "list", "-f", "ids").stdout.split() == ["t2", "t3", "t4"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["merge", "T-1", "T-1"], 4, "two different tickets"),
        (["merge", "T-1", "T-3"], 4, "--anyway"),
        (["split", "T-1", "a99"], 4, "a99 is not on T-1"),
        (["split", "T-1", "T-2"], 2, "a12"),
        (["split", "T-1", "a1", "a2"], 4, "would be left"),
        (["link", "T-1", "T-1"], 4, "two different"),
    ],
)
def test_what_cannot_be_is_refused(desk: RunCrm, words: list[str], code: int, said: str) -> None:
    refused = desk("ticket", *words)
    assert (refused.exit_code, refused.stdout) == (code, "")
    assert said in refused.stderr


def test_what_was_merged_says_where_it_went(desk: RunCrm) -> None:
    assert desk("ticket", "merge", "T-1", "T-3", "--anyway").exit_code == 0
    refused = desk("ticket", "reply", "T-3", "--text", "x")
    assert (refused.exit_code, "T-3 was merged into T-1" in refused.stderr) == (4, True)
    assert desk("undo").exit_code == 0
    assert desk("ticket", "reply", "T-3", "--text", "x").exit_code == 0

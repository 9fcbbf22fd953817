"""`crm tag`: the labels there are."""

from tests.cli.conftest import read
from tests.conftest import RunCrm


def named(desk: RunCrm) -> dict[str, int]:
    return {tag["name"]: tag["contacts"] for tag in read(desk("tag", "list", "-f", "json"))}


def test_labels_are_made_renamed_and_deleted(people: RunCrm) -> None:
    added = people("tag", "add", "new")
    assert (added.stdout, added.stderr) == ("l3\n", "Added tag new\n")
    assert people("tag", "rename", "vip", "V.I.P.").stderr == "Renamed tag vip to V.I.P.\n"
    assert named(people) == {"new": 0, "partner": 1, "V.I.P.": 1}
    assert people("tag", "delete", "partner", "--yes").stderr == "Deleted tag partner\n"
    assert named(people) == {"new": 0, "V.I.P.": 1}
    assert read(people("contact", "show", "c5", "-f", "json"))["tags"] == []


def test_deleting_asks(people: RunCrm) -> None:
    refused = people("tag", "delete", "vip")
    assert (refused.exit_code, refused.stderr.splitlines()[-1]) == (2, "  add --yes if you mean it")
    assert "vip" in named(people)


def test_what_cannot_be(people: RunCrm) -> None:
    assert people("tag", "add", "VIP").exit_code == 4
    assert people("tag", "rename", "nothing", "x").exit_code == 3
    assert people("tag", "delete", "nothing", "--yes").exit_code == 3


def test_the_table(people: RunCrm) -> None:
    assert people("tag", "list").stdout == "tag      contacts\npartner         1\nvip             1\n"

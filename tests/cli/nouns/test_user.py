"""`crm user`: who works here."""

from tests.cli.conftest import read
from tests.conftest import RunCrm


def test_users_are_added_and_edited(desk: RunCrm) -> None:
    added = desk("user", "add", "wang", "--name", "Wang Fang", "--email", "fang@x.de", "--team", "sales")
    assert (added.stdout, added.stderr) == ("u1\n", "Added user wang\n")
    assert desk("user", "edit", "wang", "--login", "fang", "--email", "").stderr == "Edited user wang\n"
    fang, me = read(desk("user", "list", "-f", "json"))
    assert (fang["login"], fang["name"], fang["email"], fang["team"]) == ("fang", "Wang Fang", "", "sales")
    assert me["login"] == "li"
    desk("user", "edit", "me", "--name", "Li Ming", "--team", "sales")
    assert read(desk("user", "list", "-f", "json"))[1]["name"] == "Li Ming"


def test_leaving_hands_everything_over_in_one_operation(people: RunCrm) -> None:
    people("user", "add", "wang")
    people("reminder", "add", "c5", "tomorrow")
    assert people("user", "retire", "li", "--to", "wang").stderr == "Retired li; wang takes over\n"
    assert read(people("contact", "show", "c5", "-f", "json"))["owner"] == "wang"
    assert [reminder["owner"] for reminder in read(people("reminder", "list", "-f", "json"))] == ["wang"]
    retired = {user["login"]: user["retired_at"] for user in read(people("user", "list", "-f", "json"))}
    assert retired == {"li": "2026-11-21T09:30:00Z", "wang": None}


def test_what_cannot_be(people: RunCrm) -> None:
    assert people("user", "add", "li").exit_code == 4
    assert people("user", "edit", "li").exit_code == 2
    assert people("user", "edit", "nobody", "--name", "x").exit_code == 3
    assert people("user", "retire", "li").exit_code == 2
    assert people("user", "retire", "li", "--to", "me").exit_code == 4


def test_the_table(people: RunCrm) -> None:
    assert people("user", "list").stdout == (
        "id  login  name  e-mail  team  customers  retired\nu1  li                                 1\n"
    )

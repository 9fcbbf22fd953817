"""Whom a command is about."""

from tests.conftest import RunCrm


def test_the_noun_s_own_kind_is_found_first(people: RunCrm) -> None:
    people("contact", "add", "--name", "Acme")
    assert people("contact", "show", "acme", "-f", "ids").stdout == "c6\n"
    assert people("company", "show", "acme", "-f", "ids").stdout == "c1\n"


def test_the_other_kind_is_found_where_there_is_none_of_its_own(people: RunCrm) -> None:
    assert people("contact", "show", "acme", "-f", "ids").stdout == "c1\n"
    assert people("company", "show", "li@acme.com", "-f", "ids").stdout == "c2\n"


def test_an_activity_is_with_either(people: RunCrm) -> None:
    people("contact", "add", "--name", "Acme")
    assert people("log", "call", "acme").exit_code == 3
    assert people("log", "call", "云帆贸易").exit_code == 0


def test_the_same_contact_twice_is_one(people: RunCrm) -> None:
    assert people("contact", "delete", "c2", "li ming", "li@acme.com").stderr == "Deleted Li Ming\n"

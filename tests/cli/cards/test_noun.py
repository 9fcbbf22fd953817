"""People and companies have the same verbs."""

from tests.cli.conftest import read
from tests.conftest import RunCrm
from tui_crm.cli.nouns import company, contact


def test_both_nouns_have_the_same_verbs_but_only_people_are_forgotten() -> None:
    people, companies = ([command.name for command in noun.noun.registered_commands] for noun in (contact, company))
    assert people == [*companies, "forget"]


def test_each_noun_makes_its_own_kind(desk: RunCrm) -> None:
    desk("contact", "add", "--name", "Li")
    desk("company", "add", "--name", "Acme", "--city", "Berlin", "--industry", "trade")
    assert [card["kind"] for card in read(desk("contact", "list", "kind:any", "-f", "json"))] == ["company", "person"]


def test_a_company_shows_its_people(people: RunCrm) -> None:
    assert read(people("company", "show", "acme", "-f", "json"))["people"] == [
        {"name": "Li Ming", "id": "c2", "role": "CEO", "department": "", "primary": True, "kind": "member"}
    ]
    assert "people      Li Ming · c2 · CEO\n" in people("company", "show", "acme").stdout

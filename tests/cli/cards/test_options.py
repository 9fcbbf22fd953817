"""What may be said of a contact: the table agrees with what the service takes."""

import pytest

from tui_crm.cli.cards.options import options_for
from tui_crm.models.codes import Kind
from tui_crm.models.contact import ContactFields
from tui_crm.services import contact_input

NOT_SAID = {"kind", "owner_id"}
"""Fields that the noun and ``--owner`` say."""


@pytest.mark.parametrize("kind", list(Kind))
def test_every_option_says_something_the_service_takes(kind: Kind) -> None:
    names = {option.name for option in options_for(kind, editing=False)} - {"lunar"}
    taken = {*ContactFields.model_fields, *contact_input._LISTS, *contact_input._NAMED}
    assert names <= taken


def test_every_field_can_be_said() -> None:
    names = {option.name for option in options_for(Kind.PERSON, editing=True)}
    assert set(ContactFields.model_fields) - NOT_SAID <= names
    assert {*contact_input._NAMED, "emails", "phones", "handles"} <= names


@pytest.mark.parametrize("kind", list(Kind))
def test_lists_are_added_to_only_where_there_are_some(kind: Kind) -> None:
    changing = {option.name for option in options_for(kind, editing=True)} - {
        option.name for option in options_for(kind, editing=False)
    }
    lists = {f"{how}_{what}" for how in ("add", "remove") for what in ("emails", "phones", "tags")}
    assert changing == lists | ({"remove_companies", "move_past"} if kind is Kind.PERSON else set())


def test_a_company_has_no_birthday_and_no_boss() -> None:
    names = {option.name for option in options_for(Kind.COMPANY, editing=True)}
    assert not names & {"birthday", "lunar", "gender", "family_name", "given_name", "company", "role", "department"}

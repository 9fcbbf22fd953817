"""A card as the texts of a form, and what was typed there as what the services take: what nobody touched says nothing."""

import pytest

from tui_crm.errors import BadInput
from tui_crm.models.cards import ContactCard
from tui_crm.models.ids import shown
from tui_crm.screens.dialogs.contact_values import Typed, accounts, values_of
from tui_crm.services.crm import Crm

SAID: dict[str, object] = {
    "name": "张伟",
    "family_name": "张",
    "nickname": "大伟",
    "gender": "male",
    "source": "fair",
    "channel": "wechat",
    "consent": "given",
    "birthday": "农历八月十五",
    "industry": "trade",
    "website": "https://yunfan.example",
    "needs": "a quote\nand soon",
    "note": "met in May",
    "emails": ["zhang@yunfan.example", ("z@x.example", "home")],
    "phones": [("138 0013 8000", "X_1"), "12, 34"],
    "handles": [("wechat", "zw88")],
    "addresses": [{"city": "上海", "street": "南京路 1 号"}, {"city": "苏州"}],
    "company": "云帆",
    "role": "采购经理",
    "department": "采购",
    "add_companies": [("Acme", "advisor"), ("Beta, Ltd", "")],
    "tags": ["vip", "partner"],
    "custom": {"budget": "1,200"},
    "stage": "active",
    "stage_pinned": True,
    "owner": "li",
    "level": "A",
    "do_not_contact": True,
}


@pytest.fixture
def card(li: Crm) -> ContactCard:
    li.users.add("li")
    li.custom_fields.add("budget", kind="number")
    return li.contacts.card(li.contacts.add(SAID).ids[0])


def said(card: ContactCard | None, **typed: str) -> dict[str, object]:
    """Return what is said where ``typed`` takes the place of what the form began with."""
    begun = values_of(card) if card else {"kind": "person", "stage": "lead"}
    return Typed({**begun, **{key.replace("x_", "x."): text for key, text in typed.items()}}, begun, card, "li").said()


def test_a_card_becomes_texts(card: ContactCard) -> None:
    values = values_of(card)
    assert {key: values[key] for key in ("emails", "phones", "handles", "tags", "companies")} == {
        "emails": "zhang@yunfan.example, home=z@x.example",
        "phones": 'X_1=138 0013 8000, "12, 34"',
        "handles": "wechat=zw88",
        "tags": "partner, vip",
        "companies": 'advisor=Acme, "Beta, Ltd"',
    }
    assert (values["company"], values["role"], values["department"]) == ("云帆", "采购经理", "采购")
    assert (values["street"], values["city"], values["country"]) == ("南京路 1 号", "上海", "")
    assert (values["birthday"], values["x.budget"]) == ("lunar:--08-15", "1200")
    assert (values["stage"], values["stage_pinned"], values["do_not_contact"]) == ("active", "yes", "yes")


def test_what_nobody_touched_says_nothing(card: ContactCard) -> None:
    assert said(card) == {}


def test_texts_say_themselves(card: ContactCard) -> None:
    typed = {"name": "张三", "note": "", "city": "北京", "stage": "lead", "role": "", "company": ""}
    assert said(card, **typed) == typed


def test_flags_say_yes_and_no(card: ContactCard) -> None:
    assert said(card, stage_pinned="", do_not_contact="") == {"stage_pinned": False, "do_not_contact": False}
    assert said(None, name="x", do_not_contact="yes") == {"name": "x", "do_not_contact": True, "kind": "person"}


def test_values_keep_the_labels_that_nobody_touched(card: ContactCard) -> None:
    assert said(card, phones="X_1=138 0013 8000, work=99") == {"phones": [("138 0013 8000", "X_1"), ("99", "work")]}
    assert said(card, emails="home=z@x.example") == {"emails": [("z@x.example", "home")]}
    assert said(card, tags="vip，new；") == {"tags": ["vip", "new"]}
    assert said(card, handles="wechat=zw88, qq=1") == {"handles": [("wechat", "zw88"), ("qq", "1")]}


def test_further_companies_are_joined_and_left(card: ContactCard) -> None:
    ids = {tie.name: shown("contact", tie.contact_id) for tie in card.companies}
    assert said(card, companies="advisor=Acme") == {"remove_companies": [ids["Beta, Ltd"]]}
    assert said(card, companies='advisor=Acme, "Beta, Ltd", boss=Gamma') == {"add_companies": [("Gamma", "boss")]}
    assert said(card, companies='boss=Acme, "Beta, Ltd"') == {"add_companies": [("Acme", "boss")]}
    assert said(card, companies="") == {"remove_companies": [ids["Acme"], ids["Beta, Ltd"]]}


def test_me_is_who_is_at_the_keyboard(card: ContactCard) -> None:
    assert said(card, owner="我 ") == {"owner": "li"}
    assert said(card, owner=" wang") == {"owner": "wang"}


def test_custom_fields_are_said_together(card: ContactCard) -> None:
    assert said(card, x_budget="7") == {"custom": {"x.budget": "7"}}


def test_a_company_says_nothing_that_only_persons_have() -> None:
    assert said(None, kind="company", name="Acme", role="boss", birthday="x") == {"kind": "company", "name": "Acme"}


def test_everything_typed_can_be_stored(li: Crm, card: ContactCard) -> None:
    empty = {"kind": "person", "stage": "lead"}
    typed = Typed({**values_of(card), "name": "Twin"}, empty, None, "li")
    twin = values_of(li.contacts.card(li.contacts.add(typed.said()).ids[0]))
    assert twin == {**values_of(card), "name": "Twin"}


@pytest.mark.parametrize("text", ["lm88", "wechat=", "wechat=x, lm"])
def test_an_account_needs_a_service(text: str) -> None:
    with pytest.raises(BadInput, match="is no account"):
        accounts(text)

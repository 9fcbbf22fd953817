"""Who is on file already, as one types."""

import pytest

from tui_crm.models.cards import ContactRow
from tui_crm.services.crm import Crm


@pytest.fixture
def known(li: Crm) -> dict[str, int]:
    said: dict[str, dict[str, object]] = {
        "zhang": {"name": "张伟", "emails": ["Zhang@Yunfan.cn"], "phones": ["138 0013 8000"], "company": "云帆"},
        "twin": {"name": "张伟", "tags": ["vip"]},
        "acme": {"name": "Acme", "kind": "company"},
        "acme2": {"name": "ACME", "kind": "company"},
    }
    return {key: li.contacts.add(each).ids[0] for key, each in said.items()}


def ids(lines: tuple[ContactRow, ...]) -> list[int]:
    return [line.id for line in lines]


def test_the_same_name_e_mail_and_phone_are_found(li: Crm, known: dict[str, int]) -> None:
    said = {"name": " 张伟 ", "emails": [("ZHANG@yunfan.cn", "work")], "phones": ["+86 13800138000", ("x", "")]}
    alike = li.contacts.lookalikes(said)
    assert ids(alike.names) == [known["zhang"], known["twin"]]
    assert ids(alike.emails) == ids(alike.phones) == [known["zhang"]]
    assert alike.companies is None


def test_the_contact_itself_does_not_look_like_itself(li: Crm, known: dict[str, int]) -> None:
    alike = li.contacts.lookalikes({"name": "张伟", "emails": ["zhang@yunfan.cn"]}, but=known["zhang"])
    assert (ids(alike.names), alike.emails) == ([known["twin"]], ())


def test_a_person_and_a_company_of_one_name_are_two(li: Crm, known: dict[str, int]) -> None:
    assert li.contacts.lookalikes({"name": "Acme"}).names == ()
    assert ids(li.contacts.lookalikes({"name": "Acme", "kind": "company"}).names) == [known["acme"]]


@pytest.mark.parametrize("text", ["138", "1380013", "13800138001", "nobody@x.example"])
def test_half_a_number_is_nobodys(li: Crm, known: dict[str, int], text: str) -> None:
    del known
    alike = li.contacts.lookalikes({"phones": [text], "emails": [text]})
    assert (alike.phones, alike.emails) == ((), ())


def test_it_says_which_companies_a_name_fits(li: Crm, known: dict[str, int]) -> None:
    fits = {text: li.contacts.lookalikes({"company": text}).companies for text in ("Acme", "acme", "Nobody", "c9999")}
    assert {text: lines and ids(lines) for text, lines in fits.items()} == {
        "Acme": [known["acme"]],
        "acme": [known["acme"], known["acme2"]],
        "Nobody": (),
        "c9999": (),
    }
    assert ids(li.contacts.lookalikes({"company": f"c{known['acme']}"}).companies or ()) == [known["acme"]]


def test_it_says_which_tags_are_new(li: Crm, known: dict[str, int]) -> None:
    del known
    assert li.contacts.lookalikes({"tags": ["VIP", "partner", "", "partner"]}).new_tags == ("partner",)


def test_the_trash_looks_like_nobody(li: Crm, known: dict[str, int]) -> None:
    li.contacts.delete([known["zhang"], known["twin"]])
    alike = li.contacts.lookalikes({"name": "张伟", "emails": ["zhang@yunfan.cn"], "phones": ["13800138000"]})
    assert (alike.names, alike.emails, alike.phones) == ((), (), ())


def test_values_are_suggested(li: Crm, known: dict[str, int]) -> None:
    del known
    assert li.contacts.suggestions("company", "ac") == ["Acme", "ACME"]
    assert li.contacts.suggestions("tag", "v") == ["vip"]

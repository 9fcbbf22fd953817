"""A contact as a card: everything that the format has a place for, folded and escaped as address books expect it."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.example_people import ann
from tui_crm.actor import Source
from tui_crm.models.cards import ContactCard, Labelled, PostalAddress
from tui_crm.services.crm import Crm
from tui_crm.services.exporting.report import ExportFormat, ExportOptions
from tui_crm.services.exporting.vcard import LEFT_OUT, card_lines
from tui_crm.services.importing.report import ImportOptions

ORIGIN = "f00"


@pytest.fixture
def card(li: Crm) -> ContactCard:
    """A person with everything."""
    return li.contacts.card(ann(li))


def properties(card: ContactCard) -> dict[str, str]:
    """Return the lines of a card, unfolded, by what stands before the colon; each is there once."""
    text = "".join(card_lines(card, ORIGIN)).replace("\r\n ", "")
    assert text.endswith("\r\n")
    lines = [line.partition(":") for line in text.removesuffix("\r\n").split("\r\n")]
    found = {name: value for name, _colon, value in lines}
    assert len(found) == len(lines)
    return found


def test_what_is_on_a_card_is_on_the_card(card: ContactCard) -> None:
    said = properties(replace(card, family_name="张", given_name="伟"))
    assert list(said.items())[:2] == [("BEGIN", "VCARD"), ("VERSION", "3.0")]
    assert said["PRODID"].startswith("-//tui-crm//")
    left = {key: value for key, value in said.items() if key not in {"BEGIN", "VERSION", "PRODID", "END"}}
    assert left == {
        "UID": f"c{card.row.id}@{ORIGIN}",
        "N": "张;伟;;;",
        "FN": "张伟",
        "NICKNAME": "大伟",
        "ORG": "云帆",
        "TITLE": "采购经理",
        "EMAIL;TYPE=INTERNET": "Zhang@Yunfan.cn",
        "EMAIL;TYPE=INTERNET,HOME": "z@x.cn",
        "TEL": "138 0013 8000",
        "ADR": ";;南京路 1 号;上海;;;",
        "IMPP;X-SERVICE-TYPE=wechat": "wechat:zw88",
        "BDAY;VALUE=date": "1990-02-28",
        "GENDER": "M",
        "CATEGORIES": "partner,vip",
        "NOTE": "met in May",
    }


def test_labels_of_ones_own_stand_beside_their_values(card: ContactCard) -> None:
    said = properties(
        replace(
            card,
            emails=(Labelled("a@b.de", "Büro; Süd"),),
            phones=(Labelled("1", "mobile"), Labelled("2", "fax"), Labelled("3", "车间")),
            handles=(Labelled("李 雷", "企业 微信"), Labelled("b", "x:y")),
            addresses=(PostalAddress("warehouse", "a;b", "c,d", "e", "1", "f"),),
        )
    )
    assert (said["item1.EMAIL;TYPE=INTERNET"], said["item1.X-ABLabel"]) == ("a@b.de", "Büro\\; Süd")
    assert (said["TEL;TYPE=CELL"], said["TEL;TYPE=WORK,FAX"]) == ("1", "2")
    assert (said["item2.TEL"], said["item2.X-ABLabel"]) == ("3", "车间")
    assert (said["item3.ADR"], said["item3.X-ABLabel"]) == (";;a\\;b;c\\,d;e;1;f", "warehouse")
    text = "".join(card_lines(replace(card, handles=(Labelled("李 雷", "企业 微信"), Labelled("b", "x:y"))), ORIGIN))
    assert 'IMPP;X-SERVICE-TYPE="企业 微信":x-name:李 雷\r\n' in text
    assert 'IMPP;X-SERVICE-TYPE="x:y":xy:b\r\n' in text


@pytest.mark.parametrize(
    ("birthday", "name", "value"),
    [
        ("1990-03-05", "BDAY;VALUE=date", "1990-03-05"),
        ("--02-29", "BDAY;VALUE=date;X-APPLE-OMIT-YEAR=1604", "1604-02-29"),
        ("lunar:1990-08-15", "X-LUNAR-BIRTHDAY", "1990-08-15"),
        ("lunar:--08-15", "X-LUNAR-BIRTHDAY", "--08-15"),
        ("lunar:1990-L04-15", "X-LUNAR-BIRTHDAY", None),
    ],
)
def test_a_birthday_without_a_year_is_one_and_one_in_a_leap_month_stays_out(
    card: ContactCard, birthday: str, name: str, value: str | None
) -> None:
    born = replace(card, birthday=birthday)
    assert properties(born).get(name) == value
    assert LEFT_OUT["leap"](born) == (value is None)


def test_a_name_that_is_not_taken_apart_and_a_company(li: Crm, card: ContactCard) -> None:
    assert properties(card)["N"] == ";张伟;;;"
    (tie,) = card.companies
    company = properties(li.contacts.card(tie.contact_id))
    assert [company[name] for name in ("N", "FN", "ORG", "X-ABShowAs")] == [";;;;", "云帆", "云帆", "COMPANY"]


def test_long_lines_are_folded_between_characters_and_breaks_are_written(card: ContactCard) -> None:
    note = "第一行，很长" * 30 + "\r\nsecond; line\\\u2028third"
    lines = "".join(card_lines(replace(card, note=note), ORIGIN)).split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    assert properties(replace(card, note=note))["NOTE"].endswith("很长\\nsecond\\; line\\\\\\nthird")


def test_what_has_no_place_is_known(card: ContactCard) -> None:
    assert {part for part, has in LEFT_OUT.items() if has(card)} == {"needs", "custom"}
    (tie,) = card.companies
    assert LEFT_OUT["companies"](replace(card, companies=(tie, replace(tie, contact_id=99, is_primary=False))))


def test_several_cards_stand_one_after_the_other(li: Crm, card: ContactCard) -> None:
    li.contacts.add({"name": "Bo"})
    stream = io.StringIO(newline="")
    report = li.exporting.run("contacts", "", stream, ExportOptions(ExportFormat.VCF))
    assert (report.rows, dict(report.left_out)) == (2, {"needs": 1, "custom": 1})
    assert stream.getvalue().count("END:VCARD\r\nBEGIN:VCARD\r\n") == 1
    assert card.row.name in stream.getvalue()


def test_cards_come_in_again_as_they_were(li: Crm, tmp_path: Path) -> None:
    ann(li)
    for said in (
        {"name": "Anna Schmidt", "phones": [("1", "车间"), ("2", "home fax"), ("3", "main")], "birthday": "--02-29"},
        {"name": "Ben", "family_name": "Wu", "given_name": "Ben", "birthday": "lunar:1990-08-15", "gender": "female"},
        {"name": "Zoë, GmbH; Co", "kind": "company", "website": "https://z.example/?a=1,2", "note": "a\\b\n%41"},
        {"name": "C", "handles": [("企业 微信", "李%20雷"), ("skype", "live:c?d")], "emails": [("c@d.de", "Büro: 2")]},
    ):
        li.contacts.add(said)
    other = Crm.open(tmp_path / "other.db", login="li", source=Source.CLI, clock=li.clock)
    written = _cards(li, tmp_path / "out.vcf")
    with li.importing.planned("contacts", tmp_path / "out.vcf", ImportOptions()) as plan:
        assert [(row.outcome, row.name, row.changes) for row in plan.rows() if row.outcome != "unchanged"] == []
    done = other.importing.run("contacts", tmp_path / "out.vcf", ImportOptions())
    assert (done.created, done.unmapped, done.doubts) == (len(written), (), ())
    assert _cards(other, tmp_path / "back.vcf") == written
    other.close()


def _cards(crm: Crm, place: Path) -> list[str]:
    """Write the cards of all contacts and return them without their ids, sorted."""
    crm.exporting.run("contacts", "kind:any", place, ExportOptions(ExportFormat.VCF))
    cards = place.read_bytes().decode().replace("\r\n ", "").split("END:VCARD\r\n")[:-1]
    return sorted(re.sub("UID:.*\r\n", "", card) for card in cards)

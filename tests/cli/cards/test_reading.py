"""Listing, showing, the past, and addresses for a mail program."""

import json
from collections.abc import Callable

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm
from tui_crm.cli.cards import reading

Ids = Callable[..., list[str]]


@pytest.fixture
def ids(people: RunCrm) -> Ids:
    def listed(*words: str) -> list[str]:
        result = people("contact", "list", "--format", "ids", *words)
        assert result.exit_code == 0, result.stderr
        return result.stdout.split()

    return listed


def test_words_make_one_filter(ids: Ids) -> None:
    assert ids() == ["c2", "c3", "c5"]
    assert ids("city:上海", "tag:vip,partner") == ["c2", "c5"]
    assert ids("city:上海 tag:vip,partner") == ["c2", "c5"]
    assert ids("not", "owner:me") == ["c2", "c3"]
    assert ids("--", "-owner:me") == ["c2", "c3"]
    assert ids("yunfan") == ["c5"]
    assert ids("acme") == ["c2"]


def test_a_list_is_of_its_kind_unless_the_filter_speaks_of_kinds(ids: Ids, people: RunCrm) -> None:
    assert ids("kind:any") == ["c1", "c2", "c3", "c4", "c5"]
    assert ids("kind:company") == ["c1", "c4"]
    assert people("company", "list", "-f", "ids").stdout == "c1\nc4\n"


def test_a_list_is_sorted_and_cut(ids: Ids) -> None:
    assert ids("--sort", "-name") == ["c5", "c3", "c2"]
    assert ids("sort:-name") == ["c5", "c3", "c2"]
    assert ids("sort:-name", "--sort", "id") == ["c2", "c3", "c5"]
    assert ids("--limit", "2") == ["c2", "c3"]
    assert ids("--limit", "1", "--sort", "-name") == ["c5"]
    assert ids("--limit", "9") == ["c2", "c3", "c5"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["stge:active"], "crm: there is no field “stge”\n  stge:active\n  ^\n  did you mean “stage”?\n"),
        (["city:上海", "stage:alive"], "  city:上海 stage:alive\n                  ^\n"),
        (["--sort", "nme"], "  sort:nme\n       ^\n"),
        (["--sort", "name stage:active"], "crm: “name stage:active” for --sort says more than an order\n"),
        (["--sort", "name li"], "crm: “name li” for --sort says more than an order\n"),
    ],
)
def test_a_wrong_word_is_pointed_at(people: RunCrm, words: list[str], told: str) -> None:
    refused = people("contact", "list", *words)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert told in refused.stderr


EXAMPLE = (
    'stage:active city:上海 tag:vip,partner -owner:me last_activity:>30d birthday:this-month "li ming" or wechat:lm88'
)


def test_a_filter_of_what_is_not_there_finds_nothing_and_says_so(people: RunCrm) -> None:
    listed = people("contact", "list", "tag:vpi", "-f", "ids")
    assert (listed.exit_code, listed.stdout, listed.stderr) == (0, "", "there is no tag “vpi”; did you mean “vip”?\n")
    exported = people("export", "contacts", "not owner:nobody", "-f", "jsonl")
    assert (exported.exit_code, exported.stdout.count("\n")) == (0, 3)
    assert exported.stderr == "there is no user “nobody”\n"


def test_the_example_works_on_a_fresh_file(desk: RunCrm) -> None:
    listed = desk("contact", "list", EXAMPLE, "-f", "json")
    assert (listed.exit_code, read(listed)) == (0, [])
    assert listed.stderr == "there is no tag “vip”\nthere is no tag “partner”\n"


def test_the_table(people: RunCrm) -> None:
    people("log", "call", "c2", "--at", "2026-11-20 15:00", "--next", "2026-11-25 10:00", "--next-note", "offer")
    people("log", "note", "c5", "--at", "2026-11-19 08:00", "--next", "2026-11-24")
    people("contact", "edit", "c2", "c3", "c5", "--email", "", "--phone", "")
    assert people("contact", "list").stdout == (
        "id  name       company   stage  owner  city  e-mail  phone  tags     last activity     next\n"
        "c2  Li Ming    Acme      lead          上海                 vip      2026-11-20 15:00  2026-11-25 10:00 · offer\n"
        "c3  Wang Fang            lead\n"
        "c5  张伟       云帆贸易  lead   li     上海                 partner  2026-11-19 08:00  2026-11-24\n"
    )


def test_a_mixed_list_says_which_each_is_and_companies_have_no_company(people: RunCrm) -> None:
    assert people("contact", "list", "kind:any").stdout.splitlines()[1].split()[:3] == ["c1", "company", "Acme"]
    assert "company" not in people("company", "list").stdout


def test_machines_get_the_same_keys_from_a_list_and_a_card(people: RunCrm) -> None:
    listed = read(people("contact", "list", "--format", "json"))
    assert [contact["id"] for contact in listed] == ["c2", "c3", "c5"]
    assert [read(people("contact", "show", contact["id"], "-f", "json")) for contact in listed] == listed
    lines = people("contact", "list", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == listed
    assert read(people("contact", "list", "nobody", "--format", "json")) == []


def test_the_next_step_is_a_date_or_an_instant(people: RunCrm) -> None:
    people("reminder", "add", "c2", "2026-11-25 10:00", "--note", "offer")
    people("reminder", "add", "c3", "2026-11-24")
    nexts = [contact["next"] for contact in read(people("contact", "list", "-f", "json"))]
    assert nexts == [
        {"id": "r1", "due": "2026-11-25T10:00:00Z", "text": "offer"},
        {"id": "r2", "due": "2026-11-24", "text": ""},
        None,
    ]


def test_a_spreadsheet_gets_a_column_a_value(people: RunCrm) -> None:
    people("contact", "edit", "c2", "--handle", "wechat=lm88", "--add-email", "x@y.de")
    header, li, *_others = people("contact", "list", "--format", "tsv").stdout.splitlines()
    row = dict(zip(header.split("\t"), li.split("\t"), strict=True))
    assert (row["emails"], row["handles"], row["companies"], row["next_due"]) == (
        "li@acme.com; x@y.de",
        "wechat=lm88",
        "Acme",
        "",
    )


def test_records_are_read_in_chunks_and_none_is_lost(people: RunCrm, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = people("contact", "list", "kind:any", "-f", "json").stdout
    monkeypatch.setattr(reading, "_CHUNK", 2)
    assert people("contact", "list", "kind:any", "-f", "json").stdout == whole


def test_the_same_run_prints_the_same_bytes(people: RunCrm) -> None:
    assert people("contact", "list", "-f", "json").stdout == people("contact", "list", "-f", "json").stdout


def test_a_card_for_people(people: RunCrm) -> None:
    people("contact", "edit", "c2", "--note", "likes tea\nand cake", "--birthday", "1990-03-05")
    assert people("contact", "show", "li@acme.com").stdout == (
        "id             c2\n"
        "kind           person\n"
        "name           Li Ming\n"
        "company        Acme · c1 · CEO\n"
        "stage          lead\n"
        "tags           vip\n"
        "e-mail         li@acme.com\n"
        "phone          138 0013 8000\n"
        "address        上海\n"
        "birthday       1990-03-05\n"
        "next birthday  2027-03-05\n"
        "note           likes tea\n"
        "               and cake\n"
        "created at     2026-11-21 09:30\n"
    )


def test_people_read_titles_and_words_where_machines_get_names_and_codes(people: RunCrm) -> None:
    people("field", "add", "budget", "--type", "number", "--label", "Budget in k")
    people("field", "add", "size")
    said = ["--set", "x.budget=5", "--set", "x.size=L", "--handle", "wechat=lm88", "--add-phone", "work=010 8888 1234"]
    assert people("contact", "edit", "c2", *said, "--birthday", "lunar:1990-08-15").exit_code == 0
    card = people("contact", "show", "c2").stdout
    assert "custom fields  Budget in k: 5\n               size: L\n" in card
    assert "accounts       WeChat · lm88\n" in card
    assert "birthday       1990, lunar month 8, day 15\n" in card
    machine = read(people("contact", "show", "c2", "-f", "json"))
    assert (machine["custom"], machine["birthday"]) == ({"budget": 5, "size": "L"}, "lunar:1990-08-15")
    assert machine["handles"] == [{"service": "wechat", "value": "lm88"}]
    header, row = people("contact", "list", "li ming", "-f", "tsv").stdout.splitlines()
    cells = dict(zip(header.split("\t"), row.split("\t"), strict=True))
    assert (cells["custom"], cells["birthday"]) == ("budget=5; size=L", "lunar:1990-08-15")


def test_what_a_phone_is_for_is_said_in_the_users_language(people: RunCrm) -> None:
    people("contact", "edit", "c2", "--phone", "mobile=138 0013 8000", "--add-phone", "小卖部=010 8888 1234")
    card = people("--lang", "zh_CN", "contact", "show", "c2").stdout
    assert "138 0013 8000 · 手机\n" in card
    assert "010 8888 1234 · 小卖部\n" in card


@pytest.mark.parametrize("who", ["c2", "C2", "li@acme.com", "LI@ACME.COM", "+86 138-0013-8000", "8000", "li ming"])
def test_who_is_an_id_an_email_a_phone_or_a_name(people: RunCrm, who: str) -> None:
    assert people("contact", "show", who, "-f", "ids").stdout == "c2\n"


def test_nobody_and_several_are_told_apart(people: RunCrm) -> None:
    nobody = people("contact", "show", "Zhao")
    assert (nobody.exit_code, nobody.stdout) == (3, "")
    assert nobody.stderr.startswith("crm: no contact fits “Zhao”\n")
    people("contact", "add", "--name", "Li Ming", "--company", "Other")
    several = people("contact", "show", "Li Ming")
    assert (several.exit_code, several.stdout) == (3, "")
    assert several.stderr == (
        "crm: “Li Ming” fits 2 contacts\n"
        "  c2  Li Ming · Acme · li@acme.com · 138 0013 8000\n"
        "  c7  Li Ming · Other\n"
        "  name one by its id\n"
    )


def test_the_past_newest_first(people: RunCrm) -> None:
    people("log", "call", "c2", "--at", "2026-11-20 15:00", "--outcome", "no answer", "--minutes", "2", "--note", "x")
    people("contact", "edit", "c2", "--note", "y", "--city", "Berlin")
    past = read(people("contact", "timeline", "c2", "-f", "json"))
    assert [(entry["kind"], entry["at"], entry["by"], entry["outcome"], entry["note"]) for entry in past] == [
        ("change", "2026-11-21T09:30:00Z", "li", "", "Edited Li Ming (note, address)"),
        ("change", "2026-11-21T09:30:00Z", "li", "", "Added Li Ming"),
        ("call", "2026-11-20T15:00:00Z", "li", "no answer", "x"),
    ]
    assert [entry["source"] for entry in past] == ["cli", "cli", ""]
    header, edited, *_earlier = people("contact", "timeline", "c2").stdout.splitlines()
    assert edited[header.index("from") :].startswith("command line ")
    assert edited[header.index("outcome") : header.index("minutes")].strip() == ""
    assert (past[2]["id"], past[2]["operation"], past[2]["minutes"]) == ("a1", None, 2)
    assert (past[0]["id"], past[0]["operation"]) == (None, "op6")
    assert len(read(people("contact", "timeline", "c2", "--limit", "1", "-f", "json"))) == 1


def test_a_mail_program_gets_addresses(people: RunCrm) -> None:
    people("contact", "edit", "c2", "--add-email", "work=lm@acme.cn", "--do-not-contact")
    people("company", "edit", "c1", "--email", "info@acme.com")
    assert people("contact", "query", "acme").stdout == (
        "3 addresses for “acme”\n"
        "info@acme.com\tAcme\t\n"
        "li@acme.com\tLi Ming\tAcme · CEO · do not contact\n"
        "lm@acme.cn\tLi Ming\tAcme · CEO · do not contact · work\n"
    )
    assert people("contact", "query", "zhang").stdout == "0 addresses for “zhang”\n"
    assert people("contact", "query", "kind:any ( or").stdout == "0 addresses for “kind:any ( or”\n"
    assert people("contact", "query", "…").stdout == "0 addresses for “…”\n"

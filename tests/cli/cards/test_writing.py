"""Adding, editing, trashing and labelling contacts."""

import shlex
from typing import Any

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm
from tui_crm.cli.cards import writing

EVERYTHING = """
    --name 'Li Ming' --family-name Li --given-name Ming --nickname Mimi --gender female
    --email li@acme.com --email work=lm@acme.cn --phone '138 0013 8000' --phone home=010-12345678
    --handle wechat=lm88 --handle qq=12345 --company Acme --role CEO --department Board
    --street 'Nanjing Road 1' --postal-code 200000 --city 上海 --region 上海市 --country China
    --tag vip --tag partner --owner me --level A --stage active --pin --source fair --channel wechat
    --consent given --do-not-contact --birthday 八月十五 --lunar --industry retail --website https://acme.com
    --needs printers --note 'likes tea' --set x.budget=5,000
"""


def show(desk: RunCrm, who: str = "c2") -> Any:
    return read(desk("contact", "show", who, "--format", "json"))


def test_everything_that_can_be_said_is_kept(desk: RunCrm) -> None:
    desk("field", "add", "budget", "--type", "number")
    added = desk("contact", "add", *shlex.split(EVERYTHING))
    assert (added.exit_code, added.stdout, added.stderr) == (
        0,
        "c2\n",
        "Added Li Ming\nmade a new company: Acme (c1)\n",
    )
    assert show(desk) == {
        "id": "c2",
        "kind": "person",
        "name": "Li Ming",
        "family_name": "Li",
        "given_name": "Ming",
        "nickname": "Mimi",
        "company": "Acme",
        "role": "CEO",
        "customer_id": "c1",
        "city": "上海",
        "email": "li@acme.com",
        "phone": "138 0013 8000",
        "companies": [
            {"id": "c1", "name": "Acme", "role": "CEO", "department": "Board", "primary": True, "kind": "member"}
        ],
        "stage": "active",
        "stage_pinned": True,
        "owner": "li",
        "level": "A",
        "source": "fair",
        "tags": ["partner", "vip"],
        "emails": [{"address": "li@acme.com", "label": ""}, {"address": "lm@acme.cn", "label": "work"}],
        "phones": [{"number": "138 0013 8000", "label": ""}, {"number": "010-12345678", "label": "home"}],
        "handles": [{"service": "wechat", "value": "lm88"}, {"service": "qq", "value": "12345"}],
        "addresses": [
            {
                "label": "",
                "street": "Nanjing Road 1",
                "postal_code": "200000",
                "city": "上海",
                "region": "上海市",
                "country": "China",
            }
        ],
        "website": "https://acme.com",
        "industry": "retail",
        "gender": "female",
        "birthday": "lunar:--08-15",
        "birthday_next": "2027-09-15",
        "channel": "wechat",
        "consent": "given",
        "do_not_contact": True,
        "needs": "printers",
        "note": "likes tea",
        "custom": {"budget": 5000},
        "last_activity": None,
        "next": None,
        "cadence": None,
        "own_cadence": None,
        "touch_by": None,
        "no_next_since": None,
        "people": [],
        "created_at": "2026-11-21T09:30:00Z",
        "deleted": False,
        "version": 1,
        "customer_version": 2,
    }


def test_add_prints_the_record_where_a_format_asks_for_it(desk: RunCrm) -> None:
    added = read(desk("contact", "add", "--name", "Li", "--format", "json"))
    assert (added["id"], added["kind"], added["name"]) == ("c1", "person", "Li")


def test_a_name_is_made_of_what_there_is(desk: RunCrm) -> None:
    desk("contact", "add", "--family-name", "张", "--given-name", "伟")
    desk("contact", "add", "--email", "li@acme.com")
    assert [show(desk, who)["name"] for who in ("c1", "c2")] == ["张伟", "li@acme.com"]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ([], 4, "a contact needs a name"),
        (["--name", "Li", "--email", "li"], 4, "“li”"),
        (["--name", "Li", "--stage", "alive"], 2, "“alive” does not do for --stage: it takes lead, new, active"),
        (["--name", "Li", "--stage", ""], 2, "“” does not do for --stage"),
        (["--name", "Li", "--handle", "lm88"], 2, "“lm88” for --handle is no name and value"),
        (["--name", "Li", "--set", "=5"], 2, "“=5” for --set is no name and value"),
        (["--name", "Li", "--set", "x.budget=5"], 4, "there is no custom field “x.budget”"),
        (["--name", "Li", "--owner", "nobody"], 3, "there is no user “nobody”"),
        (["--name", "Li", "--lunar"], 2, "--lunar goes with --birthday"),
        (["--name", "Li", "--birthday", "3/4"], 4, "“3/4” does not say which is the day"),
        (["--name", "Li", "--role", "CEO"], 4, "a role needs a company"),
        (["--name", "Li", "--gender", "x"], 2, "“x” does not do for --gender: it takes female, male, other"),
        (["--name", "Li", "--base", "1"], 2, "there is no option --base"),
    ],
)
def test_what_does_not_do_is_refused_and_nothing_written(
    desk: RunCrm, words: list[str], code: int, sentence: str
) -> None:
    refused = desk("contact", "add", *words)
    assert (refused.exit_code, refused.stdout) == (code, "")
    assert refused.stderr.startswith(f"crm: {sentence}")
    assert read(desk("contact", "list", "kind:any", "-f", "json")) == []


def test_edit_changes_what_is_named_and_nothing_else(people: RunCrm) -> None:
    before = show(people)
    edited = people("contact", "edit", "c2", "--city", "北京", "--note", "new")
    assert (edited.exit_code, edited.stdout, edited.stderr) == (0, "", "Edited Li Ming\n")
    after = show(people)
    assert {key for key in after if after[key] != before[key]} == {"city", "addresses", "note", "version"}


def test_edit_says_where_nothing_changed(people: RunCrm) -> None:
    assert people("contact", "edit", "c2", "--city", "上海").stderr == "Nothing changed\n"
    refused = people("contact", "edit", "c2")
    assert (refused.exit_code, refused.stderr.splitlines()[0]) == (2, "crm: nothing is said that should change")


def test_an_empty_value_clears(people: RunCrm) -> None:
    people("contact", "edit", "c2", "--gender", "female", "--consent", "given", "--birthday", "1990-03-05")
    options = ("--email", "--phone", "--tag", "--city", "--gender", "--consent", "--birthday", "--company", "--owner")
    people("contact", "edit", "c2", *(word for option in options for word in (option, "")))
    card = show(people)
    assert [card[key] for key in ("emails", "phones", "tags", "companies")] == [[], [], [], []]
    assert {card[key] for key in ("city", "gender", "consent", "birthday", "company", "owner")} == {""}


def test_a_list_is_set_added_to_and_taken_from(people: RunCrm) -> None:
    def edit(*words: str) -> Any:
        return read(people("contact", "edit", "c2", *words, "--format", "json"))

    assert [email["address"] for email in edit("--email", "a@x.de", "--email", "b@x.de")["emails"]] == [
        "a@x.de",
        "b@x.de",
    ]
    assert edit("--add-email", "home=c@x.de", "--remove-email", "A@X.de")["emails"] == [
        {"address": "b@x.de", "label": ""},
        {"address": "c@x.de", "label": "home"},
    ]
    assert edit("--add-phone", "13912345678", "--remove-phone", "+86 13800138000")["phones"] == [
        {"number": "13912345678", "label": ""}
    ]
    assert edit("--add-tag", "new", "--remove-tag", "VIP")["tags"] == ["new"]


def test_an_account_of_one_service_is_set_or_taken_away(people: RunCrm) -> None:
    people("contact", "edit", "c2", "--handle", "wechat=lm88", "--handle", "qq=1")
    people("contact", "edit", "c2", "--handle", "qq=2", "--handle", "wechat=")
    assert show(people)["handles"] == [{"service": "qq", "value": "2"}]


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--remove-email", "x@y.de", "Li Ming has no e-mail “x@y.de”"),
        ("--remove-phone", "12345", "Li Ming has no phone “12345”"),
        ("--remove-tag", "partner", "Li Ming has no tag “partner”"),
    ],
)
def test_only_what_is_there_can_be_taken_off(people: RunCrm, option: str, value: str, sentence: str) -> None:
    refused = people("contact", "edit", "c2", "--city", "Berlin", option, value)
    assert (refused.exit_code, refused.stderr.splitlines()[0]) == (3, f"crm: {sentence}")
    assert show(people)["city"] == "上海"


def test_several_are_edited_in_one_operation(people: RunCrm) -> None:
    edited = people("contact", "edit", "c2", "fang@example.com", "张伟", "--source", "web", "-f", "ids")
    assert (edited.stdout, edited.stderr) == ("c2\nc3\nc5\n", "Edited 3 contacts\n")
    assert people("undo").stdout == "Undid: Edited 3 contacts\n"
    assert show(people, "c3")["source"] == "fair"
    refused = people("contact", "edit", "c2", "c3", "--add-tag", "x")
    assert (refused.exit_code, "one contact at a time" in refused.stderr) == (2, True)
    assert people("contact", "edit", "c2", "c3", "--city", "x", "--base", "1").exit_code == 2


def test_a_stale_edit_of_the_same_field_is_refused(people: RunCrm) -> None:
    people("contact", "edit", "c2", "--city", "北京")
    merged = people("contact", "edit", "c2", "--note", "another field", "--base", "1")
    assert merged.exit_code == 0
    refused = people("contact", "edit", "c2", "--city", "广州", "--base", "1")
    assert (refused.exit_code, show(people)["city"]) == (5, "北京")


@pytest.mark.parametrize("words", [["--owner", "me"], ["--stage", "active"], ["--level", "C"], ["--pin"]])
def test_what_is_the_company_s_needs_the_version_of_both(people: RunCrm, words: list[str]) -> None:
    people("user", "add", "anna")
    card = show(people)
    refused = people("contact", "edit", "c2", *words, "--base", f"{card['version']}")
    assert (refused.exit_code, "of c2 are those of c1, whose version --base does not say" in refused.stderr) == (
        2,
        True,
    )
    people("--as", "anna", "company", "edit", "c1", "--owner", "anna", "--stage", "new", "--level", "B", "--pin")
    people("--as", "anna", "company", "edit", "c1", "--unpin")
    before = show(people)
    conflict = people("contact", "edit", "c2", *words, "--base", f"{card['version']}/{card['customer_version']}")
    if words != ["--pin"]:
        assert (conflict.exit_code, "somebody else changed" in conflict.stderr) == (5, True)
        assert show(people) == before
    edited = people("contact", "edit", "c2", *words, "--base", f"{before['version']}/{before['customer_version']}")
    assert edited.exit_code == 0
    assert show(people) != before


@pytest.mark.parametrize(
    ("base", "code", "sentence"),
    [
        ("99", 5, "c2 has had no version 99 yet: it is at 1"),
        ("1/99", 5, "c1 has had no version 99 yet: it is at 1"),
        ("0", 2, "“0” for --base is no version"),
        ("1/0", 2, "“1/0” for --base is no version"),
        ("1/2/3", 2, "“1/2/3” for --base is no version"),
        ("1/", 2, "“1/” for --base is no version"),
        ("99999999999", 2, "“99999999999” for --base is no version"),
        ("", 2, "“” for --base is no version"),
    ],
)
def test_a_version_that_never_was_is_refused(people: RunCrm, base: str, code: int, sentence: str) -> None:
    before = show(people)
    for words in (["--city", "Paris"], ["--city", before["city"]]):
        refused = people("contact", "edit", "c2", *words, "--base", base)
        assert (refused.exit_code, refused.stderr.startswith(f"crm: {sentence}")) == (code, True)
    assert show(people) == before


def companies(people: RunCrm, who: str = "c2") -> list[tuple[str, str, bool]]:
    return [(tie["name"], tie["role"], tie["primary"]) for tie in show(people, who)["companies"]]


def test_a_person_may_belong_to_several_companies(people: RunCrm) -> None:
    added = people("contact", "add", "--name", "Eve", "--company", "Acme", "--company", "云帆贸易", "--role", "CTO")
    assert (added.stdout, added.stderr) == ("c6\n", "Added Eve\n")
    assert companies(people, "c6") == [("Acme", "CTO", True), ("云帆贸易", "", False)]
    edited = people("contact", "edit", "c2", "--add-company", "advisor=云帆贸易", "--add-company", "Nova")
    assert edited.stderr == "Edited Li Ming\nmade a new company: Nova (c7)\n"
    assert companies(people) == [("Acme", "CEO", True), ("云帆贸易", "advisor", False), ("Nova", "", False)]
    people("contact", "edit", "c2", "--add-company", "owner=nova", "--remove-company", "c1")
    assert companies(people) == [("云帆贸易", "advisor", True), ("Nova", "owner", False)]
    refused = people("contact", "edit", "c2", "--remove-company", "Acme")
    assert (refused.exit_code, refused.stderr) == (3, "crm: they belong to no company “Acme”\n")
    people("contact", "edit", "c2", "--company", "")
    assert companies(people) == [("Nova", "owner", True)]


def test_an_unknown_company_is_made_and_told(people: RunCrm) -> None:
    edited = people("contact", "edit", "c3", "--company", "Acmee")
    assert edited.stderr == "Edited Wang Fang\nmade a new company: Acmee (c6)\n"
    assert people("contact", "edit", "c3", "--company", "acmee").stderr == "Nothing changed\n"


def customers_of_the_past(people: RunCrm) -> set[str]:
    exported = read(people("contact", "timeline", "c2", "-f", "json"))
    assert [entry["kind"] for entry in exported if entry["kind"] == "call"] == ["call"]
    found = [who for who in ("c1", "c4") if "talked" in people("contact", "timeline", who, "-f", "json").stdout]
    return set(found)


@pytest.mark.parametrize(
    ("words", "answer", "there", "told"),
    [
        ([], None, {"c1"}, "left with the customer so far: 2 entries of the past; --move-past takes them along\n"),
        (["--keep-past"], None, {"c1"}, ""),
        (["--move-past"], None, {"c4"}, ""),
        ([], "y\n", {"c4"}, "2 entries of the past: move with them? [y/N] "),
        ([], "\n", {"c1"}, "2 entries of the past: move with them? [y/N] "),
    ],
)
def test_joining_a_company_asks_whether_the_past_moves(
    people: RunCrm,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    answer: str | None,
    there: set[str],
    told: str,
) -> None:
    people("log", "call", "c2", "--note", "talked", "--next", "tomorrow")
    monkeypatch.setattr(writing, "somebody_answers", lambda: answer is not None)
    edited = people("contact", "edit", "c2", "--company", "云帆贸易", *words, stdin=answer)
    assert edited.stderr == f"{told}Edited Li Ming\n"
    assert customers_of_the_past(people) == there
    (reminder,) = read(people("company", "list", "next:any", "-f", "json"))
    assert reminder["id"] == next(iter(there))
    people("undo")
    assert customers_of_the_past(people) == {"c1"}


def test_nothing_is_asked_where_nothing_moves(people: RunCrm) -> None:
    people("log", "call", "c2", "--note", "talked")
    for words in (["--company", "acme"], ["--add-company", "Nova"], ["--remove-company", "Nova"], ["--city", "Rom"]):
        assert "past" not in people("contact", "edit", "c2", *words).stderr
    refused = people("contact", "edit", "c2", "--city", "Bern", "--move-past")
    assert (refused.exit_code, "go with a company" in refused.stderr) == (2, True)


def test_the_stage_is_moved_and_pinned(people: RunCrm) -> None:
    people("contact", "edit", "c3", "--stage", "dormant", "--pin")
    people("contact", "edit", "c3", "--unpin")
    card = show(people, "c3")
    assert (card["stage"], card["stage_pinned"]) == ("dormant", False)
    (moved,) = [entry for entry in read(people("contact", "timeline", "c3", "-f", "json")) if entry["kind"] == "stage"]
    assert (moved["outcome"], moved["note"]) == ("dormant", "lead → dormant (set by hand)")


def test_the_trash_and_back(people: RunCrm) -> None:
    assert people("contact", "delete", "c2", "c3").stderr == "Deleted 2 contacts\n"
    assert people("contact", "list", "-f", "ids").stdout == "c5\n"
    assert people("contact", "list", "in:trash", "-f", "ids").stdout == "c2\nc3\n"
    assert show(people)["deleted"] is True
    assert people("contact", "restore", "c2").stderr == "Restored Li Ming\n"
    assert people("contact", "show", "li@acme.com", "-f", "ids").stdout == "c2\n"
    by_name = people("contact", "restore", "Wang Fang")
    assert (by_name.exit_code, "by its id" in by_name.stderr) == (2, True)
    assert people("contact", "restore", "c5").exit_code == 3


def test_labels_are_put_on_and_taken_off(people: RunCrm) -> None:
    assert people("contact", "tag", "c2", "new", "partner", "--remove", "vip").stderr == "Tagged Li Ming\n"
    assert show(people)["tags"] == ["new", "partner"]
    assert people("contact", "tag", "c2", "fair", "--also", "c3", "--also", "张伟").stderr == "Tagged 3 contacts\n"
    assert people("contact", "list", "tag:fair", "-f", "ids").stdout == "c2\nc3\nc5\n"
    assert people("contact", "tag", "c2", "--remove", "unheard").exit_code == 3
    assert people("contact", "tag", "c2").exit_code == 2

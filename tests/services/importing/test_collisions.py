"""What wins where a row meets what is on file: rules of single fields, blanks that erase, stages that do not go back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests import store
from tests.services.importing.conftest import WriteFile
from tui_crm.errors import UsageError
from tui_crm.models.codes import Stage
from tui_crm.services.crm import Crm
from tui_crm.services.importing.choices import OnMatch
from tui_crm.services.importing.kinds.registry import kinds
from tui_crm.services.importing.report import ImportOptions, ImportReport

Bring = Callable[..., ImportReport]


@pytest.fixture
def desk(li: Crm) -> Crm:
    """Return a database with Ann, of whom much is known, and Bo, of whom little is."""
    li.custom_fields.add("number")
    li.contacts.add(
        {
            "name": "Ann", "emails": ["ann@x.com"], "phones": ["13800138000"], "role": "Buyer", "company": "Acme",
            "nickname": "A", "note": "old", "tags": ["vip"], "custom": {"number": "7"}, "website": "https://a.x",
        }
    )  # fmt: skip
    li.contacts.add({"name": "Bo", "emails": ["bo@x.com"], "level": "A", "stage": "active", "note": "first"})
    return li


@pytest.fixture
def bring(desk: Crm, write_file: WriteFile) -> Bring:
    def run(text: str, kind: str = "contacts", **said: Any) -> ImportReport:
        return desk.importing.run(kind, write_file(text), ImportOptions(**said))

    return run


def counts(report: ImportReport) -> tuple[int, ...]:
    return report.created, report.updated, report.unchanged, report.skipped, report.rejected


def record(crm: Crm, who: str) -> dict[str, Any]:
    """Return what is said of somebody, with the lists as they are shown."""
    card = crm.contacts.card(crm.contacts.meant(who))
    lists = {name: [each.value for each in getattr(card, name)] for name in ("emails", "phones")}
    return {**vars(card), **vars(card.row), **lists, "tags": [*card.row.tags]}


ALL = "Name,Email,Phone,Nickname,Notes,Job Title,Company,Tags,number,Website\n"
ANN = "Anna,ann@x.com,13900139000,AA,new,Boss,Acme,hot,8,https://b.x\n"


def test_each_field_has_a_rule_of_its_own(desk: Crm, bring: Bring) -> None:
    rules = ("phone=never", "nickname=fill", "note=fill", "role=never", "tag=never", "x.number=fill")
    assert counts(bring(ALL + ANN, rules=rules)) == (0, 1, 0, 0, 0)
    ann = record(desk, "ann@x.com")
    assert (ann["name"], ann["phones"], ann["nickname"], ann["note"]) == ("Anna", ["13800138000"], "A", "old")
    assert (ann["role"], ann["tags"], ann["website"]) == ("Buyer", ["vip"], "https://b.x")
    assert counts(bring(ALL + ANN, rules=rules)) == (0, 0, 1, 0, 0)
    assert counts(bring(ALL + ANN, on_match=OnMatch.FILL, rules=("x.number=overwrite", "phone=overwrite"))) == (
        0,
        1,
        0,
        0,
        0,
    )
    assert record(desk, "ann@x.com")["phones"] == ["13900139000", "13800138000"]
    assert record(desk, "ann@x.com")["custom"] == {"number": "8"}


def test_a_rule_holds_for_what_is_on_file_and_not_for_who_is_new(desk: Crm, bring: Bring) -> None:
    text = "Name,Email,Phone,Level\nCy,cy@x.com,13700137000,B\nCy,cy@x.com,13600136000,C\n"
    rules = ("phone=never", "level=never")
    assert counts(bring(text, rules=rules))[0] == 1
    assert (record(desk, "Cy")["phones"], record(desk, "Cy")["level"]) == (["13700137000"], "B")
    assert counts(bring(text, rules=rules)) == (0, 0, 2, 0, 0)


def test_owner_and_level_have_rules_too(desk: Crm, bring: Bring) -> None:
    text = "Name,Email,Level,Owner,Stage\nBo,bo@x.com,C,zhao,churned\n"
    assert counts(bring(text, rules=("level=fill", "stage=never"))) == (0, 1, 0, 0, 0)
    bo = record(desk, "Bo")
    assert (bo["level"], bo["owner"], bo["stage"]) == ("A", "zhao", "active")
    assert counts(bring(text, rules=("level=overwrite",), on_match=OnMatch.FILL)) == (0, 1, 0, 0, 0)
    assert record(desk, "Bo")["level"] == "C"


def test_a_blank_cell_erases_nothing_but_where_that_was_asked_for(desk: Crm, bring: Bring) -> None:
    before = store.dump(desk.database)
    blank = ALL + ",ann@x.com,,,,,,-,,\n"
    assert counts(bring(blank)) == (0, 0, 1, 0, 0)
    report = bring(blank, blanks_erase=True, rules=("website=fill", "tag=fill"))
    assert counts(report) == (0, 1, 0, 0, 0)
    ann = record(desk, "ann@x.com")
    assert (ann["name"], ann["phones"], ann["nickname"], ann["note"], ann["role"]) == ("Ann", [], "", "", "")
    assert (ann["company"], ann["website"], ann["tags"], ann["emails"]) == (
        "Acme",
        "https://a.x",
        ["vip"],
        ["ann@x.com"],
    )
    assert counts(bring(blank, blanks_erase=True)) == (0, 1, 0, 0, 0)
    assert (record(desk, "ann@x.com")["tags"], record(desk, "ann@x.com")["website"]) == ([], "")
    there = store.dump(desk.database, versions=True)
    assert counts(bring(blank, blanks_erase=True)) == (0, 0, 1, 0, 0)
    assert store.dump(desk.database, versions=True) == there
    assert store.wrong(desk.database) == {}
    for run in desk.importing.list():
        if run.state == "done":
            assert desk.importing.undo(run.id).kept == ()
    assert store.difference(before, store.dump(desk.database)) == {}


def test_a_blank_level_erases_that_of_the_customer_whose_row_it_is(desk: Crm, bring: Bring) -> None:
    desk.contacts.edit(desk.contacts.meant("Acme"), {"level": "B"})
    text = "Name,Email,Company,Level,Owner,Stage\nAnn,ann@x.com,Acme,,,\nBo,bo@x.com,,,,\n"
    assert counts(bring(text, blanks_erase=True)) == (0, 1, 1, 0, 0)
    bo = record(desk, "Bo")
    assert (bo["level"], bo["stage"], record(desk, "Acme")["level"]) == ("", "active", "B")
    assert counts(bring("Company,Level\nAcme,\n", "companies", blanks_erase=True)) == (0, 1, 0, 0, 0)
    assert record(desk, "Acme")["level"] == ""


@pytest.mark.parametrize("way", [OnMatch.UPDATE, OnMatch.FILL])
def test_a_stage_never_goes_back_unless_that_was_asked_for(desk: Crm, bring: Bring, way: OnMatch) -> None:
    ids = [
        desk.contacts.add({"name": f"C{stage}", "emails": [f"{stage}@x.com"], "stage": stage}).ids[0] for stage in Stage
    ]
    desk.contacts.set_stage(ids[1:2], Stage.NEW, pinned=True)
    rules = () if way is OnMatch.UPDATE else ("stage=overwrite",)
    to = {"lead": "new", "new": "active", "active": "lead", "dormant": "active", "churned": "dormant"}
    text = "Email,Stage,Nickname\n" + "".join(f"{was}@x.com,{now},{was}\n" for was, now in to.items())
    report = bring(text, on_match=way, rules=rules)
    assert counts(report) == (0, 5, 0, 0, 0)
    assert [record(desk, f"{was}@x.com")["stage"] for was in to] == ["new", "new", "active", "active", "churned"]
    assert tuple(remark.rpartition("/")[2] for remark in report.remarks) == (
        "people.csv: 2 customers stay in the stage they are in, which is further on than the file’s: --stage-back moves them back",
        "people.csv: 1 customer stays in the stage where somebody has pinned them",
    )
    again = bring(text, on_match=way, rules=rules)
    assert counts(again) == (0, 0, 5, 0, 0)
    report = bring(text, on_match=way, rules=rules, stage_back=True)
    assert counts(report) == (0, 2, 3, 0, 0)
    assert [record(desk, f"{was}@x.com")["stage"] for was in to] == ["new", "new", "lead", "active", "dormant"]


def test_records_have_the_same_rules(desk: Crm, bring: Bring) -> None:
    head = "Due,Task,Contact,Owner,Place,Minutes,Priority\n"
    bring(head + "2026-12-01,Call,Ann,kim,Berlin,30,high\n", "reminders")
    other = head + "2026-12-01,Call,Ann,zhao,Rome,,low\n"
    report = bring(other, "reminders", rules=("place=fill", "owner=never"), blanks_erase=True)
    assert counts(report) == (0, 1, 0, 0, 0)
    (entry,) = desk.followups.find()
    assert (entry.owner, entry.place, entry.minutes, str(entry.priority)) == ("kim", "Berlin", None, "low")
    head = "At,Kind,Contact,Text,Outcome,Author\n"
    bring(head + "2026-11-01 10:00,call,Ann,Hi,reached,kim\n", "activities")
    blank = head + "2026-11-01 10:00,call,Ann,Hi,,zhao\n"
    assert counts(bring(blank, "activities", rules=("author=never",))) == (0, 0, 1, 0, 0)
    assert counts(bring(blank, "activities", rules=("author=fill",), blanks_erase=True)) == (0, 1, 0, 0, 0)
    assert counts(bring(blank, "activities", rules=("author=fill",), blanks_erase=True)) == (0, 0, 1, 0, 0)
    head = "Number,Subject,Contact,Priority,Product,State,Resolved\n"
    bring(head + "T-9,Broken,Ann,low,Lamp,open,\n", "tickets")
    other = head + "T-9,Broken!,Ann,high,,resolved,2026-11-21 09:30\n"
    report = bring(other, "tickets", rules=("priority=never", "state=fill"), blanks_erase=True)
    assert [row.reason for row in report.reasons] == []
    assert counts(report) == (0, 1, 0, 0, 0)
    ticket = desk.tickets.card(desk.tickets.meant("T-9")).row
    assert (ticket.subject, str(ticket.priority), ticket.product, str(ticket.state)) == ("Broken!", "low", "", "open")
    bring("Contact,CSAT,Comment,At\nAnn,3,meh,2026-11-02\n", "scores")
    assert counts(
        bring("Contact,CSAT,Comment,At\nAnn,5,good,2026-11-02\n", "scores", rules=("csat=never", "comment=fill"))
    ) == (0, 0, 1, 0, 0)
    assert counts(
        bring("Contact,CSAT,Comment,At\nAnn,5,,2026-11-02\n", "scores", rules=("value=never",), blanks_erase=True)
    ) == (0, 1, 0, 0, 0)
    bring("Login,Name,Email\nkim,Kim,kim@x.com\n", "users")
    assert counts(bring("Login,Name,Email\nkim,Other,\n", "users", rules=("name=never",), blanks_erase=True)) == (
        0,
        1,
        0,
        0,
        0,
    )
    assert counts(bring("Login,Name,Email\nkim,Other,\n", "users", rules=("name=never",), blanks_erase=True)) == (
        0,
        0,
        1,
        0,
        0,
    )


def test_a_plan_and_a_profile_keep_them(desk: Crm, write_file: WriteFile, tmp_path: Path) -> None:
    said = ImportOptions(rules=("phone=never",), blanks_erase=True, stage_back=True)
    file = write_file(ALL + ",ann@x.com,1,,,,,,,\n")
    with desk.importing.planned_into(tmp_path / "plan", "contacts", [file], said) as plan:
        planned = plan.report
    file.unlink()
    assert counts(desk.importing.apply_plan(tmp_path / "plan")) == counts(planned) == (0, 1, 0, 0, 0)
    ann = record(desk, "ann@x.com")
    assert (ann["nickname"], ann["phones"]) == ("", ["13800138000"])
    desk.import_profiles.save("weekly", "contacts", said, ())
    asked = ImportOptions(profile="weekly", rules=("phone=fill", "note=never"))
    found = desk.import_profiles.applied("contacts", asked, ["rules"])
    assert found == replace(said, profile="weekly", rules=("phone=fill", "note=never"))
    assert desk.import_profiles.applied("contacts", ImportOptions(profile="weekly")).rules == ("phone=never",)


@pytest.mark.parametrize(
    ("kind", "said", "sentence", "hint"),
    [
        ("contacts", {"rules": ("phnoe=fill",)}, "an import of contacts has no field “phnoe” that it changes", "did you mean “phone”?"),
        ("contacts", {"rules": ("x.numbre=fill",)}, "an import of contacts has no field “x.numbre” that it changes", "did you mean “x.number”?"),
        ("reminders", {"rules": ("due=fill",)}, "an import of reminders has no field “due” that it changes", None),
        ("contacts", {"rules": ("phone=replace",)}, "“phone=replace” is no rule", "write a field, = and one of: overwrite, fill, never"),
        ("contacts", {"rules": ("phone=fill",), "on_match": OnMatch.SKIP}, "--rule does not go with --on-match skip: nothing that is there would change", None),
        ("contacts", {"blanks_erase": True, "on_match": OnMatch.FILL}, "--blanks-erase does not go with --on-match fill: nothing that is there would change", None),
        ("contacts", {"stage_back": True, "on_match": OnMatch.CREATE}, "--stage-back does not go with --on-match create: nothing that is there would change", None),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(bring: Bring, kind: str, said: Any, sentence: str, hint: str | None) -> None:
    with pytest.raises(UsageError) as caught:
        bring("Name,Due\nAnn,2026-12-01\n", kind, **said)
    assert caught.value.message == sentence
    assert hint is None or caught.value.hint == hint


def test_every_kind_says_which_fields_it_changes() -> None:
    for kind in kinds():
        columns = kind.columns
        names = {field.name for field in columns.fields}
        assert set(columns.changing) <= names
        assert set(columns.erasable) <= set(columns.changing) - {"name"}
        assert columns.changing


def test_a_blank_city_alone_erases_no_street(desk: Crm, bring: Bring) -> None:
    bring("Name,Email,Street,City\nAnn,ann@x.com,Main St 1,Bath\n")
    assert counts(bring("Email,City\nann@x.com,\n", blanks_erase=True)) == (0, 0, 1, 0, 0)
    assert "Main St 1" in str(record(desk, "ann@x.com")["addresses"])
    assert counts(bring("Email,Street,City\nann@x.com,,\n", blanks_erase=True)) == (0, 1, 0, 0, 0)
    assert not record(desk, "ann@x.com")["addresses"]

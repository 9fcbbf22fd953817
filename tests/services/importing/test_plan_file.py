"""A plan that was written down: read by people, the same bytes for the same data, carried out as it stands or not at all."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW, OpenCrm
from tests.services.importing.conftest import WriteFile
from tests.services.importing.test_planned import FILES, GOOD, PEOPLE
from tests.store import difference, dump
from tui_crm.actor import Source
from tui_crm.clock import FixedClock
from tui_crm.db.sqlite.driver import Driver
from tui_crm.errors import BadInput, Conflict, CrmError, UsageError
from tui_crm.models.codes import FieldType
from tui_crm.services.crm import Crm
from tui_crm.services.importing.choices import OnMatch
from tui_crm.services.importing.plan_file import PlanFile
from tui_crm.services.importing.planned import Planned
from tui_crm.services.importing.report import ImportOptions

KEPT = ImportOptions(keep_good=True, create_contacts=True)
EVERY = FILES | {
    "companies": "Company,City\nAcme,Bath\nZeta,\n",
    "activities": "Date,Email,Type,Subject,Owner\n2026-11-02 09:00,ann@x.com,call,Prices,wang\n2026-11-02,no@x.com,,x,\n",
    "activities of a mail": "From: ann@x.com\nTo: li@us.cn\nMessage-ID: <1@x>\nSubject: prices\n\nhow much?\n",
}
MORE = "Name,Email,City\nAnn Bell,ann@x.com,Bath\nEd Poe,ed@z.org,\nDi Fox,di@z.org,\n"


@pytest.fixture
def desk(li: Crm) -> Crm:
    """Return a database with two of those whom the files name."""
    li.contacts.add({"name": "Ann Bell", "emails": ["ann@x.com"]})
    li.contacts.add({"name": "Bo Li", "emails": ["bo@y.cn"]})
    return li


@pytest.fixture
def twin(desk: Crm, crm_file: Path, tmp_path: Path, driver: Driver) -> Iterator[Callable[[], Crm]]:
    """Return a call that opens a copy of the database as it is."""
    with ExitStack() as opened:

        def copied() -> Crm:
            desk.close()
            shutil.copy(crm_file, tmp_path / "twin.db")
            return opened.enter_context(
                Crm.open(tmp_path / "twin.db", login="li", source=Source.CLI, clock=FixedClock(NOW), driver=driver)
            )

        yield copied


def planned(crm: Crm, place: Path, kind: str, *files: Path, options: ImportOptions = KEPT) -> list[dict[str, Any]]:
    """Write a plan and return its lines."""
    with crm.importing.planned_into(place, kind, files, options):
        return [json.loads(line) for line in place.read_text(encoding="utf-8").splitlines()]


def refusal(crm: Crm, place: Path, error: type[CrmError]) -> str:
    """Return what is said of a plan that is not carried out; nothing changes."""
    before = dump(crm.database, versions=True)
    with pytest.raises(error) as raised:
        crm.importing.apply_plan(place)
    assert difference(before, dump(crm.database, versions=True)) == {}
    return raised.value.message


@pytest.mark.parametrize("kind", EVERY)
def test_a_plan_is_carried_out_without_its_file_as_an_import_of_it_is(
    desk: Crm, twin: Callable[[], Crm], tmp_path: Path, write_file: WriteFile, kind: str
) -> None:
    file, plan, other = write_file(EVERY[kind]), tmp_path / "plan", twin()
    before = dump(desk.database, versions=True)
    lines = planned(desk, plan, kind.partition(" ")[0], file)
    first = plan.read_bytes()
    planned(desk, plan, kind.partition(" ")[0], file)
    assert plan.read_bytes() == first
    assert plan.stat().st_mode & 0o777 == 0o600
    assert difference(before, dump(desk.database, versions=True)) == {}
    imported = other.importing.run(kind.partition(" ")[0], file, KEPT if kind.endswith("mail") else GOOD)
    file.unlink()
    done = desk.importing.apply_plan(plan)
    assert [line["outcome"] for line in lines[1:]].count("created") == done.created
    assert difference(*(dump(crm.database, versions=True) for crm in (desk, other))) == {}
    assert replace(done, seconds=0) == replace(
        imported, seconds=0, rejects=None, encoding="", unmapped=(), doubts=(), header=()
    )


def test_several_files_are_planned_as_one(desk: Crm, write_file: WriteFile, tmp_path: Path) -> None:
    first, second = write_file(PEOPLE, name="a.csv"), write_file(MORE, name="b.csv")
    lines = planned(desk, tmp_path / "plan", "contacts", first, second)
    assert [each["rows"] for each in lines[0]["files"]] == [4, 3]
    told = [(Path(line["file"]).name, line["line"], line["outcome"], line["name"]) for line in lines[1:]]
    assert told == [
        ("a.csv", 2, "updated", "Ann Bell"),
        ("a.csv", 3, "unchanged", "Bo Li"),
        ("a.csv", 4, "rejected", "Cy Doe"),
        ("a.csv", 5, "created", "Di Fox"),
        ("b.csv", 2, "updated", "Ann Bell"),
        ("b.csv", 3, "created", "Ed Poe"),
        ("b.csv", 4, "unchanged", "Di Fox"),
        ("a.csv", 2, "also_created", "Acme"),
        ("a.csv", 2, "also_created", "vip"),
    ]
    done = desk.importing.apply_plan(tmp_path / "plan")
    assert (done.file, done.rows, done.created, done.applied) == ("a.csv, b.csv", 7, 2, True)
    assert desk.importing.get(done.number or 0).file == "a.csv, b.csv"
    assert desk.contacts.card(1).addresses


CHANGES: dict[str, tuple[Callable[[Crm], object], str]] = {
    "edited": (lambda crm: crm.contacts.edit(1, {"note": "hello"}), "line 2: c1 has been changed since"),
    "done by hand": (
        lambda crm: crm.contacts.add({"name": "Di Fox", "emails": ["di@z.org"]}),
        "line 5: created when it was planned, updated (c3) now",
    ),
    "gone": (lambda crm: crm.contacts.delete([2]), "line 3: unchanged (c2) when it was planned, created now"),
    "comes no more": (
        lambda crm: crm.tags.add("vip"),
        "line 2: vip: comes along when it was planned, — now",
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_has_changed_since_is_named_and_nothing_is_written(
    desk: Crm, write_file: WriteFile, tmp_path: Path, what: str
) -> None:
    planned(desk, tmp_path / "plan", "contacts", write_file(PEOPLE))
    change, said = CHANGES[what]
    change(desk)
    assert said in refusal(desk, tmp_path / "plan", Conflict)


def test_rows_of_tickets_that_changed_are_named_too(desk: Crm, write_file: WriteFile, tmp_path: Path) -> None:
    tickets = FILES["tickets"]
    desk.importing.run("tickets", write_file(tickets), GOOD)
    planned(desk, tmp_path / "plan", "tickets", write_file(tickets.replace("Printer on fire", "Fire")))
    desk.tickets.edit(desk.tickets.meant("101"), priority="urgent")
    assert "line 2:" in refusal(desk, tmp_path / "plan", Conflict)


def test_a_plan_is_carried_out_once(desk: Crm, write_file: WriteFile, tmp_path: Path) -> None:
    options = ImportOptions(on_match=OnMatch.CREATE)
    planned(desk, tmp_path / "plan", "contacts", write_file("Name\nAnn Bell\n"), options=options)
    done = desk.importing.apply_plan(tmp_path / "plan")
    assert refusal(desk, tmp_path / "plan", Conflict).endswith("was carried out already, as i1")
    assert done.number is not None
    desk.importing.undo(done.number)
    assert desk.importing.apply_plan(tmp_path / "plan").created == 1


def test_a_plan_with_rejected_rows_is_carried_out_only_where_that_was_said(
    desk: Crm, write_file: WriteFile, tmp_path: Path
) -> None:
    planned(desk, tmp_path / "plan", "contacts", write_file(PEOPLE), options=ImportOptions())
    assert refusal(desk, tmp_path / "plan", BadInput) == f"{tmp_path / 'plan'} rejects 1 row"


def test_a_damaged_or_foreign_plan_is_refused(desk: Crm, write_file: WriteFile, tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    planned(desk, plan, "contacts", write_file(PEOPLE))
    whole = plan.read_bytes()
    for damaged in (
        whole.replace(b"Di Fox", b"Di Foe"),
        whole[: whole.rindex(b"\n", 0, -1) + 1],
        whole.replace(b'"keep_good": true', b'"keep_good": false'),
        whole.replace(b'"kind": "contacts"', b'"kind": "companies"', 1),
        whole.replace(b'{"plan": 1', b'{"plan": 1 '),
        whole + b"\n",
    ):
        plan.write_bytes(damaged)
        assert refusal(desk, plan, BadInput) == f"{plan} was changed since it was written"
    for foreign in (
        b"",
        b"Name\nAnn\n",
        b'{"plan": [',
        b'{"plan": 1}\n',
        b'{"plan": "' + b"x" * (2 << 20),
        b'{"plan": ' + b"[" * 100_000 + b"\n",
        b'{"plan": 1, "kind": "\\ud800"}\n',
        b"\xff\xfe\0",
    ):
        plan.write_bytes(foreign)
        refusal(desk, plan, BadInput)
    plan.write_bytes(whole.replace(b'{"plan": 1', b'{"plan": 9'))
    assert "another version" in refusal(desk, plan, BadInput)
    plan.unlink()
    refusal(desk, plan, BadInput)


def test_a_plan_takes_the_place_of_a_plan_only(desk: Crm, write_file: WriteFile, tmp_path: Path) -> None:
    file = write_file(PEOPLE)
    for place in (file, tmp_path, desk.database.path):
        with pytest.raises(UsageError):
            planned(desk, place, "contacts", file)
    assert file.read_text(encoding="utf-8") == PEOPLE


def test_columns_that_become_fields_are_planned_with_them(desk: Crm, write_file: WriteFile, tmp_path: Path) -> None:
    file = write_file("Name,Email,Shoe size\nAnn Bell,ann@x.com,38\n")
    options = ImportOptions(keep_columns=True)
    lines = planned(desk, tmp_path / "plan", "contacts", file, options=options)
    assert (lines[1]["changes"], lines[2]["name"]) == ({"x.shoe_size": [None, "38"]}, "x.shoe_size")
    desk.custom_fields.add("other", kind=FieldType.TEXT)
    assert desk.importing.apply_plan(tmp_path / "plan").also_created == {"fields": 1}
    planned(desk, tmp_path / "plan", "contacts", write_file("Name,Hat\nAnn Bell,7\n"), options=options)
    desk.custom_fields.add("hat", kind=FieldType.NUMBER)
    assert "x.hat: comes along when it was planned, — now" in refusal(desk, tmp_path / "plan", Conflict)


SAME = {
    "activities": ("Date,Email,Type,Subject\n2026-11-02 09:00,ann@x.com,call,Prices\n", "unchanged", ""),
    "reminders": ("Due,Email,Text\n2026-12-02,ann@x.com,Call her\n", "unchanged", ""),
    "users": ("Login,Name\nzoe,Zoe\n", "rejected", "line 2 of {file} is about the same user"),
    "tickets": (
        "Number,Subject,Email\nT-1,Broken,ann@x.com\n",
        "rejected",
        "line 2 of {file} is about the same ticket",
    ),
    "scores": ("Email,CSAT,Date\nann@x.com,4,2026-11-02\n", "rejected", "line 2 of {file} gives the same answer"),
}


@pytest.mark.parametrize("kind", SAME)
def test_the_same_row_in_the_same_line_of_two_files_is_one(
    desk: Crm, write_file: WriteFile, tmp_path: Path, kind: str
) -> None:
    text, outcome, reason = SAME[kind]
    first, second = write_file(text, name="a.csv"), write_file(text, name="b.csv")
    _header, one, other = planned(desk, tmp_path / "plan", kind, first, second)
    assert (one["outcome"], other["outcome"]) == ("created", outcome)
    assert other["reason"] == reason.format(file=first)


@pytest.mark.parametrize("kind", ["contacts", "activities"])
def test_two_programs_do_not_carry_out_one_plan_together(
    desk: Crm, open_crm: OpenCrm, write_file: WriteFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Rows that are new each time come out the same after the other: nothing but the plan itself tells."""
    plan, other = tmp_path / "plan", open_crm("zhao")
    options = replace(KEPT, on_match=OnMatch.CREATE)
    planned(desk, plan, kind, write_file(EVERY[kind]), options=options)
    check = PlanFile.check

    def check_and_be_overtaken(file: PlanFile, made: Planned) -> None:
        check(file, made)
        monkeypatch.setattr(PlanFile, "check", check)
        other.importing.apply_plan(plan)

    monkeypatch.setattr(PlanFile, "check", check_and_be_overtaken)
    with pytest.raises(Conflict, match="carried out already"):
        desk.importing.apply_plan(plan)

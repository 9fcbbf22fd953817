"""What goes out comes in again: into the same database it changes nothing, and into an empty one it is what it was."""

import json
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.conftest import NOW
from tests.payloads import PAYLOADS
from tests.services.exporting.test_tickets import desk
from tests.workload import Office
from tui_crm.actor import Source
from tui_crm.models.codes import ActivityKind
from tui_crm.models.when import parse_when
from tui_crm.services.crm import Crm
from tui_crm.services.exporting.kinds.registry import DECLARED, declared
from tui_crm.services.exporting.report import ExportFormat, ExportOptions
from tui_crm.services.exporting.shape import Only
from tui_crm.services.importing.kinds import registry as importing
from tui_crm.services.importing.report import ImportOptions, ImportReport

READ_BACK = [(kind.name, form) for kind in DECLARED for form in kind.formats if form is not ExportFormat.ICS]
"""Every kind in every format that our import reads."""

IN_ORDER = ("users", "companies", "contacts", "tickets", "scores", "activities", "reminders")
"""The kinds, each behind those that its records speak of."""

LONGEST = 32_767
"""How much text the cell of a spreadsheet holds."""

EVERYTHING = Only(done=True)
WORDS = [payload for payload in PAYLOADS.values() if payload.strip() and len(payload) < LONGEST]


def taken_out(crm: Crm, kind: str, form: ExportFormat, folder: Path, name: str = "out") -> Path:
    file = folder / f"{name}-{kind}.{form}"
    crm.exporting.run(kind, "", file, ExportOptions(form), only=EVERYTHING)
    return file


def brought_in(crm: Crm, kind: str, file: Path) -> ImportReport:
    return crm.importing.run(kind, file, ImportOptions())


def counts(report: ImportReport) -> tuple[int, ...]:
    return report.created, report.updated, report.skipped, report.rejected


@pytest.fixture
def busy(li: Crm) -> Crm:
    """Return a database with everything that a file could mistake."""
    desk(li)
    for name, kind in (("size", "number"), ("since", "date"), ("big", "bool"), ("word", "text")):
        li.custom_fields.add(name, kind=kind)
    zone = li.clock.zone
    li.users.add("kim", name="Kim “K” Ode", email="kim@x.com", team_name="=Sales")
    said = {"size": "1.5", "since": "2026-01-02", "big": "no", "word": "=1+1"}
    ann = li.contacts.add({"name": 'Smith; "Sons" <x>', "company": "Acme", "do_not_contact": True, "custom": said}).ids[
        0
    ]
    bo = li.contacts.add({"name": "Bo", "birthday": "--02-29", "phones": ["+49 30 1234567"], "cadence": 7}).ids[0]
    li.contacts.add({"name": "Madonna", "given_name": "Madonna", "birthday": "1958-08-16"})
    for feeling in (-2, -1, 0, 1, 2):  # which differ in nothing else
        li.activities.log(ActivityKind.CALL, ann, at=NOW - timedelta(days=3), feeling=feeling, minutes=0)
    li.activities.log(ActivityKind.MEETING, bo, at=NOW - timedelta(days=2), others=[ann], text="three\nlines\n'=of it")
    for number, words in enumerate(WORDS):
        li.activities.log(ActivityKind.NOTE, bo, at=NOW - timedelta(hours=number + 1), text=f"{words} {number}")
    for text, due, repeat in (
        ("=a", "2026-12-01 14:30", ""),
        ("b", "2026-12-02", "every month"),
        ("c", "tomorrow", ""),
    ):
        when = parse_when(due, now=NOW, zone=zone)
        li.followups.add(when, contact_id=bo, text=text, repeat=repeat, minutes=30, place="+1 there")
        li.followups.add(when, text=text, priority="urgent", owner="")
    li.followups.done(li.followups.find()[0].id)
    li.users.retire("kim", to="li")
    return li


@pytest.mark.parametrize(("kind", "form"), READ_BACK)
def test_what_went_out_changes_nothing_where_it_is(busy: Crm, kind: str, form: ExportFormat, tmp_path: Path) -> None:
    file = taken_out(busy, kind, form, tmp_path)
    report = brought_in(busy, kind, file)
    assert counts(report) == (0, 0, 0, 0), report.reasons
    assert report.unchanged == report.rows > 0
    assert file.read_bytes() == taken_out(busy, kind, form, tmp_path).read_bytes()


def test_what_is_taken_out_is_what_can_be_brought_in() -> None:
    assert {kind.name for kind in DECLARED} == {kind.name for kind in importing.DECLARED}


def objects(crm: Crm, kind: str, folder: Path, name: str) -> list[dict[str, object]]:
    """Return what is exported of a kind, without the ids, and what a table of tickets has no place for."""
    text = taken_out(crm, kind, ExportFormat.JSON, folder, name).read_text("utf-8")
    found = [{**nameless(each), **({"author": ""} if kind == "scores" else {})} for each in json.loads(text)]
    return sorted(
        found, key=lambda each: json.dumps(each, sort_keys=True)
    )  # tickets bring answers, and no authors of those


def nameless(said: Any) -> Any:
    """Return JSON without ids, without what follows from other records, and without what is told to be left out."""
    gone = {"created_at", "clocks", "people", "replies", "scores", "checklist", "why"}
    if isinstance(said, list):
        return [nameless(each) for each in said]
    if isinstance(said, dict):
        return {key: nameless(value) for key, value in said.items() if key not in gone and "id" not in key.split("_")}
    return said


@pytest.mark.parametrize("form", [ExportFormat.CSV, ExportFormat.XLSX, ExportFormat.JSONL])
def test_an_empty_database_becomes_what_it_was(busy: Crm, form: ExportFormat, tmp_path: Path) -> None:
    with Crm.open(tmp_path / "other.db", login="li", source=Source.CLI, clock=busy.clock) as other:
        for field in busy.custom_fields.all():
            other.custom_fields.add(field.name, kind=field.type)
        for kind in IN_ORDER:
            report = brought_in(other, kind, taken_out(busy, kind, form, tmp_path))
            assert (kind, report.rejected) == (kind, 0), report.reasons
        for kind in IN_ORDER:
            assert objects(other, kind, tmp_path, "after") == objects(busy, kind, tmp_path, "before"), kind


def test_what_a_cell_cannot_hold_is_told(li: Crm, tmp_path: Path) -> None:
    li.contacts.add({"name": "Ann", "note": "x" * (LONGEST + 1)})
    report = li.exporting.run("contacts", "", tmp_path / "out.xlsx", ExportOptions(ExportFormat.XLSX))
    assert (report.rows, report.cut) == (1, 1)


def days_of_work(crm: Crm, folder: Path, seed: int, length: int) -> None:
    """Let a team work at random, and then export and import all that it did in every format.

    Contacts are not looked at: these share names, e-mails and phones at random, and imports know nobody by an id.
    """
    office = Office(crm, Random(seed))
    office.open()
    for _each in range(length):
        office.act()
    for kind, form in [(kind, form) for kind, form in READ_BACK if kind not in {"contacts", "companies"}]:
        file = taken_out(crm, kind, form, folder)
        if not declared(kind).whole().find(crm, "", EVERYTHING):
            continue  # nothing is nothing to read
        with crm.importing.planned(kind, file, ImportOptions()) as plan:
            for row in plan.rows():
                assert row.outcome == "unchanged", (seed, kind, form, row)


@pytest.mark.parametrize("seed", range(2))
def test_random_work_comes_back_unchanged(li: Crm, tmp_path: Path, seed: int) -> None:
    days_of_work(li, tmp_path, seed, 60)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(100, 200))
def test_much_random_work_comes_back_unchanged(li: Crm, tmp_path: Path, seed: int) -> None:
    days_of_work(li, tmp_path, seed, 200)

"""Columns that nothing claims become fields of the team's own, in the operation of the import."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import store
from tests.conftest import CHECKOUT
from tui_crm.errors import Conflict, UsageError
from tui_crm.models.codes import FieldType
from tui_crm.services.crm import Crm
from tui_crm.services.importing.contacts import sharing
from tui_crm.services.importing.files.reading import open_rows
from tui_crm.services.importing.report import ALSO_CREATED, ImportOptions, ImportReport

EXPORTS = CHECKOUT / "tests/fixtures/imports"
TEXT = (
    "Name,Shoe Size,Joined,Newsletter,Paid (€),Card,Seen,Hat\n"
    'Anna,43,2024-03-12,yes,"1.234,50",007,2024-03-12 09:14,\n'
    'Ben,44.5,3/15/2024,no,"7,5",12345678901234567,2024-03-13 10:00,\n'
)
TYPES = {
    "shoe_size": "number", "joined": "date", "newsletter": "bool", "paid": "number", "card": "text", "seen": "text",
}  # fmt: skip

Bring = Callable[..., ImportReport]


@pytest.fixture
def bring(li: Crm, tmp_path: Path) -> Bring:
    """Import a text with these options."""

    def run(text: str = TEXT, **said: Any) -> ImportReport:
        path = tmp_path / "people.csv"
        path.write_text(text, encoding="utf-8")
        return li.importing.run("contacts", path, ImportOptions(**said))

    return run


def fields(crm: Crm) -> dict[str, str]:
    return {field.name: field.type for field in crm.custom_fields.all()}


def custom(crm: Crm, name: str) -> Any:
    return dict(crm.contacts.card(crm.contacts.meant(name)).custom)


def test_every_column_that_is_not_used_is_kept_with_the_type_of_its_values(li: Crm, bring: Bring) -> None:
    before = store.dump(li.database)
    report = bring(keep_columns=True)
    assert report.also_created == {"fields": 6}
    assert [(column.header, column.samples) for column in report.unmapped] == [("Hat", ())]
    assert fields(li) == TYPES
    assert {field.label for field in li.custom_fields.all()} >= {"Shoe Size", "Paid (€)"}
    assert custom(li, "Anna") == {
        "shoe_size": "43", "joined": "2024-03-12", "newsletter": "yes", "paid": "1234.5", "card": "007",
        "seen": "2024-03-12 09:14",
    }  # fmt: skip
    assert store.wrong(li.database) == {}
    again = bring(keep_columns=True)
    assert (again.unchanged, again.operation_id, again.also_created) == (2, None, {})
    assert report.number is not None
    assert li.importing.undo(report.number).kept == ()
    left = store.dump(li.database)
    assert (fields(li), store.difference(before, {**left, "user": before["user"]})) == ({}, {})


def test_who_is_on_file_gets_the_values_too(li: Crm, bring: Bring) -> None:
    li.custom_fields.add("team")
    bring("Name,Team\nAnna,red\nBen,\n")
    there = store.dump(li.database)
    report = bring("Name,Shoe,Team\nAnna,43,blue\nBen,44,\nCarl,45,\n", keep_columns=True)
    assert (report.created, report.updated) == (1, 2)
    assert [custom(li, name) for name in ("Anna", "Ben", "Carl")] == [
        {"team": "blue", "shoe": "43"},
        {"shoe": "44"},
        {"shoe": "45"},
    ]
    assert store.wrong(li.database) == {}
    assert report.number is not None
    li.importing.undo(report.number)
    assert store.difference(there, store.dump(li.database)) == {}


def test_a_dry_run_says_it_and_writes_nothing(li: Crm, bring: Bring) -> None:
    before = store.dump(li.database)
    rows: list[Any] = []
    report = li.importing.run(
        "contacts", bring("Name\nx\n", dry_run=True).file, ImportOptions(dry_run=True), listing=rows.extend
    )
    assert report.also_created == {}
    path = Path(report.file)
    path.write_text("Name,Shoe\nAnna,43\n", encoding="utf-8")
    rows.clear()
    report = li.importing.run("contacts", path, ImportOptions(keep_columns=True, dry_run=True), listing=rows.extend)
    assert report.also_created == {"fields": 1}
    assert [(row.outcome, row.kind, row.name) for row in rows] == [
        ("created", "person", "Anna"),
        (ALSO_CREATED, "field", "x.shoe"),
    ]
    assert rows[0].changes == {"x.shoe": (None, "43")}
    assert store.difference(before, store.dump(li.database)) == {}


@pytest.mark.parametrize(
    ("said", "kind"), [("x.size:", "number"), ("x.size:text", "text"), ("x.size:number", "number")]
)
def test_a_single_column_is_kept_as_one_says(li: Crm, bring: Bring, said: str, kind: str) -> None:
    report = bring("Name,Shoe,Hat\nAnna,43,7\n", overrides=(f"Shoe={said}",))
    assert ({"size": kind}, {"size": "43"}) == (fields(li), custom(li, "Anna"))
    assert [column.header for column in report.unmapped] == ["Hat"]
    assert bring("Name,Shoe,Hat\nAnna,43,7\n", overrides=(f"Shoe={said}",)).unchanged == 1


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("Shoe=x.budget:text", "there is a field x.budget already, of type number"),
        ("Shoe=x.a b:text", "“x.a b” cannot name a field"),
        ("Shoe=x.size:choice", "“choice” is no type of field that an import can make"),
        ("Shoe=x.bugdet", "there is no field “x.bugdet” to map “Shoe” to"),
        ("Foot=x.size:", "has no column “Foot”"),
    ],
)
def test_what_cannot_be_made_is_refused(li: Crm, bring: Bring, said: str, message: str) -> None:
    li.custom_fields.add("budget", kind=FieldType.NUMBER)
    with pytest.raises(UsageError, match=message) as caught:
        bring("Name,Shoe\nAnna,43\n", overrides=(said,))
    assert caught.value.hint
    assert fields(li) == {"budget": "number"}


def test_names_of_fields_come_from_headers_and_are_each_different(li: Crm, bring: Bring) -> None:
    bring("Name,Source,Source,鞋码,2024,,!!\nAnna,web,fair,43,a,b,c\n", keep_columns=True)
    assert custom(li, "Anna") == {
        "source_2": "fair", "鞋码": "43", "column_2024": "a", "column_6": "b", "column_7": "c",
    }  # fmt: skip


def test_a_field_that_somebody_makes_meanwhile_stops_it(li: Crm, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,Shoe\nAnna,43\n", encoding="utf-8")
    with li.importing.planned("contacts", path, ImportOptions(keep_columns=True)) as plan:
        li.custom_fields.add("Shoe")
        before = store.dump(li.database)
        with pytest.raises(Conflict, match=r"somebody made a field x\.shoe meanwhile"):
            plan.apply()
    assert store.difference(before, store.dump(li.database)) == {}


def test_what_somebody_uses_since_stays_and_is_named(li: Crm, bring: Bring) -> None:
    report = bring("Name,Shoe\nAnna,43\n", keep_columns=True)
    [anna] = [li.contacts.meant("Anna")]
    li.contacts.edit(anna, {"custom": {"shoe": "44"}})
    assert report.number is not None
    assert li.importing.undo(report.number).kept != ()
    assert store.wrong(li.database) == {}


def test_two_processes_make_the_same_of_it(li: Crm, bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "WORTH_HELP", 0)
    monkeypatch.setattr(sharing, "_processors", lambda: 2)
    rows = "".join(f"Anna {n},{n}\n" for n in range(2_000))
    assert bring(f"Name,Shoe\n{rows}", keep_columns=True).created == 2_000
    assert custom(li, "Anna 1999") == {"shoe": "1999"}
    assert store.wrong(li.database) == {}


@pytest.mark.parametrize("name", ["google_new", "zoho", "customers_zh", "linkedin"])
def test_nothing_of_an_export_is_lost(li: Crm, name: str) -> None:
    before, path = store.dump(li.database), EXPORTS / f"{name}.csv"
    options = ImportOptions(keep_columns=True)
    first = li.importing.run("contacts", path, options)
    assert not any(column.samples for column in first.unmapped)
    assert li.importing.run("contacts", path, options).operation_id is None
    assert first.number is not None
    li.importing.undo(first.number)
    left = store.dump(li.database)
    assert store.difference(before, {**left, "user": before["user"]}) == {}


def test_a_preview_names_what_would_be_kept_and_what_is_made(li: Crm, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(TEXT, encoding="utf-8")
    shown = li.importing.preview("contacts", path, ImportOptions(overrides=("Card=x.card:",)))
    assert {column.header: column.keep_as for column in shown.unmapped} == {
        "Shoe Size": "x.shoe_size:number", "Joined": "x.joined:date", "Newsletter": "x.newsletter:bool",
        "Paid (€)": "x.paid:number", "Seen": "x.seen:text", "Hat": "x.hat:text",
    }  # fmt: skip
    assert [(column.target, column.is_made) for column in shown.columns if column.header in {"Name", "Card"}] == [
        ("name", False),
        ("x.card", True),
    ]
    with open_rows(path) as source:
        assert len(source.header) == len(shown.columns)

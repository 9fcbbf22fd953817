"""What goes out comes in again, whole; a file appears whole or not at all; the history says who took what."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import OpenCrm, RunCrm
from tests.payloads import PAYLOADS
from tui_crm.actor import Source
from tui_crm.clock import FixedClock
from tui_crm.demo.business import fill
from tui_crm.errors import OutputFailed, UsageError
from tui_crm.services.crm import Crm
from tui_crm.services.exporting import service
from tui_crm.services.exporting.kinds.registry import declared
from tui_crm.services.exporting.report import ExportFormat, ExportOptions
from tui_crm.services.importing.report import ImportOptions

JSON = ExportOptions(ExportFormat.JSON)
TEXTS = (ExportFormat.CSV, ExportFormat.JSON, ExportFormat.JSONL)


def table(path: Path) -> list[dict[str, str]]:
    """Return the rows of an export without their ids, sorted."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [{name: cell for name, cell in row.items() if name != "id"} for row in csv.DictReader(file)]
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))


def emptied(crm: Crm, path: Path) -> Crm:
    """Return a new database with the custom fields of another one."""
    new = Crm.open(path, login="li", source=Source.CLI, clock=crm.clock)
    for field in crm.custom_fields.all():
        new.custom_fields.add(field.name, kind=field.type, label=field.label, choices=field.choices)
    return new


def test_a_business_survives_the_round_trip(li: Crm, tmp_path: Path) -> None:
    fill(li)
    out, back = tmp_path / "out.csv", tmp_path / "back.csv"
    report = li.exporting.run("contacts", "kind:any", out)
    assert report.rows == len(li.contacts.find(li.contacts.parse("")))
    other = emptied(li, tmp_path / "other.db")
    done = other.importing.run("contacts", out, ImportOptions())
    assert (done.created, [column.header for column in done.unmapped]) == (report.rows, [])
    other.exporting.run("contacts", "kind:any", back)
    assert table(back) == table(out)
    assert comes_back_unchanged(li, other, tmp_path)
    other.close()


def comes_back_unchanged(li: Crm, other: Crm, folder: Path) -> bool:
    """Tell whether objects of all contacts change nothing where the same contacts are, and every column has its place."""
    for form in (ExportFormat.JSON, ExportFormat.JSONL):
        out = folder / f"objects.{form}"
        count = li.exporting.run("contacts", "kind:any", out, ExportOptions(form)).rows
        done = other.importing.run("contacts", out, ImportOptions())
        assert (done.unchanged, done.unmapped) == (count, ())
    return True


def test_hostile_text_survives_the_round_trip(li: Crm, tmp_path: Path) -> None:
    for number, payload in enumerate(PAYLOADS):
        li.contacts.add(
            {"name": f"n{number}", "emails": [f"n{number}@a.cn"], "note": f"x {payload}", "needs": payload or "-"}
        )
    out, back = tmp_path / "out.csv", tmp_path / "back.csv"
    li.exporting.run("contacts", "", out)
    other = emptied(li, tmp_path / "other.db")
    assert other.importing.run("contacts", out, ImportOptions()).rejected == 0
    other.exporting.run("contacts", "", back)
    assert table(back) == table(out)
    assert comes_back_unchanged(li, other, tmp_path)
    other.close()


def test_no_cell_is_a_formula_unless_asked_for(li: Crm, tmp_path: Path) -> None:
    li.contacts.add({"name": "=1+1", "phones": ["+86 138 0013 8000"]})
    safe, raw = tmp_path / "safe.csv", tmp_path / "raw.csv"
    li.exporting.run("contacts", "", safe)
    li.exporting.run("contacts", "", raw, ExportOptions(raw=True, bom=True))
    assert (table(safe)[0]["name"], table(safe)[0]["phone_1"]) == ("'=1+1", "+86 138 0013 8000")
    assert raw.read_bytes().startswith(b"\xef\xbb\xbfid,")
    assert "'=1+1" not in raw.read_text(encoding="utf-8-sig")


def test_json_has_the_keys_of_contact_show(li: Crm, crm: RunCrm, crm_file: Path, tmp_path: Path) -> None:
    li.contacts.add(
        {
            "name": "张伟", "company": "云帆", "role": "经理", "emails": [("z@a.cn", "work")], "tags": ["vip"],
            "handles": [("wechat", "zw")], "birthday": "1990-03-05", "addresses": [{"city": "上海", "street": "南京路 1"}],
        }
    )  # fmt: skip
    out = tmp_path / "out.json"
    li.exporting.run("contacts", "", out, JSON)
    shown = crm("--db", str(crm_file), "--now", "2026-11-21T09:30:00Z", "contact", "show", "张伟", "--format", "json")
    whole = json.loads(shown.stdout)
    assert [whole.pop(key) for key in ("birthday_next", "version", "customer_version")] == ["2027-03-05", 1, 1]
    assert json.loads(out.read_text(encoding="utf-8")) == [whole]


@pytest.mark.parametrize("wanted", TEXTS)
def test_undo_of_an_import_restores_the_export_on_any_day(li: Crm, wanted: ExportFormat, tmp_path: Path) -> None:
    fill(li)
    before, leads = io.StringIO(), tmp_path / "leads.csv"
    li.exporting.run("contacts", "kind:any", before, ExportOptions(wanted))
    touched = li.contacts.cards(li.contacts.find(li.contacts.parse("email:any"))[:5])
    lines = [f"{card.row.email},{card.row.phone},new {n},Firm {n},2026-12-0{n + 1}" for n, card in enumerate(touched)]
    leads.write_text(
        "\n".join(["E-mail,Phone,Tags,Company,Next follow-up", *lines, "new@x.cn,,,Firm 9,"]), encoding="utf-8"
    )
    done = li.importing.run("contacts", leads, ImportOptions())
    assert (done.updated, done.created) == (5, 1)
    li.importing.undo(1)
    later = Crm(li.database, replace(li.actor, clock=FixedClock(li.clock.now() + timedelta(days=400))))
    after = io.StringIO()
    later.exporting.run("contacts", "kind:any", after, ExportOptions(wanted))
    assert after.getvalue() == before.getvalue()


def test_custom_fields_have_their_types(li: Crm) -> None:
    for name, kind in (("size", "number"), ("price", "number"), ("since", "date"), ("big", "bool"), ("word", "text")):
        li.custom_fields.add(name, kind=kind)
    li.contacts.add(
        {"name": "Ann", "custom": {"size": "1,200", "price": "1.50", "since": "2026-01-02", "big": "no", "word": "7"}}
    )
    out = io.StringIO()
    li.exporting.run("contacts", "", out, JSON)
    assert json.loads(out.getvalue())[0]["custom"] == {
        "size": 1200, "price": 1.5, "since": "2026-01-02", "big": False, "word": "7",
    }  # fmt: skip
    assert '"size": 1200,' in out.getvalue()


def test_lines_of_json_and_an_empty_array(li: Crm) -> None:
    for name in ("张伟", "李明"):
        li.contacts.add({"name": name})
    lines, nothing = io.StringIO(), io.StringIO()
    assert li.exporting.run("contacts", "", lines, ExportOptions(ExportFormat.JSONL)).rows == 2
    assert [json.loads(line)["name"] for line in lines.getvalue().splitlines()] == ["张伟", "李明"]
    li.exporting.run("companies", "", nothing, JSON)
    assert json.loads(nothing.getvalue()) == []


def test_the_history_says_who_took_what_and_undo_passes_it_over(open_crm: OpenCrm, tmp_path: Path) -> None:
    li = open_crm("li")
    li.contacts.add({"name": "张伟"})
    report = li.exporting.run("contacts", "张", tmp_path / "out.csv")
    newest = li.history.list(limit=1)[0]
    assert (newest.id, newest.by, newest.what) == (report.operation_id, "li", "Exported 1 contacts (张) to out.csv")
    assert li.history.undo().what == "Undid: Added 张伟"


def test_a_failure_leaves_what_was_there(li: Crm, tmp_path: Path) -> None:
    place = tmp_path / "no" / "such" / "folder.csv"
    with pytest.raises(OutputFailed):
        li.exporting.run("contacts", "", place)
    out = tmp_path / "out.csv"
    out.write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError):
        li.exporting.run("contacts", "stage:nonsense", out)
    assert out.read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["out.csv"]
    li.exporting.run("contacts", "", out)
    assert out.stat().st_mode & 0o777 == 0o600


def test_what_csv_has_no_room_for_is_counted(li: Crm) -> None:
    (ann,) = li.contacts.add({"name": "Ann", "company": "Acme"}).ids
    (other,) = li.contacts.add({"name": "Ann B", "company": "Böhm"}).ids
    li.contacts.merge(ann, [other])
    li.contacts.add({"name": "Bo", "stage": "active", "stage_pinned": True})
    assert [tie.name for tie in li.contacts.card(ann).companies] == ["Acme", "Böhm"]
    assert dict(li.exporting.run("contacts", "kind:any", io.StringIO()).left_out) == {"companies": 1, "pins": 1}
    out = io.StringIO()
    assert not li.exporting.run("contacts", "ann", out, JSON).left_out
    assert json.loads(out.getvalue())[0]["companies"][1]["name"] == "Böhm"


@pytest.mark.parametrize("wanted", TEXTS)
def test_a_filter_says_the_order(li: Crm, wanted: ExportFormat) -> None:
    for name in ("Cy", "Ann", "Bo"):
        li.contacts.add({"name": name})
    orders = []
    for text in ("", "sort:name", "sort:-name"):
        out = io.StringIO()
        li.exporting.run("contacts", text, out, ExportOptions(wanted))
        orders.append(re.findall("Ann|Bo|Cy", out.getvalue()))
    assert [list(dict.fromkeys(order)) for order in orders] == [
        ["Cy", "Ann", "Bo"],
        ["Ann", "Bo", "Cy"],
        ["Cy", "Bo", "Ann"],
    ]


@pytest.mark.parametrize("wanted", [ExportFormat.JSON, ExportFormat.JSONL])
@pytest.mark.parametrize("option", ["raw", "bom"])
def test_what_is_for_csv_only_is_refused(li: Crm, tmp_path: Path, wanted: ExportFormat, option: str) -> None:
    with pytest.raises(UsageError, match=f"--{option} is for CSV only"):
        li.exporting.run("contacts", "", tmp_path / "out", ExportOptions(wanted, **{option: True}))
    assert not (tmp_path / "out").exists()


def test_no_database_is_overwritten(li: Crm) -> None:
    li.contacts.add({"name": "Ann"})
    with pytest.raises(UsageError, match="belongs to a database"):
        li.exporting.run("contacts", "", li.database.path)
    assert [row.name for row in li.contacts.rows([1])] == ["Ann"]


def test_what_a_card_says_and_what_holds_of_it_are_told_apart(li: Crm) -> None:
    li.contacts.add({"name": "Ann", "tags": ["vip"]})
    li.contacts.add({"name": "Bob", "tags": ["vip"], "cadence": 7})
    li.cadences.set("tag:vip", 30)
    stream = io.StringIO()
    li.exporting.run("contacts", "", stream, JSON)
    said = [(each["cadence"], each["own_cadence"]) for each in json.loads(stream.getvalue())]
    assert said == [(30, None), (7, 7)]


@pytest.mark.parametrize("wanted", declared("contacts").formats)
def test_who_gives_up_keeps_what_was_there(li: Crm, tmp_path: Path, wanted: ExportFormat) -> None:
    li.contacts.add({"name": "Ann"})
    out = tmp_path / "out"
    out.write_text("mine", encoding="utf-8")

    def interrupted(_count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        li.exporting.run("contacts", "", out, ExportOptions(wanted), progress=interrupted)
    assert (out.read_text("utf-8"), [path.name for path in tmp_path.iterdir() if path.is_file()]) == ("mine", ["out"])
    assert not [entry for entry in li.history.list() if entry.what.startswith("Exported")]


def test_a_large_export_is_read_in_pieces(li: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "CHUNK", 2)
    for name in "abcde":
        li.contacts.add({"name": name})
    told: list[int] = []
    out = io.StringIO()
    assert li.exporting.run("contacts", "", out, progress=told.append).rows == 5
    assert (told, out.getvalue().count("\n")) == ([2, 4, 5], 6)

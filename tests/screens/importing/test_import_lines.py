"""What the import says, without a screen: the lines of the columns, rows of a plan, what was wanted, how pages are asked for."""

import shlex
from dataclasses import replace
from pathlib import Path

from tui_crm.screens.importing.answers import Asked, asked
from tui_crm.screens.importing.column_lines import Line, lines
from tui_crm.screens.importing.done_step import bar
from tui_crm.screens.importing.picker import Picker
from tui_crm.screens.importing.plan_lines import card, cells
from tui_crm.screens.importing.plan_rows import PAGE, PlanRows
from tui_crm.screens.importing.wanted import Wanted
from tui_crm.screens.importing.words import field_name, target_name
from tui_crm.services.crm import Crm
from tui_crm.services.importing.choices import OnMatch, Order
from tui_crm.services.importing.kinds.registry import DECLARED, declared
from tui_crm.services.importing.report import PlannedRow

FILE = "Name,Work e-mail,Ring me,Reach,Mail 2,Note ⇒,Birthday\nAnn,ann@x.example,+49 170 5550142,often,b@x.example,hi,3/4/1990\n"
NEW = PlannedRow("f", 2, "created", "person", "Ann", None, {"emails": (None, (("a@x.example", "work"),))}, "")
CHANGED = PlannedRow("f", 1_003, "updated", "person", "Bo", 7, {"level": (None, "A"), "x.size": ("1", "2")}, "")
BAD = PlannedRow("f", 4, "rejected", "", "", None, {}, "email: “x” is no address")
ALONG = PlannedRow("f", 2, "also_created", "company", "Acme", None, {}, "")


def written(folder: Path) -> Path:
    place = folder / "people.csv"
    place.write_text(FILE, encoding="utf-8")
    return place


def told(line: Line) -> str:
    return " | ".join(cell.text for cell in line.cells).rstrip(" |")


def test_every_column_has_its_values_and_what_it_becomes(li: Crm, tmp_path: Path) -> None:
    wanted = Wanted(path=written(tmp_path), targets={"Reach": ""})
    fields = {field.name: field for field in li.importing.fields("contacts")}

    def found(wanted: Wanted) -> dict[str, Line]:
        assert wanted.path is not None
        options = wanted.options(li)
        preview = li.importing.preview("contacts", wanted.path, options)
        return {line.key: line for line in lines(preview, wanted, options, declared("contacts"), fields)}

    before = found(wanted)
    assert told(before["go on"]) == "On to the plan | 6 of 7 columns | 1 row"
    assert told(before["date_order"]) == "Dates | 3/4/1990 · Birthday | which day is it?"
    assert before["date_order"].asks
    assert told(before["column:0"]) == "Name | Ann | name"
    assert told(before["column:1"]) == "Work e-mail | ann@x.example | e-mail addresses · work"
    assert told(before["column:2"]) == "Ring me | +49 170 5550142 | phone numbers"
    assert before["column:2"].cells[2].mark == "●", "nothing but the values tell it"
    assert before["column:2"].note == "Nothing but its values tells that it is this."
    assert told(before["column:3"]) == "Reach | often | left out"
    assert wanted.path is not None
    preview = replace(li.importing.preview("contacts", wanted.path, wanted.options(li)), sheet="A", other_sheets=("B",))
    sheet = next(
        line for line in lines(preview, wanted, wanted.options(li), declared("contacts"), fields) if line.key == "sheet"
    )
    assert (told(sheet), sheet.cells[2].mark) == ("Sheet | others: B | A", "●")
    said = wanted.saying("date_order", Order.DAY_FIRST).mapped("Ring me", "phone").saying("on_match", OnMatch.FILL)
    after = found(said)
    assert told(after["date_order"]) == "Dates |  | the day comes first"
    assert (after["column:2"].cells[2].mark, told(after["on_match"])) == (
        "",
        "Who is on file |  | gets only what is missing",
    )
    assert not any(line.asks for line in after.values())


def test_a_field_is_found_by_its_name_its_parts_and_its_headers(li: Crm, tmp_path: Path) -> None:
    wanted = Wanted(path=written(tmp_path))
    assert wanted.path is not None
    preview = li.importing.preview("contacts", wanted.path, wanted.options(li))
    fields = {field.name: field for field in li.importing.fields("contacts")}
    asks = asked(Line("column:3", ()), preview, wanted, wanted.options(li), fields)
    assert isinstance(asks, tuple)
    assert isinstance(asks.dialog, Picker)
    choices = {each.key: each for each in asks.dialog.choices}
    assert (choices[""].title, choices["x.reach:text"].title) == ("leave it out", "keep it as a field of your own")
    assert choices["address.city"].title == "postal addresses · city"
    assert choices["handle.wechat"].fits(["wechat"]) == 2
    assert choices["name"].fits(["姓名"]) == 2
    assert asks.answered("address.city").targets == {"Reach": "address.city"}


def test_what_blank_cells_and_stages_do_is_asked_where_it_does_something(li: Crm, tmp_path: Path) -> None:
    path = written(tmp_path)
    fields = {field.name: field for field in li.importing.fields("contacts")}

    def found(wanted: Wanted, kind: str = "contacts") -> dict[str, str]:
        options = wanted.options(li)
        preview = li.importing.preview(kind, path, options)
        shown = lines(preview, wanted, options, declared(kind), fields)
        return {
            line.key: line.cells[2].text for line in shown if line.key in {"on_match", "blanks_erase", "stage_back"}
        }

    def answered(wanted: Wanted, key: str, answer: str) -> Wanted:
        options = wanted.options(li)
        asks = asked(Line(key, ()), li.importing.preview("contacts", path, options), wanted, options, fields)
        assert isinstance(asks, Asked)
        return asks.answered(answer)

    wanted = Wanted(path=path)
    assert found(wanted) == {
        "on_match": "is changed as the row says",
        "blanks_erase": "changes nothing",
        "stage_back": "only goes forward",
    }
    assert set(found(Wanted("tickets", path), "tickets")) == {"on_match", "blanks_erase"}
    said = answered(answered(wanted, "blanks_erase", "yes"), "stage_back", "yes")
    assert (said.options(li).blanks_erase, said.options(li).stage_back) == (True, True)
    assert said.words()[-2:] == ["--blanks-erase", "--stage-back"]
    assert list(found(said).values())[1:] == ["erases what is on file", "goes back, too, as the file says"]
    assert answered(answered(said, "blanks_erase", ""), "stage_back", "") == wanted
    passed_by = answered(said, "on_match", "skip")
    assert found(passed_by) == {"on_match": "stays as it is"}, "where nobody is changed, nothing is erased"
    assert passed_by.said == {"on_match": OnMatch.SKIP}

    li.import_profiles.save("Ours", "contacts", passed_by.options(li), [])
    ours = Wanted(path=path, profile="Ours")
    assert found(ours) == {"on_match": "stays as it is"}, "what the profile says is told as it is"
    assert answered(ours, "on_match", "update").options(li).on_match is OnMatch.UPDATE


def test_names_of_fields_and_targets(li: Crm) -> None:
    for kind in DECLARED:
        for field in li.importing.fields(kind.name):
            assert field_name(field)
            for detail in field.details:
                assert target_name(f"{field.name}.{detail}", {field.name: field}).count(" · ") >= 1
    assert target_name("x.size", {}) == "x.size"


def test_a_row_is_told_on_a_line_and_as_a_card() -> None:
    assert [cell.text for cell in cells(NEW)] == ["2", "new", "Ann", "a@x.example · work"]
    known_by = replace(NEW, changes={"family_name": (None, "Li"), "note": (None, "x"), **NEW.changes})
    assert cells(known_by)[3].text == "a@x.example · work · x · Li", "by what one is known first, the name last"
    mail = replace(NEW, thing="activity", changes={"direction": (None, "in"), "text": (None, "in")})
    assert cells(mail)[3].text == "incoming · in", "codes are told in words"
    assert [cell.text for cell in cells(CHANGED)] == ["1,003", "changed", "Bo", "level: — → A · x.size: 1 → 2"]
    assert [cell.text for cell in cells(BAD)] == ["4", "rejected", "—", "email: “x” is no address"]
    assert [cell.text for cell in cells(ALONG)] == ["2", "comes along", "Acme", ""]
    head, fields = card(CHANGED)
    assert [cell.text for row in head.rows for cell in row.cells] == ["Bo", "c7", "changed", "line 1,003"]
    assert [(row.label, *(cell.text for cell in row.cells)) for row in fields.rows] == [
        ("level", "—", "→", "A"),
        ("x.size", "1", "→", "2"),
    ]
    assert [cell.text for row in card(BAD)[1].rows for cell in row.cells] == ["email: “x” is no address"]
    assert len(card(ALONG)) == 1


def test_a_plan_is_asked_for_by_pages_once_each_and_the_oldest_are_let_go_of() -> None:
    asked_for: list[int] = []
    rows = PlanRows(1_000_000, asked_for.append)
    assert rows.rows([0, 1, PAGE, 999_999]) == {}
    assert rows.rows([0, PAGE + 3]) == {}
    assert asked_for == [0, 1, 999_999 // PAGE]
    rows.keep(0, [NEW, CHANGED])
    assert set(rows.rows([0, 1, 2])) == {0, 1}
    for number in range(1, 40):
        rows.keep(number, [NEW] * PAGE)
    assert rows.row(0) is None
    assert asked_for[-1] == 0


def test_what_was_said_goes_with_its_file_and_its_kind_and_into_a_command(li: Crm) -> None:
    wanted = Wanted(path=Path("a b.csv"), targets={"H": "phone.work", "Out": ""}, profile="Ours")
    wanted = wanted.saying("keys", ("email", "name")).saying("keep_columns", True).saying("encoding", "gb18030")
    line = "import contacts 'a b.csv' --keep-good --profile Ours --map H=phone.work --map Out= --key email,name --keep-columns --encoding gb18030"
    assert shlex.join(wanted.words()) == line
    assert wanted.of_file(Path("a b.csv")) is wanted
    other = wanted.of_file(Path("c.csv"))
    assert (other.targets, other.profile, other.said) == ({}, "", {"keys": ("email", "name"), "keep_columns": True})
    assert wanted.of_kind("tickets").said == {"encoding": "gb18030"}
    assert wanted.saying("encoding", None).said == other.said
    options = replace(wanted, profile="").options(li)
    assert (options.overrides, options.keep_good, options.keys) == (("H=phone.work", "Out="), True, ("email", "name"))


def test_the_bar_fills() -> None:
    for done, total, filled in ((0, 10, 0), (5, 10, 20), (11, 10, 40), (0, 0, 0)):
        assert bar(done, total).text == "▰" * filled + "▱" * (40 - filled)

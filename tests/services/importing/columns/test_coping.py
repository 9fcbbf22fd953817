"""What every file may do to a mapper: the nine points of the design, each in one small file."""

from datetime import date

import pytest

from tests.services.importing.columns.test_shapes import Own
from tests.services.importing.conftest import TODAY, ReadRows, WriteFile
from tui_crm.errors import BadInput
from tui_crm.services.importing.columns.mapping import map_columns
from tui_crm.services.importing.files.reading import open_rows
from tui_crm.services.importing.kinds.registry import kind_called


def _value(row: object, name: str) -> object:
    return row.values.get(name)  # type: ignore[attr-defined]


def test_1_the_header_is_found_below_a_preamble_and_footers_are_no_rows(read_rows: ReadRows) -> None:
    rows = read_rows(
        "填写须知,,\n1. 手机请填11位数字,,\n\n姓名,手机,备注\n张伟,13800138000,\n\n李娜,13800138001,x\n\n合计,2,\n制表人：王芳\n"
    )
    assert [(row.line, row.values["name"]) for row in rows] == [(5, "张伟"), (7, "李娜")]


def test_1_the_header_is_among_the_first_twenty_rows(read_rows: ReadRows) -> None:
    preamble = "".join(f"remark {number},x\n" for number in range(19))
    [row] = read_rows(f"{preamble}Name,Phone\nAnna,1\n")
    assert (row.line, row.values["name"]) == (21, "Anna")


@pytest.mark.parametrize(
    "header",
    ["\ufeff手机", "手\u200b机", "*手机", "手机*", "手机（必填）", "手机(*)", " 手 机 ", "手機", "手机【选填】", "手机:", "MOBILE", "Mobile_Phone"],
)  # fmt: skip
def test_2_headers_are_compared_by_what_they_say(read_rows: ReadRows, header: str) -> None:
    [row] = read_rows(f"姓名,{header}\n张伟,13800138000\n")
    assert row.values["phones"] == (("13800138000", "mobile"),)


@pytest.mark.parametrize(
    ("header", "label"),
    [
        ("Phone 2 - Value", None), ("Person - Phone - Work", "work"), ("联系人.手机", "mobile"), ("phone_mobile", "mobile"),
        ("MOBILEPHONE", "mobile"), ("MobilePhone__c", "mobile"), ("客户联系人-手机1", "mobile"), ("Contact: Home Phone", "home"),
    ],
)  # fmt: skip
def test_3_groups_prefixes_and_names_of_programs_are_seen_through(read_rows: ReadRows, header: str, label: str) -> None:
    [row] = read_rows(f"Name,{header}\nAnna,555 0142\n")
    assert row.values["phones"] == (("555 0142", label),)


def test_3_a_numbered_group_has_its_own_label(read_rows: ReadRows) -> None:
    [row] = read_rows(
        "Name,Phone 1 - Type,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value\nAnna,Work,555 0142,Mobile,555 0143\n"
    )
    assert row.values["phones"] == (("555 0142", "work"), ("555 0143", "mobile"))


@pytest.mark.parametrize(
    ("line", "name", "parts"),
    [
        ("张,伟", "张伟", ("张", "伟")),
        ("张伟,", "张伟", (None, None)),
        ("欧阳,", "欧阳", ("欧阳", None)),
        (",张伟", "张伟", (None, None)),
        ("张,张伟", "张伟", ("张", "伟")),
        ("Brandt,Lena", "Lena Brandt", ("Brandt", "Lena")),
    ],
)
def test_4_names_are_put_together_as_their_script_does(
    read_rows: ReadRows, line: str, name: str, parts: tuple[str | None, str | None]
) -> None:
    [row] = read_rows(f"姓,名\n{line}\n")
    assert (row.values["name"], (_value(row, "family_name"), _value(row, "given_name"))) == (name, parts)


@pytest.mark.parametrize("between", [" ::: ", "; ", "；", ", ", "，", "、", " | ", "\n"])
def test_5_a_cell_holds_several_values(read_rows: ReadRows, between: str) -> None:
    emails, phones, tags = (
        between.join(pair) for pair in (("a@b.example", "c@d.example"), ("13800138000", "13800138001"), ("vip", "fair"))
    )
    [row] = read_rows(f'Name,Email,Phone,Tags\nAnna,"{emails}","{phones}","{tags}"\n')
    assert row.values["emails"] == (("a@b.example", None), ("c@d.example", None))
    assert row.values["phones"] == (("13800138000", None), ("13800138001", None))
    assert row.values["tags"] == ("vip", "fair")


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024-03-12 09:14", date(2024, 3, 12)),
        ("12 Mar 2024", date(2024, 3, 12)),
        ("7-Feb-22", date(2022, 2, 7)),
        ("2024/3/5", date(2024, 3, 5)),
        ("2024年3月5日", date(2024, 3, 5)),
        ("3/15/2024 2:30 PM", date(2024, 3, 15)),
        ("45356", date(2024, 3, 5)),
        ("45356.5", date(2024, 3, 5)),
    ],
)
def test_6_dates_are_read_as_people_and_spreadsheets_write_them(read_rows: ReadRows, cell: str, day: date) -> None:
    [row] = read_rows(f"Name,Next follow up\nAnna,{cell}\n")
    assert day < TODAY
    assert str(row.values["next_follow_up"]).startswith(f"('{day.isoformat()}'")


def test_6_what_day_comes_first_is_decided_by_the_other_rows_or_asked(read_rows: ReadRows) -> None:
    first, _second = read_rows("Name,Next follow up\nAnna,3/4/2024\nBen,3/15/2024\n")
    assert first.values["next_follow_up"] == ("2024-03-04", None)
    with pytest.raises(BadInput, match="“3/4/2024” can be 2024-04-03 / 2024-03-04, and no other date"):
        read_rows("Name,Next follow up\nAnna,3/4/2024\nBen,2024-05-06\n")


@pytest.mark.parametrize(
    "number", ["１３８００１３８０００", "0571-8555 0160转123", "+46 90 555 0170 ext 123", "04-2255-0140 分機 12"]
)
def test_7_phones_are_kept_as_they_stand(read_rows: ReadRows, number: str) -> None:
    [row] = read_rows(f"Name,Phone\nAnna,{number}\n")
    assert (row.values["phones"], row.problems) == (((number, None),), ())


@pytest.mark.parametrize("number", ["1.38E+10", "1.38001E+10", "1,38E+10"])
def test_7_a_number_that_a_spreadsheet_damaged_rejects_its_row(read_rows: ReadRows, number: str) -> None:
    bad, good = read_rows(f'Name,Phone\nAnna,"{number}"\nBen,13800138000\n')
    [problem] = bad.problems
    assert (problem.column, problem.value, good.problems) == ("Phone", number, ())
    assert "a spreadsheet rounded" in problem.reason


def test_8_rows_may_be_ragged_and_columns_repeated_or_empty(read_rows: ReadRows) -> None:
    rows = read_rows(
        "Name,Email,Email,,\nAnna,a@b.example,c@d.example,,\nBen\nZoe,z@b.example,,,,,,\nEve,e@b.example,,,,x\n"
    )
    assert [row.values["name"] for row in rows] == ["Anna", "Ben", "Zoe", "Eve"]
    assert rows[0].values["emails"] == (("a@b.example", None), ("c@d.example", None))
    assert [problem.reason for row in rows for problem in row.problems] == ["the row has more cells than the header"]


def test_9_what_nothing_claims_is_listed(write_file: WriteFile) -> None:
    text = "Name,Shoe,,Hat\nAnna,43,,\nBen,44,x,\n"
    with open_rows(write_file(text)) as source:
        mapping = map_columns(source, kind_called("contacts").columns, team_fields=[Own("hat")])
    assert [(column.header, column.samples) for column in mapping.unmapped] == [("Shoe", ("43", "44")), ("#3", ("x",))]


def test_a_customer_beside_a_company_is_a_person(read_rows: ReadRows) -> None:
    person, alone = read_rows("客户名称,公司,手机\n林浩,东湖建材,13900139019\n小鱼,,13900139020\n")
    assert (person.values["name"], person.values["company"]) == ("林浩", "东湖建材")
    assert (alone.values["name"], "kind" in alone.values) == ("小鱼", False)
    for text in ("客户名称,公司,手机\n东湖建材,,13900139019\n", "客户名称,手机\n东湖建材,13900139019\n"):
        [company] = read_rows(text)
        assert (company.values["name"], company.values["kind"]) == ("东湖建材", "company")
    [named] = read_rows("客户名称,公司,联系人\n东湖建材,东湖,林浩\n")
    assert (named.values["name"], named.values["company"]) == ("林浩", "东湖建材")

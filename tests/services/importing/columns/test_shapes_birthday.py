"""Birthdays are read in both calendars, with and without a year."""

import pytest

from tests.services.importing.conftest import ReadRows


@pytest.mark.parametrize(
    ("cell", "born"),
    [
        ("1984-03-15", "1984-03-15"),
        ("1984/3/15 0:00:00", "1984-03-15"),
        ("15.3.1984", "1984-03-15"),
        ("15 Mar 84", "1984-03-15"),
        ("7-Feb-62", "1962-02-07"),
        ("30756", "1984-03-15"),
        ("--03-15", "--03-15"),
        ("1604-03-15", "--03-15"),
        ("3月15日", "--03-15"),
        ("农历八月十五", "lunar:--08-15"),
        ("1990年农历正月初一", "lunar:1990-01-01"),
        ("lunar:1990-L04-15", "lunar:1990-L04-15"),
    ],
)
def test_a_birthday_is_kept_in_its_canonical_form(read_rows: ReadRows, cell: str, born: str) -> None:
    [row] = read_rows(f"Name,Birthday\nAnna,{cell}\n")
    assert (row.values.get("birthday"), row.problems) == (born, ())


@pytest.mark.parametrize("cell", ["0/0/00", "-", " ", "无"])
def test_no_birthday_is_none(read_rows: ReadRows, cell: str) -> None:
    [row] = read_rows(f"Name,Birthday\nAnna,{cell}\n")
    assert (row.values, row.problems) == ({"name": "Anna"}, ())


@pytest.mark.parametrize("cell", ["3/15", "31.2.1984", "sometime in spring"])
def test_what_is_no_birthday_is_a_problem(read_rows: ReadRows, cell: str) -> None:
    [row] = read_rows(f"Name,Birthday\nAnna,{cell}\n")
    assert [problem[:2] for problem in row.problems] == [("Birthday", cell)]


def test_columns_of_both_calendars_serve_each_row(read_rows: ReadRows) -> None:
    rows = read_rows("姓名,生日,农历生日\n张三,1984-03-15,\n李四,,1990-08-15\n王五,1984-03-15,1984-02-13\n")
    assert [row.values["birthday"] for row in rows] == ["1984-03-15", "lunar:1990-08-15", "1984-03-15"]


@pytest.mark.parametrize("header", ["农历生日", "生日（农历）", "Lunar Birthday", "陰曆生日"])
def test_a_column_may_say_that_it_is_lunar(read_rows: ReadRows, header: str) -> None:
    rows = read_rows(f"姓名,{header}\n张伟,1990-08-15\n李娜,八月十五\n")
    assert [row.values["birthday"] for row in rows] == ["lunar:1990-08-15", "lunar:--08-15"]


def test_year_month_and_day_may_stand_in_columns_of_their_own(read_rows: ReadRows) -> None:
    rows = read_rows(
        "Name,Birth Year,Birth Month,Birth Day\nAnna,1984,3,15\nBen,,3,15\nCleo,,,\nDora,1984,13,1\nEve,,,9\n"
    )
    assert [row.values.get("birthday") for row in rows] == ["1984-03-15", "--03-15", None, None, None]
    assert [len(row.problems) for row in rows] == [0, 0, 0, 1, 1]


def test_a_birth_day_without_a_month_column_is_a_birthday(read_rows: ReadRows) -> None:
    [row] = read_rows("Name,Birth Day\nAnna,1984-03-15\n")
    assert row.values["birthday"] == "1984-03-15"

"""What fields of every kind share: text, words, dates and the team's own fields."""

from dataclasses import dataclass

import pytest

from tests.services.importing.conftest import SHANGHAI, TODAY
from tui_crm.services.importing.choices import Order
from tui_crm.services.importing.columns import shapes
from tui_crm.services.importing.columns.dates import DateReader
from tui_crm.services.importing.columns.fields import Claim, Compile, Field, Problem, Reading, Values
from tui_crm.services.importing.columns.figures import NumberReader
from tui_crm.services.importing.columns.vocabulary import genders, yes_or_no


def _read(compiled: Compile, *cells: str) -> tuple[Values, list[Problem]]:
    """Read cells, each a column of the same field."""
    field = Field("it", "", compiled, ())
    claims = [Claim(index, f"H{index}", field) for index in range(len(cells))]
    reading = Reading(SHANGHAI, TODAY, DateReader(list, Order.DAY_FIRST), NumberReader(list))
    values: Values = {}
    problems: list[Problem] = []
    for step in compiled(claims, reading):
        step(cells, values, problems)
    return values, problems


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("Anna", "Anna"),
        ("  Anna \t B ", "Anna B"),
        ("Anna\x1b[31m", "Anna[31m"),
        ("e\u0301", "é"),
        ("张\n伟", "张 伟"),
        ("'=1+1", "=1+1"),
        ("'s Gravenhage", "'s Gravenhage"),
        ("''+1", "'+1"),
    ],
)
def test_a_line_is_clean_and_without_the_guard(cell: str, value: str) -> None:
    assert _read(shapes.line("name"), cell) == ({"name": value}, [])


@pytest.mark.parametrize("cell", ["", "   ", "\x07"])
def test_a_blank_cell_sets_nothing(cell: str) -> None:
    assert _read(shapes.line("name"), cell) == ({}, [])
    assert _read(shapes.text("needs"), cell) == ({}, [])


def test_text_keeps_its_lines() -> None:
    assert _read(shapes.text("needs"), " a\r\n\r\nb ") == ({"needs": "a\n\nb"}, [])


def test_a_word_is_translated_and_an_unknown_one_is_a_problem() -> None:
    assert _read(shapes.word("gender", genders), "女") == ({"gender": "female"}, [])
    assert _read(shapes.word("gender", genders), "未指定") == ({}, [])
    values, problems = _read(shapes.word("gender", genders), "blue")
    assert values == {}
    assert problems == [Problem("H0", "blue", "“blue” is none of: female, male, other")]


def test_no_is_a_value_and_a_dash_is_none() -> None:
    assert _read(shapes.word("do_not_contact", yes_or_no), "No") == ({"do_not_contact": False}, [])
    assert _read(shapes.word("do_not_contact", yes_or_no), " - ") == ({}, [])


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("2024-03-05", ("2024-03-05", None)),
        ("2024-03-05 00:00:00", ("2024-03-05", None)),
        ("2024-03-05 09:14", ("2024-03-05", "09:14")),
        ("2024-03-05T20:00:00Z", ("2024-03-06", "04:00")),
    ],
)
def test_a_due_moment_is_wall_time_of_the_user(cell: str, told: tuple[str, str | None]) -> None:
    assert _read(shapes.dated("due", shapes.due), cell) == ({"due": told}, [])


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("2024-03-05", "2024-03-04T16:00:00Z"),
        ("2024-03-05 09:14", "2024-03-05T01:14:00Z"),
        ("2024-03-05T09:14:30+02:00", "2024-03-05T07:14:30Z"),
    ],
)
def test_an_instant_is_told_in_utc(cell: str, told: str) -> None:
    assert _read(shapes.dated("at", shapes.instant), cell) == ({"at": told}, [])


@pytest.mark.parametrize("cell", ["0001-01-01 00:00", "1899-12-31", "9999-12-31T23:59:59-10:00"])
def test_an_instant_before_or_after_all_times_is_a_problem(cell: str) -> None:
    (problem,) = _read(shapes.dated("at", shapes.instant), cell)[1]
    assert "is no date" in problem.reason


def test_what_is_no_date_is_a_problem_and_nothing_is_nothing() -> None:
    assert _read(shapes.dated("due", shapes.due), "soon") == (
        {},
        [Problem("H0", "soon", "“soon” is no date; write it as 2024-03-12")],
    )
    assert _read(shapes.dated("due", shapes.due), "无") == ({}, [])
    assert _read(shapes.dated("due", shapes.due), "0/0/00") == ({}, [])


@pytest.mark.parametrize("cell", ["-", " N/A ", "无", "暂无", "NULL", " ", "—"])
def test_people_say_nothing_in_many_ways(cell: str) -> None:
    assert shapes.says_nothing(cell)


@pytest.mark.parametrize("cell", ["Nana", "无锡", "0", "nothing at all to say"])
def test_something_is_something(cell: str) -> None:
    assert not shapes.says_nothing(cell)


@pytest.mark.parametrize(
    ("cell", "label"), [("* Work", "work"), ("手機", "mobile"), ("Yacht", "Yacht"), ("SMTP", None), ("", None)]
)
def test_labels_are_told_in_our_words_where_we_have_one(cell: str, label: str | None) -> None:
    assert shapes.label_of(cell) == label


@dataclass(frozen=True)
class Own:
    """A team's own field."""

    name: str
    type: str = "text"
    label: str = ""
    choices: str = ""


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        (Own("budget", "number"), "1,200.50", "1200.5"),
        (Own("signed", "date"), "5 Mar 2024", "2024-03-05"),
        (Own("signed", "date"), "2024-03-05 09:00", "2024-03-05"),
        (Own("fair", "bool"), "是", "yes"),
        (Own("size", "choice", choices="S,M,L"), "m", "M"),
        (Own("remark"), " a\nb ", "a\nb"),
    ],
)
def test_a_teams_own_field_is_canonical(field: Own, cell: str, value: str) -> None:
    assert _read(shapes.custom(field), cell) == ({"custom": ((field.name, value),)}, [])


@pytest.mark.parametrize("field", [Own("budget", "number"), Own("signed", "date"), Own("size", "choice", choices="S")])
def test_a_value_that_does_not_do_for_a_teams_field_is_a_problem(field: Own) -> None:
    values, problems = _read(shapes.custom(field), "seventeen")
    assert values == {}
    assert [(problem.column, problem.value) for problem in problems] == [("H0", "seventeen")]


@pytest.mark.parametrize("field", [Own("budget", "number"), Own("signed", "date")])
def test_a_blank_cell_of_a_teams_field_is_nothing(field: Own) -> None:
    assert _read(shapes.custom(field), " ") == ({}, [])


def test_several_fields_of_a_team_stand_side_by_side() -> None:
    values: Values = {"custom": (("a", "1"),)}
    field = Field("x.b", "", shapes.custom(Own("b")), ())
    reading = Reading(SHANGHAI, TODAY, DateReader(list), NumberReader(list))
    for step in field.compile([Claim(0, "b", field)], reading):
        step(["2"], values, [])
    assert values == {"custom": (("a", "1"), ("b", "2"))}

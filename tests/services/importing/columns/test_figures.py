"""Numbers are read with the decimal sign of the file they stand in."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.services.importing.columns.test_shapes import Own
from tests.services.importing.conftest import ReadRows
from tui_crm.services.importing.choices import Decimal
from tui_crm.services.importing.columns.figures import Contradicting, NumberReader, figure_readings


def _reader(*others: str, sign: Decimal | None = None) -> NumberReader:
    return NumberReader(lambda: [("Budget", other) for other in others], sign)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234", "1234"), ("-7", "-7"), ("12.5", "12.5"), ("12,5", "12.5"), ("0,125", "0.125"), ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"), ("1,234,567", "1234567"), ("1.234.567", "1234567"), ("1 234,5", "1234.5"),
        ("1'234.5", "1234.5"), ("１２，５", "12.5"), ("\u22125", "-5"), ("3.", "3"),
    ],
)  # fmt: skip
def test_most_numbers_can_be_one_only(text: str, number: str) -> None:
    assert _reader("1,234").read(text) == number


@pytest.mark.parametrize(("others", "number"), [(["0,5"], "1.234"), (["2.5"], "1234"), ([], "1234"), (["7"], "1234")])
def test_the_other_numbers_tell_what_the_sign_is(others: list[str], number: str) -> None:
    assert _reader("1,234", *others).read("1,234") == number


def test_a_point_alone_stands_before_decimals() -> None:
    assert _reader("1.234").read("1.234") == "1.234"


def test_the_sign_is_decided_once() -> None:
    passes = []

    def cells() -> Iterable[tuple[str, str]]:
        passes.append(1)
        return [("Budget", "0,5")]

    reader = NumberReader(cells)
    assert [reader.read(text) for text in ("7", "12.5", "1,234", "2,345")] == ["7", "12.5", "1.234", "2.345"]
    assert passes == [1]


def test_a_sign_that_is_said_holds() -> None:
    assert _reader("2.5", sign=Decimal.COMMA).read("1,234") == "1.234"
    assert _reader(sign=Decimal.COMMA).read("2.5") == "2.5"  # which is none then, and is refused as it stands


def test_numbers_that_contradict_each_other_are_asked_about() -> None:
    with pytest.raises(
        Contradicting, match=r"column “Budget”: “1,234” can be 1234 / 1\.234, and other numbers"
    ) as caught:
        _reader("1,234", "2.5", "2,5").read("1,234")
    assert "--decimal" in caught.value.hint


@pytest.mark.parametrize("text", ["", "x", "1.38E+10", "1,23,4", "01,234,5", "12 5", "¥5", "45%"])
def test_what_is_no_number_stays_as_it_is(text: str) -> None:
    assert figure_readings(text) == {}
    assert _reader().read(text) == text


def test_a_teams_own_number_is_read_so(read_rows: ReadRows) -> None:
    team_fields = [Own("budget", "number"), Own("size", "number")]
    rows = read_rows("Name;Budget;Size\nAnna;1.234;0,5\nBen;12,75;7\nC;n/a;\n", team_fields=team_fields)
    assert [row.values.get("custom") for row in rows] == [
        (("budget", "1234"), ("size", "0.5")),
        (("budget", "12.75"), ("size", "7")),
        None,
    ]
    assert not any(row.problems for row in rows)


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from(list(Decimal)))
def test_every_number_reads_back_in_its_sign(number: object, sign: Decimal) -> None:
    text = f"{number:,}".translate({ord(","): "." if sign is Decimal.COMMA else ",", ord("."): str(sign)})
    assert _reader(sign=sign).read(text) == f"{number}"

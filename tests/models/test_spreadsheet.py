"""Cells that look like formulas are guarded, plain numbers and phones are not, and every text comes back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui_crm.models.spreadsheet import guard_cell, unguard_cell

LIKELY = st.text(alphabet=st.sampled_from("'=+-@\t\r\n\0＝＋－＠ .,%()0123456789aé张"), max_size=12)


@pytest.mark.parametrize("start", [*"=+-@\t\r\n\0", *"＝＋－＠"])
def test_a_cell_that_begins_like_a_formula_gets_an_apostrophe(start: str) -> None:
    assert guard_cell(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"


@pytest.mark.parametrize(
    "text", ["-5.00", "+12", "-1,234.50", "+3.5%", "+86 138 0013 8000", "+1 (555) 010-2030", "+49.30.123456"]
)
def test_a_plain_number_or_phone_stays(text: str) -> None:
    assert guard_cell(text) == text


@pytest.mark.parametrize("text", ["-2+3", "+1-2", "-5.00\n", "+86 138 0013 8000=1", "-", "+A1", "-1e5x", "+１２"])
def test_what_only_resembles_a_number_or_phone_is_guarded(text: str) -> None:
    assert guard_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", "张伟", "it's", "'quoted'", "a=b", " =1", "0123"])
def test_ordinary_text_stays(text: str) -> None:
    assert guard_cell(text) == text


def test_a_cell_that_is_already_guarded_gets_one_more() -> None:
    assert guard_cell("'=1+1") == "''=1+1"
    assert unguard_cell("''=1+1") == "'=1+1"


@given(st.text() | LIKELY)
@example("'-5.00")
@example("''''=x")
def test_every_text_comes_back(text: str) -> None:
    assert unguard_cell(guard_cell(text)) == text


@given(st.text() | LIKELY)
def test_a_guarded_cell_never_begins_like_a_formula_unless_it_is_digits_only(text: str) -> None:
    guarded = guard_cell(text)
    if guarded[:1] in set("=+-@\t\r\n\0＝＋－＠") and guarded:
        assert guarded[0] in "+-"
        assert set(guarded[1:]) <= set("0123456789 .,%()-")

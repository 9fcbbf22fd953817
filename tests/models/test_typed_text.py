"""What a typed text says in plain characters, where each was typed, and which numerals are numbers."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.models.typed_text import NUMERALS, chinese_number, plain


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("  Next\tWED  ", "next wed"),
        ("１２：３０，ＡＭ", "12:30,am"),
        ("下週三下午3點", "下周三下午3点"),
        ("兩個月後、農曆閏臘", "两个月后,农历闰腊"),
        ("−5 – 3", "-5 - 3"),
        ("", ""),
    ],
)
def test_width_case_script_and_blanks_are_folded(typed: str, text: str) -> None:
    assert plain(typed).text == text


def test_each_plain_character_knows_where_it_was_typed() -> None:
    folded = plain("  ㏂\u3000\u3000Ｔ")
    assert folded.text == "a.m. t"
    assert folded.offsets == (2, 2, 2, 2, 3, 5, 6)


@given(st.text())
def test_offsets_fit_any_text(typed: str) -> None:
    folded = plain(typed)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    assert folded.offsets[-1] == len(typed)
    assert folded.text == folded.text.strip()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("0123", 123),
        ("零", 0),
        ("〇", 0),
        ("零五", 5),
        ("两", 2),
        ("九", 9),
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("二十三", 23),
        ("一百", 100),
        ("一百零五", 105),
        ("一百十五", 115),
        ("一百二十", 120),
        ("一百二十三", 123),
        ("九百九十九", 999),
        ("二〇二六", 2026),
        ("一九九八", 1998),
    ],
)
def test_numerals_are_read(text: str, number: int) -> None:
    assert chinese_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "三四", "十十", "百", "零零", "一百二", "零十", "二十零三", "一百零", "一二三", "abc", "-1", "1.5", "٣", "²"],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$" if text else "^$"):
        chinese_number(text)


@given(st.text(NUMERALS, max_size=8))
def test_any_run_of_numerals_is_a_number_or_refused(text: str) -> None:
    with suppress(ValueError):
        assert 0 <= chinese_number(text) <= 9999

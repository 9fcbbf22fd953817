"""Prose is broken at spaces and between Chinese characters, in cells, and nothing is lost."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui_crm.display import measure, safe
from tui_crm.wrapping import pieces, wrap


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 80, ["one two three"]),
        ("one two three", 7, ["one two", "three"]),
        ("one  two", 4, ["one", "two"]),
        ("first\n\nthird", 80, ["first", "", "third"]),
        ("", 80, [""]),
        ("supercalifragilistic", 8, ["supercal", "ifragili", "stic"]),
        ("anna.lee@nordlicht.example", 16, ["anna.lee@", "nordlicht.", "example"]),
        ("anna.lee@nordlicht.example", 20, ["anna.lee@nordlicht.", "example"]),
        ("www.example-of-it.cn", 12, ["www.example-", "of-it.cn"]),
        ("a.supercalifragilistic", 12, ["a.supercalif", "ragilistic"]),
        ("显示每项设置及其来源", 10, ["显示每项设", "置及其来源"]),
        ("显示设置。来源", 8, ["显示设", "置。来源"]),
        ("用 crm contact 显示联系人", 12, ["用 crm", "contact 显示", "联系人"]),
        ("已接通 · 索要新价目表", 10, ["已接通", "· 索要新价", "目表"]),
        ("reached · asks for more", 9, ["reached", "· asks", "for more"]),
        ("not called for 126 d · no reply", 18, ["not called for", "126 d · no reply"]),
        ("silent 1,126 d.", 14, ["silent", "1,126 d."]),
        ("took 3 days", 7, ["took 3", "days"]),
        ("已经静默 126 天没有联系", 13, ["已经静默", "126 天没有联", "系"]),
        ("每3（三）天", 6, ["每3", "（三）", "天"]),
        ("abcdefgh x", 4, ["abcd", "efgh", "x"]),
        ("显示（设置）来源", 6, ["显示", "（设", "置）来", "源"]),
        ("他说“好的”吗", 6, ["他说", "“好的”", "吗"]),
    ],
)
def test_lines_break_where_they_may(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


@given(st.text(alphabet=st.sampled_from("ab1 中文，。é\n"), max_size=60) | st.text(), st.integers(2, 30))
@example("。。。。", 2)
def test_no_line_is_wider_and_no_word_is_lost(text: str, width: int) -> None:
    text = "\n".join(map(safe, text.split("\n")))
    lines = wrap(text, width)
    assert max(map(measure, lines)) <= width
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text(alphabet=st.sampled_from("ab1 中文，。（·é")) | st.text(), st.integers(2, 30))
def test_the_pieces_together_are_the_text(text: str, width: int) -> None:
    paragraph = safe(text)
    assert "".join(pieces(paragraph, width)) == paragraph

"""Into which pieces the text of a filter falls, where they stand, and what must be quoted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.models.filtering.tokens import Kind, quoted, tokens, written_value, written_word


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind.name, token.text) for token in tokens(text)]


def test_pieces_know_where_they_stand_and_what_they_say() -> None:
    text = 'li -stage:new,"won over" (value:>=5..'
    found = [(token.kind, token.text, text[token.start : token.end]) for token in tokens(text)]
    assert found == [
        (Kind.WORD, "li", "li"),
        (Kind.NOT, "-", "-"),
        (Kind.FIELD, "stage", "stage:"),
        (Kind.VALUE, "new", "new"),
        (Kind.COMMA, ",", ","),
        (Kind.QUOTED_VALUE, "won over", '"won over"'),
        (Kind.OPEN, "(", "("),
        (Kind.FIELD, "value", "value:"),
        (Kind.COMPARISON, ">=", ">="),
        (Kind.VALUE, "5", "5"),
        (Kind.RANGE, "..", ".."),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("标签：重要", [("FIELD", "标签"), ("VALUE", "重要")]),
        ("x.size:S", [("FIELD", "x.size"), ("VALUE", "S")]),
        ("last-activity:>30d", [("FIELD", "last-activity"), ("COMPARISON", ">"), ("VALUE", "30d")]),
        ("note:a=b", [("FIELD", "note"), ("VALUE", "a=b")]),
        ("note:a...b", [("FIELD", "note"), ("VALUE", "a"), ("RANGE", ".."), ("VALUE", ".b")]),
        ("f(x)y (z", [("WORD", "f(x)y"), ("OPEN", "("), ("WORD", "z")]),
        ("a.b@c.de", [("WORD", "a.b@c.de")]),
        ("+49", [("WORD", "+49")]),
        ("--", [("NOT", "-"), ("WORD", "-")]),
        ('"', [("QUOTED", "")]),
        ('"a\\', [("QUOTED", "a")]),
    ],
)
def test_a_text_falls_into_pieces(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@given(st.text())
def test_every_character_is_in_one_piece_or_white_space(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert (
            text[end : token.start].strip(" \u3000\t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029\xa0").isspace()
            or not text[end : token.start].strip()
        )
        assert token.end > token.start
        end = token.end
    assert not text[end:].strip()


@given(st.text(min_size=1))
def test_what_is_quoted_is_one_piece_that_says_it(text: str) -> None:
    assert kinds(quoted(text)) == [("QUOTED", text)]
    assert kinds(f"a:{quoted(text)}") == [("FIELD", "a"), ("QUOTED_VALUE", text)]


@given(st.text(min_size=1))
def test_what_is_written_is_read_as_it_was(text: str) -> None:
    (word,) = tokens(written_word(text))
    assert word.kind in {Kind.WORD, Kind.QUOTED}
    assert word.text == text
    field, low, dots, high = tokens(f"a:{written_value(text)}..{written_value(text)}")
    assert (field.kind, dots.kind) == (Kind.FIELD, Kind.RANGE)
    assert (low.text, high.text) == (text, text)


@pytest.mark.parametrize("text", ["li", "a-b", "10:30", "张伟", "宝洁（中国）", "a,b", "don't", "<b>", "+49"])
def test_words_are_quoted_only_where_they_must(text: str) -> None:
    assert written_word(text) == text


@pytest.mark.parametrize("text", ["a b", "-a", "or", "NOT", "stage:x", "(a)", 'a"b', "a“b", "a)", "－a", "阶段：x"])
def test_words_that_would_be_signs_are_quoted(text: str) -> None:
    assert written_word(text) == quoted(text)


@pytest.mark.parametrize("text", ["a b", "none", "ANY", "无", ">5", "=x", "a..b", "a,b", "a，b", ".5", "5.", "(a)", ""])
def test_values_that_would_be_signs_are_quoted(text: str) -> None:
    assert written_value(text) == quoted(text)

"""What is taken out of a text before it is kept: controls and needless blanks, and nothing else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.models.text import clean, clean_line, removed_controls

any_text = st.text(st.characters(exclude_categories=[]) | st.sampled_from("\r\n\t\x00\x1b\x7f\x9b\ud800e\u0301\u3000 "))


@pytest.mark.parametrize(
    ("text", "kept", "removed"),
    [
        ("plain", "plain", 0),
        ("two\r\nlines\tand\rmore", "two\nlines\tand\nmore", 0),
        ("\x1b]52;c;aGk=\x07", "]52;c;aGk=", 2),
        ("nul\x00 del\x7f csi\x9b", "nul del csi", 3),
        ("e\u0301", "é", 0),
        ("e\x00\u0301", "é", 1),
        ("broken\ud83d", "broken", 1),
        ("👨\u200d👩\u200d👧 \u202ebidi", "👨\u200d👩\u200d👧 \u202ebidi", 0),
        ("张[/]伟", "张[/]伟", 0),
    ],
)
def test_controls_go_and_everything_else_stays(text: str, kept: str, removed: int) -> None:
    assert clean(text) == kept
    assert removed_controls(text) == removed


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  Anna \u00a0\t Schmidt ", "Anna Schmidt"),
        ("张\u3000伟\r\n", "张 伟"),
        ("one\x0btwo\x0cthree", "one two three"),
        ("a \x00 b", "a b"),
        ("\u2028", ""),
        ("\u200b", ""),
        ("\u202e \u2069", ""),
        ("\u200b张", "\u200b张"),
        ("e\u0301", "é"),
    ],
)
def test_a_line_is_one_line(text: str, line: str) -> None:
    assert clean_line(text) == line


@given(any_text)
def test_clean_text_is_composed_free_of_controls_and_stays_so(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not {unicodedata.category(character) for character in cleaned if character not in "\n\t"} & {"Cc", "Cs"}
    assert removed_controls(cleaned) == 0


@given(any_text)
def test_nothing_but_what_is_counted_is_removed(text: str) -> None:
    kept = list(text.replace("\r\n", "\n").replace("\r", "\n"))
    controls = [c for c in kept if c not in "\n\t" and unicodedata.category(c) in {"Cc", "Cs"}]
    assert removed_controls(text) == len(controls)
    assert clean(text) == unicodedata.normalize("NFC", "".join(c for c in kept if c not in controls))


@given(any_text)
def test_a_clean_line_has_single_spaces_only_and_stays_so(text: str) -> None:
    line = clean_line(text)
    assert line == " ".join(line.split())
    assert clean_line(line) == clean(line) == line

"""How a filter can go on where the cursor stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.models.filtering.language import Language
from tui_crm.models.filtering import completions


def completed(text: str) -> list[str]:
    return completions(text, len(text), Language())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["stage:", "value:", "note:", "x.size:", "sort:"]),
        ("li ", ["li stage:", "li value:", "li note:", "li x.size:", "li sort:"]),
        ("-", ["-stage:", "-value:", "-note:", "-x.size:", "-sort:"]),
        ("li s", ["li stage:", "li sort:"]),
        ("(S", ["(stage:", "(sort:"]),
        ("阶", ["阶段:"]),
        ("排", ["排序:"]),
        ("zz", []),
        ("stage:", ["stage:lead", "stage:new", 'stage:"won over"', 'stage:"none"', "stage:none", "stage:any"]),
        ("stage:n", ["stage:new", 'stage:"none"', "stage:none"]),
        ("stage:new,le", ["stage:new,lead"]),
        ('stage:"wo', ['stage:"won over"']),
        ("阶段：le", ["阶段：lead"]),
        ("value:", ["value:today", "value:<30d", "value:>30d", "value:none", "value:any"]),
        ("value:>", ["value:>30d"]),
        ("value:<3", ["value:<30d"]),
        ("value:1..", []),
        ("sort:", ["sort:stage", "sort:value", "sort:x.size"]),
        ("sort:-", ["sort:-stage", "sort:-value", "sort:-x.size"]),
        ("sort:-v", ["sort:-value"]),
        ("sort:stage,v", ["sort:stage,value"]),
        ("zzz:a", []),
        ("(li)", []),
        ('"li"', []),
    ],
)
def test_a_text_goes_on(text: str, expected: list[str]) -> None:
    assert completed(text) == expected


def test_only_what_stands_before_the_cursor_counts() -> None:
    assert completions("stage:n owner", 7, Language()) == ["stage:new", 'stage:"none"', "stage:none"]


@given(st.text(alphabet='stagelvu:,.<> "()-or新', max_size=12), st.integers(0, 12))
def test_any_text_can_be_asked_about(text: str, cursor: int) -> None:
    for candidate in completions(text, cursor, Language()):
        assert isinstance(candidate, str)

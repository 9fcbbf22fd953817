"""Whom a text mentions, in scripts with and without blanks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.models.mentions import Mentions

TEAM = ((1, "li"), (1, "李娜"), (2, "lina"), (2, "Anna Berg"), (3, "li.na"), (4, "李娜娜"), (5, "josé"), (6, ""))


@pytest.mark.parametrize(
    ("text", "users"),
    [
        ("@li please call", {1}),
        ("please call, @LI.", {1}),
        ("@li请看一下", {1}),
        ("请@李娜跟进", {1}),
        ("＠李娜 跟进", {1}),
        ("@李娜娜跟进", {4}),
        ("@lina", {2}),
        ("@li.na", {3}),
        ("@anna berg and @li", {1, 2}),
        ("(@li)", {1}),
        ("@li-", {1}),
        ("@José!", {5}),
        ("@li\n@lina", {1, 2}),
        ("mail li@li.example", set()),
        ("me@li", set()),
        ("mé@li", set()),
        ("a.@li", set()),
        ("@liam", set()),
        ("@li_", set()),
        ("@lié", set()),
        ("@jos", set()),
        ("@anna", set()),
        ("@ li", set()),
        ("@", set()),
        ("", set()),
    ],
)
def test_who_is_mentioned(text: str, users: set[int]) -> None:
    assert Mentions(TEAM).in_text(text) == users


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@li please", "@li please"),
        ("one line\nask @LI\nanother", "ask @LI"),
        ("twice @li\n@lina\nand ＠李娜", "twice @li\nand ＠李娜"),
        ("she said that she would rather ask @li for it", "…rather ask @li for it"),
        ("看过展厅以后希望先问一下@李娜再决定", "…希望先问一下@李娜再决定"),
        ("https://x.example/a/very/long/path @li", "…@li"),
        ("Straße ＠lina mail li@li.example and ask @li", "…and ask @li"),
        ("nobody", "nobody"),
    ],
)
def test_what_stands_around_a_name(text: str, shown: str) -> None:
    assert Mentions(TEAM).around(text, {1}) == shown


def test_two_of_one_name_are_both_meant() -> None:
    assert Mentions([(1, "Kim"), (2, "kim")]).in_text("@KIM") == {1, 2}


def test_nobody_works_here() -> None:
    assert Mentions([]).in_text("@li") == set()


@given(st.lists(st.tuples(st.integers(1, 9), st.text())), st.text())
def test_any_names_and_texts_are_read(called: list[tuple[int, str]], text: str) -> None:
    mentions = Mentions(called)
    named = mentions.in_text(text)
    assert named <= {user for user, _name in called}
    assert mentions.in_text(mentions.around(text, named)) >= (named if "\n" not in text else set())


@given(st.text(min_size=1).filter(lambda name: name.strip() == name))
def test_whoever_is_called_by_the_whole_text_is_mentioned(name: str) -> None:
    assert Mentions([(7, name)]).in_text(f"@{name}") == {7}

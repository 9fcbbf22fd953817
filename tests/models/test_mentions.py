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


def test_two_of_one_name_are_both_meant() -> None:
    assert Mentions([(1, "Kim"), (2, "kim")]).in_text("@KIM") == {1, 2}


def test_nobody_works_here() -> None:
    assert Mentions([]).in_text("@li") == set()


@given(st.lists(st.tuples(st.integers(1, 9), st.text())), st.text())
def test_any_names_and_texts_are_read(called: list[tuple[int, str]], text: str) -> None:
    assert Mentions(called).in_text(text) <= {user for user, _name in called}


@given(st.text(min_size=1).filter(lambda name: name.strip() == name))
def test_whoever_is_called_by_the_whole_text_is_mentioned(name: str) -> None:
    assert Mentions([(7, name)]).in_text(f"@{name}") == {7}

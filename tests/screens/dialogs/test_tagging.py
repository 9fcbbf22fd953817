"""Tags as they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.screens.dialogs.tagging import Tagging, TagWords, read_tags


@pytest.mark.parametrize(
    ("text", "add", "remove"),
    [
        ("vip", ("vip",), ()),
        ("vip, key account", ("vip", "key account"), ()),
        ("-vip", (), ("vip",)),
        ("vip，大客户，－旧", ("vip", "大客户"), ("旧",)),
        (" , ,- , vip ,vip", ("vip",), ()),
        ("", (), ()),
        ("a-b", ("a-b",), ()),
    ],
)
def test_tags_are_read(text: str, add: tuple[str, ...], remove: tuple[str, ...]) -> None:
    assert read_tags(text) == TagWords(add, remove)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    words = read_tags(text)
    assert all(word.strip() == word and word for word in words.add + words.remove)


@pytest.mark.parametrize(
    ("text", "completed"),
    [
        ("v", ["vip"]),
        ("key account, v", ["key account, vip"]),
        ("-v", ["-vip"]),
        ("大客户，－v", ["大客户，－vip"]),
        ("", []),
        ("key account, ", []),
    ],
)
def test_the_tag_at_the_cursor_is_completed(text: str, completed: list[str]) -> None:
    dialog = Tagging("Tag?", lambda beginning: ["vip"] if "vip".startswith(beginning) else [])
    assert list(dialog._complete(text + "zzz", len(text))) == completed

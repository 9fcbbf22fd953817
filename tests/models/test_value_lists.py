"""Several values on one line: what is written is read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.models.value_lists import items, line_of, named, parts, with_label

VALUES = st.text(min_size=1).map(lambda text: " ".join(text.replace('"', "'").split())).filter(bool)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" , ;", []),
        ("a@b.c", ["a@b.c"]),
        ("a@b.c, d@e.f;g@h.i", ["a@b.c", "d@e.f", "g@h.i"]),
        ("大客户，老客户、朋友；vip", ["大客户", "老客户", "朋友", "vip"]),
        ('"1380,1", 2', ["1380,1", "2"]),
        ('work="1380,1"', ["work=1380,1"]),
        ('a "b', ['a "b']),
    ],
)
def test_values_are_parted(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@given(st.lists(VALUES))
def test_what_is_written_is_read(values: list[str]) -> None:
    assert parts(line_of(values)) == values


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert all(part.strip() == part != "" for part in parts(text))


@pytest.mark.parametrize(
    ("text", "value", "label"),
    [
        ("a@b.c", "a@b.c", ""),
        ("work=a@b.c", "a@b.c", "work"),
        ("home fax=12", "12", "home fax"),
        ("工作=12", "12", "工作"),
        ("a1=b@c.d", "a1=b@c.d", ""),
        ("=12", "=12", ""),
        ("work=", "", "work"),
    ],
)
def test_a_label_is_plain_words(text: str, value: str, label: str) -> None:
    assert with_label(text) == (value, label)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("wechat=lm88", ("wechat", "lm88")), ("x.a = b=c", ("x.a", "b=c")), ("lm88", None), (" =x", None)],
)
def test_a_name_stands_before_the_sign(text: str, expected: tuple[str, str] | None) -> None:
    assert named(text) == expected


def test_what_is_known_stays_what_it_is() -> None:
    known = {"X_1=a@b.c": ("a@b.c", "X_1"), 'q"u,o': ("q", "")}
    assert items(line_of([*known, "new"]), known) == [("a@b.c", "X_1"), ("q", ""), "new"]

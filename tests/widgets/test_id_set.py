"""A set of ids is a set, and small."""

from array import array
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tui_crm.widgets.id_set import IdSet

if TYPE_CHECKING:
    from collections.abc import Container, MutableSet

IDS = st.sets(st.one_of(st.integers(1, 200), st.integers(1, 10**12)), max_size=30)


@given(IDS, IDS)
def test_it_is_a_set(first: set[int], second: set[int]) -> None:
    ids: MutableSet[int] = IdSet(first)
    other: MutableSet[int] = IdSet(second)
    assert list(ids) == sorted(first)
    assert len(ids) == len(first)
    assert ids == first
    assert (ids == second) == (first == second)
    assert all((value in ids) == (value in first) for value in first | second)
    assert ids ^ other == first ^ second
    ids ^= other
    assert ids == first ^ second
    for value in second:
        ids.discard(value)
    assert ids == first - second


def test_what_is_no_number_is_not_in_it() -> None:
    ids: Container[object] = IdSet([1])
    assert "1" not in ids


def test_a_copy_stays() -> None:
    ids = IdSet([1, 2])
    kept = ids.copy()
    ids.add(3)
    ids.discard(1)
    assert ([*kept], [*ids]) == ([1, 2], [2, 3])


def test_a_million_take_a_byte_each() -> None:
    ids = IdSet(array("I", range(1, 1_000_001)))
    assert len(ids) == 1_000_000
    assert sum(len(page) for page in ids._pages.values()) < 1_100_000

"""A change to a list is taken back value by value; what somebody changed since stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.db.records import RECORD_TYPES, Collection
from tui_crm.db.three_way import Value, taken_back


def part(name: str) -> Collection:
    found = RECORD_TYPES["contact"].collection(name)
    assert found is not None
    return found


EMAILS, CUSTOM, ADDRESSES, RELATIONS = part("emails"), part("custom"), part("addresses"), part("relations")
A, B, C = ("a@x.cn", None), ("b@x.cn", None), ("c@x.cn", None)
A_AT_WORK, A_AT_HOME = ("A@x.cn", "work"), ("a@x.cn", "home")
FIRM, OTHER_FIRM = (1, "member", None, None, 1), (2, "member", None, None, 1)


@pytest.mark.parametrize(
    ("now", "old", "new", "expected"),
    [
        ((A, B, C), (A,), (A, B), ((A, C), True)),  # what was added goes, what came since stays
        ((A,), (A,), (A, B), ((A,), True)),  # somebody took it out already
        ((C,), (A, B), (), ((A, B, C), True)),  # what was taken out stands where it stood
        ((A, B, C), (B,), (), ((A, B, C), True)),  # somebody put it back already
        ((A_AT_WORK, B), (A,), (A_AT_WORK,), ((A, B), True)),  # the same address with another label is the same value
        ((A_AT_HOME,), (A,), (A_AT_WORK,), ((A_AT_HOME,), False)),  # changed since: stays, and is told
        ((B, C, A), (A, B), (B, A), ((B, C, A), False)),  # an order alone cannot be taken back once there is more
        ((A, A_AT_HOME, B), (A,), (A, B), ((A, A_AT_HOME, B), False)),  # two that cannot be told apart
    ],
)
def test_emails(now: tuple[Value, ...], old: tuple[Value, ...], new: tuple[Value, ...], expected: object) -> None:
    assert taken_back(EMAILS, now, old, new, "CN") == expected


def test_a_custom_value_that_was_changed_since_stays_alone() -> None:
    assert taken_back(CUSTOM, ((1, "c"), (2, "x")), ((1, "a"),), ((1, "b"),), "CN") == (((1, "c"), (2, "x")), False)


def test_addresses_cannot_be_told_apart_and_stay_as_a_whole() -> None:
    old, new, now = (("home", *[None] * 5),), (("work", *[None] * 5),), (("other", *[None] * 5),)
    assert taken_back(ADDRESSES, now, old, new, "CN") == (now, False)


def test_only_one_company_is_the_primary_one() -> None:
    came_back = (1, "member", None, None, 0)
    assert taken_back(RELATIONS, (OTHER_FIRM,), (FIRM,), (), "CN") == ((came_back, OTHER_FIRM), False)
    assert taken_back(RELATIONS, ((3, "friend", None, None, 0),), (FIRM,), (), "CN") == (
        (FIRM, (3, "friend", None, None, 0)),
        True,
    )


VALUES = st.dictionaries(st.integers(1, 4), st.sampled_from("abc"), max_size=4).map(lambda found: tuple(found.items()))


def keyed(values: tuple[Value, ...]) -> dict[object, object]:
    return {value[0]: value[1] for value in values}


@given(old=VALUES, new=VALUES)
def test_nothing_since_takes_everything_back(old: tuple[Value, ...], new: tuple[Value, ...]) -> None:
    back, whole = taken_back(CUSTOM, new, old, new, "CN")
    assert keyed(back) == keyed(old)
    assert whole


@given(now=VALUES, old=VALUES, new=VALUES)
def test_each_key_is_restored_or_kept(now: tuple[Value, ...], old: tuple[Value, ...], new: tuple[Value, ...]) -> None:
    back, whole = taken_back(CUSTOM, now, old, new, "CN")
    result, present, before, after = (keyed(values) for values in (back, now, old, new))
    assert len(result) == len(back)
    for key in {*present, *before, *after}:
        was, became, is_ = before.get(key), after.get(key), present.get(key)
        assert result.get(key) == (was if was != became and is_ == became else is_)
        if was != became and is_ not in (was, became):
            assert not whole

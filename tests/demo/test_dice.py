"""Chance that can be repeated."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tui_crm.demo.dice import Dice, scattered


def test_the_same_throws_for_a_seed_and_a_number_on_every_machine() -> None:
    dice = Dice(1, 42)
    assert [dice.below(1000) for _ in range(6)] == [766, 174, 558, 563, 230, 86]


def test_another_number_and_another_seed_throw_otherwise() -> None:
    throws = {tuple(Dice(seed, number).below(6) for _ in range(1)) for seed in (1, 2) for number in range(50)}
    assert throws == {(side,) for side in range(6)}


def test_a_long_row_of_throws_stays_fair() -> None:
    dice = Dice(1, 1)
    counts = Counter(dice.below(10) for _ in range(10_000))
    assert set(counts) == set(range(10))
    assert all(850 < count < 1150 for count in counts.values())


@given(st.integers(0, 1000), st.integers(-50, 50), st.integers(0, 100))
def test_between_keeps_to_both_ends(number: int, low: int, span: int) -> None:
    assert low <= Dice(1, number).between(low, low + span) <= low + span


def test_what_happens_in_no_case_and_in_every_case() -> None:
    dice = Dice(1, 1)
    assert not any(dice.happens(0) for _ in range(200))
    assert all(dice.happens(100) for _ in range(200))


@given(st.integers(1, 5000))
def test_scattered_numbers_stay_different(within: int) -> None:
    assert sorted(scattered(number, within) for number in range(within)) == list(range(within))

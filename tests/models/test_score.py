"""The figures of many answers, equal to tables computed by hand; scales and what counts as low."""

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_crm.errors import BadInput
from tui_crm.models import score
from tui_crm.models.score import ASKED, ASPECTS, GROUPS, SCALES, ScoreKind


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        ({}, None),
        ({10: 1}, 100),
        ({0: 1}, -100),
        ({7: 3, 8: 2}, 0),
        ({10: 50, 9: 20, 8: 10, 7: 10, 6: 5, 0: 5}, 60),  # 70 % − 10 %
        ({9: 5, 8: 3, 6: 2}, 30),  # 50 % − 20 %
        ({9: 1, 7: 1, 3: 1}, 0),  # 33.3 % − 33.3 %
        ({10: 2, 8: 1}, 67),  # 66.67
        ({10: 1, 8: 2}, 33),  # 33.33
        ({9: 1, 8: 7}, 13),  # 12.5 goes up
        ({6: 1, 8: 7}, -12),  # −12.5 goes up, too
        ({10: 12, 9: 9, 8: 6, 7: 5, 6: 4, 5: 3, 2: 2, 0: 1}, 26),  # 21/42 − 10/42 = 26.19
        ({10: 3, 6: 5, 7: 92}, -2),
    ],
)  # fmt: skip
def test_nps_is_promoters_less_detractors(answers: dict[int, int], wanted: int | None) -> None:
    assert score.nps([value for value, count in answers.items() for _each in range(count)]) == wanted


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ([], None),
        ([5], 100.0),
        ([3], 0.0),
        ([5, 4, 3], 66.7),
        ([5, 2, 1], 33.3),
        ([5, 5, 4, 4, 3, 1], 66.7),
        ([5, 4, 4, 3, 3, 2, 1], 42.9),
        ([4, *[1] * 15], 6.3),  # 6.25 goes up
        ([4, *[1] * 79], 1.3),  # 1.25
    ],
)
def test_csat_is_the_share_of_the_satisfied(values: list[int], wanted: float | None) -> None:
    assert score.csat(values) == wanted


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ([], None),
        ([7], 7.0),
        ([1, 2], 1.5),
        ([1, 2, 2], 1.7),
        ([1, 1, 1, 2], 1.3),
        ([1, 1, 2], 1.3),
        ([3, 4, 6, 7], 5.0),
    ],
)
def test_ces_is_the_mean_effort(values: list[int], wanted: float | None) -> None:
    assert score.ces(values) == score.mean(values) == wanted


@settings(max_examples=50)
@given(st.lists(st.integers(0, 10), min_size=1, max_size=200))
def test_rounding_is_of_the_exact_fraction(values: list[int]) -> None:
    groups = [sum(value in group.values for value in values) for group in GROUPS[ScoreKind.NPS]]
    exact = Fraction(100 * groups[0], len(values)) - Fraction(100 * groups[2], len(values))
    assert score.nps(values) == floor(exact + Fraction(1, 2))
    assert score.measure(ScoreKind.NPS, values) == score.nps(values)


@pytest.mark.parametrize("kind", ASKED)
def test_every_value_of_a_scale_is_in_one_group(kind: ScoreKind) -> None:
    together = [value for group in GROUPS[kind] for value in group.values]
    assert sorted(together) == list(SCALES[kind])
    assert [score.group_of(kind, value) is not None for value in (-1, 0, 1, 11)] == [False, kind == "nps", True, False]


@pytest.mark.parametrize(
    ("kind", "bad"), [("csat", 0), ("csat", 6), ("nps", -1), ("nps", 11), ("ces", 8), ("speed", 6)]
)
def test_what_is_not_on_the_scale_is_refused(kind: str, bad: int) -> None:
    with pytest.raises(BadInput, match=f"{bad} is not on it") as raised:
        score.checked(kind, bad)
    assert raised.value.field == (kind if kind in ASPECTS else "value")


@pytest.mark.parametrize(
    ("kind", "value", "limit", "wanted"),
    [
        ("csat", 2, 2, True), ("csat", 3, 2, False), ("nps", 6, 6, True), ("nps", 7, 6, False), ("nps", 0, 6, True),
        ("ces", 6, 6, True), ("ces", 7, 6, True), ("ces", 5, 6, False), ("csat", 1, None, False), ("speed", 1, 2, False),
    ],
)  # fmt: skip
def test_low_is_bad_and_for_an_effort_high(kind: str, value: int, limit: int | None, *, wanted: bool) -> None:
    assert score.is_low(kind, value, limit) is wanted


@pytest.mark.parametrize(
    ("kind", "figure", "wanted"),
    [
        ("nps", 23, "+23"),
        ("nps", -5, "-5"),
        ("nps", 0, "0"),
        ("csat", 83.3, "83.3 %"),
        ("ces", 2.4, "2.4"),
        ("nps", None, ""),
    ],
)
def test_figures_in_words(kind: str, figure: float | None, wanted: str) -> None:
    assert score.measure_in_words(kind, figure) == wanted


def test_shares_are_whole_percents() -> None:
    assert [score.share(*pair) for pair in ((1, 3), (1, 8), (0, 5), (5, 5), (1, 0))] == [33, 13, 0, 100, None]

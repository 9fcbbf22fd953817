"""How everyday stories go."""

from itertools import pairwise

import pytest

from tui_crm.call_words import OUTCOMES
from tui_crm.demo.beats import BEATS, ORDERS, arcs
from tui_crm.demo.dice import Dice
from tui_crm.models.codes import ActivityKind, Stage


def _beats(stage: Stage, number: int) -> list[str]:
    return [name for arc in arcs(stage, Dice(5, number)) for name in arc]


@pytest.mark.parametrize("stage", list(Stage))
def test_the_orders_fit_the_stage(stage: Stage) -> None:
    least = {Stage.LEAD: 0, Stage.NEW: 1}.get(stage, 2)
    for number in range(200):
        orders = [name for name in _beats(stage, number) if name in ORDERS]
        assert len(orders) >= least
        assert len(orders) == least or stage not in (Stage.LEAD, Stage.NEW)
        assert orders[:1] in ([], ["first_order"])


def test_whatever_can_happen_does_in_some_story() -> None:
    told = {name for stage in Stage for number in range(300) for name in _beats(stage, number)}
    assert told == set(BEATS)
    assert {BEATS[name].kind for name in told} == set(ActivityKind)
    assert {BEATS[name].outcome for name in told if BEATS[name].outcome} == set(OUTCOMES)


def test_a_repair_follows_a_damage_and_terms_an_objection() -> None:
    for number in range(300):
        beats = ["", *_beats(Stage.ACTIVE, number)]
        for before, name in pairwise(beats):
            if name == "repaired":
                assert before == "damage"
            if name == "terms":
                assert before in ("price", "slow", "quote")

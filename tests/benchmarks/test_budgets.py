"""Budgets and the verdict on them."""

import pytest

from benchmarks.bench import Bench
from benchmarks.budgets import Budget, Figures, Subject, verdict

FAST = Budget("time", 1.5)
MANY = Budget("rate", 100, "/s", at_least=True)


def _nothing(_bench: Bench) -> Figures:
    return {}


SUBJECT = Subject("sorting", "How fast?", (FAST, MANY), _nothing)


@pytest.mark.parametrize(("figure", "kept"), [(1.4, True), (1.5, True), (1.51, False)])
def test_a_budget_holds_up_to_its_limit(figure: float, *, kept: bool) -> None:
    assert FAST.is_kept(figure) is kept


@pytest.mark.parametrize(("figure", "kept"), [(99, False), (100, True), (2000, True)])
def test_a_rate_holds_from_its_limit_on(figure: float, *, kept: bool) -> None:
    assert MANY.is_kept(figure) is kept


def test_all_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert verdict({SUBJECT: {FAST: 1.2, MANY: 1200}})
    assert capsys.readouterr().out.splitlines()[2:] == [
        "  kept    sorting: time: 1.20 × (budget ≤ 1.5 ×)",
        "  kept    sorting: rate: 1,200 /s (budget ≥ 100 /s)",
    ]


def test_a_broken_one_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert not verdict({SUBJECT: {FAST: 1.6, MANY: 1200}})
    assert "BROKEN  sorting: time: 1.60 × (budget ≤ 1.5 ×)" in capsys.readouterr().out


def test_one_that_was_not_measured_is_not_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert not verdict({SUBJECT: {FAST: 1}})
    assert "BROKEN  sorting: rate: not measured" in capsys.readouterr().out

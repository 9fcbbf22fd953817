"""The benchmark of scrolling."""

from benchmarks import scroll
from benchmarks.bench import Bench


def test_every_budget_gets_a_figure(bench: Bench) -> None:
    assert scroll.measure(bench).keys() == set(scroll.SUBJECT.budgets)

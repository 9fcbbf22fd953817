"""The benchmark of stops."""

from benchmarks import stalls
from benchmarks.bench import Bench


def test_every_budget_gets_a_figure(bench: Bench) -> None:
    assert stalls.measure(bench).keys() == set(stalls.SUBJECT.budgets)

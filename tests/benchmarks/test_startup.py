"""The benchmark of starting."""

from benchmarks import startup
from benchmarks.bench import Bench


def test_every_budget_gets_a_figure(bench: Bench) -> None:
    assert startup.measure(bench).keys() == set(startup.SUBJECT.budgets)

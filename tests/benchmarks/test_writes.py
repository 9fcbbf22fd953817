"""The benchmark of writing."""

from benchmarks import writes
from benchmarks.bench import Bench


def test_every_budget_gets_a_figure_and_no_update_is_lost(bench: Bench) -> None:
    figures = writes.measure(bench)
    assert figures.keys() == set(writes.SUBJECT.budgets)
    assert figures[writes.LOST] == 0

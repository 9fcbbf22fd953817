"""The benchmark of scrolling."""

import pytest

from benchmarks import scroll
from benchmarks.bench import Bench


def test_every_budget_gets_a_figure(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scroll, "other_lists", lambda _bench: {})  # they have tests of their own
    assert scroll.measure(bench).keys() == set(scroll.SUBJECT.budgets)

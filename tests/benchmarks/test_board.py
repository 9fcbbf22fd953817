"""The benchmark of the board."""

import pytest

from benchmarks import board
from benchmarks.bench import Bench


def test_every_budget_gets_a_figure(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "_FEW", 3)
    monkeypatch.setattr(board, "_MANY", 6)
    monkeypatch.setattr(board, "_PATIENCE", 0.03)
    assert board.measure(bench).keys() == set(board.SUBJECT.budgets)

"""The benchmark of importing."""

import importlib.util
from pathlib import Path

import pytest

from benchmarks import importing
from benchmarks.bench import Bench


@pytest.fixture
def without_peers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what only ``make bench`` installs."""
    if importlib.util.find_spec("sqlite_utils") is None:
        monkeypatch.setattr(importing, "load_with_sqlite_utils", _load_nothing)


def _load_nothing(_bench: Bench, export: Path) -> None:
    assert export.exists()


@pytest.mark.usefixtures("without_peers")
def test_every_budget_gets_a_figure_and_no_row_is_lost(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    figures = importing.measure(bench)
    assert figures.keys() == set(importing.SUBJECT.budgets)
    assert [figures[each] for each in (importing.LOST, importing.AGAIN, importing.LEFT)] == [0, 0, 0]
    assert "crm import, the same file again" in capsys.readouterr().out

"""`python -m benchmarks`."""

import importlib

import pytest

from benchmarks.bench import Bench
from benchmarks.budgets import Budget, Figures, Subject

entry = importlib.import_module("benchmarks.__main__")

SLOW = Budget("time", 1.0)


def _subject(figure: float, runs: list[Bench]) -> Subject:
    def measure(bench: Bench) -> Figures:
        assert list(bench.folder.iterdir()) == []
        runs.append(bench)
        return {SLOW: figure}

    return Subject("sorting", "How fast?", (SLOW,), measure)


@pytest.mark.parametrize(("figure", "code"), [(0.9, 0), (1.1, 1)])
def test_a_broken_budget_ends_with_1(figure: float, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[Bench] = []
    monkeypatch.setattr(entry, "SUBJECTS", {"sorting": _subject(figure, runs)})
    assert entry.main(["--size", "500", "--rounds", "2"]) == code
    assert [(run.size, run.rounds, run.folder.exists()) for run in runs] == [(500, 2, False)]


def test_only_what_is_named_is_measured_at_full_size(monkeypatch: pytest.MonkeyPatch) -> None:
    sorting: list[Bench] = []
    other: list[Bench] = []
    monkeypatch.setattr(entry, "SUBJECTS", {"sorting": _subject(0, sorting), "other": _subject(5, other)})
    assert entry.main(["sorting"]) == 0
    assert ([run.size for run in sorting], other) == ([1_000_000], [])


def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        entry.main(["flying"])
    assert "there is no flying" in capsys.readouterr().err


def test_every_question_has_a_budget() -> None:
    assert list(entry.SUBJECTS) == ["startup", "importing", "search", "scroll", "board", "stalls", "writes"]
    assert all(subject.budgets for subject in entry.SUBJECTS.values())

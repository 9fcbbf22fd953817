"""What is promised, as data: budgets with their limits, and which of them this run kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from benchmarks.bench import Bench


@dataclass(frozen=True)
class Budget:
    """A figure that may not be above ``limit``, or with ``at_least`` not below it. ``unit`` stands behind the figure.

    ``×`` is a ratio to a peer or floor of the same run.
    """

    name: str
    limit: float
    unit: str = "×"
    at_least: bool = False

    def is_kept(self, figure: float) -> bool:
        """Tell whether ``figure`` is within the budget."""
        return figure >= self.limit if self.at_least else figure <= self.limit

    def told(self, figure: float) -> str:
        """Return the figure beside its limit."""
        shown = f"{figure:,.0f}" if float(figure).is_integer() else f"{figure:,.2f}"
        return f"{shown} {self.unit} (budget {'≥' if self.at_least else '≤'} {self.limit:g} {self.unit})"


Figures: TypeAlias = Mapping[Budget, float]


@dataclass(frozen=True)
class Subject:
    """One question: its name on the command line, the budgets that answer it, and how they are measured."""

    name: str
    question: str
    budgets: tuple[Budget, ...]
    measure: Callable[[Bench], Figures]


def verdict(subjects: Mapping[Subject, Figures]) -> bool:
    """Print every budget with its figure, and tell whether all are kept; one that was not measured is not."""
    print("\nBudgets")
    all_kept = True
    for subject, figures in subjects.items():
        for budget in subject.budgets:
            figure = figures.get(budget)
            kept = figure is not None and budget.is_kept(figure)
            told = "not measured" if figure is None else budget.told(figure)
            print(f"  {'kept  ' if kept else 'BROKEN'}  {subject.name}: {budget.name}: {told}")
            all_kept = all_kept and kept
    return all_kept

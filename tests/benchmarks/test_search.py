"""The benchmark of searching."""

from benchmarks import search
from benchmarks.bench import Bench


def test_every_budget_gets_a_figure_and_nothing_is_missed(bench: Bench) -> None:
    figures = search.measure(bench)
    assert figures.keys() == set(search.SUBJECT.budgets)
    assert figures[search.COMPLETE] == 0


def test_what_people_type() -> None:
    texts = search.queries(1_000_000)
    assert texts == search.queries(1_000_000)
    assert len(texts) == len(set(texts)) == 570
    chinese = [text for text in texts if not text.isascii() and any(letter > "\u2e80" for letter in text)]
    digits = [text for text in texts if text.isdigit()]
    short = [text for text in texts if len(text) <= 2]
    words = [text for text in texts if " " in text]
    assert min(map(len, (chinese, digits, short, words))) >= 15

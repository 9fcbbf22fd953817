"""Timing programs."""

import sys

import pytest

from benchmarks.bench import Bench
from benchmarks.processes import Times, finish, in_turns, peak_memory, processor_seconds, seconds_of


def test_best_median_and_percentiles() -> None:
    times = Times(tuple(float(number) for number in reversed(range(100))))
    assert (times.best, times.median, times.percentile(95), times.percentile(100)) == (0, 49.5, 95, 99)


def test_all_take_turns_and_the_first_round_is_not_counted() -> None:
    turns: list[str] = []

    def thing(name: str, seconds: list[float]) -> float:
        turns.append(name)
        return seconds.pop(0)

    slow, fast = [9.0, 2.0, 3.0], [9.0, 1.0, 1.0]
    taken = in_turns(2, {"slow": lambda: thing("slow", slow), "fast": lambda: thing("fast", fast)})
    assert taken == {"slow": Times((2.0, 3.0)), "fast": Times((1.0, 1.0))}
    assert turns == ["slow", "fast"] * 3


def test_a_single_round_counts() -> None:
    assert in_turns(1, {"once": lambda: 7.0}) == {"once": Times((7.0,))}


def test_work_is_timed_while_it_runs() -> None:
    assert 0 <= seconds_of(lambda: None) < 5


def test_processors_count_where_they_work_and_not_where_they_wait(bench: Bench) -> None:
    waits = [sys.executable, "-c", "import time; time.sleep(1)"]
    assert processor_seconds(lambda: finish(waits, bench.environment())) < 0.9
    works = [sys.executable, "-c", "import time\nwhile time.process_time() < 0.2: pass"]
    assert processor_seconds(lambda: finish(works, bench.environment())) >= 0.2


def test_a_program_tells_what_it_printed(bench: Bench) -> None:
    assert finish([sys.executable, "-c", "import os; print(os.environ['TZ'])"], bench.environment()) == "UTC\n"


def test_a_program_that_fails_ends_the_run_with_its_words(bench: Bench) -> None:
    with pytest.raises(SystemExit, match="no such luck"):
        finish([sys.executable, "-c", "raise SystemExit('no such luck')"], bench.environment())


def test_memory_counts_what_was_held_and_let_go() -> None:
    before = peak_memory()
    block = bytearray(1 << 28)
    block[:: 1 << 12] = b"x" * len(block[:: 1 << 12])
    del block
    assert peak_memory() > before

"""`python -m benchmarks [NAME …] [--size N] [--rounds N]`: measures, prints, and exits 1 when a budget is broken."""

import argparse
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import board, importing, scroll, search, stalls, startup, writes
from benchmarks.bench import Bench, cache_folder
from benchmarks.budgets import Subject, verdict

SUBJECTS: dict[str, Subject] = {
    module.SUBJECT.name: module.SUBJECT for module in (startup, importing, search, scroll, board, stalls, writes)
}


def main(arguments: Sequence[str]) -> int:
    """Run the subjects named, or all; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"what to measure: {', '.join(SUBJECTS)} (default: all)"
    )
    parser.add_argument("--size", type=int, default=1_000_000, help="how many contacts (default: 1,000,000)")
    parser.add_argument("--rounds", type=int, default=15, help="how often short things are repeated (default: 15)")
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.names) - SUBJECTS.keys():
        parser.error(f"there is no {', '.join(sorted(unknown))}; choose from {', '.join(SUBJECTS)}")
    cache = cache_folder()
    cache.mkdir(parents=True, exist_ok=True)
    figures = {}
    for name in chosen.names or SUBJECTS:
        subject = SUBJECTS[name]
        print(f"\n{subject.name}: {subject.question}", flush=True)
        with tempfile.TemporaryDirectory(prefix="run-", dir=cache) as folder:
            figures[subject] = subject.measure(Bench(chosen.size, chosen.rounds, Path(folder), cache))
    return 0 if verdict(figures) else 1


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))  # so that no gigabytes are left behind
    sys.exit(main(sys.argv[1:]))

"""How long does a big file take? Our import, which validates, matches, records and indexes, beside tools that only load."""

import csv
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks import databases, generate, processes, tables
from benchmarks.bench import Bench
from benchmarks.budgets import Budget, Figures, Subject

TIME = Budget("import, beside sqlite-utils insert with three indexes and FTS", 1.0)
MEMORY = Budget("most memory of an import", 300, "MB")
LOST = Budget("rows that an import loses, doubles or rejects", 0, "rows")
AGAIN = Budget("rows that a second import of the same file changes", 0, "rows")
LEFT = Budget("contacts that are left when an import was taken back", 0, "contacts")

_INDEXED = ("Email", "Last Name", "Company Name")
_SEARCHED = (
    "First Name", "Last Name", "Email", "Mobile Phone Number", "Phone Number", "Company Name", "Job Title", "WeChat ID",
    "Street Address", "City", "State/Region", "Country/Region", "Industry", "Tags", "Notes",
)  # fmt: skip


class _Cost(NamedTuple):
    """Seconds that something took, and seconds that processors worked for it."""

    seconds: float
    processors: float


def measure(bench: Bench) -> Figures:
    """Measure our import into an empty file, again into the full one, taken back, and the others on the same file."""
    export = databases.export_of(bench, bench.size)
    database = bench.folder / "import.db"
    databases.open_crm(database).close()
    said: dict[str, Mapping[str, float]] = {}

    def ours(name: str, *options: str) -> Callable[[], None]:
        def run() -> None:
            said[name] = processes.answer(bench, "benchmarks.import_run", str(database), str(export), *options)

        return run

    steps: dict[str, Callable[[], None]] = {
        "csv.reader alone": lambda: _read(export),
        "sqlite3 .import, three indexes after": lambda: _shell(bench, export),
        "sqlite-utils insert, three indexes, FTS": lambda: load_with_sqlite_utils(bench, export),
        "crm import, dry run": ours("dry", "--dry-run"),
        "crm import": ours("first"),
        "crm import, the same file again": ours("again"),
        "crm import undo": ours("undo", "--undo"),
    }
    if shutil.which("sqlite3") is None:
        del steps["sqlite3 .import, three indexes after"]
    taken = {}
    for name, step in steps.items():
        taken[name] = _cost(step)
        print(f"  ({name}: {taken[name].seconds:,.1f} s)", flush=True)  # a million rows take minutes
    peer = taken["sqlite-utils insert, three indexes, FTS"]
    _show(bench, taken, peer)
    print(f"  most memory of taking it back: {said['undo']['memory'] / 1e6:,.0f} MB")
    first, again = said["first"], said["again"]
    return {
        TIME: taken["crm import"].seconds / peer.seconds,
        MEMORY: max(said[name]["memory"] for name in ("dry", "first", "again")) / 1e6,
        LOST: abs(first["created"] - generate.different(bench.size)) + first["rejected"],
        AGAIN: bench.size - again["unchanged"],
        LEFT: said["undo"]["left"] + said["undo"]["kept"],
    }


def _cost(step: Callable[[], None]) -> _Cost:
    processors: list[float] = []
    seconds = processes.seconds_of(lambda: processors.append(processes.processor_seconds(step)))
    return _Cost(seconds, processors[0])


def _show(bench: Bench, taken: Mapping[str, _Cost], peer: _Cost) -> None:
    lines = [
        (
            name,
            f"{cost.seconds:,.1f} s",
            f"{bench.size / cost.seconds:,.0f}",
            tables.times(cost.seconds / peer.seconds),
            f"{cost.processors:,.1f} s",
            tables.times(cost.processors / peer.processors),
        )
        for name, cost in taken.items()
    ]
    header = ("", "time", "rows/s", "beside sqlite-utils", "of a processor", "beside sqlite-utils")
    tables.show(f"{bench.size:,} rows", header, lines)


def _read(export: Path) -> None:
    with export.open(encoding="utf-8", newline="") as file:
        for _row in csv.reader(file):
            pass


def _shell(bench: Bench, export: Path) -> None:
    indexes = [f'CREATE INDEX "by {name}" ON contact ("{name}")' for name in _INDEXED]
    database = str(bench.folder / "shell.db")
    processes.finish(["sqlite3", database, ".mode csv", f".import {export} contact", *indexes], bench.environment())


def load_with_sqlite_utils(bench: Bench, export: Path) -> None:
    """Load the file as the peer does: types detected, three indexes, full-text search over what we search."""

    def run(*arguments: str) -> None:
        processes.finish([sys.executable, "-m", "sqlite_utils", *arguments], bench.environment())

    database = str(bench.folder / "peer.db")
    run("insert", database, "contact", str(export), "--csv")
    for name in _INDEXED:
        run("create-index", database, "contact", name)
    run("enable-fts", database, "contact", *_SEARCHED)


SUBJECT = Subject("importing", "How long does a big file take?", (TIME, MEMORY, LOST, AGAIN, LEFT), measure)

"""What does writing cost when a team does it? Eight processes on one contact, and one edit at full size."""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks import databases, tables
from benchmarks.bench import Bench
from benchmarks.budgets import Budget, Figures, Subject
from benchmarks.processes import Times, seconds_of

RATE = Budget("read-modify-writes of 8 processes", 100, "/s", at_least=True)
WAIT = Budget("longest wait of one of them", 5, "s")
LOST = Budget("updates lost", 0, "updates")
EDIT = Budget("an edit at full size, beside one at 1,000 contacts", 1.5)

_PROCESSES = 8
_EACH = 250
_SMALL = 1000
_EDITS = 200
_SHARED = 1


def measure(bench: Bench) -> Figures:
    """Measure writes."""
    return {**_together(bench), **_alone(bench)}


def _together(bench: Bench) -> Figures:
    path = databases.copy_of(bench, _SMALL, "together.db")
    each = 2 * max(1, _EACH * bench.rounds // 30)
    writers = [
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.writes", str(path), f"writer {number}", str(each)],
            env=bench.environment(),
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(_PROCESSES)
    ]
    answers = [json.loads(writer.communicate()[0]) for writer in writers]
    working = max(answer["ended"] for answer in answers) - min(answer["began"] for answer in answers)
    rate, longest = _PROCESSES * each / working, max(answer["longest"] for answer in answers)
    tables.show(
        f"{_PROCESSES} processes, {each} read-modify-writes each of one contact's tags",
        ("writes a second", "longest wait"),
        [(f"{rate:,.0f}", tables.ms(longest))],
    )
    return {RATE: rate, WAIT: longest, LOST: sum(answer["lost"] for answer in answers)}


def toggle(path: Path, mark: str, times: int) -> None:
    """Put a tag on a contact and take it off again, ``times`` writes, each reading what the last one left; prints JSON."""
    with databases.open_crm(path) as crm:
        began = time.time()
        taken = []
        lost = 0
        for number in range(times):
            on, off = ([], [mark]) if number % 2 else ([mark], [])
            started = time.perf_counter()
            done = crm.contacts.tag([_SHARED], add=on, remove=off)
            taken.append(time.perf_counter() - started)
            lost += done.operation_id is None  # somebody has overwritten what we did before
    print(json.dumps({"began": began, "ended": time.time(), "longest": max(taken), "lost": lost}))


def _alone(bench: Bench) -> Figures:
    taken = {size: _edits(bench, size) for size in dict.fromkeys((_SMALL, bench.size))}
    tables.show(
        "One edit of a contact, recorded and searchable",
        ("contacts", "median", "99 %"),
        [(f"{size:,}", tables.ms(times.median), tables.ms(times.percentile(99))) for size, times in taken.items()],
    )
    return {EDIT: taken[bench.size].median / taken[_SMALL].median}


def _edits(bench: Bench, size: int) -> Times:
    with databases.open_crm(databases.copy_of(bench, size, f"edits-{size}.db")) as crm:
        ids = crm.contacts.find(crm.contacts.parse("")).ids
        taken = []
        for contact_id in _spread(ids, _EDITS * bench.rounds // 15):
            note = {"note": f"seen on day {contact_id}"}
            taken.append(seconds_of(partial(crm.contacts.edit, contact_id, note)))
    return Times(tuple(taken))


def _spread(ids: Sequence[int], count: int) -> list[int]:
    return [ids[at * len(ids) // count] for at in range(count)]


SUBJECT = Subject("writes", "What does writing cost when a team does it?", (RATE, WAIT, LOST, EDIT), measure)

if __name__ == "__main__":
    toggle(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))

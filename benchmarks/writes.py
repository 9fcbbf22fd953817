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
from tui_crm.errors import Conflict
from tui_crm.services.crm import Crm

RATE = Budget("read-modify-writes of 8 processes", 100, "/s", at_least=True)
WAIT = Budget("longest wait of one of them", 5, "s")
LOST = Budget("updates lost", 0, "")
EDIT = Budget("an edit at full size, beside one at 1,000 contacts", 1.5)

_PROCESSES = 8
_EACH = 250
_SMALL = 1000
_EDITS = 200


def measure(bench: Bench) -> Figures:
    """Measure writes."""
    return {**_together(bench), **_alone(bench)}


def _together(bench: Bench) -> Figures:
    path = databases.copy_of(bench, _SMALL, "together.db")
    with databases.open_crm(path) as crm:
        crm.contacts.edit(1, {"note": "0"})
    each = max(1, _EACH * bench.rounds // 15)
    began = time.perf_counter()
    writers = [
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.writes", str(path), str(each)],
            env=bench.environment(),
            stdout=subprocess.PIPE,
            text=True,
        )
        for _number in range(_PROCESSES)
    ]
    answers = [json.loads(writer.communicate()[0]) for writer in writers]
    with databases.open_crm(path) as crm:
        counted = int(crm.contacts.card(1).note)
    spans = [(answer["began"], answer["ended"]) for answer in answers]
    working = max(ended for _began, ended in spans) - min(began for began, _ended in spans)
    rate, longest = _PROCESSES * each / working, max(answer["longest"] for answer in answers)
    retries = sum(answer["retries"] for answer in answers)
    tables.show(
        f"{_PROCESSES} processes, {each} read-modify-writes each of one contact",
        ("", ""),
        [
            ("writes a second", f"{rate:,.0f}"),
            ("longest wait", tables.ms(longest)),
            ("conflicts seen and tried again", f"{retries:,}"),
            ("with starting the processes", f"{time.perf_counter() - began:,.1f} s"),
        ],
    )
    return {RATE: rate, WAIT: longest, LOST: _PROCESSES * each - counted}


def count_up(path: Path, times: int) -> None:
    """Add 1 to the number in a contact's note ``times`` times, against all others; prints what it took as JSON."""
    with databases.open_crm(path) as crm:
        began = time.time()
        taken, retries = [], 0
        for _time in range(times):
            started = time.perf_counter()
            while not _added_one(crm):
                retries += 1
            taken.append(time.perf_counter() - started)
    print(json.dumps({"began": began, "ended": time.time(), "longest": max(taken), "retries": retries}))


def _added_one(crm: Crm) -> bool:
    card = crm.contacts.card(1)
    try:
        crm.contacts.edit(1, {"note": str(int(card.note) + 1)}, base=card.version)
    except Conflict:
        return False
    return True


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
    count_up(Path(sys.argv[1]), int(sys.argv[2]))

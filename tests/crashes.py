"""An office whose machine stops: by a kill at any write to a file, a disk that fills up, or a power cut.

The same seed does the same work, so what must be there after so many things were acknowledged is known exactly: see
:func:`states_of`.
"""

import os
import shutil
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import TypeAlias

from tests.conftest import NOW
from tests.peers import start
from tests.store import Dump, dump
from tests.vfs import FULL, OK, Event, Watch
from tests.workload import Office
from tui_crm.actor import Source
from tui_crm.clock import FixedClock
from tui_crm.db.sqlite import connection as connections
from tui_crm.db.sqlite import driver as drivers
from tui_crm.db.sqlite.driver import Driver
from tui_crm.errors import OutputFailed
from tui_crm.services.crm import Crm
from tui_crm.services.people import ensure_user

SEED = 5
STEPS = 30
"""How many things the office does until it closes."""

Acknowledge: TypeAlias = Callable[[Crm], None]


def driver_called(library: str) -> Driver:
    """Return the library called ``best`` or ``standard``."""
    return {"best": drivers.best, "standard": drivers.standard}[library]()


def open_office(path: Path, library: str) -> Crm:
    """Open the office's database as li."""
    return Crm.open(path, login="li", source=Source.CLI, clock=FixedClock(NOW), driver=driver_called(library))


def work(path: Path, library: str, acknowledge: Acknowledge) -> None:
    """Do STEPS things, each acknowledged when it is done, and close."""
    with open_office(path, library) as crm:
        ensure_user(crm)
        acknowledge(crm)
        office = Office(crm, Random(SEED))
        done = 0
        while done < STEPS:
            if office.act() is not None:
                acknowledge(crm)
                done += 1


def states_of(template: Path, folder: Path, library: str) -> list[Dump]:
    """Return what there is before the work, and after each thing that was acknowledged."""
    path = Path(shutil.copy(template, folder / f"{library}.db"))
    with open_office(path, library) as crm:
        states = [dump(crm.database)]
    work(path, library, lambda crm: states.append(dump(crm.database)))
    return states


def _work_until_killed(pipe: Connection, path: Path, library: str, kill_at: int) -> None:
    count = 0

    def listen(_event: Event) -> int:
        nonlocal count
        count += 1
        if count == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return OK

    Watch(driver_called(library), listen)
    work(path, library, lambda _crm: pipe.send("done"))
    pipe.send(count)


def killed_at(path: Path, library: str, write: int) -> tuple[int, int]:
    """Let the office be killed at its so-many-th write to a file; returns how much was acknowledged, and how many writes
    there were if it came to the end.
    """
    process, pipe = start(_work_until_killed, path, library, write)
    acknowledged, writes = 0, 0
    try:
        while True:
            told = pipe.recv()
            acknowledged, writes = (acknowledged + 1, writes) if told == "done" else (acknowledged, told)
    except EOFError:
        process.join()
    assert process.exitcode == (0 if writes else -signal.SIGKILL)
    return acknowledged, writes


def _work_on_a_full_disk(pipe: Connection, path: Path, library: str) -> None:
    writes_left = -1

    def listen(event: Event) -> int:
        nonlocal writes_left
        if event.what != "write" or writes_left < 0:
            return OK
        writes_left = max(0, writes_left - 1)
        return OK if writes_left else FULL

    Watch(driver_called(library), listen)
    with open_office(path, library) as crm:
        ensure_user(crm)
        failures = 0
        while True:
            before = dump(crm.database)
            writes_left = failures * 3 + 1
            try:
                crm.contacts.add({"name": "Ann", "company": "Acme", "tags": ["vip"], "note": "word " * 3000})
            except OutputFailed:
                writes_left = -1
                failures += 1
                assert dump(crm.database) == before
            else:
                break
    pipe.send(failures)


def failures_until_there_was_room(path: Path, library: str) -> int:
    """Let the office add a contact while the disk fills up at a later and later write; returns how often it failed."""
    process, pipe = start(_work_on_a_full_disk, path, library)
    failures = pipe.recv()
    process.join()
    assert process.exitcode == 0
    return int(failures)


def _record(pipe: Connection, path: Path, library: str, synchronous: str) -> None:
    events: list[Event] = []

    def listen(event: Event) -> int:
        events.append(event)
        return OK

    vars(connections)["SYNCHRONOUS"] = synchronous
    Watch(driver_called(library), listen)
    work(path, library, lambda _crm: events.append(Event("acknowledged", "")))
    pipe.send(events)


def recorded(path: Path, library: str, synchronous: str) -> list[Event]:
    """Let the office work; returns everything that went to the disk meanwhile, and when what was acknowledged."""
    process, pipe = start(_record, path, library, synchronous)
    events: list[Event] = pipe.recv()
    process.join()
    assert process.exitcode == 0
    return events

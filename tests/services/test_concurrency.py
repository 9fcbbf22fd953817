"""Many at once: nothing that was acknowledged is lost, and nobody is told of a lock."""

import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.peers import start
from tests.store import wrong
from tui_crm.actor import Source
from tui_crm.clock import FixedClock
from tui_crm.db import sql
from tui_crm.db.sqlite import driver as drivers
from tui_crm.db.sqlite.driver import Driver
from tui_crm.errors import Conflict
from tui_crm.services.crm import Crm

PROCESSES = 8
COUNTERS = 8


def opened(path: Path, login: str, library: str) -> Crm:
    driver = {"best": drivers.best, "standard": drivers.standard}[library]()
    return Crm.open(path, login=login, source=Source.CLI, clock=FixedClock(NOW), driver=driver)


def raised(counts: str, place: int) -> str:
    """Return numbers with spaces between, one of them raised by one."""
    numbers = [int(count) for count in counts.split()]
    numbers[place] += 1
    return " ".join(map(str, numbers))


def count_up(pipe: Connection, path: Path, place: int, library: str, times: int) -> None:
    """Raise one of the numbers in a field of contacts in turn, ``times`` times, each time from what was read.

    Tells the longest wait in seconds, and how often somebody else was faster.
    """
    longest, conflicts = 0.0, 0
    with opened(path, f"u{place}", library) as crm:
        pipe.recv()
        for turn in range(times):
            key = (place + turn) % COUNTERS + 1
            began = time.monotonic()
            while True:
                card = crm.contacts.card(key)
                try:
                    crm.contacts.edit(key, {"source": raised(card.row.source, place)}, base=card.version)
                except Conflict:
                    conflicts += 1
                else:
                    break
            longest = max(longest, time.monotonic() - began)
    pipe.send((longest, conflicts))


def write_at_once(path: Path, library: str, times: int) -> None:
    with opened(path, "li", library) as crm:
        for _counter in range(COUNTERS):
            crm.contacts.add({"name": "Counter", "source": " ".join(["0"] * PROCESSES)})
    everyone = [start(count_up, path, place, library, times) for place in range(PROCESSES)]
    for _process, pipe in everyone:
        pipe.send("go")
    told = [pipe.recv() for _process, pipe in everyone]
    for process, _pipe in everyone:
        process.join()
        assert process.exitcode == 0
    longest, conflicts = max(longest for longest, _ in told), sum(conflicts for _, conflicts in told)
    sys.stdout.write(f"{library}: longest wait {longest:.2f} s, {conflicts} conflicts; seen with pytest -rP\n")
    with opened(path, "li", library) as crm:
        counted = [[int(count) for count in row.source.split()] for row in crm.contacts.rows(range(1, COUNTERS + 1))]
        assert [sum(counts) for counts in zip(*counted, strict=True)] == [times] * PROCESSES
        assert wrong(crm.database) == {}
        with crm.database.read() as connection:
            edits = sql.scalar(connection, "SELECT count(*) FROM change WHERE thing = 'contact' AND action = 'update'")
        assert edits == PROCESSES * times


def test_no_update_is_lost(crm_file: Path) -> None:
    write_at_once(crm_file, "best", 250)


def test_no_update_is_lost_with_the_standard_library(crm_file: Path) -> None:
    write_at_once(crm_file, "standard", 25)


@pytest.mark.torture
def test_no_update_of_many_is_lost_with_the_standard_library(crm_file: Path) -> None:
    write_at_once(crm_file, "standard", 250)


def write_once(pipe: Connection, path: Path, login: str) -> None:
    with opened(path, login, "best") as crm:
        pipe.send(crm.contacts.add({"name": login, "company": "Acme", "tags": ["vip"]}).operation_id)


def test_first_writes_at_once_make_one_company_and_one_tag(crm_file: Path) -> None:
    everyone = [start(write_once, crm_file, f"u{number}") for number in range(PROCESSES)]
    operations = {pipe.recv() for _process, pipe in everyone}
    for process, _pipe in everyone:
        process.join()
    assert len(operations) == PROCESSES
    with opened(crm_file, "li", "best") as crm:
        assert len(crm.users.logins()) == PROCESSES
        assert [tag.contacts for tag in crm.tags.all()] == [PROCESSES]
        assert len(crm.contacts.card(crm.contacts.meant("Acme")).people) == PROCESSES
        assert wrong(crm.database) == {}


@pytest.mark.parametrize("driver", ["best", "standard"], indirect=True)
def test_a_reader_sees_all_of_an_operation_or_nothing(crm_file: Path, driver: Driver) -> None:
    library = "best" if driver.name != "sqlite3" else "standard"
    writers = [start(count_up, crm_file, place, library, 20) for place in range(2)]
    with opened(crm_file, "li", library) as crm:
        for _counter in range(COUNTERS):
            crm.contacts.add({"name": "Counter", "source": "0 0"})
        for _process, pipe in writers:
            pipe.send("go")
        for _again in range(30):
            with crm.database.read() as connection:
                counts = sql.scalar(connection, "SELECT group_concat(source, ' ') FROM contact")
                query = "SELECT count(*) FROM change WHERE thing = 'contact' AND action = 'update'"
                assert sql.scalar(connection, query) == sum(map(int, str(counts).split()))
    for process, pipe in writers:
        pipe.recv()
        process.join()

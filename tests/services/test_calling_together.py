"""Two reps on one list, killed at any step and coming back: nobody is called twice, and nobody is lost."""

import os
import signal
import sys
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random

import pytest

from tests.conftest import NOW, OpenCrm
from tests.peers import start
from tests.store import wrong
from tests.vfs import OK, Event, Watch
from tui_crm.actor import Source
from tui_crm.clock import FixedClock
from tui_crm.db import sql
from tui_crm.db.sqlite import driver as drivers
from tui_crm.models.codes import ActivityKind
from tui_crm.services.crm import Crm

REPS = ("li", "wang")
STEPS = 12  # of a call, about: one has the contact, the writes that log it, it is logged, one goes on
NEVER = -1


def call_all(pipe: Connection, path: Path, state: Path, login: str, kill_at: int) -> None:
    """Tell whom one gets first and wait; then call until nobody is left, or be killed at the so-many-th step or write."""
    os.environ["XDG_STATE_HOME"] = str(state)
    steps = NEVER

    def step(_event: Event | None = None) -> int:
        nonlocal steps
        steps += steps >= 0
        if steps == kill_at > 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return OK

    driver = drivers.best()
    Watch(driver, step)
    with Crm.open(path, login=login, source=Source.SCREEN, clock=FixedClock(NOW), driver=driver) as crm:
        queue = crm.calling.queue(range(1, 1 + int(pipe.recv())), "all")
        contact_id = queue.next()
        pipe.send(contact_id)
        pipe.recv()
        steps = 0
        while contact_id is not None:
            step()
            done = crm.activities.log(ActivityKind.CALL, contact_id, outcome="reached")
            step()
            queue.logged(done.ids[0])
            contact_id = queue.next()
            step()
        queue.close()


def two_on_one_list(path: Path, state: Path, crm: Crm, contacts: int, kills: int, seed: int) -> None:
    """Let both work through the list, and be killed ``kills`` times between them; each comes back at once."""
    random, working = Random(seed), dict[str, tuple[ForkServerProcess, Connection]]()
    for number in range(contacts):
        crm.contacts.add({"name": f"Contact {number}", "phones": [f"138 0013 {number:04}"]})

    def work(login: str, kill_at: int) -> int | None:
        """Let somebody begin; returns whom they got first."""
        process, pipe = start(call_all, path, state, login, kill_at)
        pipe.send(contacts)
        working[login] = (process, pipe)
        first: int | None = pipe.recv()
        return first

    most = STEPS * contacts // kills
    firsts = {work(login, random.randint(1, most)) for login in REPS}
    assert len(firsts) == len(REPS), "each has another contact"
    for _process, pipe in working.values():
        pipe.send("go")
    killed = 0
    while working:
        for login, (process, pipe) in list(working.items()):
            if not pipe.poll(0.02):
                continue
            process.join()
            del working[login]
            if process.exitcode == -signal.SIGKILL:
                killed += 1
                work(login, random.randint(1, most) if killed < kills else NEVER)
                working[login][1].send("go")
            else:
                assert process.exitcode == 0
    sys.stdout.write(f"killed {killed} times; seen with pytest -rP\n")
    assert killed
    with crm.database.read() as connection:
        counts = dict(
            tuple(row) for row in sql.rows(connection, "SELECT contact_id, count(*) FROM activity GROUP BY contact_id")
        )
    assert counts == dict.fromkeys(range(1, contacts + 1), 1), f"seed {seed}"
    assert wrong(crm.database) == {}


def test_two_reps_on_one_list(crm_file: Path, tmp_path: Path, li: Crm) -> None:
    two_on_one_list(crm_file, tmp_path / "state", li, contacts=30, kills=4, seed=1)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(10))
def test_two_reps_on_a_list_of_two_hundred(crm_file: Path, tmp_path: Path, open_crm: OpenCrm, seed: int) -> None:
    two_on_one_list(crm_file, tmp_path / "state", open_crm("li"), contacts=200, kills=40, seed=seed)

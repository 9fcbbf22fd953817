"""Killed or out of disk in the middle of bringing everything in: all of it is there, or nothing."""

import os
import shutil
import signal
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

import pytest

from tests.peers import start
from tests.services.everything.trees import brought, opened, taken, tree
from tests.store import wrong
from tests.vfs import FULL, OK, Event, Watch
from tests.workload import Office
from tui_crm.db.sqlite import driver as drivers
from tui_crm.errors import OutputFailed

NEVER = 10**9


def _bring(pipe: Connection, folder: Path, place: Path, write: int, full: bool) -> None:  # noqa: FBT001 - of a process
    """Bring everything in; at its so-many-th write the process is killed, or the disk is full from then on."""
    count = 0

    def listen(_event: Event) -> int:
        nonlocal count
        count += 1
        if count >= write and full:
            return FULL
        if count == write:
            os.kill(os.getpid(), signal.SIGKILL)
        return OK

    Watch(drivers.best(), listen)
    try:
        brought(folder, place)
    except OutputFailed as error:
        pipe.send(error.exit_code)
    else:
        pipe.send(count)


def stopped(folder: Path, place: Path, write: int, *, full: bool = False) -> int:
    """Return what the process told: how many writes there were, the exit code of its failure, 0 where it was killed."""
    process, pipe = start(_bring, folder, place, write, full)
    try:
        told = int(pipe.recv())
    except EOFError:
        told = 0
    process.join()
    assert process.exitcode == (0 if told else -signal.SIGKILL)
    return told


@pytest.fixture(scope="module")
def business(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Path:
    """Return an export of a business."""
    place = tmp_path_factory.mktemp("business")
    with opened(Path(shutil.copy(template, place / "crm.db"))) as crm:
        office = Office(crm, Random(3))
        office.open()
        for _step in range(60):
            office.act()
        crm.everything.take_out(place / "out")
    return place / "out"


@pytest.fixture(scope="module")
def writes(business: Path, template: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """Return how many writes it takes to make a new database, and to fill an empty one."""
    place = tmp_path_factory.mktemp("writes")
    shutil.copy(template, place / "empty.db")
    return {name: stopped(business, place / f"{name}.db", NEVER) for name in ("new", "empty")}


def check(business: Path, template: Path, place: Path, write: int, *, into: str, full: bool = False) -> None:
    """Stop it at a write: nothing is there, or everything; then it goes well, and leaves nothing beside it."""
    place.mkdir()
    if into == "empty":
        shutil.copy(template, place / "crm.db")
    told = stopped(business, place / "crm.db", write, full=full)
    assert told == (OutputFailed.exit_code if full else 0)
    if (place / "crm.db").exists():
        with opened(place / "crm.db") as crm:
            assert wrong(crm.database) == {}
            filled = bool(crm.history.list(limit=1))
            assert not filled or taken(crm, place / "again") == tree(business)
    else:
        filled = False
    if not filled:
        brought(business, place / "crm.db")
    assert list(place.glob("tui-crm-import-*")) == []


KINDS = pytest.mark.parametrize("into", ["new", "empty"])


@KINDS
@pytest.mark.parametrize("part", [1, 4])
def test_killed_at_a_write(
    business: Path, template: Path, tmp_path: Path, writes: dict[str, int], part: int, into: str
) -> None:
    check(business, template, tmp_path / "place", writes[into] * part // 5, into=into)


@pytest.mark.torture
@KINDS
@pytest.mark.parametrize("part", range(25))
def test_killed_at_many_writes(
    business: Path, template: Path, tmp_path: Path, writes: dict[str, int], part: int, into: str
) -> None:
    check(business, template, tmp_path / "place", writes[into] * part // 25 + 1, into=into)


@KINDS
def test_a_full_disk(business: Path, template: Path, tmp_path: Path, writes: dict[str, int], into: str) -> None:
    check(business, template, tmp_path / "place", writes[into] * 3 // 5, into=into, full=True)

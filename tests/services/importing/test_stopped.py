"""Killed, interrupted, or out of disk in the middle of an import: all of it is there, or nothing, and nothing beside it."""

import os
import shutil
import signal
import tempfile
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW
from tests.peers import start
from tests.store import dump, wrong
from tests.vfs import FULL, OK, Event, Watch
from tui_crm.actor import Source
from tui_crm.clock import FixedClock
from tui_crm.db.sqlite import driver as drivers
from tui_crm.db.sqlite import plan_matches
from tui_crm.errors import OutputFailed
from tui_crm.services.crm import Crm
from tui_crm.services.importing.records.reminder_rows import ReminderRows
from tui_crm.services.importing.report import ImportOptions
from tui_crm.services.importing.scratch import PREFIX, scratch_folder
from tui_crm.services.people import ensure_user

NEVER = 10**9
FEW, MANY = 600, 50_000
KILLED, FULL_DISK = "killed", "full"


def opened(path: Path) -> Crm:
    return Crm.open(path, login="li", source=Source.CLI, clock=FixedClock(NOW), driver=drivers.best())


def leads(place: Path, count: int) -> Path:
    """Write so many leads, of whom the first ten are on file."""
    rows = (f"P{n},p{n}@x.com,F{n % 200},+49 30 {n:07}\n" for n in range(count))
    place.write_text("name,email,company,phone\n" + "".join(rows), encoding="utf-8")
    return place


def _bring(pipe: Connection, file: Path, place: Path, where: str, write: int, how: str) -> None:
    """Import a file; at the so-many-th write to files ``where`` (main, stage) the process is stopped, or the disk is full."""
    counts: Counter[str] = Counter()

    def listen(event: Event) -> int:
        on = "stage" if PREFIX in event.path else "main"
        counts[on] += 1
        if on != where or counts[on] < write:
            return OK
        if how == FULL_DISK:
            return FULL
        if counts[on] == write:
            os.kill(os.getpid(), signal.SIGKILL)
        return OK

    tempfile.tempdir = str(place.parent)
    Watch(drivers.best(), listen)
    try:
        with opened(place) as crm:
            crm.importing.run("contacts", file, ImportOptions())
    except OutputFailed as error:
        pipe.send((error.exit_code, error.message))
    else:
        pipe.send((0, dict(counts)))


def stopped(file: Path, place: Path, where: str, write: int, how: str) -> tuple[object, Any]:
    """Return what the process told: the exit code with its sentence, 0 with its writes, or that it was killed."""
    process, pipe = start(_bring, file, place, where, write, how)
    try:
        told: tuple[object, Any] = pipe.recv()
    except EOFError:
        told = KILLED, ""
    process.join()
    assert process.exitcode == (-signal.SIGKILL if told[0] == KILLED else 0)
    return told


class Desk:
    """A database with ten contacts, a file of leads, and how many writes their import takes, by where."""

    def __init__(self, template: Path, folder: Path, count: int) -> None:
        self.path = Path(shutil.copy(template, folder / "crm.db"))
        self.file = leads(folder / "leads.csv", count)
        self.count = count
        with opened(self.path) as crm:
            for n in range(10):
                crm.contacts.add({"name": f"P{n}", "emails": [f"p{n}@x.com"]})
        place = folder / "once"
        place.mkdir()
        code, self.writes = stopped(self.file, Path(shutil.copy(self.path, place)), "", NEVER, "")
        assert code == 0

    def check(self, folder: Path, where: str, part: float, how: str) -> None:
        """Stop an import at a part of its writes: all of it is there, or nothing; then it goes well, and tidies up."""
        writes = self.writes[where]
        place = Path(shutil.copy(self.path, folder))
        with opened(place) as crm:
            before = dump(crm.database, versions=True)
        code, sentence = stopped(self.file, place, where, max(1, int(writes * part)), how)
        assert code == {KILLED: KILLED, FULL_DISK: OutputFailed.exit_code}[how]
        assert "\n" not in str(sentence)
        assert bool(sentence) == (how == FULL_DISK)
        assert how == KILLED or list(folder.glob(f"{PREFIX}*")) == []
        with opened(place) as crm, scratch_folder(folder):
            assert wrong(crm.database) == {}
            is_there = bool(crm.importing.list())
            assert is_there or dump(crm.database, versions=True) == before
            again = crm.importing.run("contacts", self.file, ImportOptions())
            assert (again.unchanged if is_there else again.created + again.updated) == self.count
            assert len(list(folder.glob(f"{PREFIX}*"))) == 1  # our own: what was killed is swept away


@pytest.fixture(scope="module")
def desk(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(template, tmp_path_factory.mktemp("desk"), FEW)


@pytest.mark.parametrize("part", range(10))
def test_killed_in_the_middle_all_or_nothing_is_there(desk: Desk, tmp_path: Path, part: int) -> None:
    desk.check(tmp_path, "stage" if part < 3 else "main", (part + 0.5) / 10, KILLED)


@pytest.mark.parametrize(("where", "part"), [("stage", 0.0), ("stage", 0.6), ("main", 0.1), ("main", 0.6)])
def test_a_full_disk_is_one_sentence_and_nothing_is_written(
    desk: Desk, tmp_path: Path, where: str, part: float
) -> None:
    desk.check(tmp_path, where, part, FULL_DISK)


@pytest.mark.parametrize("moment", ["reading", "matching", "writing"])
@pytest.mark.parametrize("kind", ["contacts", "reminders"])
def test_interrupted_leaves_nothing_behind(
    li: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, moment: str
) -> None:
    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    file = leads(tmp_path / "leads.csv", 20)
    if kind == "reminders":
        file.write_text("due,task\n2026-12-01,Call\n", encoding="utf-8")
    if moment == "matching":
        monkeypatch.setattr(plan_matches, "find_shared", interrupted)
        monkeypatch.setattr(ReminderRows, "decide", interrupted)
    ensure_user(li)
    before = dump(li.database, versions=True)
    reading = interrupted if moment == "reading" else None
    with pytest.raises(KeyboardInterrupt), li.importing.planned(kind, file, ImportOptions(), reading) as plan:
        plan.apply(progress=interrupted)
    assert list(tmp_path.glob(f"{PREFIX}*")) == []
    assert (dump(li.database, versions=True), li.importing.list()) == (before, [])


@pytest.fixture(scope="module")
def many(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(template, tmp_path_factory.mktemp("many"), MANY)


@pytest.mark.torture
@pytest.mark.parametrize("part", range(50))
def test_killed_among_50000_rows(many: Desk, tmp_path: Path, part: int) -> None:
    many.check(tmp_path, "stage" if part < 15 else "main", (part + 0.5) / 50, KILLED)

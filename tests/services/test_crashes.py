"""Killed, out of disk, or without power at any moment: nothing acknowledged is lost, and nothing is half done."""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import pytest

from tests.crashes import driver_called, failures_until_there_was_room, killed_at, recorded, states_of
from tests.power import Disk
from tests.store import Dump, dump, wrong
from tests.vfs import Event
from tui_crm.db.database import Database

libraries = pytest.mark.parametrize("library", ["best", "standard"])
NEVER = 10**9

States = Callable[[str], list[Dump]]


@pytest.fixture(scope="module")
def states(template: Path, tmp_path_factory: pytest.TempPathFactory) -> States:
    """Return a call that gives what there is after each thing that the office does with a library."""
    folder = tmp_path_factory.mktemp("states")
    return cache(lambda library: states_of(template, folder, library))


@pytest.fixture(scope="module")
def writes(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], int]:
    """Return a call that gives how many writes the office does with a library when nobody kills it."""
    folder = tmp_path_factory.mktemp("writes")
    return cache(lambda library: killed_at(Path(shutil.copy(template, folder / f"{library}.db")), library, NEVER)[1])


def check(path: Path, library: str, states: list[Dump], acknowledged: int) -> None:
    """Check that everything acknowledged is there, perhaps what was being done then too, and nothing else."""
    with Database(path, create=False, driver=driver_called(library)) as database:
        found = dump(database)
        assert found in states[acknowledged : acknowledged + 2], f"lost or half done after {acknowledged}"
        assert wrong(database) == {}


@libraries
def test_the_same_seed_does_the_same_elsewhere(crm_file: Path, library: str, states: States) -> None:
    acknowledged, writes = killed_at(crm_file, library, NEVER)
    assert acknowledged == len(states(library)) - 1
    assert writes > 100
    check(crm_file, library, states(library), acknowledged)


def kill_and_check(
    path: Path, library: str, states: list[Dump], writes: int, part: tuple[int, int], seed: int = 0
) -> None:
    place, parts = part
    write = Random(seed * parts + place).randrange(place * writes // parts, (place + 1) * writes // parts) + 1
    acknowledged, finished = killed_at(path, library, write)
    assert not finished
    check(path, library, states, acknowledged)


@libraries
@pytest.mark.parametrize("part", range(5))
def test_killed_at_a_write(
    crm_file: Path, library: str, part: int, states: States, writes: Callable[[str], int]
) -> None:
    kill_and_check(crm_file, library, states(library), writes(library), (part, 5))


@pytest.mark.torture
@libraries
@pytest.mark.parametrize("part", range(250))
def test_killed_at_many_writes(
    crm_file: Path, library: str, part: int, states: States, writes: Callable[[str], int]
) -> None:
    kill_and_check(crm_file, library, states(library), writes(library), (part, 250), seed=1)


@libraries
def test_a_disk_that_is_full_at_any_write(crm_file: Path, library: str) -> None:
    assert failures_until_there_was_room(crm_file, library) > 3
    with Database(crm_file, driver=driver_called(library)) as database:
        assert wrong(database) == {}
        assert len(dump(database)["contact"]) == 2


@pytest.fixture(scope="module")
def films(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], list[Event]]:
    """Return a call that gives what goes to the disk while the office works with a library and a synchronous mode."""
    folder = tmp_path_factory.mktemp("films")

    @cache
    def film(library: str, synchronous: str) -> list[Event]:
        return recorded(Path(shutil.copy(template, folder / f"{library}.db")), library, synchronous)

    return film


def states_lost(
    film: list[Event], template: Path, folder: Path, library: str, states: list[Dump], cuts: int, seed: int
) -> list[str]:
    """Cut the power at ``cuts`` moments; returns what was wrong after each that did harm."""
    random = Random(seed)
    name = f"{library}.db"
    harm: list[str] = []
    first = film[0].path.removesuffix("-wal").removesuffix("-journal")
    for number, moment in enumerate(sorted(random.sample(range(len(film)), cuts))):
        disk = Disk({first: template.read_bytes()})
        for event in film[:moment]:
            disk.happen(event)
        place = folder / f"{number}"
        place.mkdir()
        disk.cut_into(place, random)
        try:
            check(place / name, library, states, disk.acknowledged)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with the file is harm
            harm.append(f"at {moment}: {type(error).__name__} {error}")
        shutil.rmtree(place)
    return harm


Films = Callable[[str, str], list[Event]]


@libraries
def test_a_power_cut_loses_nothing(template: Path, tmp_path: Path, library: str, states: States, films: Films) -> None:
    film = films(library, "EXTRA")
    assert states_lost(film, template, tmp_path, library, states(library), 12, seed=1) == []


@pytest.mark.parametrize(("library", "synchronous"), [("best", "NORMAL"), ("standard", "NORMAL"), ("standard", "FULL")])
def test_less_syncing_would_lose_something(
    template: Path, tmp_path: Path, library: str, synchronous: str, states: States, films: Films
) -> None:
    if synchronous == "FULL" and driver_called(library).wal_is_safe:
        pytest.skip("FULL is not enough for a rollback journal only")
    film = films(library, synchronous)
    assert states_lost(film, template, tmp_path, library, states(library), 12, seed=1) != []


@pytest.mark.torture
@libraries
@pytest.mark.parametrize("seed", range(10))
def test_many_power_cuts_lose_nothing(
    template: Path, tmp_path: Path, library: str, seed: int, states: States, films: Films
) -> None:
    film = films(library, "EXTRA")
    assert states_lost(film, template, tmp_path, library, states(library), 60, seed=seed + 10) == []

"""Whatever is done can be taken back, and done again: for every write function there is, and for random days of work."""

import inspect
from collections.abc import Iterator
from functools import cached_property
from random import Random

import pytest

from tests.conftest import OpenCrm
from tests.services.example_people import bob
from tests.services.write_examples import EXAMPLES
from tests.store import Dump, changes, difference, dump, records, wrong
from tests.workload import ACTIONS, Office
from tui_crm.db import health
from tui_crm.db.operations import Recorded
from tui_crm.db.records import RECORD_TYPES, Values
from tui_crm.errors import NotFound
from tui_crm.models.cards import Done
from tui_crm.services.crm import Crm
from tui_crm.services.people import ensure_user

WRITES = {"Done", "ImportReport", "TicketMails"}
"""What functions that write return."""

BEYOND_A_DUMP = (health.integrity, health.search)
"""The checks that can fail where the rows of a dump are those of a file in which nothing is wrong."""

FOR_GOOD = {"contacts.forget"}
"""What cannot be undone, and says so."""


def write_functions(crm: Crm) -> Iterator[str]:
    """Yield ``service.method`` for every public method of a service that returns what a write did."""
    services = [name for name, attribute in vars(Crm).items() if isinstance(attribute, cached_property)]
    for service in services:
        for method, function in inspect.getmembers(type(getattr(crm, service)), inspect.isfunction):
            returned = inspect.signature(function).return_annotation
            name = returned if isinstance(returned, str) else getattr(returned, "__name__", "")
            if not method.startswith("_") and name.strip("'\"") in WRITES:
                yield f"{service}.{method}"


def test_every_write_function_has_an_example(li: Crm) -> None:
    assert set(write_functions(li)) - FOR_GOOD == EXAMPLES.keys()


@pytest.fixture
def crm(open_crm: OpenCrm) -> Crm:
    """Return a database that li works with, and in which zhao has done something too."""
    bob(open_crm("zhao"))
    crm = open_crm("li")
    ensure_user(crm)
    return crm


def operation_of(done: object) -> int:
    operation_id = getattr(done, "operation_id")  # noqa: B009 - of a Done or of the report of an import
    assert isinstance(operation_id, int)
    return operation_id


def test_two_dumps_tell_what_differs(li: Crm) -> None:
    bob(li)
    before = dump(li.database)
    li.contacts.edit(1, {"note": "short"})
    assert set(difference(before, dump(li.database))) == {"contact", "search_document"}


@pytest.mark.parametrize("driver", ["best", "standard"], indirect=True)
@pytest.mark.parametrize("name", EXAMPLES)
def test_undo_and_redo(crm: Crm, name: str) -> None:
    act = EXAMPLES[name](crm)
    before = dump(crm.database)
    operation_id = operation_of(act())
    after = dump(crm.database)
    assert after != before
    assert wrong(crm.database) == {}

    undone = crm.history.undo(operation_id)
    assert undone.kept == ()
    assert difference(before, dump(crm.database)) == {}
    assert wrong(crm.database, *BEYOND_A_DUMP) == {}

    redone = crm.history.undo(undone.operation_id)
    assert redone.kept == ()
    assert difference(after, dump(crm.database)) == {}
    assert wrong(crm.database, *BEYOND_A_DUMP) == {}

    assert crm.history.undo(operation_id).kept == ()
    assert difference(before, dump(crm.database)) == {}


def done_to(before: dict[tuple[str, int], Values], after: dict[tuple[str, int], Values]) -> dict[object, object]:
    """Return what the log must say of the way from one state to the other."""
    told: dict[object, object] = {}
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        if old is None:
            told[key] = ("create", {}, None)
        elif new is None:
            told[key] = ("remove", {}, old)
        else:
            fields = RECORD_TYPES[key[0]].fields
            changed = {name: (old[name], new[name]) for name in fields if old[name] != new[name]}
            if changed:
                told[key] = ("update", changed, None)
    return told


def said(change: Recorded) -> tuple[str, dict[str, tuple[object, object]], Values | None]:
    return change.action, dict(change.fields), change.kept


@pytest.mark.parametrize("name", EXAMPLES)
def test_everything_that_changed_is_in_the_log_and_nothing_else(crm: Crm, name: str) -> None:
    act = EXAMPLES[name](crm)
    before = records(crm.database)
    operation_id = operation_of(act())
    after = records(crm.database)
    logged = changes(crm.database, operation_id)
    assert {key: said(change) for key, change in logged.items()} == done_to(before, after)
    assert {key: change.version for key, change in logged.items() if key in after} == {
        key: after[key]["version"] for key in logged if key in after
    }
    (entry,) = (entry for entry in crm.history.list() if entry.id == operation_id)
    assert entry.records == len(logged)


def day_of_work(crm: Crm, seed: int, steps: int) -> list[tuple[Dump, Done]]:
    """Do ``steps`` things at random; returns each with what was there before it."""
    office = Office(crm, Random(seed))
    office.open()
    done: list[tuple[Dump, Done]] = []
    while len(done) < steps:
        before = dump(crm.database)
        act = office.act()
        if act is not None:
            done.append((before, act))
    return done


def take_all_back(crm: Crm, done: list[tuple[Dump, Done]], seed: int) -> None:
    for place, (before, act) in reversed(list(enumerate(done))):
        undone = crm.history.undo(act.operation_id)
        assert undone.kept == (), (seed, place, act.what)
        assert difference(before, dump(crm.database)) == {}, (seed, place, act.what)


@pytest.mark.parametrize("seed", range(4))
def test_a_day_of_work_is_taken_back_step_by_step(li: Crm, seed: int) -> None:
    take_all_back(li, day_of_work(li, seed, 25), seed)
    assert wrong(li.database) == {}


def test_undo_without_a_number_goes_the_same_way(li: Crm) -> None:
    done = day_of_work(li, 99, 15)
    after = [*(before for before, _act in done[1:]), dump(li.database)]
    for before, _act in reversed(done):
        li.history.undo()
        assert difference(before, dump(li.database)) == {}
    for later in after:
        li.history.redo()
        assert difference(later, dump(li.database)) == {}
    with pytest.raises(NotFound, match="nothing to redo"):
        li.history.redo()


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(1000, 1500))
def test_many_long_days_are_taken_back(li: Crm, seed: int) -> None:
    take_all_back(li, day_of_work(li, seed, 200), seed)
    assert wrong(li.database) == {}


def test_the_workload_does_everything(open_crm: OpenCrm) -> None:
    """An action that never succeeds would prove nothing."""
    office = Office(open_crm(), Random(7))
    office.open()
    missing = list(range(len(ACTIONS)))
    for _round in range(400):
        if not missing:
            break
        missing = [place for place in missing if office.act(ACTIONS[place]) is None]
        office.act()
    assert missing == []

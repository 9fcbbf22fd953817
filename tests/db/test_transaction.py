"""Every change is recorded, raises the version, and meets a change of somebody else's openly."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import NOW
from tui_crm.actor import Actor, Source
from tui_crm.clock import FixedClock
from tui_crm.db import rows, sql
from tui_crm.db import transaction as transactions
from tui_crm.db.database import Database
from tui_crm.db.records import Values
from tui_crm.db.sqlite.driver import Driver
from tui_crm.errors import Conflict, NotFound

pytestmark = pytest.mark.parametrize("driver", ["best", "standard"], indirect=True)

LI = Actor("li", Source.CLI, FixedClock(NOW))
ANN: Values = {"name": "Ann", "kind": "person", "stage": "lead", "stage_pinned": 0, "do_not_contact": 0}


@pytest.fixture
def database(crm_file: Path, driver: Driver) -> Iterator[Database]:
    """Return an open, empty database."""
    with Database(crm_file, driver=driver) as database:
        yield database


def add(database: Database, **values: object) -> int:
    with database.write(LI, "Added") as writing:
        return writing.create("contact", {**ANN, **values})


def edit(database: Database, contact_id: int, base: int | None = None, **changes: object) -> bool:
    with database.write(LI, "Edited") as writing:
        return writing.update("contact", contact_id, changes, base=base)


def record(database: Database, contact_id: int) -> Values:
    with database.read() as connection:
        return rows.load(connection, "contact", [contact_id])[contact_id]


def logged(database: Database) -> list[tuple[object, ...]]:
    """Return the log's newest operation: label, records, and its changes."""
    with database.read() as connection:
        query = "SELECT id, label, records FROM operation ORDER BY id DESC LIMIT 1"
        operation_id, *operation = sql.rows(connection, query)[0]
        query = "SELECT thing, record_id, action, version, fields FROM change WHERE operation_id = :id ORDER BY thing"
        return [tuple(operation), *(tuple(row) for row in sql.rows(connection, query, id=operation_id))]


def test_a_creation_is_logged_without_values(database: Database) -> None:
    key = add(database)
    assert logged(database) == [("Added", 1), ("contact", key, "create", 1, None)]
    assert record(database, key)["created_at"] == "2026-11-21T09:30:00Z"


def test_a_change_is_logged_old_to_new(database: Database) -> None:
    key = add(database, emails=(("a@x.cn", None),))
    assert edit(database, key, name="Anna", emails=(("a@x.cn", "work"),), note=None)
    fields = {"name": ["Ann", "Anna"], "emails": [[["a@x.cn", None]], [["a@x.cn", "work"]]]}
    (operation, (thing, _key, action, version, stored)) = logged(database)
    assert (operation, thing, action, version, json.loads(str(stored))) == (
        ("Edited", 1),
        "contact",
        "update",
        2,
        fields,
    )
    assert record(database, key)["version"] == 2


def test_a_removal_keeps_the_record_in_the_log(database: Database) -> None:
    key = add(database, phones=(("13800138000", "mobile"),))
    before = record(database, key)
    with database.write(LI, "Removed") as writing:
        writing.remove("contact", [key])
    (_operation, (_thing, _key, action, _version, stored)) = logged(database)
    assert action == "remove"
    assert json.loads(str(stored)) == json.loads(json.dumps(before))


def test_what_changes_nothing_leaves_no_trace(database: Database) -> None:
    key = add(database)
    before = logged(database)
    assert not edit(database, key, name="Ann", do_not_contact=False, tags=[])
    assert (logged(database), record(database, key)["version"]) == (before, 1)


def test_changes_of_one_operation_to_a_record_are_one_row(database: Database) -> None:
    key = add(database, level="A")
    with database.write(LI, "Twice") as writing:
        writing.update("contact", key, {"name": "Anna", "level": "B"})
        writing.update("contact", key, {"name": "Annabel"})
    (operation, (_thing, _key, action, version, stored)) = logged(database)
    assert (operation, action, version) == (("Twice", 1), "update", 3)
    assert json.loads(str(stored)) == {"name": ["Ann", "Annabel"], "level": ["A", "B"]}


def test_what_is_made_and_removed_at_once_is_not_logged(database: Database) -> None:
    with database.write(LI, "Came and went") as writing:
        passing = writing.create("contact", ANN)
        stays = writing.create("contact", ANN)
        writing.update("contact", passing, {"name": "Anna"})
        writing.remove("contact", [passing])
    assert logged(database) == [("Came and went", 1), ("contact", stays, "create", 1, None)]


def test_changed_and_removed_keeps_what_was_before(database: Database) -> None:
    key = add(database)
    with database.write(LI, "Changed, then removed") as writing:
        writing.update("contact", key, {"name": "Anna"})
        writing.remove("contact", [key])
    stored = logged(database)[1][4]
    assert json.loads(str(stored))["name"] == "Ann"


def test_a_failure_in_between_leaves_nothing(database: Database) -> None:
    key = add(database)
    before = (record(database, key), logged(database))
    with pytest.raises(NotFound), database.write(LI, "Broken") as writing:
        writing.update_many("contact", {key: {"name": "Anna"}, key + 1: {"name": "nobody"}})
    assert (record(database, key), logged(database)) == before


def test_a_large_write_is_logged_like_a_small_one(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transactions, "_HELD", 2)
    keys = [add(database, name=f"n{count}") for count in range(3)]
    with database.write(LI, "Large") as writing:
        made = writing.create_many("contact", [ANN] * 3)
        writing.update_many("contact", {key: {"name": "first"} for key in [*keys, *made]})
        writing.update_many("contact", {key: {"name": "second"} for key in keys})
        writing.remove("contact", [keys[2], made[0]])
    operation, *found = logged(database)
    told = {
        key: (action, json.loads(str(stored or "{}")).get("name")) for _thing, key, action, _version, stored in found
    }
    assert told == {
        keys[0]: ("update", ["n0", "second"]),
        keys[1]: ("update", ["n1", "second"]),
        keys[2]: ("remove", "n2"),
        made[1]: ("create", None),
        made[2]: ("create", None),
    }
    assert operation == ("Large", len(told))


def test_others_fields_merge(database: Database) -> None:
    key = add(database)
    edit(database, key, name="Anna")
    assert edit(database, key, base=1, note="mine")
    assert (record(database, key)["name"], record(database, key)["note"]) == ("Anna", "mine")


def test_the_same_field_is_a_conflict_with_all_three_values(database: Database) -> None:
    key = add(database, emails=(("a@x.cn", None),))
    edit(database, key, name="theirs", emails=())
    with pytest.raises(Conflict) as raised:
        edit(database, key, base=1, name="mine", emails=(("b@x.cn", None),), note="mine")
    assert raised.value.fields == {
        "name": ("Ann", "mine", "theirs"),
        "emails": ((("a@x.cn", None),), (("b@x.cn", None),), ()),
    }
    assert raised.value.exit_code == 5
    assert record(database, key)["note"] is None


def test_the_same_value_is_no_conflict(database: Database) -> None:
    key = add(database)
    edit(database, key, name="Anna")
    assert not edit(database, key, base=1, name="Anna")
    assert edit(database, key, base=1, name="Anna", note="mine")


def test_what_was_changed_and_changed_back_is_no_conflict(database: Database) -> None:
    key = add(database)
    edit(database, key, name="Anna")
    edit(database, key, name="Ann")
    assert edit(database, key, base=1, name="mine")


def test_a_base_that_has_seen_the_change_is_no_conflict(database: Database) -> None:
    key = add(database)
    edit(database, key, name="Anna")
    assert edit(database, key, base=2, name="mine")


def test_changing_what_is_not_there_says_so(database: Database) -> None:
    with pytest.raises(NotFound, match="there is no c99"):
        edit(database, 99, name="x")

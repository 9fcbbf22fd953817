"""Whatever is done, what lists show and what is searched is as if it had just been made anew."""

from pathlib import Path
from random import Random

import pytest

from tests.conftest import NOW, OpenCrm
from tests.store import dump, wrong
from tests.workload import Office, take_back
from tui_crm.db import sql, summaries
from tui_crm.db.derived import rekey_phones
from tui_crm.db.records import RECORD_TYPES
from tui_crm.db.sqlite import search
from tui_crm.errors import CrmError
from tui_crm.models.search_document import FIELDS
from tui_crm.models.search_document import document as document_of
from tui_crm.services.crm import Crm


def work(crm: Crm, seed: int, steps: int) -> None:
    office = Office(crm, Random(seed))
    office.open()
    for _step in range(steps):
        if office.random.random() < 0.2:
            try:
                take_back(office)
            except CrmError:
                continue
        office.act()


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("driver", ["best", "standard"], indirect=True)
def test_it_is_right_after_anything(open_crm: OpenCrm, seed: int) -> None:
    crm = open_crm()
    work(crm, seed, 40)
    assert wrong(crm.database) == {}, seed
    before = dump(crm.database)
    with crm.database.maintain() as connection:
        summaries.rebuild(connection)
        search.rebuild(connection)
        assert rekey_phones(connection) == set()
    assert dump(crm.database) == before


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(100, 200))
def test_it_is_right_after_anything_for_long(open_crm: OpenCrm, seed: int) -> None:
    crm = open_crm()
    for part in range(10):
        work(crm, seed * 100 + part, 30)
        assert wrong(crm.database) == {}, (seed, part)


@pytest.fixture
def crm(li: Crm) -> Crm:
    """Return a database with a firm, two of its people and a tag."""
    li.contacts.add({"name": "Ann", "company": "Acme", "tags": ["vip"], "phones": ["(030) 123456"]})
    li.contacts.add({"name": "Bob", "company": "Acme"})
    return li


def document(crm: Crm, contact_id: int) -> str:
    with crm.database.read() as connection:
        found = sql.row(connection, "SELECT name, body FROM search_document WHERE id = :id", id=contact_id * 8)
    assert found is not None
    return f"{found[0]} / {found[1]}"


def summary(crm: Crm, contact_id: int) -> tuple[object, ...]:
    with crm.database.read() as connection:
        found = sql.row(connection, "SELECT * FROM contact_summary WHERE contact_id = :id", id=contact_id)
    assert found is not None
    return tuple(found)


def test_people_follow_their_company(crm: Crm) -> None:
    acme, ann = crm.contacts.meant("Acme"), crm.contacts.meant("Ann")
    assert "acme" in document(crm, ann)
    crm.contacts.edit(acme, {"name": "Zenith"})
    assert "zenith" in document(crm, ann)
    assert "acme" not in document(crm, ann)
    assert summary(crm, ann)[1] == acme
    crm.contacts.delete([acme])
    assert "zenith" not in document(crm, ann)
    assert summary(crm, ann)[1] == ann
    crm.contacts.restore([acme])
    assert summary(crm, ann)[1] == acme


def test_bearers_follow_their_tag(crm: Crm) -> None:
    ann = crm.contacts.meant("Ann")
    crm.tags.rename("vip", "gold")
    assert "gold" in document(crm, ann)
    crm.tags.delete("gold")
    assert "gold" not in document(crm, ann)


def phone_keys(crm: Crm) -> tuple[object, ...]:
    with crm.database.read() as connection:
        found = sql.row(connection, "SELECT phone_key, tail FROM contact_phone")
    assert found is not None
    return tuple(found)


def test_phones_follow_the_region(crm: Crm) -> None:
    before = phone_keys(crm)
    crm.settings.set("levels", "A,B")
    assert phone_keys(crm) == before
    crm.settings.set("phone_region", "DE")
    assert phone_keys(crm) == ("+4930123456", "65432103")
    assert wrong(crm.database) == {}
    crm.history.undo()
    assert phone_keys(crm) == before
    crm.history.redo()
    crm.settings.set("phone_region", None)
    assert phone_keys(crm) == before
    assert wrong(crm.database) == {}


def test_the_next_step_and_the_last_touch_are_the_newest(crm: Crm) -> None:
    ann, acme = crm.contacts.meant("Ann"), crm.contacts.meant("Acme")
    crm.activities.log("call", ann)  # type: ignore[arg-type]
    (row,) = crm.contacts.rows([acme])
    assert row.last_at == NOW


def test_a_file_may_be_looked_at_by_a_stock_sqlite(crm_file: Path, crm: Crm) -> None:
    import sqlite3  # noqa: PLC0415 - whatever the program uses

    crm.close()
    stock = sqlite3.connect(crm_file)
    assert stock.execute("SELECT name FROM contact ORDER BY name_key").fetchall() == [("Acme",), ("Ann",), ("Bob",)]
    stock.close()


@pytest.mark.parametrize("field", sorted(RECORD_TYPES["contact"].fields - FIELDS))
def test_a_field_that_is_not_searched_changes_no_document(field: str) -> None:
    """Changing it does not make the document anew, so it must not be in it."""
    values: dict[str, object] = {"name": "Ann", "kind": "person"}
    assert document_of({**values, field: "zzz"}, "", [], []) == document_of(values, "", [], [])

"""What is written of a record is what is read of it, for every kind of thing."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_crm.db import rows
from tui_crm.db.database import Database
from tui_crm.db.records import RECORD_TYPES, Values
from tui_crm.models.names import name_key

AT = "2026-11-21T09:30:00Z"

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
MAYBE = st.none() | TEXT
PEOPLE = {
    "kind": st.sampled_from(["person", "company"]),
    "name": TEXT,
    "nickname": MAYBE,
    "stage": st.sampled_from(["lead", "active"]),
    "stage_pinned": st.integers(0, 1),
    "do_not_contact": st.integers(0, 1),
    "birthday": st.sampled_from([None, "1990-02-28", "--02-29"]),
    "note": MAYBE,
    "emails": st.lists(st.tuples(TEXT, MAYBE), max_size=3).map(tuple),
    "phones": st.lists(st.tuples(st.sampled_from(["13800138000", "+49 30 1234567", "abc"]), MAYBE), max_size=2).map(
        tuple
    ),
    "handles": st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple),
    "addresses": st.lists(st.tuples(*[MAYBE] * 6), max_size=2).map(tuple),
    "relations": st.lists(
        st.tuples(st.just(1), TEXT, MAYBE, MAYBE, st.integers(0, 1)), max_size=2, unique_by=lambda tie: tie[1]
    ).map(tuple),
    "tags": st.sets(st.integers(1, 3)).map(lambda ids: tuple((key,) for key in sorted(ids))),
    "custom": st.sets(st.integers(1, 2)).map(lambda ids: tuple((key, "12.5") for key in sorted(ids))),
}


@pytest.fixture(scope="module")
def database(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Database:
    """Return a database with one contact, three tags and two custom fields, whose test rolls back."""
    path = tmp_path_factory.mktemp("rows") / "crm.db"
    path.write_bytes(template.read_bytes())
    database = Database(path)
    with database.maintain() as connection:
        contact = RECORD_TYPES["contact"]
        rows.insert(connection, contact, [(1, {**BLANK, "name": "Firm", "kind": "company"})], "CN")
        rows.insert(connection, RECORD_TYPES["tag"], [(key, {"name": f"tag {key}"}) for key in (1, 2, 3)], "CN")
        fields: list[tuple[int, Values]] = [(key, {"name": f"f{key}", "type": "number"}) for key in (1, 2)]
        rows.insert(connection, RECORD_TYPES["custom_field"], fields, "CN")
    return database


BLANK: Values = {"kind": "person", "stage": "lead", "stage_pinned": 0, "do_not_contact": 0, "created_at": AT}


@given(values=st.fixed_dictionaries(PEOPLE))
@settings(max_examples=60)
def test_any_contact_comes_back_as_written(database: Database, values: Values) -> None:
    kind = RECORD_TYPES["contact"]
    with database.engine.connect() as connection:
        rows.insert(connection, kind, [(7, {**BLANK, **values})], "CN")
        loaded = rows.load(connection, "contact", [7])[7]
        assert {name: loaded[name] for name in values} == values
        assert loaded["version"] == 1
        assert loaded.keys() == kind.fields | {"version"}


@given(before=st.fixed_dictionaries(PEOPLE), after=st.fixed_dictionaries(PEOPLE))
@settings(max_examples=40)
def test_any_change_comes_back_as_written(database: Database, before: Values, after: Values) -> None:
    kind = RECORD_TYPES["contact"]
    with database.engine.connect() as connection:
        rows.insert(connection, kind, [(7, {**BLANK, **before})], "CN")
        rows.update(connection, kind, 7, rows.load(connection, "contact", [7])[7], after, "CN")
        loaded = rows.load(connection, "contact", [7])[7]
        assert {name: loaded[name] for name in after} == after
        assert loaded["version"] == 2


@given(values=st.fixed_dictionaries(PEOPLE))
@settings(max_examples=30)
def test_a_value_in_its_normal_form_is_the_one_loaded(database: Database, values: Values) -> None:
    kind = RECORD_TYPES["contact"]
    shuffled = {
        name: [list(item) for item in reversed(value)]
        if isinstance(value, tuple) and name in {"tags", "custom"}
        else value
        for name, value in values.items()
    }
    assert {name: rows.normal(kind, name, value) for name, value in shuffled.items()} == values
    with database.engine.connect() as connection:
        rows.insert(connection, kind, [(7, {**BLANK, **shuffled})], "CN")
        loaded = rows.load(connection, "contact", [7])[7]
        assert {name: loaded[name] for name in values} == values


def test_derived_columns_are_written_with_the_row(database: Database) -> None:
    kind = RECORD_TYPES["contact"]
    values = {**BLANK, "name": "李明", "emails": (("Li@Ming.CN", None),), "phones": (("138 0013 8000", None),)}
    with database.engine.connect() as connection:
        rows.insert(connection, kind, [(7, values)], "CN")
        stored = connection.exec_driver_sql(
            "SELECT c.name_key, e.address_key, e.domain, p.phone_key, p.tail FROM contact c JOIN contact_email e"
            " ON e.contact_id = c.id JOIN contact_phone p ON p.contact_id = c.id WHERE c.id = 7"
        ).one()
        assert tuple(stored) == (
            name_key("李明", person=True),
            "li@ming.cn",
            "ming.cn",
            "+8613800138000",
            "00083100831",
        )
        rows.update(connection, kind, 7, rows.load(connection, "contact", [7])[7], {"name": "Ann"}, "CN")
        assert connection.exec_driver_sql("SELECT name_key FROM contact WHERE id = 7").scalar() == "ann"


def test_a_record_that_is_gone_takes_what_belongs_to_it(database: Database) -> None:
    kind = RECORD_TYPES["contact"]
    with database.engine.connect() as connection:
        values = {
            **BLANK,
            "name": "x",
            "emails": (("a@b.c", None),),
            "tags": ((1,),),
            "relations": ((1, "member", None, None, 1),),
        }
        rows.insert(connection, kind, [(7, values)], "CN")
        rows.delete(connection, kind, [7])
        assert rows.load(connection, "contact", [7]) == {}
        for part in kind.collections:
            found = connection.exec_driver_sql(f"SELECT count(*) FROM {part.table} WHERE {part.owner} = 7").scalar()
            assert found == 0


def test_ids_are_never_used_again(database: Database) -> None:
    kind = RECORD_TYPES["contact"]
    with database.engine.connect() as connection:
        first = rows.next_id(connection, kind)
        rows.insert(connection, kind, [(first, {**BLANK, "name": "x"})], "CN")
        rows.delete(connection, kind, [first])
        assert rows.next_id(connection, kind) == first + 1

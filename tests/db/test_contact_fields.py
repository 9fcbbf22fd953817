"""Every field is declared whole, and answers by an index whichever way it is asked."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from tests.conftest import NOW
from tui_crm.clock import FixedClock
from tui_crm.db.conditions import Binds
from tui_crm.db.contact_fields import CONTACT_FIELDS, custom_field
from tui_crm.db.filter_fields import Field
from tui_crm.db.sqlite.functions import add_functions
from tui_crm.models.codes import FieldType, Stage
from tui_crm.models.filters import FieldTest, Operator
from tui_crm.models.viewpoint import Viewpoint
from tui_crm.services.crm import Crm

VIEW = Viewpoint(FixedClock(NOW), "li")
CUSTOM = tuple(custom_field(7, kind, "", kind, "S,M") for kind in FieldType)
FIELDS = (*(field for field in CONTACT_FIELDS.values() if field.name != "segment"), *CUSTOM)
"""All but the one that is written out before it is asked."""
HARMLESS = {"SCAN seen", "SCAN CONSTANT ROW", "SCAN user"}
"""Steps that read a whole table of a few rows."""


@pytest.fixture
def connection(li: Crm) -> Iterator[Connection]:
    with li.database.read() as connection:
        add_functions(connection)
        yield connection


def example_of(field: Field) -> FieldTest:
    """Return the first test of a field's example, of a custom field a test of some value."""
    value = field.example.partition(":")[2].split(",")[0].strip('"')
    if field in CUSTOM:
        value = {"x.number": "5", "x.date": "2026-11", "x.bool": "yes"}.get(field.name, "S")
    operator = Operator.MORE if value.startswith(">") else Operator.IS
    return FieldTest(operator, field.kind.canonical(operator, value.removeprefix(operator), VIEW))


def is_served(field: Field) -> bool:
    """Say whether an index gives all contacts with a value of the field."""
    clause = field.kind.clause(example_of(field), Binds(), VIEW)
    return bool(clause.ids) and clause.indexed


def plan(connection: Connection, query: str, binds: Binds) -> list[str]:
    return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", binds.values)]


def test_every_name_and_alias_means_one_field() -> None:
    names = [name for field in CONTACT_FIELDS.values() for name in (field.name, *field.aliases)]
    assert sorted(names) == sorted(set(names))
    assert all(re.fullmatch(r"[^\W\d][\w.]*", name) and name == name.casefold() for name in names)
    assert {"阶段", "城市", "标签", "负责人", "微信", "电话"} <= set(names)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_a_field_has_an_example_and_a_label(field: Field) -> None:
    assert field.example.startswith(f"{field.name}:")
    assert field.label
    assert Operator.IS in field.operators


def test_the_stages_of_the_filter_are_those_there_are() -> None:
    assert list(CONTACT_FIELDS["stage"].kind.choices()) == list(Stage)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
@pytest.mark.parametrize("driver", ["best", "standard"], indirect=True)
def test_a_contact_at_hand_is_looked_up_by_itself(connection: Connection, field: Field) -> None:
    binds = Binds()
    clause = field.kind.clause(example_of(field), binds, VIEW)
    steps = plan(connection, f"SELECT c.id FROM contact c WHERE c.id = 1 AND {clause.row}", binds)
    for alias, owner in re.findall(r"EXISTS \(SELECT 1 FROM .*?WHERE (\w)\.(contact_id) = c\.id", clause.row):
        own = [step for step in steps if re.match(rf"SEARCH {alias}\b", step)]
        assert own, steps
        assert all(f"({owner}=?" in step or "(rowid=?" in step or f"{owner}=? AND" in step for step in own), steps


@pytest.mark.parametrize("field", [field for field in FIELDS if is_served(field)], ids=lambda field: field.name)
@pytest.mark.parametrize("driver", ["best", "standard"], indirect=True)
def test_all_contacts_of_a_value_come_from_an_index(connection: Connection, field: Field) -> None:
    binds = Binds()
    clause = field.kind.clause(example_of(field), binds, VIEW)
    scans = [step for step in plan(connection, clause.ids, binds) if step.startswith("SCAN")]
    assert all("VIRTUAL TABLE" in step or step in HARMLESS for step in scans), scans


def test_the_fields_that_no_index_serves_are_known() -> None:
    unserved = {field.name for field in FIELDS if not is_served(field)}
    assert unserved == {"kind", "customer", "cadence", "channel", "consent", "dnc", "gender", "in", "x.text"}


@pytest.mark.parametrize("field", [field for field in FIELDS if field.sorting], ids=lambda field: field.name)
@pytest.mark.parametrize("direction", ["ASC", "DESC"])
@pytest.mark.parametrize("driver", ["best", "standard"], indirect=True)
def test_the_first_contacts_of_an_order_are_read_off_an_index(
    connection: Connection, field: Field, direction: str
) -> None:
    assert field.sorting
    assert bool(field.sorting.walk) != bool(field.sorting.groups)
    if field.sorting.walk:
        query = f"SELECT id, k FROM ({field.sorting.walk}) ORDER BY k {direction} LIMIT 100"
        assert not [step for step in plan(connection, query, Binds()) if "ORDER BY" in step]


def test_a_sort_key_is_one_value_of_a_contact(connection: Connection) -> None:
    for field in FIELDS:
        if field.sorting:
            found = connection.exec_driver_sql(f"SELECT {field.sorting.key} FROM contact c").fetchall()
            assert found == []


@pytest.mark.parametrize("operator", list(Operator))
def test_a_field_answers_every_test_it_takes(connection: Connection, operator: Operator) -> None:
    for field in FIELDS:
        if operator in field.operators:
            value = "today" if field.name == "next" else example_of(field).value
            upper = value if operator is Operator.BETWEEN else ""
            binds = Binds()
            clause = field.kind.clause(FieldTest(operator, value, upper), binds, VIEW)
            for condition in {clause.row, clause.member}:
                connection.exec_driver_sql(f"SELECT c.id FROM contact c WHERE {condition}", binds.values)

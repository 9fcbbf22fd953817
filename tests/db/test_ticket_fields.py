"""Every field of tickets is declared whole, and a ticket at hand is looked up by itself."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from tests.conftest import NOW
from tui_crm.clock import FixedClock
from tui_crm.db.conditions import Binds
from tui_crm.db.filter_fields import Field
from tui_crm.db.filter_sql import Asked, Query
from tui_crm.db.sqlite.functions import add_functions
from tui_crm.db.ticket_fields import TICKET_FIELDS, TICKETS
from tui_crm.models.codes import Priority
from tui_crm.models.filters import FieldTest, Filter, Operator
from tui_crm.models.ticket import Clock, Confirmed, TicketKind, TicketState
from tui_crm.models.viewpoint import Viewpoint
from tui_crm.services.crm import Crm

VIEW = Viewpoint(FixedClock(NOW), "li")
FIELDS = tuple(field for field in TICKET_FIELDS.values() if field.name != "segment")
"""All but the one that asks for contacts first."""


@pytest.fixture
def connection(li: Crm) -> Iterator[Connection]:
    with li.database.read() as connection:
        add_functions(connection)
        yield connection


def example_of(field: Field) -> FieldTest:
    """Return the first test of a field's example."""
    value = field.example.partition(":")[2].split(",")[0].strip('"')
    sign = re.match(r"[<>]=?|", value)
    assert sign is not None
    if value in {"none", "any"}:
        return FieldTest(Operator(value))
    return FieldTest(Operator(sign[0]), field.kind.canonical(Operator(sign[0]), value.removeprefix(sign[0]), VIEW))


def plan(connection: Connection, query: str, binds: Binds) -> list[str]:
    return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", binds.values)]


def test_every_name_and_alias_means_one_field() -> None:
    names = [name for field in TICKET_FIELDS.values() for name in (field.name, *field.aliases)]
    assert sorted(names) == sorted(set(names))
    assert all(re.fullmatch(r"[^\W\d][\w.]*", name) and name == name.casefold() for name in names)
    assert all(field.label and field.example.startswith(f"{field.name}:") for field in TICKET_FIELDS.values())
    without = {field.name for field in TICKET_FIELDS.values() if not any(map(str.isalpha, "".join(field.aliases)))}
    assert without == set()


@pytest.mark.parametrize(
    ("name", "codes"),
    [("state", TicketState), ("kind", TicketKind), ("priority", Priority), ("clock", Clock), ("confirmed", Confirmed)],
)
def test_the_codes_of_the_filter_are_those_there_are(name: str, codes: type[TicketState]) -> None:
    assert list(TICKET_FIELDS[name].kind.choices()) == list(codes)


@pytest.mark.parametrize("driver", ["best", "standard"], indirect=True)
def test_a_ticket_at_hand_is_looked_up_by_itself(connection: Connection) -> None:
    for field in FIELDS:
        binds = Binds()
        clause = field.kind.clause(example_of(field), binds, VIEW)
        steps = plan(connection, f"SELECT c.id FROM ticket c WHERE c.id = 1 AND {clause.row}", binds)
        for alias, owner in re.findall(r"EXISTS \(SELECT 1 FROM .*?WHERE (\w)\.(ticket_id|id) = c\.id", clause.row):
            own = [step for step in steps if re.match(rf"SEARCH {alias}\b", step)]
            assert own or field.name == "csat", (field.name, steps)
            assert all(f"({owner}=?" in step or "rowid=?" in step for step in own), (field.name, steps)
        assert not [step for step in steps if step == "SCAN score"], steps


@pytest.mark.parametrize("operator", list(Operator))
def test_a_field_answers_every_test_it_takes(connection: Connection, operator: Operator) -> None:
    for field in FIELDS:
        if operator in field.operators:
            asked = example_of(field)
            value = "today" if field.name == "due" else asked.value
            binds = Binds()
            upper = value if operator is Operator.BETWEEN else ""
            clause = field.kind.clause(FieldTest(operator, value, upper), binds, VIEW)
            for condition in {clause.row, clause.member}:
                connection.exec_driver_sql(f"SELECT c.id FROM ticket c WHERE {condition}", binds.values)


def test_the_usual_list_reads_no_closed_tickets(connection: Connection) -> None:
    asked = Asked(connection, Query(TICKETS, Filter(), TICKET_FIELDS.__getitem__, (), VIEW))
    steps = plan(connection, f"{asked.selected('c.id', asked.where(None))} ORDER BY {asked.order}", asked.binds)
    assert [step for step in steps if "USING INDEX ticket_by_state (state=?)" in step]

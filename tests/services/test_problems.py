"""Known problems: named, collecting tickets, and solved for all of these in one operation."""

import pytest

from tests.conftest import OpenCrm
from tests.services.example_people import ann, bob
from tests.store import difference, dump
from tui_crm.errors import BadInput, Conflict, NotFound
from tui_crm.models.ticket import TicketState
from tui_crm.services.crm import Crm


@pytest.fixture
def outage(li: Crm) -> Crm:
    """Return a database with a problem behind T-1 (open), T-2 (its cause known) and T-3 (closed), and with T-4."""
    li.problems.add("Outage", text="Nothing works.", workaround="Wait.")
    contact = ann(li)
    for subject in ("one", "two", "three", "four"):
        li.tickets.open(contact, subject=subject)
    li.tickets.edit(2, cause="the digger")
    li.tickets.move([3], TicketState.CLOSED)
    li.problems.collect("outage", [1, 2, 3])
    return li


def test_it_counts_the_tickets_that_it_collects(outage: Crm) -> None:
    outage.problems.add("Weather")
    outage.tickets.edit(4, problem="WEATHER")
    assert [(each.name, each.live, each.tickets) for each in outage.problems.all()] == [
        ("Outage", 2, 3),
        ("Weather", 1, 1),
    ]
    assert outage.problems.tickets("pr1") == [1, 2, 3]
    assert (outage.tickets.card(1).problem, outage.tickets.card(1).workaround) == ("Outage", "Wait.")
    outage.tickets.edit(4, problem="")
    outage.tickets.merge(1, [2])
    outage.tickets.delete([3])
    assert [(each.name, each.live, each.tickets) for each in outage.problems.all()] == [
        ("Outage", 1, 1),
        ("Weather", 0, 0),
    ]


def test_solving_it_answers_and_resolves_what_is_live(outage: Crm) -> None:
    before = dump(outage.database)
    done = outage.problems.solve("outage", resolve=True, answer="It works again.")
    assert (done.what, done.also, done.ids) == ("Solved known problem Outage", ("2 tickets are resolved",), (1, 1, 2))
    rows = outage.tickets.rows([1, 2, 3, 4])
    assert [(row.state, row.cause) for row in rows] == [
        ("resolved", "Outage"), ("resolved", "the digger"), ("closed", ""), ("new", ""),
    ]  # fmt: skip
    assert [(entry.direction, entry.text) for entry in outage.tickets.thread(1)] == [("out", "It works again.")]
    assert outage.tickets.card(1).moves[-1].why == "Solved known problem Outage"
    assert outage.tickets.card(1).workaround == ""
    outage.history.undo()
    assert difference(before, dump(outage.database)) == {}


@pytest.mark.parametrize(
    ("answer", "state", "also"),
    [("", "new", "2 tickets are still open"), ("Soon", "open", "2 tickets are answered")],
)
def test_solving_it_alone_leaves_them_open(outage: Crm, answer: str, state: str, also: str) -> None:
    assert outage.problems.solve("outage", answer=answer).also == (also,)
    assert outage.tickets.card(1).row.state == state
    with pytest.raises(BadInput, match="solved already"):
        outage.problems.solve("outage")
    assert outage.problems.collect("outage", [4]).also == ("it is solved already",)
    outage.problems.reopen("outage")
    assert outage.problems.reopen("outage").operation_id is None
    assert outage.problems.get("outage").solved_at is None


def test_the_answer_is_filled_in_for_each_ticket_or_nothing_is_written(outage: Crm) -> None:
    outage.contacts.edit(outage.tickets.card(1).row.contact_id, {"role": "buyer"})
    outage.tickets.open(bob(outage), subject="dark")
    outage.problems.collect("outage", [5])
    before = dump(outage.database)
    for answer, told in (
        ("$number, $role", "the answer on T-5 is not whole: it still says \\$role"),
        ("$nam", "“\\$nam”"),
    ):
        with pytest.raises(BadInput, match=told):
            outage.problems.solve("outage", answer=answer)
    assert difference(before, dump(outage.database)) == {}
    outage.problems.solve("outage", answer="$name: $number works, for $5 or $$6.")
    names = [row.contact for row in outage.tickets.rows([1, 2, 5])]
    assert [outage.tickets.thread(key)[-1].text for key in (1, 2, 5)] == [
        f"{name}: T-{key} works, for $5 or $6." for name, key in zip(names, (1, 2, 5), strict=True)
    ]


def test_what_is_deleted_is_behind_no_ticket(outage: Crm) -> None:
    outage.problems.delete("outage")
    assert outage.tickets.card(1).problem == ""
    with pytest.raises(NotFound):
        outage.problems.get("outage")
    outage.history.undo()
    assert outage.tickets.card(1).problem == "Outage"


def test_what_cannot_be_is_refused(outage: Crm, open_crm: OpenCrm) -> None:
    for name in ("OUTAGE", "-", ""):
        with pytest.raises(BadInput):
            outage.problems.add(name)
    with pytest.raises(NotFound) as raised:
        outage.tickets.edit(1, problem="outag")
    assert "Outage" in raised.value.hint
    open_crm("wang").problems.edit("outage", workaround="Walk.")
    with pytest.raises(Conflict):
        outage.problems.edit("outage", base=1, workaround="Run.")
    with pytest.raises(BadInput):
        outage.problems.edit("outage", colour="red")
    other = outage.tickets.open(bob(outage), subject="q").ids[0]
    outage.tickets.merge(1, [other], anyway=True)
    with pytest.raises(BadInput, match="was merged"):
        outage.problems.collect("outage", [other])

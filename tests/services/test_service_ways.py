"""Service ways: what the team says of each kind of tickets holds for those that come, and for those that become of it."""

import pytest

from tests.services.example_people import YESTERDAY, ann, bob
from tui_crm.errors import BadInput, NotFound
from tui_crm.models.service_ways import USUAL_WAYS
from tui_crm.models.ticket import TicketState
from tui_crm.services.crm import Crm


def test_what_is_said_of_a_way_holds_for_new_tickets(li: Crm) -> None:
    li.users.add("zhao", team_name="support")
    li.ways.set(
        "question", priority="high", owner="team:Support", aftercare_days=1, checklist=" who \n\nwho\nsince when"
    )
    li.ways.set("question", owner="zhao", needs_confirmation=True)
    way = li.ways.of("question")
    assert (way.priority, way.owner, way.team, way.checklist) == ("high", "zhao", "support", ("who", "since when"))
    key = li.tickets.open(bob(li), subject="q", at=YESTERDAY).ids[0]
    card = li.tickets.card(key)
    assert (card.row.priority, card.row.owner, card.row.team) == ("high", "zhao", "support")
    assert [check.text for check in card.checklist] == ["who", "since when"]
    assert li.tickets.missing(key, TicketState.CLOSED) == ("confirmed",)
    li.tickets.move([key], TicketState.CLOSED, confirmed="yes")
    assert [entry.owner for entry in li.followups.find()] == ["zhao"]


def test_only_what_is_another_is_written_and_the_usual_comes_back(li: Crm) -> None:
    assert li.ways.set("incident", aftercare_days=7).operation_id is None
    assert li.ways.reset("incident").operation_id is None
    li.ways.set("incident", aftercare_days="", owner="")
    assert li.ways.of("incident").aftercare_days is None
    assert li.ways.set("incident", aftercare_days=None).operation_id is None
    li.ways.reset("incident")
    assert li.ways.of("incident") == USUAL_WAYS["incident"]
    assert [way.kind for way in li.ways.all()] == list(USUAL_WAYS)


@pytest.mark.parametrize(
    ("kind", "said", "error"),
    [
        ("nothing", {}, NotFound),
        ("question", {"owner": "nobody"}, NotFound),
        ("question", {"priority": "huge"}, BadInput),
        ("question", {"aftercare_days": 0}, BadInput),
        ("question", {"aftercare_days": 366}, BadInput),
        ("question", {"needs": True}, BadInput),
        ("complaint", {"needs_cause": False}, BadInput),
        ("complaint", {"needs_remedy": False}, BadInput),
    ],
)
def test_what_cannot_be_is_refused(li: Crm, kind: str, said: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        li.ways.set(kind, **said)  # type: ignore[arg-type]
    assert li.ways.all() == list(USUAL_WAYS.values())


def test_what_becomes_a_complaint_is_in_somebodys_hands_and_has_its_lines(li: Crm) -> None:
    li.users.add("zhao")
    li.ways.set("question", checklist="who\nsince when\nphoto")
    li.ways.set("complaint", checklist="photo\ncall them at once")
    key, other = (li.tickets.open(who, subject="q").ids[0] for who in (ann(li), bob(li)))
    li.tickets.check(key, 0)
    li.tickets.edit_many([key, other], kind="complaint")
    assert [li.tickets.card(each).row.owner for each in (key, other)] == ["li", "li"]
    lines = [(check.text, check.done_at is not None) for check in li.tickets.card(key).checklist]
    assert lines == [("who", True), ("photo", False), ("call them at once", False)]
    li.tickets.edit(other, kind="question")
    li.ways.set("complaint", owner="zhao")
    li.tickets.assign([other], "")
    li.tickets.edit(other, kind="complaint")
    assert li.tickets.card(other).row.owner == "zhao"

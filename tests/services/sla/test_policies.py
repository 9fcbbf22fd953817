"""What a team promises: the usual until it says otherwise, changed by several at once, and what a change would come to."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import OpenCrm
from tests.services.example_people import bob
from tests.services.sla_examples import QUICK
from tests.store import dump
from tui_crm.clock import FixedClock
from tui_crm.errors import BadInput, Conflict, NotFound
from tui_crm.models.sla import Targets
from tui_crm.models.sla_outlook import Kept
from tui_crm.models.sla_policies import USUAL_POLICIES, Step, Subject
from tui_crm.models.ticket import Clock, TicketState
from tui_crm.services.crm import Crm
from tui_crm.services.sla.policies import Said

ANY = Subject()
FRIDAY = datetime(2026, 11, 20, 1, tzinfo=UTC)  # nine in Shanghai
HOUR = timedelta(hours=1)


def promised(crm: Crm, ticket_id: int) -> Targets:
    card = crm.tickets.card(ticket_id)
    return Targets(card.first_minutes, card.next_minutes, card.resolution_minutes)


def test_the_usual_holds_until_the_team_says_otherwise(li: Crm) -> None:
    assert set(li.sla.policies()) == set(USUAL_POLICIES)
    assert li.sla.set(Subject(priority="urgent"), Said({Clock.FIRST: "15m"})).what == (
        "Promised for priority:urgent: 15m · 2h · 1d"
    )
    own = li.sla.policies()
    assert len(own) == len(USUAL_POLICIES)
    assert all(policy.id for policy in own)
    li.history.undo()
    assert set(li.sla.policies()) == set(USUAL_POLICIES)


def test_what_is_not_said_stays(li: Crm) -> None:
    li.sla.set(Subject(kind="complaint", level="vip"), Said({Clock.NEXT: "1h"}, ()))
    policy = li.sla.policy(Subject(kind="complaint", level="VIP"))
    assert (policy.targets, policy.steps, policy.level) == (Targets(None, 60, None), (), "VIP")
    li.sla.set(Subject(kind="complaint", level="Vip"), Said({Clock.FIRST: "2d"}))
    assert li.sla.policy(policy.subject).targets == Targets(960, 60, None)
    assert li.sla.set(policy.subject, Said({Clock.FIRST: "16h"})).what == "Nothing changed"


def test_steps_are_read_and_written_in_order(li: Crm) -> None:
    li.users.add("zhao", team_name="support")
    steps = ("100:reassign:zhao", " 75%：Notify ", "150:reassign:team:Support", "100:raise")
    li.sla.set(ANY, Said(steps=steps))
    found = li.sla.policy(ANY).steps
    assert [(step.percent, step.action) for step in found] == [
        (75, "notify"), (100, "raise"), (100, "reassign"), (150, "reassign"),
    ]  # fmt: skip
    assert isinstance(found[0], Step)
    written = li.sla.steps(found)
    assert written == ("75:notify", "100:raise", "100:reassign:zhao", "150:reassign:team:support")
    assert li.sla.set(ANY, Said(steps=written)).what == "Nothing changed"
    li.sla.set(ANY, Said(steps=["none"]))
    assert li.sla.policy(ANY).steps == ()


@pytest.mark.parametrize(
    ("subject", "said", "wrong"),
    [
        (Subject(priority="huge"), Said(), "“huge” is none of low, normal"),
        (Subject(kind="cry"), Said(), "“cry” is none of question"),
        (Subject(level="Z"), Said(), "no level “Z”"),
        (ANY, Said({Clock.FIRST: "soon"}), "written like 30m"),
        (ANY, Said(steps=["75"]), "“75” is no step"),
        (ANY, Said(steps=["75:shout"]), "“75:shout” is no step"),
        (ANY, Said(steps=["0:notify"]), "1 to 1000 percent"),
        (ANY, Said(steps=["75:notify:li"]), "only who hands it over"),
        (ANY, Said(steps=["75:reassign"]), "to whom"),
        (ANY, Said(steps=["75:notify", "75:notify"]), "twice"),
    ],
)
def test_what_makes_no_sense_is_refused(li: Crm, subject: Subject, said: Said, wrong: str) -> None:
    with pytest.raises(BadInput, match=wrong):
        li.sla.set(subject, said)
    with pytest.raises(NotFound):
        li.sla.set(ANY, Said(steps=["75:reassign:team:nobody"]))


def test_two_who_change_one_policy_are_told(li: Crm) -> None:
    li.sla.set(ANY, Said({Clock.FIRST: "1h"}))
    seen = li.sla.policy(ANY).version
    li.sla.set(ANY, Said({Clock.FIRST: "2h"}), base=seen)
    with pytest.raises(Conflict):
        li.sla.set(ANY, Said({Clock.FIRST: "3h"}), base=seen)
    li.sla.set(ANY, Said({Clock.NEXT: "3h"}), base=seen)


def test_removing_lets_others_fit_and_in_the_end_the_usual(li: Crm) -> None:
    with pytest.raises(NotFound, match="nothing of its own is promised for level:VIP"):
        li.sla.remove(Subject(level="VIP"))
    key = li.tickets.open(bob(li), subject="q", priority="urgent").ids[0]
    li.sla.remove(Subject(priority="urgent"), apply=True)
    assert promised(li, key).first == 480
    for policy in li.sla.policies():
        li.sla.remove(policy.subject)
    assert set(li.sla.policies()) == set(USUAL_POLICIES)


def test_a_changed_promise_holds_for_open_tickets_where_that_is_wanted(li: Crm) -> None:
    li.users.edit("li", team_name="support")
    person = bob(li)
    key, closed, other = (
        li.tickets.open(person, subject="q", kind=kind).ids[0] for kind in ("request", "request", "suggestion")
    )
    li.tickets.move([closed], TicketState.CLOSED)
    li.sla.set(ANY, QUICK)
    assert promised(li, key).first == 480
    done = li.sla.set(ANY, QUICK, apply=True)
    assert [promised(li, each).first for each in (key, closed, other)] == [30, 480, 1440]
    li.history.undo(done.operation_id)
    assert promised(li, key).first == 480


def test_one_sees_what_a_change_would_come_to_before_it_is_made(open_crm: OpenCrm) -> None:
    li = open_crm(clock=FixedClock(FRIDAY + 3 * HOUR))
    person = bob(li)
    late, waiting, answered, _other = (
        li.tickets.open(person, subject="q", kind=kind, at=FRIDAY).ids[0]
        for kind in ("request", "request", "question", "suggestion")
    )
    li.tickets.reply(answered, "here", at=FRIDAY + 2 * HOUR)
    li.tickets.move([waiting], TicketState.WAITING, at=FRIDAY + HOUR)
    before = dump(li.database)
    found = li.sla.what_if(ANY, Said({Clock.FIRST: "90m", Clock.NEXT: "none", Clock.RESOLUTION: "2h 30m"}), days=30)
    assert dump(li.database) == before
    assert (found.tickets, found.due_otherwise, found.missed, found.saved, found.days) == (3, 3, 2, 0, 30)
    assert [(each.was, each.would_be) for each in found.past] == [
        (Kept(Clock.FIRST, 1, 0), Kept(Clock.FIRST, 0, 1)),
        (Kept(Clock.NEXT, 1, 0), Kept(Clock.NEXT, 0, 0)),
        (Kept(Clock.RESOLUTION, 0, 0), Kept(Clock.RESOLUTION, 0, 0)),
    ]
    li.sla.set(ANY, Said({Clock.FIRST: "1h"}), apply=True)
    assert li.sla.what_if(ANY, Said({Clock.FIRST: "2d"})).saved == 1
    assert li.tickets.card(late).first_minutes == 60
    assert li.sla.what_if(ANY, None).tickets == 3
    assert li.sla.what_if(Subject(level="VIP"), Said()).tickets == 0


def test_percents_are_rounded_down() -> None:
    assert Kept(Clock.FIRST, 199, 1).percent == 99
    assert Kept(Clock.FIRST, 0, 0).percent is None

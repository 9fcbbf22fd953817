"""Nobody is written to twice about a survey: not by two programs at once, nor after a message that did not go."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.conftest import OpenCrm
from tests.services.ticket_examples import closed
from tests.store import difference, dump, wrong
from tui_crm.clock import FixedClock
from tui_crm.errors import BadInput, Busy, NotFound, OutputFailed
from tui_crm.models.messaging import Message
from tui_crm.models.survey import Plan
from tui_crm.services.crm import Crm
from tui_crm.services.written_first import taken_back_unless_gone

PEOPLE = ("Ada", "Bea", "Cai")


@pytest.fixture
def crowd(li: Crm) -> Crm:
    """Return a database with a survey that asks three people."""
    for name in PEOPLE:
        li.contacts.add({"name": name, "tags": ["s"], "emails": [f"{name}@x.cn"]})
    li.surveys.add("Autumn", "nps", "tag:s sort:name")
    return li


def send_all(crm: Crm, plan: Plan, send: Callable[[Message], None], *, reminds: bool = False) -> list[str]:
    """Write to all of a plan; returns who was written to."""
    sending = crm.surveys.sending("autumn", send, reminds=reminds)
    for each in plan.people:
        sending.write_to(each)
    return [each.contact for each in sending.went]


@pytest.mark.parametrize("rest", ["0", "90"])
@pytest.mark.parametrize("reminds", [False, True])
def test_two_programs_that_write_at_once_write_to_everybody_once(
    crowd: Crm, open_crm: OpenCrm, rest: str, *, reminds: bool
) -> None:
    crowd.settings.set("survey_rest_days", rest)
    if reminds:
        crowd.surveys.ask("autumn", crowd.surveys.to_ask("autumn").people)
    clock = FixedClock(crowd.clock.now() + timedelta(days=4))
    mine, theirs = open_crm("li", clock=clock), open_crm("wang", clock=clock)
    plans = [(each.surveys.to_remind if reminds else each.surveys.to_ask)("autumn") for each in (mine, theirs)]
    letters: Counter[str] = Counter()
    other = theirs.surveys.sending("autumn", lambda letter: letters.update([letter.contact]), reminds=reminds)

    def send(letter: Message) -> None:
        letters.update([letter.contact])
        for each in plans[1].people[:2]:
            other.write_to(each)

    went = send_all(mine, plans[0], send, reminds=reminds)
    for each in plans[1].people:
        other.write_to(each)
    assert letters == dict.fromkeys(PEOPLE, 1)
    assert (went, [each.contact for each in other.went]) == (["Ada", "Cai"], ["Bea"])
    assert [(each.contact, each.reminders) for each in crowd.surveys.waiting()] == [(name, reminds) for name in PEOPLE]
    assert wrong(crowd.database) == {}


@pytest.mark.parametrize("failure", [OutputFailed("none"), KeyboardInterrupt()])
@pytest.mark.parametrize("reminds", [False, True])
def test_what_does_not_go_is_not_written_down(
    crowd: Crm, open_crm: OpenCrm, failure: BaseException, *, reminds: bool
) -> None:
    if reminds:
        crowd.surveys.ask("autumn", crowd.surveys.to_ask("autumn").people)
    later = open_crm("li", clock=FixedClock(crowd.clock.now() + timedelta(days=4)))
    plan = (later.surveys.to_remind if reminds else later.surveys.to_ask)("autumn")
    before = dump(later.database)

    def fails(_letter: Message) -> None:
        assert dump(later.database) != before, "it is written down while it goes"
        raise failure

    with pytest.raises(type(failure)):
        send_all(later, plan, fails, reminds=reminds)
    assert difference(before, dump(later.database)) == {}
    assert send_all(later, plan, lambda _letter: None, reminds=reminds) == list(PEOPLE)


def test_it_is_said_where_what_was_written_down_cannot_be_taken_back(
    crowd: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = crowd.surveys.ask("autumn", crowd.surveys.to_ask("autumn").people[:1])

    failure, another = OutputFailed("no number"), Busy("somebody writes")

    def busy(_id: int) -> None:
        raise another

    monkeypatch.setattr(crowd.history, "undo", busy)
    said = r"written down \(Asked Ada in survey Autumn\): no number"
    with pytest.raises(OutputFailed, match=said) as raised, taken_back_unless_gone(crowd, done):
        raise failure
    assert raised.value.hint == f"take it back with: crm undo op{done.operation_id}"


def test_who_was_asked_meanwhile_is_told_and_an_ended_survey_asks_nobody(crowd: Crm, open_crm: OpenCrm) -> None:
    plan = crowd.surveys.to_ask("autumn")
    entry = crowd.surveys.get("autumn")
    open_crm("wang").surveys.ask("autumn", plan.people[1:2])
    done = crowd.surveys.ask("autumn", plan.people)
    carried_out = plan.without_others(crowd.surveys.contacts_of(done))
    assert [each.contact for each in carried_out.people] == ["Ada", "Cai"]
    assert [(each.contact, each.why) for each in carried_out.left_out] == [
        ("Bea", "written to by somebody else meanwhile, or answered")
    ]
    crowd.surveys.end("autumn")
    with pytest.raises(BadInput, match="Autumn is over"):
        crowd.surveys.ask(entry, plan.people)
    crowd.surveys.delete("autumn")
    with pytest.raises(NotFound, match="there is no survey"):
        crowd.surveys.remind(entry, plan.people)


def test_two_who_ask_after_the_same_ticket_write_once(li: Crm, open_crm: OpenCrm) -> None:
    key = closed(li)
    asked, again = li.surveys.to_ask_after(key), open_crm("wang").surveys.to_ask_after(key)
    done = li.surveys.ask_after(key, asked)
    with taken_back_unless_gone(li, done), pytest.raises(BadInput, match="was asked about since"):
        open_crm("wang").surveys.ask_after(key, again)
    assert len(li.surveys.waiting(ticket_id=key)) == 1

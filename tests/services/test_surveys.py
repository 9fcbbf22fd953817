"""Surveys ask whom they may, once in a while, remind a few times, and tell what came back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event

from tests.conftest import OpenCrm
from tests.services.example_people import ann, bob
from tests.services.ticket_examples import closed, incident
from tests.store import wrong
from tui_crm.clock import FixedClock
from tui_crm.errors import BadInput, NotFound, UsageError
from tui_crm.models.messaging import Channel
from tui_crm.models.survey import Asked, Plan
from tui_crm.models.ticket import TicketState
from tui_crm.services.crm import Crm
from tui_crm.services.survey_messages import Asking


def told(plan: Plan) -> tuple[list[str], dict[str, str]]:
    """Return who is asked, and why others are not."""
    return [each.contact for each in plan.people], {each.contact: str(each.reason) for each in plan.left_out}


@pytest.fixture
def crowd(li: Crm) -> Crm:
    """Return a database with a survey over people of whom some are not to be asked."""
    people: dict[str, dict[str, object]] = {
        "Ada": {"emails": ["ada@x.cn"]},
        "陈晨": {"handles": [("wechat", "cc")], "channel": "wechat"},
        "Dan": {"emails": ["dan@x.cn"], "do_not_contact": True},
        "Eve": {"emails": ["eve@x.cn"], "consent": "withdrawn"},
        "Fay": {},
        "Gus": {"emails": ["gus@x.cn"], "company": "Quiet"},
    }
    for name, more in people.items():
        li.contacts.add({"name": name, "tags": ["s"], **more})
    li.contacts.edit(li.contacts.meant("Quiet"), {"do_not_contact": True, "tags": ["s"]})
    li.surveys.add("Autumn", "nps", "tag:s sort:name")
    return li


def test_it_asks_whom_it_may_and_tells_why_not_the_others(crowd: Crm) -> None:
    plan = crowd.surveys.to_ask("autumn")
    left = {"Dan": "do_not_contact", "Eve": "withdrawn", "Fay": "no_address", "Gus": "do_not_contact"}
    assert told(plan) == (["Ada", "陈晨"], left)
    ada, chen = (each.message for each in plan.people)
    assert ada.text.startswith("Dear Ada,\n\nHow likely are you to recommend us to a friend or colleague?")
    assert "from 0 (not at all likely) to 10 (extremely likely)" in ada.text
    assert "您有多大可能把我们推荐给朋友或同事？" in chen.text
    assert (ada.reach.address, chen.reach.service) == ("ada@x.cn", "wechat")
    assert crowd.surveys.get("autumn").filter == "tag:s"
    assert crowd.surveys.waiting() == []


def test_nobody_is_asked_twice_within_the_rest(crowd: Crm, open_crm: OpenCrm) -> None:
    plan = crowd.surveys.to_ask("autumn")
    done = crowd.surveys.ask("autumn", plan.people)
    assert (done.what, len(done.ids)) == ("Asked 2 contacts in survey Autumn", 2)
    assert crowd.surveys.ask("autumn", plan.people).operation_id is None  # somebody else was quicker
    crowd.surveys.add("Other", "csat", "tag:s")
    assert told(crowd.surveys.to_ask("other"))[0] == []
    assert told(crowd.surveys.to_ask("other"))[1]["Ada"] == "resting"
    later = open_crm("li", clock=FixedClock(crowd.clock.now() + timedelta(days=91)))
    assert told(later.surveys.to_ask("other"))[0] == ["Ada", "陈晨"]
    later.settings.set("survey_rest_days", "100")
    assert told(later.surveys.to_ask("other"))[0] == []


def test_those_who_do_not_answer_are_reminded_a_few_times(crowd: Crm, open_crm: OpenCrm) -> None:
    crowd.surveys.ask("autumn", crowd.surveys.to_ask("autumn").people)
    assert told(crowd.surveys.to_remind("autumn")) == ([], {"Ada": "lately", "陈晨": "lately"})
    crowd.surveys.answer("autumn", crowd.contacts.meant("陈晨"), 9)
    for turn in range(1, 4):
        then = open_crm("li", clock=FixedClock(crowd.clock.now() + timedelta(days=4 * turn)))
        plan = then.surveys.to_remind("autumn")
        if turn == 3:
            assert told(plan) == ([], {"Ada": "often"})
            break
        assert told(plan) == (["Ada"], {})
        assert then.surveys.remind("autumn", plan.people).what == "Reminded Ada of survey Autumn"
    (waiting,) = then.surveys.waiting(which="autumn")
    assert (waiting.contact, waiting.reminders, waiting.reminded_at) == (
        "Ada",
        2,
        crowd.clock.now() + timedelta(days=8),
    )
    assert then.surveys.remind("autumn", [replace(plan_of_nobody(crowd), invitation_id=99)]).operation_id is None
    assert wrong(then.database) == {}


def plan_of_nobody(crm: Crm) -> Asked:
    """Return somebody who is asked in a survey of another name."""
    crm.surveys.add("Nobody", "csat", "tag:s")
    crm.settings.set("survey_rest_days", "0")
    return crm.surveys.to_ask("nobody").people[0]


def test_answers_are_counted_in_groups(crowd: Crm) -> None:
    for name in ("Hal", "Ida", "Jon"):
        crowd.contacts.add({"name": name, "tags": ["s"], "emails": [f"{name}@x.cn"]})
    crowd.surveys.ask("autumn", crowd.surveys.to_ask("autumn").people)
    for name, value in {"Ada": 10, "陈晨": 9, "Hal": 7, "Ida": 0}.items():
        done = crowd.surveys.answer("autumn", crowd.contacts.meant(name), value, comment=f"{value}!")
        assert done.what == f"Noted NPS {value} from {name} in survey Autumn"
        assert len(done.also) == (value <= 6)
    result = crowd.surveys.results("autumn")
    entry = result.survey
    assert (entry.asked, entry.answered, entry.rate, entry.figure, entry.result) == (5, 4, 80, 25, "+25")
    assert [(each.group.code, each.percent, [score.contact for score in each.scores]) for each in result.answers] == [
        ("promoters", 50, ["陈晨", "Ada"]), ("passives", 25, ["Hal"]), ("detractors", 25, ["Ida"]),
    ]  # fmt: skip
    assert [each.contact for each in result.waiting] == ["Jon"]
    crowd.scores.delete([result.answers[2].scores[0].id])
    assert {each.contact for each in crowd.surveys.waiting()} == {"Ida", "Jon"}
    assert crowd.surveys.get("autumn").figure == 67


def test_an_answer_needs_a_question_and_comes_once(crowd: Crm) -> None:
    ada = crowd.contacts.meant("Ada")
    with pytest.raises(BadInput, match="has not asked Ada") as raised:
        crowd.surveys.answer("autumn", ada, 9)
    assert raised.value.hint == f"keep what was said anyway with: crm score add c{ada} --nps …"
    crowd.surveys.ask("autumn", crowd.surveys.to_ask("autumn").people)
    with pytest.raises(BadInput, match="goes from 0 to 10"):
        crowd.surveys.answer("autumn", ada, 11)
    crowd.surveys.end("autumn")
    assert crowd.surveys.end("autumn").operation_id is None
    crowd.surveys.answer("autumn", ada, 9)  # late, and welcome
    with pytest.raises(BadInput, match="has answered survey Autumn: sc1"):
        crowd.surveys.answer("autumn", ada, 8)
    for ask in (crowd.surveys.to_ask, crowd.surveys.to_remind):
        with pytest.raises(BadInput, match="Autumn is over"):
            ask("autumn")


def test_a_plan_takes_as_many_statements_for_many_as_for_few(crowd: Crm, open_crm: OpenCrm) -> None:
    crowd.users.add("wang", name="Wang Wei")
    crowd.templates.add("Own", occasion="survey", text="$question – $owner", language="en")
    crowd.settings.set("survey_rest_days", "0")
    for number in range(20):
        said = {"name": f"Person {number}", "company": f"Firm {number}", "emails": [f"p{number}@x.cn"], "owner": "wang"}
        crowd.contacts.add({**said, "tags": ["s", "few"][: 2 - bool(number)]})
    crowd.surveys.add("Few", "nps", "tag:few")
    later = open_crm("li", clock=FixedClock(crowd.clock.now() + timedelta(days=4)))
    executed: list[str] = []
    event.listen(later.database.engine, "before_cursor_execute", lambda *said: executed.append(said[2]))

    def taken(plan: Callable[[str], Plan], which: str, people: int) -> int:
        executed.clear()
        assert len(plan(which).people) == people
        return len(executed)

    assert taken(later.surveys.to_ask, "few", 1) == taken(later.surveys.to_ask, "autumn", 21)
    for name in ("few", "autumn"):
        crowd.surveys.ask(name, crowd.surveys.to_ask(name).people)
    assert taken(later.surveys.to_remind, "few", 1) == taken(later.surveys.to_remind, "autumn", 21)
    texts = {each.contact: each.message.text for each in later.surveys.to_remind("autumn").people}
    assert texts["Person 3"].endswith("Wang Wei")


def test_what_a_survey_is_is_checked(crowd: Crm) -> None:
    for arguments, error in (
        (("autumn", "nps", "tag:s"), BadInput), (("…", "nps", "tag:s"), BadInput), (("X", "speed", "tag:s"), BadInput),
        (("X", "nps", " "), BadInput), (("X", "nps", "levl:A"), UsageError),
    ):  # fmt: skip
        with pytest.raises(error):
            crowd.surveys.add(*arguments)
    with pytest.raises(NotFound):
        crowd.surveys.add("X", "nps", "tag:s", template="none")
    with pytest.raises(NotFound, match="there is no survey"):
        crowd.surveys.get("Autum")
    assert crowd.surveys.edit("sv1", name="Autumn").operation_id is None
    crowd.surveys.delete("sv1")
    assert crowd.surveys.all() == []


def test_the_teams_own_template_goes_before_the_usual_one(crowd: Crm) -> None:
    crowd.templates.add("Own", occasion="survey", text="$question – $city?", language="en")
    crowd.templates.add("About a ticket", occasion="survey", text="$number?", language="en")
    assert told(crowd.surveys.to_ask("autumn")) == (
        ["陈晨"],
        {"Ada": "not_known", "Dan": "do_not_contact", "Eve": "withdrawn", "Fay": "not_known", "Gus": "do_not_contact"},
    )
    crowd.templates.edit("Own", text="$question")
    crowd.surveys.edit("autumn", template="Own")
    assert [each.message.template for each in crowd.surveys.to_ask("autumn").people] == ["Own", "Own"]


def test_what_a_tag_is_called_now_is_what_a_survey_asks_for(crowd: Crm) -> None:
    crowd.tags.rename("s", "friends")
    assert crowd.surveys.get("autumn").filter == "tag:friends"


def test_one_asks_after_each_closing_once(open_crm: OpenCrm) -> None:
    li = open_crm("li")
    key = incident(li)
    with pytest.raises(BadInput, match="T-1 is not closed"):
        li.surveys.to_ask_after(key)
    li.tickets.move([key], TicketState.CLOSED, cause="a spark", remedy="water")
    asked = li.surveys.to_ask_after(key)
    assert asked.message.text.startswith(
        "张先生，您好！\n\n您的工单 T-1“printer on fire”已经处理完毕。您对我们的服务满意吗？"
    )
    done = li.surveys.ask_after(key, asked)
    assert done.what == "Asked 张伟 how T-1 was"
    for again in (li.surveys.to_ask_after, lambda key: li.surveys.ask_after(key, asked)):
        with pytest.raises(BadInput, match="was asked about since"):
            again(key)
    assert [(each.ticket, each.contact, each.channel) for each in li.surveys.waiting(ticket_id=key)] == [
        ("T-1", "张伟", "wechat")
    ]
    made = li.scores.add("csat", 5, ticket_id=key)
    assert li.surveys.waiting() == []
    later = open_crm("li", clock=FixedClock(li.clock.now() + timedelta(hours=1)))
    later.tickets.move([key], TicketState.OPEN)
    later.tickets.move([key], TicketState.CLOSED)
    later.scores.add("csat", 4, ticket_id=key)
    with pytest.raises(BadInput, match="was rated since"):
        later.surveys.to_ask_after(key)
    later.history.undo()
    later.surveys.ask_after(key, later.surveys.to_ask_after(key))
    assert len(later.surveys.waiting()) == 1
    assert later.scores.get(made.ids[0]).value == 5


def test_by_which_template_and_channel_can_be_said(li: Crm) -> None:
    key = closed(li)
    li.templates.add("Own", occasion="survey", text="$subject: $scale? $role", language="en")
    asked = li.surveys.to_ask_after(key, Asking("csat", "own", channel=Channel.EMAIL, values={"role": "boss"}))
    assert (asked.message.text, asked.message.reach.address) == (
        "printer on fire: 1 (very dissatisfied) to 5 (very satisfied)? boss", "Zhang@Yunfan.cn",
    )  # fmt: skip
    li.templates.edit("own", text="$next_follow_up $birthday $family_name $city $owner $last_touch $company")
    li.contacts.edit(li.contacts.meant("张伟"), {"city": ""})
    with pytest.raises(BadInput, match=r"\$city"):
        li.surveys.to_ask_after(key, Asking("csat", "own"))
    li.contacts.edit(li.contacts.meant("张伟"), {"do_not_contact": True})
    with pytest.raises(BadInput, match="is not to be contacted"):
        li.surveys.to_ask_after(key)


def test_a_person_on_their_own_is_their_own_customer(li: Crm) -> None:
    bob(li)
    ann(li)
    li.surveys.add("S", "ces", "kind:any")
    li.surveys.ask("S", li.surveys.to_ask("S").people)
    assert [(each.contact, each.company) for each in li.surveys.waiting()] == [("Bob", ""), ("张伟", "云帆")]

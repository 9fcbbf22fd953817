"""Which promises are in danger, whose they are, and how promises were kept."""

import pytest

from tests.conftest import OpenCrm
from tests.services.example_people import bob
from tests.services.sla.test_escalating import ANY, HOUR, NINE, at
from tui_crm.errors import NotFound
from tui_crm.models.agenda import AgendaLine
from tui_crm.models.ticket import Clock, TicketState, Urgency, urgency
from tui_crm.services.crm import Crm
from tui_crm.services.sla.policies import Said


@pytest.fixture
def desk(open_crm: OpenCrm) -> Crm:
    """Return a CRM at twelve: of li's tickets one is late, one will be soon, one was answered; one is the team's."""
    crm = at(open_crm, 3)
    crm.users.add("zhao", team_name="support")
    crm.sla.set(ANY, Said({Clock.FIRST: "2h", Clock.NEXT: "4h", Clock.RESOLUTION: "8h"}))
    person = bob(crm)
    for subject, owner, hours in (
        ("late", "li", 0),
        ("soon", "li", 1.25),
        ("done", "li", 0),
        ("ours", "team:support", 1),
    ):
        crm.tickets.open(person, subject=subject, owner=owner, at=NINE + hours * HOUR)
    crm.tickets.reply(3, "here", at=NINE + HOUR)
    return crm


def told(lines: tuple[AgendaLine, ...]) -> list[tuple[object, ...]]:
    return [(line.text, line.clock, line.minutes, line.time, line.person) for line in lines]


def test_what_is_in_danger_is_told_the_soonest_first(desk: Crm, open_crm: OpenCrm) -> None:
    page = desk.sla.at_risk()
    assert told(page.lines) == [
        ("T-1 late", "first", -60, "03:00", "li"),
        ("T-4 ours", "first", 0, "04:00", "support"),
        ("T-2 soon", "first", 75, "05:15", "li"),
    ]
    assert (str(page.tally), page.section) == ("3", "sla")
    assert [line.id for line in desk.sla.at_risk(owner="li").lines] == [1, 2]
    assert [line.id for line in desk.sla.at_risk(owner="zhao").lines] == [4]
    assert [line.id for line in desk.sla.at_risk(owner="Team:support", ids=[1, 4]).lines] == [4]
    assert desk.sla.at_risk(ids=[3]).lines == ()
    with pytest.raises(NotFound):
        desk.sla.at_risk(owner="team:nobody")
    counts = [desk.sla.count_at_risk(), desk.sla.count_at_risk(everybody=True)]
    counts += [at(open_crm, 3, login).sla.count_at_risk() for login in ("zhao", "somebody")]
    assert list(map(str, counts)) == ["2", "3", "1", "0"]


def test_today_has_them_on_top(desk: Crm, open_crm: OpenCrm) -> None:
    (page, *_others) = desk.today.pages()
    assert (page.section, str(page.tally), [line.text for line in page.lines]) == ("sla", "2", ["T-1 late", "T-2 soon"])
    assert [line.is_late for line in page.lines] == [True, False]
    assert len(desk.today.pages(everybody=True)[0].lines) == 3
    assert at(open_crm, 3, "zhao").today.pages()[0].lines[0].person == "support"


def test_of_several_clocks_the_one_with_the_least_left_of_it_is_told(desk: Crm, open_crm: OpenCrm) -> None:
    desk.tickets.reply(3, "and?", incoming=True, at=NINE + 3 * HOUR)
    later = at(open_crm, 7.5)
    assert told(later.sla.at_risk(ids=[3]).lines) == [("T-3 done", "next", 30, "09:00", "li")]
    later.tickets.reply(3, "here again")
    assert told(later.sla.at_risk(ids=[3]).lines) == [("T-3 done", "resolution", 90, "10:00", "li")]
    later.tickets.move([3], TicketState.WAITING)
    assert at(open_crm, 9).sla.at_risk(ids=[3]).lines == ()


def test_the_board_and_the_page_mean_the_same_by_it(desk: Crm, open_crm: OpenCrm) -> None:
    desk.tickets.reply(3, "and?", incoming=True, at=NINE + 3 * HOUR)
    for hours in (1, 3, 3.5, 5, 7.5, 9, 30):
        crm = at(open_crm, hours)
        now, lines = crm.clock.now(), crm.sla.at_risk().lines
        stand = {row.id: row.urgency(now) for row in crm.tickets.rows([1, 2, 3, 4])}
        assert {key for key, urgent in stand.items() if urgent} == {line.id for line in lines}
        assert {key for key, urgent in stand.items() if urgent is Urgency.LATE} == {
            line.id for line in lines if (line.minutes or 0) < 0
        }
        for key, urgent in stand.items():
            runs = crm.tickets.card(key).clocks
            assert max(urgency(run.due_at, run.warn_at, now) for run in runs) is urgent, (hours, key)


def test_what_ran_out_in_the_evening_is_late_at_night(desk: Crm, open_crm: OpenCrm) -> None:
    ticket = (
        at(open_crm, 9).tickets.open(bob(desk), subject="last", owner="zhao", at=NINE + 7 * HOUR).ids[0]
    )  # at 18:00
    assert told(at(open_crm, 9).sla.at_risk(ids=[ticket]).lines) == [("T-5 last", "first", 0, "10:00", "zhao")]
    night = at(open_crm, 12).sla.at_risk(ids=[ticket]).lines
    assert [(line.minutes, line.is_late) for line in night] == [(-180, True)]


def test_what_nobody_has_is_everybodys(desk: Crm, open_crm: OpenCrm) -> None:
    desk.tickets.open(bob(desk), subject="nobody's", owner="", at=NINE)
    zhao = at(open_crm, 3, "zhao")
    assert [str(crm.sla.count_at_risk()) for crm in (desk, zhao)] == ["3", "2"]
    assert [line.text for line in zhao.today.pages()[0].lines] == ["T-5 nobody's", "T-4 ours"]
    assert [line.id for line in desk.sla.at_risk(owner="zhao").lines] == [4]
    zhao.sla.escalate()
    assert {told.number for told in zhao.sla.told_since(0)} == {"T-4", "T-5"}


def test_complaints_stand_first_and_are_named(desk: Crm, open_crm: OpenCrm) -> None:
    desk.tickets.open(bob(desk), kind="complaint", subject="too late", owner="li", at=NINE + 1.5 * HOUR)
    lines = told(at(open_crm, 3).sla.at_risk().lines)
    assert lines[:2] == [
        ("T-5 complaint: too late", "first", -30, "03:30", "li"),
        ("T-1 late", "first", -60, "03:00", "li"),
    ]

"""What a card shows of a contact, in which order, and that it leaves out what is not known."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW, OpenCrm
from tests.screens.people import TODAY
from tui_crm.clock import FixedClock
from tui_crm.models.cards import NextStep, Tie
from tui_crm.models.codes import ActivityKind
from tui_crm.models.ticket import TicketState
from tui_crm.screens.contact_card import Story, preview, whole
from tui_crm.screens.contact_preview import read_story
from tui_crm.services.crm import Crm
from tui_crm.widgets.card import CardRow, CardSection
from tui_crm.widgets.cell import Role

CLOCK = FixedClock(NOW)
ZHANG = 2


@pytest.fixture
def opened(people: Path, open_crm: OpenCrm) -> Crm:
    assert people.exists()
    return open_crm("li")


def story(crm: Crm, name: str) -> Story:
    found = read_story(crm, crm.contacts.meant(name), 5)
    assert found is not None
    return found


def texts(sections: Sequence[CardSection]) -> list[str]:
    """Return a card as lines of text, a blank one between sections."""
    lines: list[str] = []
    for section in sections:
        lines += [""] if lines else []
        lines += [section.heading] if section.heading else []
        lines += [" ".join(filter(None, (row.label, *(cell.text for cell in row.cells)))) for row in section.rows]
    return lines


def rows(sections: Sequence[CardSection], heading: str) -> tuple[CardRow, ...]:
    return next(section.rows for section in sections if section.heading == heading)


def test_the_preview_says_what_one_wants_to_know_before_a_call(opened: Crm) -> None:
    assert texts(preview(story(opened, "张伟"), CLOCK)) == [
        "张伟 c2",
        "采购经理 · 上海云帆贸易有限公司",
        "",
        "tel 138 0013 8001",
        "mail zhang@yunfan.example",
        "WeChat yf_zhangwei",
        "",
        "active · last touch: 3 d",
        "owner li · level A",
        "partner · vip",
        "",
        "NEXT",
        "Mon 23 Nov 09:30",
        "send",
        "",
        "LAST",
        "call 18 Nov reached · asks for a better price",
        "",
        "NOTE",
        "prefers calls after five",
    ]


def test_what_is_not_known_is_left_out(opened: Crm) -> None:
    assert texts(preview(story(opened, "Ola Nordmann"), CLOCK)) == [
        "Ola Nordmann c11",
        "",
        "tel 138 0013 8006",
        "",
        "churned · last touch: 212 d",
        "no owner",
        "",
        "LAST",
        "call 23 Apr reached · asks for a better price",
    ]


def test_a_company_gathers_its_people(opened: Crm) -> None:
    shown = texts(preview(story(opened, "上海云帆贸易有限公司"), CLOCK))
    assert shown[:2] == ["上海云帆贸易有限公司 c1", "company"]
    assert shown[-2:] == ["PEOPLE", "张伟 采购经理"]


def test_of_many_people_a_few_are_shown_and_none_on_the_page_which_has_a_list(opened: Crm) -> None:
    found = story(opened, "上海云帆贸易有限公司")
    many = tuple(Tie(number, f"P{number}", "member", "", "", is_primary=False) for number in range(9))
    full = Story(replace(found.card, people=many), found.recent)
    assert [row.cells[0].text for row in rows(preview(full, CLOCK), "PEOPLE")] == [
        *(f"P{n}" for n in range(6)),
        "3 more",
    ]
    assert not [section for section in whole(full, CLOCK) if section.heading == "PEOPLE"]


@pytest.mark.parametrize(("days", "role"), [(-2, Role.ERROR), (0, Role.ACCENT), (3, Role.PLAIN)])
def test_what_is_due_stands_out(opened: Crm, days: int, role: Role) -> None:
    found = story(opened, "张伟")
    due = NextStep(reminder_id=1, due_on=TODAY + timedelta(days=days), due_time=None, text="")
    late = Story(replace(found.card, row=replace(found.card.row, next=due)), ())
    (line,) = rows(preview(late, CLOCK), "NEXT")
    assert line.cells[0].role is role
    assert [cell.text for cell in line.cells[1:]] == (["2 d late"] if days < 0 else [])


def test_what_is_not_solved_stands_on_the_card_with_the_last_score(opened: Crm) -> None:
    keys = [opened.tickets.open(ZHANG, subject=f"q{number}").ids[0] for number in range(4)]
    opened.tickets.open(ZHANG, kind="complaint", subject="late")
    opened.tickets.move(keys[:1], TicketState.RESOLVED)
    with opened.database.write(opened.actor, "a score") as writing:
        whose = {"contact_id": ZHANG, "customer_id": 1, "kind": "csat", "value": 2}
        writing.create("score", {**whose, "at": "2026-11-20T10:00:00Z", "comment": "too late"})
    opened.tickets.reply(keys[1], "on its way")
    found = read_story(opened, ZHANG, 5)
    assert found is not None
    assert rows(preview(found, CLOCK), "LAST")[0].cells[1].text == "T-2 · on its way"
    told = rows(preview(found, CLOCK), "SERVICE")
    assert [row.label for row in told] == ["T-5", "T-3", "T-4", "", "score"]
    assert [cell.text for cell in told[0].cells[:3]] == ["complaint", "late", "new"]
    assert told[0].cells[3].text.startswith("first ")
    assert [cell.text for cell in told[3].cells] == ["1 more"]
    assert [cell.text for cell in told[4].cells] == ["CSAT 2", "20 Nov", "“too late”"]
    assert [row.label for row in rows(whole(found, CLOCK), "SERVICE")] == ["T-5", "T-3", "T-4", "T-2", "score"]


def test_do_not_contact_is_said_first(opened: Crm) -> None:
    opened.contacts.edit(ZHANG, {"do_not_contact": True})
    (_name, _role, warning) = preview(story(opened, "张伟"), CLOCK)[0].rows
    assert (warning.cells[0].text, warning.cells[0].role) == ("do not contact", Role.ERROR)


def test_a_pinned_stage_says_so(opened: Crm) -> None:
    opened.contacts.edit(ZHANG, {"stage_pinned": True})
    assert "active pinned · last touch: 3 d" in texts(preview(story(opened, "张伟"), CLOCK))


def test_the_last_activities_have_their_own_days(opened: Crm) -> None:
    opened.activities.log(ActivityKind.EMAIL, ZHANG, at=NOW - timedelta(days=500), subject="Quote", text="sent")
    opened.activities.log(ActivityKind.NOTE, ZHANG, text="likes tea")
    shown = texts(preview(story(opened, "张伟"), CLOCK))
    at = shown.index("LAST")
    assert shown[at + 1 : at + 4] == [
        "note   21 Nov likes tea",
        "call   18 Nov reached · asks for a better price",
        "mail Jul 2025 Quote · sent",
    ]


def test_the_page_adds_everything_else(opened: Crm) -> None:
    opened.contacts.edit(ZHANG, {"birthday": "1980-12-24", "source": "fair", "nickname": "小张"})
    shown = texts(whole(story(opened, "张伟"), CLOCK))
    at = shown.index("DETAILS")
    assert shown[:at] == [*texts(preview(story(opened, "张伟"), CLOCK)), ""]
    assert shown[at + 1 :] == [
        "nickname 小张",
        "birthday 1980-12-24 · Thu 24 Dec",
        "source fair",
        "address 上海",
        "since Sat 21 Nov",
    ]


def test_the_page_calls_fields_and_birthdays_as_people_do(opened: Crm) -> None:
    opened.custom_fields.add("budget", label="Budget in k")
    opened.contacts.edit(ZHANG, {"birthday": "lunar:--08-15", "custom": {"budget": "5"}})
    shown = texts(whole(story(opened, "张伟"), CLOCK))
    assert "birthday lunar month 8, day 15 · Wed 15 Sep 2027" in shown
    assert "Budget in k 5" in shown


def test_who_is_gone_has_no_story(opened: Crm) -> None:
    assert read_story(opened, 999, 5) is None

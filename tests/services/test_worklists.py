"""What one looks at: whose reminders, in which order, and on which day of the user's calendar."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import NOW, OpenCrm
from tui_crm.clock import FixedClock
from tui_crm.models.agenda import Tally
from tui_crm.models.when import When
from tui_crm.models.worklist import Whose, Worklist
from tui_crm.services.crm import Crm

TODAY = NOW.date()
DAY = timedelta(days=1)
ZONES = ("UTC", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago")


def add(crm: Crm, days: int, at: str = "", zone: str = "UTC", **said: object) -> int:
    due = When(TODAY + days * DAY, time.fromisoformat(at) if at else None, zone)
    return crm.followups.add(due, **said).ids[0]  # type: ignore[arg-type]


def test_whose_they_are(li: Crm) -> None:
    li.users.add("wang")
    add(li, 1)
    add(li, 0, owner="wang")
    add(li, 2, owner="")
    assert [li.worklists.ids(Worklist(whose)) for whose in Whose] == [[1], [2, 1, 3], [3]]
    assert [li.worklists.ids(Worklist(whose), 1) for whose in Whose] == [[1], [2], [3]]
    assert Whose.MINE.next.next.next is Whose.MINE
    assert li.worklists.open_count() == Tally(1)


def test_who_never_wrote_has_none(open_crm: OpenCrm) -> None:
    add(open_crm("wang"), 0)
    li = open_crm("li")
    assert (li.worklists.ids(Worklist()), li.worklists.open_count()) == ([], Tally(0))
    assert li.worklists.by_day(Worklist(), TODAY, TODAY) == {}


def test_those_done_are_told_by_when_they_were(open_crm: OpenCrm) -> None:
    li, later = open_crm("li"), open_crm("li", clock=FixedClock(NOW + DAY))
    for days in (-9, 9, 0):
        add(li, days)
    later.followups.done(1)
    li.followups.done(2)
    done = Worklist(done=True)
    assert (li.worklists.ids(done), li.worklists.ids(Worklist())) == ([1, 2], [3])
    assert li.worklists.by_day(done, TODAY - 9 * DAY, TODAY + 9 * DAY) == {TODAY: (2,), TODAY + DAY: (1,)}
    assert li.worklists.by_day(done, TODAY + DAY, TODAY + DAY) == {TODAY + DAY: (1,)}


def test_words_narrow_every_view(li: Crm) -> None:
    add(li, 0, text="send the quote")
    add(li, 0, text="call")
    asked = Worklist(Whose.EVERYBODY, text="quo")
    assert li.worklists.ids(asked) == [1]
    assert li.worklists.by_day(asked, TODAY, TODAY) == {TODAY: (1,)}


@pytest.mark.parametrize("zone", ZONES)
def test_each_stands_on_the_day_of_the_users_wall(open_crm: OpenCrm, zone: str) -> None:
    random = Random(zone)
    crm = open_crm("li", clock=FixedClock(NOW, ZoneInfo(zone)))
    for _number in range(60):
        add(crm, random.randint(-5, 5), random.choice(("", "00:00", "12:30", "23:59")), random.choice(ZONES))
    expected: dict[date, list[tuple[str, int]]] = {}
    for entry in crm.followups.find():
        local = entry.due_at.astimezone(ZoneInfo(zone)) if entry.due_at else None
        day, at = (local.date(), f"{local:%H:%M}") if local else (entry.due_on, "~")
        expected.setdefault(day, []).append((at, entry.id))
    first, last = TODAY - 2 * DAY, TODAY + 3 * DAY
    wanted = {day: tuple(key for _at, key in sorted(each)) for day, each in expected.items() if first <= day <= last}
    assert crm.worklists.by_day(Worklist(), first, last) == wanted


def test_a_day_may_have_an_hour_more(open_crm: OpenCrm) -> None:
    """In New York the clocks go back on 1 November 2026."""
    zone = ZoneInfo("America/New_York")
    crm = open_crm("li", clock=FixedClock(datetime(2026, 11, 2, 4, 30, tzinfo=ZoneInfo("UTC")), zone))
    crm.followups.add(When(date(2026, 11, 2), None, ""))
    crm.followups.done(1)
    assert crm.worklists.by_day(Worklist(done=True), date(2026, 11, 1), date(2026, 11, 1)) == {date(2026, 11, 1): (1,)}

"""A reminder that comes due while the screens are open is told with a bell, once, to whom it belongs."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import NOW, OpenCrm
from tests.screens.stage import on_stage
from tui_crm.models.when import When
from tui_crm.screens.coming_due import ComingDue
from tui_crm.services.crm import Crm

DAY = date(2026, 11, 21)


@dataclass
class Wall:
    """A clock that moves when it is told to."""

    instant: datetime = NOW
    zone: ZoneInfo = ZoneInfo("UTC")  # noqa: RUF009 - zones are immutable

    def now(self) -> datetime:
        return self.instant

    def today(self) -> date:
        return self.instant.date()

    def elapsed(self) -> float:
        return 0.0

    def show(self, wall: str) -> None:
        self.instant = datetime.combine(DAY, time.fromisoformat(wall), UTC)


def at(wall: str) -> When:
    return When(DAY, time.fromisoformat(wall), "UTC")


def ids(crm: Crm, coming: ComingDue, wall: Wall, shows: str) -> list[int]:
    """Return what is told when the clock shows that time, what is expected having been read anew."""
    wall.show(shows)
    coming.expect(crm.today.coming(coming.since, wall.now() + timedelta(days=1)))
    return [entry.id for entry in coming.come()]


def test_each_is_told_once_when_its_time_comes(li: Crm) -> None:
    for due in ("09:30", "09:31", "09:40"):
        li.followups.add(at(due))
    li.followups.add(When(DAY, None, "UTC"))
    wall = Wall()
    coming = ComingDue(wall)
    assert [ids(li, coming, wall, shows) for shows in ("09:30", "09:30", "09:31", "09:31", "09:35")] == [
        [], [], [2], [], [],
    ]  # fmt: skip
    assert ids(li, coming, wall, "09:50") == [3]
    li.followups.snooze(3, at("09:55"))
    assert [ids(li, coming, wall, shows) for shows in ("09:51", "09:55")] == [[], [3]]


def test_a_time_that_passed_unlooked_at_is_told_without_reading(li: Crm) -> None:
    li.followups.add(at("10:00"))
    wall = Wall()
    coming = ComingDue(wall)
    coming.expect(li.today.coming(coming.since, wall.now() + timedelta(days=1)))
    wall.show("13:00")  # the lid was closed
    assert [entry.id for entry in coming.come()] == [1]
    li.followups.add(at("12:00"))  # meanwhile, elsewhere
    assert ids(li, coming, wall, "13:00") == [2]


def test_one_that_was_set_for_this_very_minute_is_told_and_one_that_was_late_is_not(li: Crm) -> None:
    wall = Wall()
    coming = ComingDue(wall)
    assert ids(li, coming, wall, "10:00:30") == []
    li.followups.add(at("10:00"))
    li.followups.add(at("09:45"))
    assert ids(li, coming, wall, "10:00:35") == [1]


def test_only_open_ones_of_one_s_own_come(li: Crm, open_crm: OpenCrm) -> None:
    wang = open_crm("wang")
    ann = li.contacts.add({"name": "Ann"}).ids[0]
    wang.followups.add(at("09:31"))
    li.followups.done(li.followups.add(at("09:31")).ids[0])
    li.followups.add(at("09:31"), contact_id=ann)
    li.contacts.delete([ann])
    wang.followups.add(at("09:32"), owner="li")
    wall = Wall()
    assert ids(li, ComingDue(wall), wall, "10:00") == [4]
    assert open_crm("nobody").today.coming(NOW, NOW + timedelta(days=1)) == []


def test_times_of_any_zone_are_in_the_order_of_time(li: Crm) -> None:
    li.followups.add(When(date(2026, 11, 22), time(0, 0), "Pacific/Kiritimati"))  # 10:00 UTC on the 21st
    li.followups.add(When(date(2026, 11, 20), time(22, 45), "Pacific/Pago_Pago"))  # 09:45 UTC on the 21st
    wall = Wall()
    coming = ComingDue(wall)
    assert ids(li, coming, wall, "10:00") == [2, 1]
    (entry,) = li.today.coming(datetime(2026, 11, 21, 9, 50, tzinfo=UTC), wall.now())
    assert coming.line(entry) == "due 10:00"


async def test_a_colleague_s_is_told_with_a_bell_and_the_tab_counts_it(
    people: Path, open_crm: OpenCrm, monkeypatch: pytest.MonkeyPatch
) -> None:
    wall, bells = Wall(), list[str]()
    async with on_stage(people, clock=wall) as stage:
        monkeypatch.setattr(stage.app, "bell", lambda: bells.append("ring"))
        wang = open_crm("wang")
        wang.followups.add(at("09:45"), contact_id=1, owner="li", text="[@click=app.quit]call[/]")
        await stage.until(lambda: len(stage.app._coming._coming) == 1)
        stage.app._tell_what_comes_due()
        assert (stage.toasts, bells) == ([], [])
        wall.show("09:46")
        stage.app._tell_what_comes_due()
        await stage.until_told("due 09:45", "[@click=app.quit]call[/]")
        await stage.until(lambda: stage.app._waiting.get("today"))
        stage.app._tell_what_comes_due()
        assert (len(stage.toasts), bells) == (1, ["ring"])

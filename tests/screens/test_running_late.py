"""A ticket that runs late while the screens are open: the steps are taken by themselves, and told to whom it belongs."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW, OpenCrm
from tests.screens.moved_clock import MovedClock
from tests.screens.stage import on_stage
from tui_crm.models.escalation import Escalated
from tui_crm.models.sla_policies import Subject
from tui_crm.models.ticket import Clock
from tui_crm.screens.running_late import RunningLate, line, lines
from tui_crm.services.crm import Crm
from tui_crm.services.sla.policies import Said

STEPS = ["50:notify", "100:notify", "100:raise"]


@pytest.mark.parametrize(
    ("percent", "action", "told"),
    [
        (75, "notify", "T-4: 75 % of the time for the first response have passed · Bob · help"),
        (100, "notify", "T-4: the time for the first response has run out · Bob · help"),
        (150, "reassign", "T-4 is yours now: first response at 150 % · Bob · help"),
    ],
)
def test_each_step_has_its_words(percent: int, action: str, told: str) -> None:
    assert line(Escalated(1, 4, "T-4", "help", "Bob", Clock.FIRST, percent, action)) == told


def test_of_a_clock_only_the_furthest_is_told_and_no_more_than_one_can_read() -> None:
    steps = [
        Escalated(2 * key + each, key, f"T-{key}", "help", "Bob", Clock.FIRST, percent, "notify")
        for key in range(5)
        for each, percent in enumerate((75, 100))
    ]
    assert lines(steps[2:4]) == ["T-1: the time for the first response has run out · Bob · help"]
    assert [told.partition(":")[0] for told in lines(steps)] == ["T-0", "T-1", "T-2", "and 2 more of your tickets"]
    assert lines([]) == []


def test_each_is_told_once_and_what_is_past_never(li: Crm) -> None:
    late = RunningLate()
    assert late.read(li) == []
    steps = [Escalated(key, 4, "T-4", "help", "Bob", Clock.FIRST, 75, "notify") for key in (3, 5)]
    assert late.news(steps) == steps
    assert late.news([]) == []
    assert late.news(steps) == []


async def test_steps_are_taken_by_themselves_and_told_with_a_bell(
    people: Path, open_crm: OpenCrm, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, bells = MovedClock(), list[str]()
    crm = open_crm("li", clock=clock)
    crm.settings.set("calendar_hours", "mon-sun 0-24")
    times = {Clock.FIRST: "2h", Clock.NEXT: "none", Clock.RESOLUTION: "none"}
    crm.sla.set(Subject(), Said(times, STEPS))
    crm.tickets.open(1, subject="[@click=app.quit]help[/]", owner="li", at=NOW)
    async with on_stage(people, clock=clock) as stage:
        monkeypatch.setattr(stage.app, "bell", lambda: bells.append("ring"))
        await stage.until(lambda: stage.app._late._last is not None)
        clock.instant += timedelta(hours=1)
        stage.app._go_on()
        await stage.until_told("T-1: 50 % of the time", "[@click=app.quit]help[/]")
        assert bells == ["ring"]
        newest = next(iter(crm.history.list()))
        assert (newest.source, newest.what) == ("system", "Escalated T-1")
        stage.app._go_on()
        clock.instant += timedelta(hours=1)
        stage.app._go_on()
        await stage.until_told("has run out")
        assert (len(bells), crm.tickets.rows([1])[0].priority) == (2, "high")

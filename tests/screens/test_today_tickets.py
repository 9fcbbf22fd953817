"""Tickets whose promised time runs out stand on top of Today, are counted beside their tab, and open from there."""

from datetime import timedelta
from pathlib import Path

from tests.conftest import NOW, OpenCrm
from tests.screens.stage import on_stage
from tests.screens.today_stage import Screen
from tui_crm.models.sla_policies import Subject
from tui_crm.models.ticket import Clock
from tui_crm.screens.ticket_page import TicketPage
from tui_crm.services.sla.policies import Said

HOUR = timedelta(hours=1)


async def test_they_are_told_with_their_clock_and_open(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    crm.settings.set("calendar_hours", "mon-sun 0-24")
    crm.sla.set(Subject(), Said({Clock.FIRST: "4h"}, ["none"]))
    late = crm.tickets.open(1, subject="fire", owner="li", at=NOW - 5 * HOUR).ids[0]
    soon = crm.tickets.open(1, subject="smoke", owner="li", at=NOW - 3.5 * HOUR).ids[0]
    crm.tickets.open(1, subject="fine", owner="li", at=NOW)
    async with on_stage(people, 120, 30) as stage:
        today = Screen(stage)
        await today.open()
        await stage.until_shown("SLA AT RISK 2", "1 h late T-1 fire", "30 min left T-2 smoke")
        await stage.until_shown("6 Tickets 2")
        assert today.screen.line is not None
        assert (today.screen.line.id, soon) == (late, 2)
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, TicketPage))

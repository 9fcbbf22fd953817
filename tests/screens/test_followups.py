"""Follow-ups as a person meets them: list, week and month, what answers one or many of them, and where the cursor stays."""

import shlex
from collections.abc import Sequence
from datetime import time, timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW, OpenCrm, RunCrm
from tests.screens.stage import Stage, on_stage
from tests.widgets.lines import assert_golden
from tui_crm import i18n
from tui_crm.models.cards import ReminderEntry
from tui_crm.models.when import When
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.dialogs.handing_over import HandingOver
from tui_crm.screens.dialogs.snoozing import Snoozing
from tui_crm.screens.dialogs.weighing import Weighing
from tui_crm.screens.followup_search import PAGE
from tui_crm.screens.followup_view import View
from tui_crm.screens.followups import FollowupsScreen
from tui_crm.screens.journey import JourneyScreen
from tui_crm.widgets.calendar_grid import CalendarGrid
from tui_crm.widgets.pick_table import PickTable

TODAY = NOW.date()


def on(days: int, at: str = "") -> When:
    return When(TODAY + timedelta(days=days), time.fromisoformat(at) if at else None, "UTC")


@pytest.fixture
def agenda(people: Path, open_crm: OpenCrm) -> Path:
    """Return the people of the screens, with some weeks of work for li."""
    li = open_crm("li")
    meant = li.contacts.meant
    add = li.followups.add
    li.followups.delete(*(entry.id for entry in li.followups.find()))
    add(on(-2), contact_id=meant("Anna Schmidt"), text="send the quote", priority="urgent")
    add(on(0, "14:00"), contact_id=meant("Björn Åkesson"), text="call about the reorder", priority="high")
    add(on(1, "10:00"), contact_id=meant("张伟"), text="上门量尺", minutes=90, place="云帆大厦 12 楼")
    add(on(1, "10:00"), contact_id=meant("Nordlicht GmbH"), text="visit", minutes=45, place="Hafen 3")
    add(on(1), text="buy coffee", priority="low")
    add(on(9), contact_id=meant("Jean Dupont"), text="ask how it tastes")
    add(on(3), contact_id=meant("陈美玲"), text="who takes this one?", owner="")
    done = add(on(-1), contact_id=meant("Ola Nordmann"), text="is he still there?").ids[0]
    li.followups.done(done)
    return people


class Screen:
    """Follow-ups on a stage."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.press = stage.press

    @property
    def screen(self) -> FollowupsScreen:
        found = self.stage.app.screen_stack[0]
        assert isinstance(found, FollowupsScreen)
        return found

    @property
    def table(self) -> PickTable:
        return self.screen.query_one(PickTable)

    @property
    def here(self) -> str:
        """What the reminder under the cursor is for."""
        here, rows = self.screen.reminder_at_hand(), self.screen._rows
        entry = rows.entry(here.id) if here is not None and rows is not None else None
        return "" if entry is None else entry.text

    async def open(self) -> None:
        await self.press("4")
        await self.stage.until(lambda: isinstance(self.stage.app.screen, FollowupsScreen) and self.screen._look_shown)
        await self.stage.pilot.pause()

    async def view(self, view: View) -> None:
        """Turn to a view, and wait for it."""
        await self.press("v")
        await self.stage.until(lambda: self.screen._look_shown and self.screen._look_shown.view is view)
        await self.stage.pilot.pause()

    async def until_here(self, text: str) -> None:
        await self.stage.until(lambda: self.here == text)

    async def until_dialog(self, kind: type) -> None:
        await self.stage.until(lambda: isinstance(self.stage.app.screen, kind) and self.stage.app.focused)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])
async def test_the_views_look_right(agenda: Path, language: str, width: int, height: int) -> None:
    i18n.set_language(language)
    async with on_stage(agenda, width, height) as stage:
        screen = Screen(stage)
        await screen.open()
        await stage.until_shown("send the quote")
        if width > 80:
            await stage.until_shown("Anna Schmidt c4")
        assert_golden(f"followups_list_{width}_{language}", stage.lines)
        for view in (View.WEEK, View.MONTH):
            await screen.view(view)
            assert_golden(f"followups_{view}_{width}_{language}", stage.lines)


async def test_one_is_answered_and_the_cursor_stays_at_its_place(agenda: Path) -> None:
    async with on_stage(agenda) as stage:
        screen = Screen(stage)
        await screen.open()
        await stage.until_shown("4 Follow-ups 6")
        assert screen.here == "send the quote"
        await screen.press("space")
        await screen.until_here("call about the reorder")
        await stage.until_told("Done: Anna Schmidt · send the quote", "u to undo")
        await screen.press("z")
        await screen.until_dialog(Snoozing)
        await stage.type("next wed")
        await stage.until_shown("Björn Åkesson · call about the reorder", "Wed 25 Nov 14:00 · in 4 d")
        await stage.type(" 3pm")
        await stage.until_shown("Wed 25 Nov 15:00 · in 4 d")
        await screen.press("enter")
        await screen.until_here("上门量尺")
        await screen.press("u")
        await stage.until_shown("today 14:00")
        assert screen.here == "上门量尺"
        await screen.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, JourneyScreen))


async def test_many_are_answered_in_one_operation(agenda: Path, open_crm: OpenCrm) -> None:
    async with on_stage(agenda) as stage:
        screen = Screen(stage)
        await screen.open()
        await screen.press("m", "m")
        await stage.until_shown("open follow-ups of li · 6 · 2 selected")
        await screen.press("o")
        await screen.until_dialog(HandingOver)
        await stage.type("nobody here")
        await screen.press("enter")
        await stage.until_shown("there is no user")
        await screen.press("ctrl+u")
        await stage.type("wang")
        await screen.press("enter")
        await stage.until_told("Edited 2 follow-ups")
        await screen.until_here("上门量尺")
        assert not screen.table.selection
        await screen.press("w")
        await stage.until_shown("open follow-ups of everybody", "wang")
        await screen.press("asterisk", "p")
        await screen.until_dialog(Weighing)
        await screen.press("home", "enter")
        await stage.until_told("Edited")
        await stage.until(lambda: not screen.table.selection)
        await screen.press("asterisk", "delete")
        await stage.until_shown("No follow-up is open.")
        await screen.press("u")
        await stage.until_shown("● send the quote")
        await screen.press("w")
        await stage.until_shown("● who takes this o", "open follow-ups that are nobody’s · 1")
    wang = open_crm("wang")
    assert {entry.priority for entry in wang.followups.find(undone=True)} == {"urgent"}


async def test_words_and_what_is_done_narrow_all_views(agenda: Path, crm: RunCrm) -> None:
    async with on_stage(agenda) as stage:
        screen = Screen(stage)
        await screen.open()
        await screen.press("slash")
        await stage.type("zhangwei")
        await screen.press("enter")
        await stage.until_shown("follow-ups of li · 1", "上门量尺")
        await stage.until(lambda: screen.table.has_focus)
        await screen.view(View.WEEK)
        await stage.until_shown("16 Nov", "· 1")
        await screen.press("y")
        printed = crm(*shlex.split(stage.app.clipboard)[1:])
        assert [word in printed.stdout for word in ("上门量尺", "quote")] == [True, False], printed.stderr
        await screen.press("v", "v", "escape")
        await stage.until_shown("send the quote")
        await screen.press("d")
        await stage.until_shown("is he still there?", "follow-ups of li that are done · 1")
        await screen.press("space")
        await stage.until_shown("Nothing was done yet.")


async def test_the_calendar_is_walked_by_day_week_and_page(agenda: Path) -> None:
    async with on_stage(agenda, 120, 30) as stage:
        screen = Screen(stage)
        await screen.open()
        await screen.view(View.WEEK)
        assert isinstance(stage.app.focused, CalendarGrid)
        await screen.until_here("call about the reorder")
        await screen.press("right")
        await screen.until_here("上门量尺")
        await screen.press("down", "space")
        await screen.until_here("buy coffee")
        await screen.press("right_square_bracket")
        await stage.until_shown("23 Nov – 29 Nov 2026")
        await screen.view(View.MONTH)
        await screen.press("left_square_bracket", "full_stop", "down")
        await stage.until_shown("Nov 2026", "Nothing on Sat 28 Nov.", "F sets a reminder on this day.")
        await screen.press("F")
        await screen.until_dialog(FormDialog)
        await stage.until_shown("Sat 28 Nov · in 7 d")
        await screen.press("down")
        await stage.type("plan")
        await screen.press("ctrl+s")
        await screen.until_here("plan")
        await screen.press("enter")
        await stage.until(lambda: screen.table.has_focus)
        await screen.press("escape")
        await stage.until(lambda: isinstance(stage.app.focused, CalendarGrid))


async def test_days_off_and_holidays_are_told(agenda: Path) -> None:
    async with on_stage(agenda, 200, 30, CRM_PLAIN="yes") as stage:
        screen = Screen(stage)
        await screen.open()
        await screen.view(View.WEEK)
        await stage.until_shown("[(21)]", "(22)")
        await screen.view(View.MONTH)
        await screen.press("pageup", "pageup")
        await stage.until_shown("20 make-up day", "(25) Mid-Autumn Festival", "(26)", "[Follow-ups]")
        await screen.press("pagedown", "pagedown", "pagedown", "pagedown")
        await stage.until_shown("Jan 2027", "CN 2027: days off still to be published")


async def test_a_colleagues_change_moves_no_cursor(agenda: Path, open_crm: OpenCrm) -> None:
    async with on_stage(agenda) as stage:
        screen = Screen(stage)
        await screen.open()
        await screen.press("down", "down")
        await screen.until_here("上门量尺")
        wang = open_crm("wang")
        wang.followups.add(on(-5), text="earlier than all", owner="li")
        await stage.until_shown("earlier than all")
        assert screen.here == "上门量尺"


async def test_a_hundred_thousand_are_as_light_as_ten(agenda: Path, open_crm: OpenCrm) -> None:
    li = open_crm("li")
    values: dict[str, object] = {"owner_id": 1, "priority": "normal", "created_at": "2026-11-21T00:00:00Z"}
    with li.database.write(li.actor, "Filled") as writing:
        many = [{**values, "due_on": (TODAY + timedelta(days=number)).isoformat()} for number in range(PAGE * 2)]
        writing.create_many("reminder", many)
    read: list[int] = []
    rows = li.followups.rows

    def counted(ids: Sequence[int]) -> list[ReminderEntry]:
        read.append(len(ids))
        return rows(ids)

    async with on_stage(agenda) as stage:
        screen = Screen(stage)
        await screen.open()
        crm = screen.screen.crm
        assert crm is not None
        crm.followups.rows = counted  # type: ignore[method-assign]
        await stage.until_shown(f"· {PAGE * 2 + 6}")
        await screen.press("end")
        await stage.pilot.pause()
        await screen.view(View.WEEK)
        assert sum(read) < 150, "rows are read as they are shown"

"""What answers a line of Today: done, put off, planned, or a form; and which line comes under the cursor then."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import NOW, OpenCrm
from tests.screens.moved_clock import MovedClock
from tests.screens.stage import Stage, on_stage
from tests.screens.today_stage import Screen
from tui_crm import i18n
from tui_crm.models.codes import ActivityKind
from tui_crm.screens.contacts import ContactsScreen
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.dialogs.snoozing import Snoozing
from tui_crm.screens.today import TodayScreen


async def test_a_line_that_is_done_goes_and_the_cursor_stays_at_its_place(day: Path) -> None:
    async with on_stage(day, 80, 40) as stage:
        today = Screen(stage)
        await today.open()
        await today.press("down")
        place = today.table.cursor_position
        await today.press("space")
        await today.until_here("欧阳娜娜")
        assert today.table.cursor_position == place
        await stage.until_told("Done: Anna Schmidt · send the quote", "u to undo")
        await today.press("u")
        await stage.until_shown("OVERDUE 4", "Anna Schmidt")
        assert today.here == "欧阳娜娜"
        await today.go_to("Anna Schmidt")


async def test_a_holiday_is_planned_in_place(people: Path) -> None:
    """The National Day of 2026 begins on 1 October, the Mid-Autumn Festival is on 25 September."""
    async with on_stage(people, 80, 60, clock=MovedClock(datetime(2026, 9, 28, 9, 0, tzinfo=ZoneInfo("UTC")))) as stage:
        today = Screen(stage)
        await today.open()
        await stage.until_shown("HOLIDAYS TO GREET 1", "National Day")
        await today.go_to("National Day")
        await today.press("y")
        assert stage.app.clipboard.endswith("calendar show 2026-10")
        await today.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, FormDialog))
        await stage.until_shown("greet customers: National Day", "Thu 1 Oct · in 3 d")
        await today.press("ctrl+s")
        await stage.until_told("Set a reminder")
        await stage.until(lambda: "HOLIDAYS TO GREET 1" not in "\n".join(stage.lines))


async def test_one_that_is_put_off_is_not_followed(day: Path) -> None:
    async with on_stage(day, 80, 40) as stage:
        today = Screen(stage)
        await today.open()
        await today.press("down", "z")
        await stage.until(lambda: isinstance(stage.app.screen, Snoozing))
        await stage.type("in 3 days")
        await stage.until_shown("Put off until when? Anna Schmidt · send the quote", "Tue 24 Nov · in 3 d")
        await today.press("enter")
        await today.until_here("欧阳娜娜")
        await stage.until_shown("NEXT 7 DAYS 4")


@pytest.mark.parametrize(
    ("language", "said", "echo"),
    [("zh_CN", "下周三下午3点", "11月25日 周三 15:00"), ("en", "下周三", "Wed 25 Nov")],
)
async def test_words_of_either_language_will_do(day: Path, language: str, said: str, echo: str) -> None:
    i18n.set_language(language)
    async with on_stage(day, 80, 40) as stage:
        today = Screen(stage)
        await today.open()
        await today.press("z")
        await stage.until(lambda: isinstance(stage.app.screen, Snoozing))
        await stage.type(said)
        await stage.until_shown(echo)
        await today.press("enter")
        await today.until_here("Anna Schmidt")


async def test_what_is_no_date_stays_in_the_dialog(day: Path) -> None:
    async with on_stage(day, 80, 40) as stage:
        today = Screen(stage)
        await today.open()
        await today.press("z")
        await stage.until(lambda: isinstance(stage.app.screen, Snoozing))
        await stage.type("some day")
        await today.press("enter")
        await stage.until_shown("“some”")
        await today.press("escape")
        await stage.until(lambda: stage.app.screen is today.screen)
        assert today.here == "王芳"


async def test_a_failed_answer_leaves_the_line(day: Path, open_crm: OpenCrm) -> None:
    async with on_stage(day, 80, 40) as stage:
        today = Screen(stage)
        await today.open()
        line = today.screen.line
        assert line is not None
        await today.press("z")
        await stage.until(lambda: isinstance(stage.app.screen, Snoozing))
        wang = open_crm("wang")
        wang.followups.delete(line.id)
        await stage.type("tomorrow")
        await today.press("enter")
        await stage.until_told("there is no reminder")
        await stage.until(lambda: not today.screen._leaving)


async def test_only_reminders_are_done_or_put_off(day: Path) -> None:
    async with on_stage(day, 80, 40) as stage:
        today = Screen(stage)
        await today.open()
        for key in ("end", "up", "up", "up"):
            await today.press(key)
            assert not today.screen.check_action("done", ())
            assert not today.screen.check_action("snooze", ())
        before = open_operations(stage)
        await today.press("space", "z")
        await stage.pilot.pause()
        assert stage.app.screen is today.screen
        assert open_operations(stage) == before


def open_operations(stage: Stage) -> int:
    assert stage.app._crm is not None
    return stage.app._crm.history.newest()


async def form(stage: Stage) -> FormDialog:
    """Wait for a form, and return it."""
    await stage.until(lambda: isinstance(stage.app.screen, FormDialog) and stage.app.screen.form.here)
    assert isinstance(stage.app.screen, FormDialog)
    return stage.app.screen


async def test_a_follow_up_answers_a_silent_customer(day: Path) -> None:
    async with on_stage(day, 80, 50) as stage:
        today = Screen(stage)
        await today.open()
        await today.go_to("Ola Nordmann")
        await today.press("f")
        (await form(stage)).form.fill({"due": "in 3 days"})
        await today.press("ctrl+s")
        await stage.until_told("Set a follow-up with Ola Nordmann")
        await stage.until(lambda: "NO NEXT STEP" not in "\n".join(stage.lines))
        await stage.until_shown("NEXT 7 DAYS 4")


async def test_a_call_answers_a_mention(day: Path) -> None:
    async with on_stage(day, 80, 50) as stage:
        today = Screen(stage)
        await today.open()
        await stage.until_shown("MENTIONS 1", "wang: @li the boss")
        await today.press("end", "c")
        await form(stage)
        await today.press("r", "ctrl+s")
        await stage.until_shown("or enter again: no next step, on purpose")
        await today.press("ctrl+s")
        await stage.until_told("Logged a call with Ola Nordmann")
        await stage.until(lambda: "MENTIONS" not in "\n".join(stage.lines))


async def test_a_reminder_is_changed_from_its_line(day: Path) -> None:
    async with on_stage(day, 80, 50) as stage:
        today = Screen(stage)
        await today.open()
        await today.go_to("buy coffee")
        await today.press("enter")
        (await form(stage)).form.fill({"text": "buy tea"})
        await today.press("ctrl+s")
        await stage.until_shown("buy tea")
        assert today.here == "buy tea"
        await today.press("r")
        await form(stage)


async def test_a_reminder_comes_back(day: Path) -> None:
    async with on_stage(day, 110, 50) as stage:
        today = Screen(stage)
        await today.open()
        await today.go_to("buy coffee")
        await today.press("R")
        asked = await form(stage)
        await stage.until_shown("Repeat: buy coffee")
        await stage.type("every 2 weeks on mon")
        await stage.until_shown("every 2 weeks on Mon · Sat 21 Nov, Mon 30 Nov, Mon 14 Dec")
        await stage.type("day x")
        await stage.until_shown("cannot read “every 2 weeks on monday x” as a repeat")
        asked.form.fill({"repeat": "每周一"})
        await today.press("enter")
        await stage.until_told("Edited the follow-up buy coffee")
        await stage.until(lambda: isinstance(stage.app.screen, TodayScreen))
        await today.press("space")
        await stage.until_told("Done: buy coffee", "next one: Mon 2026-11-23")
        await stage.until_shown("NEXT 7 DAYS 4")


async def test_a_reminder_of_ones_own_is_set(day: Path) -> None:
    async with on_stage(day, 80, 50) as stage:
        today = Screen(stage)
        await today.open()
        await today.press("F")
        (await form(stage)).form.fill({"due": "today", "text": "water the plants"})
        await today.press("ctrl+s")
        await stage.until_shown("water the plants", "TODAY 4")


async def test_a_reminder_is_deleted_and_not_its_contact(day: Path, open_crm: OpenCrm) -> None:
    async with on_stage(day, 80, 50) as stage:
        today = Screen(stage)
        await today.open()
        await today.press("delete")
        await stage.until_told("Deleted the follow-up 王芳 · send")
        await stage.until_shown("OVERDUE 3")
        await today.go_to("Ola Nordmann")
        await today.press("delete")
        await stage.until_told("Ola Nordmann")
        await stage.until(lambda: "NO NEXT STEP" not in "\n".join(stage.lines))
        assert open_crm("li").contacts.meant("王芳")


async def test_a_call_answers_a_cadence(day: Path, open_crm: OpenCrm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_crm.services.today.PAGE", 1)
    li = open_crm("li")
    for name in ("Mary Jones", "Bo Berg"):
        key = li.contacts.add({"name": name, "cadence": 1, "owner": "li"}).ids[0]
        li.activities.log(ActivityKind.CALL, key, at=NOW - timedelta(days=9), text="samples")
    async with on_stage(day, 80, 50) as stage:
        today = Screen(stage)
        await today.open()
        await stage.until_shown("TIME TO GET IN TOUCH 2", "8 d late", "every 1 d samples", "… 1 more")
        await today.go_to("Mary Jones")
        await today.press("down", "y")
        wanted = "touch_by:<=today next:none owner:me sort:touch_by"
        assert stage.app.clipboard.endswith(f"contact list 'kind:any {wanted}'")
        assert not today.screen.check_action("done", ())
        await today.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, ContactsScreen))
        await stage.until_shown(wanted, "2 of")
        await today.press("1", "up", "c")
        await form(stage)
        await today.press("r", "ctrl+s", "ctrl+s")
        await stage.until_told("Logged a call with Mary Jones")
        await stage.until_shown("TIME TO GET IN TOUCH 1", "Bo Berg")

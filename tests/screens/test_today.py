"""Today as a person meets it: what stands where, what answers a line, where the cursor stays, and what time does to it."""

import shlex
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import NOW, OpenCrm, RunCrm
from tests.payloads import PAYLOADS
from tests.screens.stage import Stage, on_stage
from tests.screens.test_hostile import assert_harmless, poison
from tests.widgets.lines import assert_golden, screen_strips
from tui_crm import i18n
from tui_crm.errors import BadFile
from tui_crm.models.codes import ActivityKind
from tui_crm.models.when import When
from tui_crm.screens.contact_preview import ContactPreview
from tui_crm.screens.contacts import ContactsScreen
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.dialogs.snoozing import Snoozing
from tui_crm.screens.journey import JourneyScreen
from tui_crm.screens.today import TodayScreen
from tui_crm.screens.today_reading import Answer, Question
from tui_crm.screens.today_texts import command
from tui_crm.services.feed import Changes
from tui_crm.services.today import Today
from tui_crm.widgets.record_table import RecordTable

TODAY = NOW.date()
DAMAGED = BadFile("the file is damaged")


@dataclass
class MovedClock:
    """A clock whose hands are moved by the test."""

    instant: datetime = NOW
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))

    def now(self) -> datetime:
        return self.instant

    def today(self) -> date:
        return self.instant.date()

    def elapsed(self) -> float:
        return 0.0


def on(days: int, at: str = "") -> When:
    return When(TODAY + timedelta(days=days), time.fromisoformat(at) if at else None, "UTC")


@pytest.fixture
def day(people: Path, open_crm: OpenCrm) -> Path:
    """Return the people of the screens, with a day's work for li."""
    li, wang = open_crm("li"), open_crm("wang")
    meant = li.contacts.meant
    li.followups.add(on(-2), contact_id=meant("Anna Schmidt"), text="send the quote", priority="urgent")
    li.followups.add(on(-1, "09:00"), contact_id=meant("欧阳娜娜"), text="确认交货日期")
    li.followups.add(on(0, "14:00"), contact_id=meant("Björn Åkesson"), text="call about the reorder", priority="high")
    li.followups.add(on(0), text="buy coffee", priority="low")
    li.followups.add(on(0, "16:00"), contact_id=meant("Nordlicht GmbH"), text="demo", minutes=90, place="Hafen 3")
    li.followups.add(on(2, "10:00"), contact_id=meant("Anna Schmidt"), text="visit", minutes=45, place="Hafen 3")
    li.contacts.edit(meant("Jean Dupont"), {"birthday": "1990-11-23"})
    li.contacts.edit(meant("张伟"), {"birthday": "lunar:1980-10-13"})
    li.contacts.edit(meant("Ola Nordmann"), {"owner": "li", "stage": "active"})
    note = "@li the boss wants to see the samples first"
    wang.activities.log(ActivityKind.NOTE, meant("Ola Nordmann"), at=NOW - timedelta(days=1), text=note)
    return people


class Screen:
    """Today on a stage."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.press = stage.press

    @property
    def screen(self) -> TodayScreen:
        found = self.stage.app.screen_stack[0]
        assert isinstance(found, TodayScreen)
        return found

    @property
    def table(self) -> RecordTable:
        return self.screen.query_one(RecordTable)

    @property
    def preview(self) -> ContactPreview:
        return self.screen.query_one(ContactPreview)

    @property
    def card_name(self) -> str:
        """Whose card is beside the list."""
        sections = self.preview._sections
        return sections[0].rows[0].cells[0].text if sections else ""

    @property
    def here(self) -> str:
        """What the line under the cursor is about."""
        line = self.screen.line
        return "" if line is None else line.name or line.text

    async def open(self) -> None:
        await self.press("1")
        await self.stage.until(lambda: isinstance(self.stage.app.screen, TodayScreen) and self.screen._lines)
        await self.stage.pilot.pause()

    async def until_here(self, name: str) -> None:
        await self.stage.until(lambda: self.here == name)

    async def go_to(self, name: str) -> None:
        """Put the cursor on the line of somebody."""
        assert self.screen._lines is not None
        lines = self.screen._lines.lines
        wanted = [key for key, line in lines.items() if name in {line.name, line.text}]
        assert wanted, f"{name} does not wait: {self.stage.lines}"
        await self.stage.put_cursor(self.table, wanted[0])


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])
async def test_the_screen_looks_right(day: Path, language: str, width: int, height: int) -> None:
    i18n.set_language(language)
    async with on_stage(day, width, height) as stage:
        today = Screen(stage)
        await today.open()
        if today.preview.display:
            await stage.until(lambda: today.card_name == today.here)
        await stage.pilot.pause()
        assert_golden(f"today_{width}_{language}", stage.lines)


async def test_the_cursor_begins_at_what_is_overdue(day: Path) -> None:
    async with on_stage(day, 80, 60) as stage:
        today = Screen(stage)
        await today.open()
        assert today.here == "王芳"
        await stage.until_shown("OVERDUE 4", "TODAY 3", "NEXT 7 DAYS 3", "NO NEXT STEP 1", "BIRTHDAYS 2", "MENTIONS 1")


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


async def test_a_colleagues_work_shows_without_moving_the_cursor(day: Path, open_crm: OpenCrm) -> None:
    async with on_stage(day, 80, 40) as stage:
        today = Screen(stage)
        await today.open()
        await today.go_to("Björn Åkesson")
        place = today.table.cursor_position
        open_crm("wang").followups.add(on(-9), owner="li", text="from a colleague")
        await stage.until_shown("from a colleague")
        assert today.here == "Björn Åkesson"
        assert today.table.cursor_position == place + 1


async def test_what_changed_meanwhile_shows_when_one_comes_back(day: Path, open_crm: OpenCrm) -> None:
    async with on_stage(day, 80, 40) as stage:
        today = Screen(stage)
        await today.open()
        await today.press("2")
        await stage.until(lambda: isinstance(stage.app.screen, ContactsScreen))
        open_crm("wang").followups.add(on(-9), owner="li", text="from a colleague")
        await today.press("1")
        await stage.until_shown("from a colleague")


async def test_everybodys_is_one_key_away(day: Path, open_crm: OpenCrm) -> None:
    open_crm("wang").followups.add(on(0), text="wang's own")
    async with on_stage(day, 80, 50) as stage:
        today = Screen(stage)
        await today.open()
        assert "wang's own" not in "\n".join(stage.lines)
        await today.press("w")
        await stage.until_shown("wang's own", "Owner", "what waits for everybody")
        await today.press("w")
        await stage.until(lambda: "wang's own" not in "\n".join(stage.lines))
        await stage.until_shown("what waits for li")


async def test_enter_opens_the_journey_of_the_line(day: Path) -> None:
    async with on_stage(day, 80, 40) as stage:
        today = Screen(stage)
        await today.open()
        await today.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, JourneyScreen))
        await today.press("escape")
        await stage.until(lambda: stage.app.screen is today.screen)


async def test_the_command_of_a_line_is_copied(day: Path) -> None:
    commands = {
        "王芳": "due --owner me",
        "Ola Nordmann": "contact list 'kind:any customer:yes next:none -next:on-purpose dnc:no"
        " stage:lead,new,active,dormant -touch_by:<=today owner:me sort:last_activity'",
        "Jean Dupont": "due --until +7d --owner me",
    }
    async with on_stage(day, 80, 50) as stage:
        today = Screen(stage)
        await today.open()
        for name, said in commands.items():
            await today.go_to(name)
            await today.press("y")
            assert stage.app.clipboard.endswith(said), stage.app.clipboard
        await today.press("end")
        await today.press("y")
        assert "contact timeline c" in stage.app.clipboard
        await today.press("up", "y")
        assert "'kind:any birthday:today..+7d dnc:no owner:me'" in stage.app.clipboard


@pytest.mark.parametrize("everybody", [False, True])
async def test_what_is_copied_prints_what_waits(day: Path, crm: RunCrm, *, everybody: bool) -> None:
    async with on_stage(day, 80, 50) as stage:
        today = Screen(stage)
        await today.open()
        if everybody:
            await today.press("w")
            await stage.until_shown("what waits for everybody")
        lines = today.screen._lines
        assert lines is not None
        assert stage.app._crm is not None
        for line in [*lines.lines.values(), None]:
            said = command(stage.app._crm, line.section if line else None, line, everybody=everybody)
            ran = crm("--now", "2026-11-21T09:30:00Z", *shlex.split(said)[1:])
            assert ran.exit_code == 0, (said, ran.stderr)
            if line is not None:
                assert line.name in ran.stdout, said
                assert line.text in ran.stdout or not line.is_reminder, said


async def test_an_empty_day_teaches(crm_file: Path) -> None:
    async with on_stage(crm_file, 80, 24) as stage:
        today = Screen(stage)
        await today.open()
        await stage.until_shown(
            "Nothing waits today.", "crm reminder add WHO tomorrow", "w  shows what waits for everybody"
        )
        await today.press("space", "z", "enter", "i", "t", "delete", "up", "down")
        assert stage.app.screen is today.screen
        await today.press("y")
        assert stage.app.clipboard.endswith("due --owner me")
        await today.press("w")
        await stage.until(lambda: "w  shows" not in "\n".join(stage.lines))


async def test_the_hours_go_by(day: Path) -> None:
    clock = MovedClock()
    async with on_stage(day, 80, 40, clock=clock) as stage:
        today = Screen(stage)
        await today.open()
        await today.go_to("Björn Åkesson")
        await stage.until_shown("OVERDUE 4")
        clock.instant += timedelta(hours=5)
        today.screen.look_again()
        await stage.until_shown("OVERDUE 5")
        assert today.here == "Björn Åkesson"
        clock.instant += timedelta(days=1)
        today.screen.look_again()
        await stage.until_shown("Sun 22 Nov", "1 d late")


async def test_while_another_screen_is_shown_nothing_is_read(day: Path) -> None:
    async with on_stage(day, 80, 40) as stage:
        today = Screen(stage)
        await today.open()
        screen = today.screen
        await today.press("2")
        await stage.until(lambda: stage.app.screen is not screen)
        reading = screen._reading
        assert reading is not None
        asked = reading._question
        screen.look_again()
        assert reading.is_current(asked)


async def test_a_stale_answer_is_dropped(day: Path) -> None:
    async with on_stage(day, 80, 40) as stage:
        today = Screen(stage)
        await today.open()
        before = today.screen._lines
        today.screen.post_message(Answer(Question(0, everybody=False), []))
        await stage.pilot.pause()
        assert today.screen._lines is before


async def test_what_cannot_be_read_is_told(day: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise DAMAGED

    async with on_stage(day, 80, 40) as stage:
        today = Screen(stage)
        await today.open()
        monkeypatch.setattr(Today, "pages", refuse)
        today.screen.data_changed(Changes({}))
        await stage.until_shown("the file is damaged")
        assert today.here == "王芳"


async def test_the_card_is_that_of_the_line(day: Path) -> None:
    async with on_stage(day, 140, 40) as stage:
        today = Screen(stage)
        await today.open()
        for name in ("欧阳娜娜", "Björn Åkesson"):
            await today.go_to(name)
            await stage.until(lambda name=name: today.card_name == name)  # type: ignore[misc]
        await today.go_to("buy coffee")
        await stage.until(lambda: today.preview._sections == ())


@pytest.mark.parametrize(("width", "height"), [(20, 5), (1, 1), (300, 80), (111, 12), (112, 12)])
async def test_any_size_will_do(day: Path, width: int, height: int) -> None:
    async with on_stage(day, width, height) as stage:
        today = Screen(stage)
        await today.open()
        await today.press("down", "z", "a", "escape", "w", "end", "question_mark")
        await stage.pilot.pause()
        assert len(stage.lines) == height
        assert {strip.cell_length for strip in screen_strips(stage.app)} == {width}


async def test_no_payload_gets_through(day: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    async with on_stage(day, 140, 40) as stage:
        today = Screen(stage)
        await today.open()
        for name, text in PAYLOADS.items():
            poison(crm, text)
            with crm.database.maintain() as connection:  # the login is poisoned as well, and everything still li's
                connection.exec_driver_sql("UPDATE \"user\" SET login = 'li' WHERE id = 1")
            before = today.screen._lines
            today.screen.data_changed(Changes({}, everything=True))
            await stage.until(lambda before=before: today.screen._lines is not before)  # type: ignore[misc]
            await stage.pilot.pause()
            assert_harmless(stage, name)
            assert {strip.cell_length for strip in screen_strips(stage.app)} == {140}, name


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


async def test_read_aloud_it_says_who_and_how_urgent(day: Path) -> None:
    async with on_stage(day, 120, 40, CRM_PLAIN="1") as stage:
        await stage.press("1")
        await stage.until_shown("Anna Schmidt Nordlicht GmbH", "urgent send the quote", "high call about the reorder")
        assert "●" not in "\n".join(stage.lines)


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

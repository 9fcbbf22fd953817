"""Today as a person meets it: what stands where, where the cursor stays, what is copied, and what time does to it."""

import shlex
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW, OpenCrm, RunCrm
from tests.payloads import PAYLOADS
from tests.screens.moved_clock import MovedClock
from tests.screens.stage import on_stage
from tests.screens.test_hostile import assert_harmless, poison
from tests.screens.today_stage import Screen, on
from tests.widgets.lines import assert_golden, screen_strips
from tui_crm import i18n
from tui_crm.clock import FixedClock
from tui_crm.errors import BadFile
from tui_crm.models.agenda import Section
from tui_crm.screens.contacts import ContactsScreen
from tui_crm.screens.journey import JourneyScreen
from tui_crm.screens.today_reading import Answer, Question
from tui_crm.screens.today_texts import command
from tui_crm.services.feed import Changes
from tui_crm.services.today import Today

DAMAGED = BadFile("the file is damaged")


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
async def test_what_is_copied_prints_what_waits(day: Path, crm: RunCrm, open_crm: OpenCrm, *, everybody: bool) -> None:
    wang = open_crm("wang", clock=FixedClock(NOW + timedelta(seconds=1)))
    wang.contacts.edit(wang.contacts.meant("Ola Nordmann"), {"note": "ask @li"})
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
                assert line.text in ran.stdout or not (line.is_reminder or line.section is Section.MENTIONS), said
        ola = [(line.section, line.thing) for line in lines.lines.values() if line.name == "Ola Nordmann"]
        assert ola == [
            (Section.SILENT, "contact"), (Section.MENTIONS, "contact"), (Section.MENTIONS, "activity"),
        ]  # fmt: skip


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


async def test_what_waits_is_read_where_holidays_cannot_be(
    day: Path, open_crm: OpenCrm, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise DAMAGED

    async with on_stage(day, 80, 40) as stage:
        today = Screen(stage)
        await today.open()
        await stage.until(lambda: today.screen._reading is not None and today.screen._reading._knows_holidays)
        monkeypatch.setattr(Today, "holidays", refuse)
        open_crm("li").followups.add(on(0), contact_id=1, text="come at last")
        today.screen.data_changed(Changes({}))
        await stage.until_shown("the file is damaged", "come at last")


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


async def test_read_aloud_it_says_who_and_how_urgent(day: Path) -> None:
    async with on_stage(day, 120, 40, CRM_PLAIN="1") as stage:
        await stage.press("1")
        await stage.until_shown("Anna Schmidt Nordlicht GmbH", "urgent send the quote", "high call about the reorder")
        assert "●" not in "\n".join(stage.lines)

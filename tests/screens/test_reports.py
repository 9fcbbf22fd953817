"""Reports as a person meets them: what stands where, what is asked, and the records behind a number."""

import json
import shlex
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW, OpenCrm, RunCrm
from tests.screens.stage import Stage, on_stage
from tests.widgets.lines import assert_golden
from tui_crm import i18n
from tui_crm.db import sql
from tui_crm.models.codes import ActivityKind
from tui_crm.models.ticket import TicketState
from tui_crm.models.when import When
from tui_crm.screens.contacts import ContactsScreen
from tui_crm.screens.dialogs.line import LineDialog
from tui_crm.screens.dialogs.palette import Palette
from tui_crm.screens.dialogs.period import PeriodDialog
from tui_crm.screens.journey import JourneyScreen
from tui_crm.screens.reports import ReportsScreen
from tui_crm.screens.ticket_page import TicketPage


@pytest.fixture
def busy(people: Path, open_crm: OpenCrm) -> Path:
    """Return the people of the screens, with two weeks' work."""
    li, wang = open_crm("li"), open_crm("wang")
    names = ("张伟", "Anna Schmidt", "王芳", "Jean Dupont")
    kinds = (ActivityKind.CALL, ActivityKind.EMAIL, ActivityKind.CALL, ActivityKind.VISIT, ActivityKind.CALL)
    for number in range(30):
        by, contact = (li, wang)[number % 3 == 0], li.contacts.meant(names[number % 4])
        at = NOW - timedelta(hours=3 + number * 11 % 300)
        outcome = ("reached", "no answer", "")[number % 3]
        by.activities.log(kinds[number % 5], contact, at=at, outcome=outcome, text=f"touch {number}")
    for days in (-9, -4, -1, 0, 3):
        made = li.followups.add(
            When(NOW.date() + timedelta(days=days), None, "UTC"), contact_id=li.contacts.meant("王芳")
        )
        if days == -4:
            li.followups.done(*made.ids)
    return people


class Reports:
    """The reports on a stage."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    @property
    def screen(self) -> ReportsScreen:
        found = self.stage.app.screen_stack[0]
        assert isinstance(found, ReportsScreen)
        return found

    @property
    def here(self) -> str:
        return self.screen._chart.highlighted

    async def open(self) -> None:
        await self.stage.press("7")
        await self.shown("activity")

    async def shown(self, name: str) -> None:
        """Wait until a report is shown."""
        await self.stage.until(
            lambda: (
                isinstance(self.stage.app.screen_stack[0], ReportsScreen)
                and self.screen._shown is not None
                and self.screen._shown.name == name
                and self.screen._asking is not None
                and self.screen._chart._lines
            )
        )
        await self.stage.pilot.pause()

    def value(self, key: str) -> float | None:
        assert self.screen._shown is not None
        number = self.screen._shown.number(key)
        return number.value if number else None


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])
async def test_the_screen_looks_right(busy: Path, language: str, width: int, height: int) -> None:
    i18n.set_language(language)
    async with on_stage(busy, width, height) as stage:
        await Reports(stage).open()
        assert_golden(f"reports_{width}_{language}", stage.lines)


async def test_a_number_opens_the_records_behind_it(busy: Path) -> None:
    async with on_stage(busy, 120, 40) as stage:
        reports = Reports(stage)
        await reports.open()
        await stage.press("down")
        assert reports.here == "person.count.u1"
        wanted = reports.value(reports.here)
        await stage.press("enter")
        await stage.until(lambda: reports.screen._opened)
        assert reports.screen._list.source.count == wanted
        await stage.until_shown("Activity · li · activities: ", "touch ")
        await stage.press("y")
        await stage.until_told("--behind person.count.u1")
        await stage.press("escape")
        await stage.until(lambda: reports.screen._opened is None and reports.screen._chart.has_focus)
        assert reports.here == "person.count.u1"
        await stage.press("enter")
        await stage.until(lambda: reports.screen._opened)
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, JourneyScreen))


async def test_a_number_of_contacts_opens_the_list_with_its_filter(busy: Path) -> None:
    async with on_stage(busy, 120, 40) as stage:
        reports = Reports(stage)
        await reports.open()
        await stage.press("r", "r")
        await reports.shown("customers")
        await stage.press("down", "down", "enter")
        await stage.until(lambda: isinstance(stage.app.screen, ContactsScreen) and stage.filter.text)
        assert stage.filter.text == "customer:yes stage:lead"
        await stage.answered(stage.filter.text)
        assert len(stage.table.source.ids) == reports_count(stage)


def reports_count(stage: Stage) -> float | None:
    crm = stage.contacts.crm
    assert crm is not None
    number = crm.reports.ask("customers").number("stage.count.lead")
    assert number is not None
    return number.value


async def test_period_filter_owner_and_comparison_are_asked_by_keys(busy: Path, crm: RunCrm) -> None:
    async with on_stage(busy, 120, 40) as stage:
        reports = Reports(stage)
        await reports.open()
        everything = reports.value("total.count")
        await stage.press("w")
        await stage.until_shown(" · li · ")
        await stage.until(lambda: reports.value("total.count") != everything)
        await stage.press("b")
        await stage.until_shown("against 2026-09-23 – 2026-10-22")
        await stage.press("p")
        await stage.until(lambda: isinstance(stage.app.screen, PeriodDialog))
        stage.app.screen.query_one("FilterInput").value = "this-week"  # type: ignore[attr-defined]
        await stage.until_shown("2026-11-16 – 2026-11-22")
        await stage.press("enter")
        await stage.until_shown("against 2026-11-09 – 2026-11-15")
        await stage.press("slash")
        await stage.paste("stage:active")
        await stage.press("enter")
        await stage.until(lambda: reports.screen._shown and reports.screen._shown.filter == "stage:active")
        await stage.press("y")
        await stage.until_told("Copied:")
        command = shlex.split(stage.toasts[-1].removeprefix("Copied: "))
        printed = crm("--now", NOW.isoformat(), *command[1:], "--format", "json").stdout
        said = [number for table in json.loads(printed)["tables"] for row in table["rows"] for number in row["numbers"]]
        assert {each["key"]: each["value"] for each in said if each["value"]} == {
            number.key: number.value
            for *_place, number in reports.screen._shown.numbers()  # type: ignore[union-attr]
            if number.value
        }
        await stage.press("slash")
        await stage.paste("x.")
        await stage.until_shown("did you mean “active”?")


async def test_what_is_logged_elsewhere_counts_at_once(busy: Path, open_crm: OpenCrm) -> None:
    async with on_stage(busy, 80, 24) as stage:
        reports = Reports(stage)
        await reports.open()
        before = reports.value("total.count")
        assert before is not None
        await stage.press("down", "down")
        here = reports.here
        open_crm("wang").activities.log(ActivityKind.CALL, 1)
        await stage.until(lambda: reports.value("total.count") == before + 1)
        assert reports.here == here


async def test_it_is_written_into_a_file(busy: Path, tmp_path: Path) -> None:
    async with on_stage(busy, 80, 24) as stage:
        await Reports(stage).open()
        await stage.press("x")
        await stage.until(lambda: isinstance(stage.app.screen, LineDialog))
        line = stage.app.screen.query_one("FilterInput")
        assert line.value == "~/activity 2026-10-23 2026-11-21.html"  # type: ignore[attr-defined]
        line.value = str(tmp_path / "report.md")  # type: ignore[attr-defined]
        await stage.press("enter")
        await stage.until_told("report.md")
        assert (tmp_path / "report.md").read_text(encoding="utf-8").startswith("# Activity")


async def test_an_empty_report_teaches(crm_file: Path) -> None:
    async with on_stage(crm_file, 80, 24) as stage:
        await stage.press("7")
        await stage.until_shown("There is nothing to report on.", "p chooses another period.")
        await stage.press("w", "r")
        await stage.until_shown("Whether promises are kept", "who has no next step.", "Reminders show here: f")


async def test_a_zone_that_nobody_knows_is_said_where_the_numbers_would_stand(busy: Path, open_crm: OpenCrm) -> None:
    li = open_crm("li")
    li.settings.set("calendar_zone", "Asia/Shanghai")
    with li.database.write(li.actor, "by a newer machine") as writing:
        sql.run(writing.connection, "UPDATE setting SET value = 'Mars/Base' WHERE name = 'calendar_zone'")
    async with on_stage(busy, 80, 24) as stage:
        await stage.press("7")
        await stage.until_shown("There is no report.", "“Mars/Base” does not do", "8 opens the settings.")
        li.settings.set("calendar_zone", "Asia/Kolkata")
        await Reports(stage).shown("activity")
        await stage.press("b")
        await stage.until_shown(
            "2026-10-23 – 2026-11-21 · everybody", "against 2026-09-23 – 2026-10-22 · days in Asia/Kolkata"
        )


async def test_the_palette_opens_a_report_from_anywhere(busy: Path) -> None:
    async with on_stage(busy, 120, 40) as stage:
        await stage.press("ctrl+p")
        await stage.until(lambda: isinstance(stage.app.screen, Palette) and stage.app.focused)
        await stage.type("promises are kept")
        await stage.until_shown("Whether promises are kept")
        await stage.press("enter")
        reports = Reports(stage)
        await reports.shown("followups")
        assert "By person" in "\n".join(stage.lines)


async def test_plain_screens_say_it_in_words(busy: Path) -> None:
    async with on_stage(busy, 120, 40, CRM_PLAIN="yes") as stage:
        await Reports(stage).open()
        text = "\n".join(stage.lines)
        assert not set(text) & set("●○◐◔▎▌▰▱│┊─")
        assert "> activities  [" in text
        assert "[Activity]" in text


async def test_numbers_of_tickets_and_answers_open_these(people: Path, open_crm: OpenCrm) -> None:
    li = open_crm("li")
    ticket = li.tickets.open(li.contacts.meant("王芳"), kind="complaint", subject="[b]late[/b] again").ids[0]
    li.tickets.reply(ticket, "Sorry", then=TicketState.RESOLVED)
    li.scores.add("nps", 9, contact_id=li.contacts.meant("王芳"), comment="[i]fine[/i]")
    async with on_stage(people, 120, 40) as stage:
        reports = Reports(stage)
        await reports.open()
        reports.screen.choose("bottlenecks")
        await reports.shown("bottlenecks")
        await stage.press("enter")
        await stage.until_shown("T-1", "[b]late[/b] again", "complaint", "resolved")
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, TicketPage))
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is reports.screen)
        await stage.press("escape")
        reports.screen.choose("satisfaction")
        await reports.shown("satisfaction")
        await stage.press("down", "down", "enter")
        await stage.until_shown("NPS: +100", "[i]fine[/i]")
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, JourneyScreen))

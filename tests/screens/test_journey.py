"""The journey of a customer as a person meets it: what stands there, what keys do, and what others change meanwhile."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW, OpenCrm
from tests.screens.stage import Stage, on_stage
from tests.services.many_activities import fill
from tests.widgets.lines import assert_golden
from tui_crm import i18n
from tui_crm.models.codes import ActivityKind
from tui_crm.models.codes import Stage as Stages
from tui_crm.models.journey import JourneyEntry
from tui_crm.models.when import When
from tui_crm.screens.contact_page import ContactPage
from tui_crm.screens.contacts import ContactsScreen
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.journey import JourneyScreen
from tui_crm.screens.messages import ShowJourney, ShowPage
from tui_crm.services.crm import Crm
from tui_crm.services.journey import Journey
from tui_crm.widgets.timeline import Timeline
from tui_crm.widgets.word_row import WordRow

TOUCHES = (
    # kind, days ago, outcome, minutes, feeling, text
    (ActivityKind.CALL, 3, "reached", 6, 1, "asks for a better price"),
    (ActivityKind.EMAIL, 6, "", None, None, "quote sent"),
    (ActivityKind.VISIT, 53, "", 50, 2, "showroom, likes the walnut line"),
    (ActivityKind.CALL, 64, "no answer", None, None, ""),
    (ActivityKind.MESSAGE, 330, "", None, -1, "问交货日期"),
)


@pytest.fixture
def story(people: Path, open_crm: OpenCrm) -> Path:
    """Return the people with a story for 张伟: a past with stages and a silence, and two reminders."""
    crm = open_crm("li")
    key = crm.contacts.meant("张伟")
    for kind, days, outcome, minutes, feeling, text in TOUCHES:
        said: dict[str, Any] = {"outcome": outcome, "minutes": minutes, "feeling": feeling, "text": text}
        at = NOW - timedelta(days=days)
        crm.activities.log(kind, key, at=at, **said)
    crm.contacts.set_stage([key], Stages.DORMANT, why="silent for 94 days")
    crm.contacts.edit(key, {"level": "B", "note": "prefers mornings", "city": "杭州"})
    crm.followups.add(When(NOW.date() + timedelta(days=9), None, "UTC"), contact_id=key, text="renewal talk")
    return people


def journey(stage: Stage) -> JourneyScreen:
    assert isinstance(stage.app.screen, JourneyScreen)
    return stage.app.screen


def timeline(stage: Stage) -> Timeline:
    return journey(stage).query_one(Timeline)


def entries(stage: Stage) -> list[str]:
    """Return the kinds of the entries that are shown."""
    lines = journey(stage)._lines
    assert lines is not None
    return [lines.outline.kind(position) for position in range(len(lines.outline))]


def at_cursor(stage: Stage) -> str:
    """Return the kind and note of the entry under the cursor."""
    entry = journey(stage).entry_at_hand()
    return f"{entry.kind}: {entry.note}" if entry is not None else ""


async def opened(stage: Stage, crm: Crm, name: str = "张伟") -> JourneyScreen:
    """Open a journey and wait until it is told."""
    stage.app.post_message(ShowJourney(crm.contacts.meant(name)))
    await stage.until(lambda: isinstance(stage.app.screen, JourneyScreen) and journey(stage)._lines is not None)
    await stage.pilot.pause()
    return journey(stage)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])
async def test_the_screen_looks_right(story: Path, open_crm: OpenCrm, language: str, width: int, height: int) -> None:
    i18n.set_language(language)
    async with on_stage(story, width, height) as stage:
        screen = await opened(stage, open_crm("li"))
        await stage.press("down", "down", "down", "enter")
        if screen._preview.display:
            await stage.until(lambda: screen._preview._sections)
        await stage.pilot.pause()
        assert_golden(f"journey_{width}_{language}", stage.lines)


@pytest.mark.parametrize(("width", "height"), [(20, 5), (1, 1), (300, 80), (111, 12), (112, 12)])
async def test_any_size_will_do(story: Path, open_crm: OpenCrm, width: int, height: int) -> None:
    async with on_stage(story, width, height) as stage:
        await opened(stage, open_crm("li"))
        await stage.press(
            "down", "enter", "slash", "a", "escape", "K", "l", "space", "escape", "question_mark", "escape"
        )
        await stage.pilot.pause()
        assert len(stage.lines) == height
        assert stage.app.is_running


async def test_enter_on_a_contact_opens_its_journey_and_escape_goes_back(story: Path) -> None:
    async with on_stage(story, 120, 30) as stage:
        await stage.look_for("张伟")
        await stage.press("enter")
        await stage.until_shown("asks for a better price", "now")
        await stage.press("U")
        await stage.until(lambda: stage.app.current_mode == "history")
        await stage.press("escape")
        await stage.until(lambda: isinstance(stage.app.screen, JourneyScreen))
        await stage.press("escape")
        await stage.until(lambda: isinstance(stage.app.screen, ContactsScreen))
        await stage.press("3")
        await stage.until_shown("asks for a better price")


async def test_without_a_customer_it_teaches_and_offers_the_one_looked_at_last(story: Path) -> None:
    async with on_stage(story, 100, 24) as stage:
        await stage.look_for('name:"Anna Schmidt"')
        await stage.press("3")
        await stage.until_shown("No customer chosen yet.", "o opens the one looked at last: Anna Schmidt")
        await stage.press("o")
        await stage.until_shown("Anna Schmidt", "asks for a better price")


async def test_the_head_tells_the_way_and_the_rhythm(story: Path, open_crm: OpenCrm) -> None:
    async with on_stage(story, 100, 24) as stage:
        await opened(stage, open_crm("li"))
        assert "张伟 采购经理 · 上海云帆贸易有限公司" in stage.lines[2]
        assert "○ lead → ● active 21 Nov → ◐ dormant 21 Nov" in stage.lines[3]
        assert "silent 3 days · usual gap 29 days" in stage.lines[3]
        await stage.pilot.resize_terminal(60, 24)
        await stage.until(lambda: "lead" not in stage.lines[3] and "silent 3 days" in stage.lines[3])


async def test_kinds_narrow_the_line(story: Path, open_crm: OpenCrm) -> None:
    async with on_stage(story, 100, 30) as stage:
        await opened(stage, open_crm("li"))
        whole = entries(stage)
        await stage.press("K")
        assert journey(stage).query_one(WordRow).has_focus
        await stage.press("space")
        assert set(entries(stage)) == {"call"}
        assert "● call" in stage.lines[4]
        await stage.press("l", "enter", "escape")
        assert set(entries(stage)) == {"call", "visit"}
        assert timeline(stage).has_focus
        await stage.press("escape")
        assert entries(stage) == whole
        await stage.press("home", "v")
        assert set(entries(stage)) == {"reminder"}
        await stage.press("v")
        assert entries(stage) == whole


async def test_a_search_looks_inside(story: Path, open_crm: OpenCrm) -> None:
    async with on_stage(story, 100, 30) as stage:
        screen = await opened(stage, open_crm("li"))
        whole = entries(stage)
        await stage.press("slash")
        await stage.type("walnut")
        await stage.until(lambda: entries(stage) == ["visit"])
        await stage.press("enter")
        assert timeline(stage).has_focus
        await stage.press("slash", "x")
        await stage.until_shown("Nothing here fits.", "esc takes the search back")
        await stage.press("escape", "escape")
        await stage.until(lambda: entries(stage) == whole)
        assert not screen._filter.display


async def test_a_reminder_is_done_in_place_and_open_again(story: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    async with on_stage(story, 100, 30) as stage:
        await opened(stage, crm)
        await stage.press("home")
        assert at_cursor(stage) == "reminder: renewal talk"
        await stage.until(lambda: "space done" in stage.lines[-1])
        await stage.press("space")
        await stage.until_told("Done: 张伟 · renewal talk")
        await stage.until(lambda: journey(stage)._lines is not None and timeline(stage).source.ahead == 1)
        await stage.press("u")
        await stage.until(lambda: timeline(stage).source.ahead == 2)


async def test_a_reminder_is_put_off_in_place(story: Path, open_crm: OpenCrm) -> None:
    async with on_stage(story, 100, 30) as stage:
        await opened(stage, open_crm("li"))
        await stage.press("home", "z")
        await stage.until_shown("Put off until when? renewal talk")
        await stage.type("in 20 days")
        await stage.press("enter")
        await stage.until_told("Put off: 张伟 · renewal talk")
        await stage.until_shown("11 Dec")
        assert at_cursor(stage) == "reminder: renewal talk"


async def test_an_entry_is_deleted_in_place_and_comes_back(story: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    async with on_stage(story, 100, 30) as stage:
        await opened(stage, crm)
        count = len(entries(stage))
        while not at_cursor(stage).startswith("email"):
            await stage.press("down")
        await stage.press("delete")
        await stage.until_told("Deleted: mail · 张伟")
        await stage.until(lambda: len(entries(stage)) == count - 1)
        await stage.press("u")
        await stage.until(lambda: len(entries(stage)) == count)
        await stage.until(lambda: at_cursor(stage).startswith("visit"))
        await stage.press("home", "delete")
        await stage.until_told("Deleted the follow-up")


async def test_an_entry_is_changed_in_its_form(story: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    async with on_stage(story, 100, 30) as stage:
        await opened(stage, crm)
        for kind, told in (("reminder", "send"), ("visit", "showroom, likes the walnut line")):
            while not at_cursor(stage).startswith(kind):
                await stage.press("down" if kind == "visit" else "up")
            assert journey(stage).occasion_at_hand() == ("follow-up" if kind == "reminder" else "")
            await stage.press("r")
            await stage.until(lambda: isinstance(stage.app.screen, FormDialog))
            await stage.until_shown(told)
            await stage.press("escape")
            await stage.until(lambda: isinstance(stage.app.screen, JourneyScreen))


async def test_a_change_is_taken_back_in_place(story: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    async with on_stage(story, 100, 30) as stage:
        await opened(stage, crm)
        while not at_cursor(stage).startswith("change: Edited"):
            await stage.press("down")
        await stage.press("D")
        await stage.until_told("Undid: Edited 张伟")
        assert crm.contacts.card(crm.contacts.meant("张伟")).note == "prefers calls after five"
        await stage.until(lambda: not any(line for line in stage.lines if "prefers mornings" in line))


async def test_a_colleagues_entry_appears_and_the_cursor_stays(story: Path, open_crm: OpenCrm) -> None:
    wang = open_crm("wang")
    async with on_stage(story, 100, 30) as stage:
        await opened(stage, wang)
        while not at_cursor(stage).startswith("visit"):
            await stage.press("down")
        wang.activities.log(ActivityKind.CALL, wang.contacts.meant("张伟"), text="just now")
        await stage.until_shown("just now")
        assert at_cursor(stage).startswith("visit")


async def test_who_is_forgotten_meanwhile_leaves_the_screen(story: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    key = crm.contacts.add({"name": "Gone Soon"}).ids[0]
    async with on_stage(story, 100, 30) as stage:
        await opened(stage, crm, "Gone Soon")
        crm.contacts.delete([key])
        await stage.until_shown("in the trash")
        crm.contacts.forget(key)
        await stage.until_shown("No customer chosen yet.")


async def test_the_command_that_tells_it_is_copied(story: Path, open_crm: OpenCrm) -> None:
    async with on_stage(story, 100, 30) as stage:
        await opened(stage, open_crm("li"))
        await stage.press("K", "space", "escape", "y")
        assert stage.app.clipboard.endswith("contact timeline c2 --future --kind call")


async def test_it_is_written_as_a_page(story: Path, open_crm: OpenCrm, tmp_path: Path) -> None:
    target = tmp_path / "zhang.html"
    async with on_stage(story, 100, 30) as stage:
        await opened(stage, open_crm("li"))
        await stage.press("x")
        await stage.until_shown("Write this journey as a page to", "张伟 c2.html")
        await stage.press("ctrl+u", "ctrl+k")
        await stage.paste(str(target))
        await stage.press("enter")
        await stage.until_told(f"It is in {target}")
        assert "walnut" in target.read_text(encoding="utf-8")
        await stage.press("x", "ctrl+u")
        await stage.paste(str(target))
        await stage.press("enter")
        await stage.until_shown("Replace")
        await stage.press("n")
        await stage.press("x", "escape")
        assert journey(stage).is_current


@pytest.mark.parametrize("file", ["nowhere/x.html", "~nobody-of-that-name/x.html", f"{'x' * 300}.html"])
@pytest.mark.usefixtures("home")
async def test_a_place_that_cannot_be_written_is_told(story: Path, open_crm: OpenCrm, file: str) -> None:
    async with on_stage(story, 100, 30) as stage:
        await opened(stage, open_crm("li"))
        await stage.press("x", "ctrl+u")
        await stage.paste(file)
        await stage.press("enter")
        await stage.until_told("cannot write")


async def test_no_page_is_written_into_what_is_no_file(story: Path, open_crm: OpenCrm) -> None:
    async with on_stage(story, 100, 30) as stage:
        await opened(stage, open_crm("li"))
        await stage.press("x", "ctrl+u")
        await stage.paste("/dev")
        await stage.press("enter")
        await stage.until_told("/dev is not a file")


async def test_a_journey_is_shown_though_a_page_was_left_open_over_one(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    async with on_stage(people) as stage:
        journey = await opened(stage, crm, "张伟")
        journey.post_message(ShowPage(crm.contacts.meant("张伟"), "journey"))
        await stage.until(lambda: isinstance(stage.app.screen, ContactPage))
        await stage.press("2")
        await stage.until(lambda: stage.app.screen is stage.contacts)
        await opened(stage, crm, "Anna Schmidt")
        assert stage.app.screen is journey


async def test_twenty_thousand_entries_scroll_like_twenty(
    crm_file: Path, open_crm: OpenCrm, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm = open_crm("li")
    key = crm.contacts.add({"name": "Busy"}).ids[0]
    fill(crm, key, [NOW - timedelta(minutes=37 * number) for number in range(20_000)], ["call", "email"] * 10_000)
    read: list[int] = []
    entries_of = Journey.entries

    def counted(journey: Journey, contact_id: int, wanted: Sequence[int]) -> list[JourneyEntry]:
        read.append(len(wanted))
        return entries_of(journey, contact_id, wanted)

    monkeypatch.setattr(Journey, "entries", counted)
    async with on_stage(crm_file, 100, 30) as stage:
        await opened(stage, crm, "Busy")
        assert len(entries(stage)) == 20_001
        for keys in (
            ("end",),
            ("pageup", "pageup"),
            ("home",),
            ("right_square_bracket",) * 5,
            ("enter",),
            ("v",),
            ("v",),
        ):
            await stage.press(*keys)
            await stage.pilot.pause()
        assert max(read) <= 30
        assert sum(read) <= 30 * 12

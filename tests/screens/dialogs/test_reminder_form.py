"""The form of a reminder: set with one, with several, with nobody; changed, handed over, asked about."""

from datetime import date, time
from pathlib import Path

import pytest

from tests.conftest import OpenCrm
from tests.screens.dialogs.test_activity_form import closed, drafts, fill, follow_ups, form_of
from tests.screens.stage import Stage, on_stage
from tests.widgets.lines import assert_golden
from tui_crm import i18n
from tui_crm.models.when import When
from tui_crm.screens import form_screen
from tui_crm.screens.dialogs import reminder_form
from tui_crm.screens.dialogs.conflict import Conflicting
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.dialogs.question import Question
from tui_crm.screens.dialogs.reminder_form import NewReminder, ReminderForm


async def asked(stage: Stage, key: str = "f") -> None:
    await stage.press(key)
    await stage.until(lambda: isinstance(stage.app.screen, NewReminder) and stage.app.screen.form.here)


async def editing(stage: Stage, reminder_id: int) -> None:
    stage.contacts.open_form(lambda crm: reminder_form.prepared_edit(crm, reminder_id))
    await stage.until(lambda: isinstance(stage.app.screen, ReminderForm) and stage.app.screen.form.here)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("width", [80, 120])
async def test_the_form_looks_right(people: Path, language: str, width: int) -> None:
    i18n.set_language(language)
    async with on_stage(people, width, 24 if width == 80 else 40) as stage:
        await stage.look_for("张伟")
        await asked(stage)
        await fill(stage, "due", "三天后")
        assert_golden(f"follow_up_{width}_{language}", stage.lines)


async def test_a_follow_up_is_set(people: Path, open_crm: OpenCrm) -> None:
    async with on_stage(people, 80, 24) as stage:
        await stage.look_for("Ola")
        await asked(stage)
        await stage.type("tomorrow 9")
        await stage.press("tab")
        await stage.until_shown("Sun 22 Nov 09:00 · tomorrow")
        await fill(stage, "text", "send it")
        await fill(stage, "repeat", "every week")
        await stage.until_shown("every week · Sun 22 Nov, Sun 29 Nov, Sun 6 Dec")
        await fill(stage, "due", "in 3 days")
        await fill(stage, "repeat", "every week")
        await stage.until_shown("every week · Tue 24 Nov, Tue 1 Dec, Tue 8 Dec")
        await fill(stage, "due", "tomorrow 9am")
        await fill(stage, "owner", "wang")
        await fill(stage, "place", "Oslo")
        form_of(stage).go_to("priority")
        await stage.until(lambda: form_of(stage).here == "priority")
        await stage.press("u")
        await fill(stage, "minutes", "30")
        await stage.press("enter")
        await stage.until_told("Set a follow-up with Ola Nordmann · u to undo")
        await closed(stage)
    (entry,) = follow_ups(open_crm("li"), "Ola Nordmann")
    assert (entry.due_on, entry.due_time, entry.text, entry.owner) == (date(2026, 11, 22), "09:00", "send it", "wang")
    assert (entry.priority, entry.place, entry.minutes) == ("urgent", "Oslo", 30)
    assert (entry.repeat, entry.repeat_from) == ("FREQ=WEEKLY", "2026-11-22T09:00[UTC]")
    assert drafts() == []


async def test_a_follow_up_needs_a_day(people: Path) -> None:
    async with on_stage(people, 80, 24) as stage:
        await asked(stage)
        await fill(stage, "text", "send it")
        await stage.press("ctrl+s")
        await stage.until_shown("when shall that be?")
        assert form_of(stage).here == "due"
        await fill(stage, "owner", "nobody")
        await stage.until_shown("there is no user “nobody”")


async def test_several_are_set_in_one_operation(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    before = len(crm.followups.find())
    async with on_stage(people, 80, 24) as stage:
        await stage.press("space", "space", "space")
        await asked(stage)
        await stage.until_shown("Follow-ups with 3 contacts")
        await stage.type("in 3 days")
        await stage.press("ctrl+s")
        await stage.until_told("Set follow-ups with 3 contacts · u to undo")
        await closed(stage)
        assert not stage.table.selection
        assert len(crm.followups.find()) == before + 3
        await stage.press("u")
        await stage.until_told("Undid")
        assert len(crm.followups.find()) == before


async def test_many_are_asked_about_first(people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form_screen, "_MANY", 2)
    async with on_stage(people, 80, 24) as stage:
        await stage.press("space", "space", "f")
        await stage.until_shown("Set follow-ups with 2 contacts?")
        await stage.press("n")
        await stage.until(lambda: not isinstance(stage.app.screen, Question))
        assert stage.app.screen is stage.contacts
        await stage.press("f", "y")
        await stage.until(lambda: isinstance(stage.app.screen, NewReminder))


async def test_one_is_changed_and_handed_over(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    shanghai = When(date(2026, 11, 25), time(17, 0), "Asia/Shanghai")
    key = crm.followups.add(shanghai, contact_id=1, text="call", place="here", minutes=20).ids[0]
    async with on_stage(people, 80, 24) as stage:
        await editing(stage, key)
        assert form_of(stage).values["due"] == "2026-11-25 09:00"
        await fill(stage, "owner", "wang")
        await fill(stage, "place", "")
        await stage.press("ctrl+s")
        await stage.until_told("Edited the follow-up")
        await closed(stage)
        entry = crm.followups.get(key)
        assert (entry.owner, entry.place, entry.minutes, entry.zone) == ("wang", "", 20, "Asia/Shanghai")
        await editing(stage, key)
        await fill(stage, "due", "")
        await stage.press("ctrl+s")
        await stage.until_shown("when shall that be?")
        await fill(stage, "due", "in 3 days")
        await stage.press("ctrl+s")
        await closed(stage)
        assert crm.followups.get(key).due_on == date(2026, 11, 24)


@pytest.mark.parametrize(("key", "text"), [("m", "mine"), ("t", "theirs")])
async def test_what_somebody_else_changed_meanwhile_is_asked_about(
    people: Path, open_crm: OpenCrm, key: str, text: str
) -> None:
    crm = open_crm("li")
    reminder = crm.followups.add(When(date(2026, 11, 25), None, "UTC"), text="before").ids[0]
    async with on_stage(people, 100, 40) as stage:
        await editing(stage, reminder)
        await fill(stage, "text", "mine")
        open_crm("wang").followups.edit(reminder, text="theirs", place="Oslo")
        await stage.press("ctrl+s")
        await stage.until(lambda: isinstance(stage.app.screen, Conflicting))
        await stage.press("escape")
        await stage.until(lambda: isinstance(stage.app.screen, FormDialog))
        await stage.until_shown("somebody else changed text")
        await stage.press("ctrl+s")
        await stage.until(lambda: isinstance(stage.app.screen, Conflicting))
        await stage.press(key, "ctrl+s")
        await closed(stage)
    after = crm.followups.get(reminder)
    assert (after.text, after.place) == (text, "Oslo")


async def test_one_that_is_gone_meanwhile_is_told(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    key = crm.followups.add(When(date(2026, 11, 25), None, "UTC"), text="before").ids[0]
    async with on_stage(people, 100, 40) as stage:
        await editing(stage, key)
        await fill(stage, "text", "mine")
        crm.followups.delete(key)
        await stage.press("ctrl+s")
        await stage.until_shown("there is no reminder")
        await stage.press("escape")
        await closed(stage)
        stage.contacts.open_form(lambda crm: reminder_form.prepared_edit(crm, key))
        await stage.until_told("there is no reminder")

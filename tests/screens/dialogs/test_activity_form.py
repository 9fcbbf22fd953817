"""The form that logs a call: by how few keys, with what comes next, and that a kill loses none of it."""

import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW, OpenCrm
from tests.screens.stage import Stage, on_stage
from tests.screens.waiting import PATIENCE
from tests.terminal import in_terminal, painted
from tests.widgets.lines import assert_golden
from tui_crm import i18n, paths
from tui_crm.clock import FixedClock
from tui_crm.models.cards import ActivityEntry, ReminderEntry
from tui_crm.models.codes import LOGGED, ActivityKind
from tui_crm.screens.dialogs import activity_form
from tui_crm.screens.dialogs.activity_form import ActivityForm, LogForm
from tui_crm.screens.dialogs.conflict import Conflicting
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.services.crm import Crm
from tui_crm.settings import store
from tui_crm.widgets.form import Form


class Ticking(FixedClock):
    """A clock that somebody turns on."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(moment)
        self.moment = moment

    def now(self) -> datetime:
        """Return the moment it was turned to."""
        return self.moment


def form_of(stage: Stage) -> Form:
    """Return the form that is open."""
    screen = stage.app.screen
    assert isinstance(screen, FormDialog)
    return screen.form


@asynccontextmanager
async def logging(people: Path, key: str = "c", name: str = "张伟", width: int = 80) -> AsyncIterator[Stage]:
    """Open the form over somebody on file."""
    async with on_stage(people, width, 24 if width == 80 else 40) as stage:
        await stage.look_for(name)
        await stage.press(key)
        await stage.until(lambda: isinstance(stage.app.screen, LogForm) and stage.app.screen.form.here)
        yield stage


async def closed(stage: Stage) -> None:
    await stage.until(lambda: stage.app.screen is stage.contacts)


async def fill(stage: Stage, key: str, text: str) -> None:
    """Go to a field and put a text in, as pasted."""
    form_of(stage).go_to(key)
    await stage.until(lambda: form_of(stage).here == key)
    form_of(stage).fill({key: text})
    await stage.pilot.pause()


def newest(crm: Crm, name: str) -> ActivityEntry:
    return crm.activities.of_contact(crm.contacts.meant(name), 1)[0]


def follow_ups(crm: Crm, name: str) -> list[ReminderEntry]:
    return crm.followups.find(contact_id=crm.contacts.meant(name))


def drafts() -> list[Path]:
    return sorted((paths.state_dir() / "drafts").rglob("*.json"))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("width", [80, 120])
async def test_the_form_looks_right(people: Path, language: str, width: int) -> None:
    i18n.set_language(language)
    async with logging(people, width=width) as stage:
        await stage.press("1")
        await fill(stage, "next", "下周三下午3点")
        assert_golden(f"log_call_{width}_{language}", stage.lines)


async def test_a_call_takes_five_keys_beside_what_is_said(people: Path, open_crm: OpenCrm) -> None:
    async with logging(people, name="Ola") as stage:
        await stage.press("r", "p")
        await stage.type("wants a quote")
        await stage.press("tab")
        await stage.type("next wed 10am")
        await stage.until_shown("Wed 25 Nov 10:00 · in 4 d")
        await stage.press("enter")
        await stage.until_told("Logged a call with Ola Nordmann · u to undo")
        await closed(stage)
        crm = open_crm("li")
        entry, (reminder,) = newest(crm, "Ola Nordmann"), follow_ups(crm, "Ola Nordmann")
        assert (entry.kind, entry.outcome, entry.text, entry.at) == ("call", "reached", "wants a quote", NOW)
        assert entry.objection == "price"
        assert (str(reminder.due_on), reminder.due_time, reminder.owner) == ("2026-11-25", "10:00", "li")
        await stage.press("u")
        await stage.until_told("Undid")
        assert follow_ups(crm, "Ola Nordmann") == []
        assert newest(crm, "Ola Nordmann").text != "wants a quote"
    assert drafts() == []


async def test_everything_else_can_be_said_too(people: Path, open_crm: OpenCrm) -> None:
    async with logging(people, name="Ola") as stage:
        said = {"minutes": "12", "objection": "price", "subject": "spring", "at": "yesterday 3pm", "next": "in 3 days"}
        for key, text in {**said, "next_note": "send it"}.items():
            await fill(stage, key, text)
        for key, press in (("feeling", "5"), ("direction", "2"), ("at", "enter")):
            form_of(stage).go_to(key)
            await stage.until(lambda key=key: form_of(stage).here == key)  # type: ignore[misc]
            await stage.press(press)
        await closed(stage)
        crm = open_crm("li")
        entry, (reminder,) = newest(crm, "Ola Nordmann"), follow_ups(crm, "Ola Nordmann")
        assert (entry.minutes, entry.feeling, entry.objection, entry.direction) == (12, 2, "price", "out")
        assert (entry.subject, entry.at, entry.outcome) == ("spring", NOW - timedelta(hours=18, minutes=30), "")
        assert reminder.text == "send it"


@pytest.mark.parametrize("number", range(1, len(LOGGED) + 1))
async def test_any_kind_is_one_key_away(people: Path, open_crm: OpenCrm, number: int) -> None:
    async with logging(people, "a", name="Ola") as stage:
        await stage.press(str(number))
        await fill(stage, "text", "done")
        await stage.press("ctrl+s")
        await closed(stage)
    assert newest(open_crm("li"), "Ola Nordmann").kind == LOGGED[number - 1]


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [
        ("minutes", "long", "“long” is no number of minutes"),
        ("minutes", "99999", "no number of minutes"),
        ("next", "some day", "“some”"),
        ("at", "tomorrow", "that is still to come"),
        ("next_note", "send it", "when shall that be?"),
    ],
)
async def test_what_does_not_do_is_told_at_its_field(people: Path, key: str, text: str, told: str) -> None:
    async with logging(people) as stage:
        before = stage.app._crm.history.newest() if stage.app._crm else 0
        await fill(stage, key, text)
        await stage.press("ctrl+s")
        await stage.until_shown(told)
        assert form_of(stage).here == ("next" if key == "next_note" else key)
        assert stage.app._crm is not None
        assert stage.app._crm.history.newest() == before


async def test_the_words_of_the_team_are_picked_by_their_keys(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    crm.settings.set("outcomes", "y=约见,n=no answer,reached")
    async with logging(people, width=120) as stage:
        await stage.until_shown("y 约见 · n no answer · r reached")
        await stage.press("n")
        await stage.until(lambda: form_of(stage).here == "text")
        await stage.press("up", "t", "up", "up", "3")
        assert form_of(stage).here == "objection"
        assert (form_of(stage).values["outcome"], form_of(stage).values["objection"]) == ("reached", "timing")
        await stage.press("up", "ｙ", "enter")
        assert (form_of(stage).here, form_of(stage).values["outcome"]) == ("text", "约见")


async def test_a_word_of_before_stays_where_it_was_logged(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    key = crm.activities.log(ActivityKind.CALL, 1, outcome="mailbox", objection="too expensive").ids[0]
    async with on_stage(people, 100, 40) as stage:
        stage.contacts.open_form(lambda crm: activity_form.prepared_edit(crm, key))
        await stage.until(lambda: isinstance(stage.app.screen, ActivityForm) and stage.app.screen.form.here)
        await stage.until_shown("mailbox", "too expensive")
        await fill(stage, "text", "again")
        await stage.press("ctrl+s")
        await stage.until_told("Edited")
    entry = crm.activities.get(key)
    assert (entry.outcome, entry.objection, entry.text) == ("mailbox", "too expensive", "again")


async def test_who_has_nothing_planned_is_asked_about_once(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    anna, before = crm.contacts.meant("Anna Schmidt"), crm.history.newest()
    async with logging(people, name="Anna") as stage:
        await stage.press("n", "ctrl+s")
        await stage.until_shown("nothing is planned", "or enter again: no next step, on purpose")
        assert form_of(stage).here == "next"
        assert crm.history.newest() == before
        await stage.press("enter")
        await stage.until_told("Logged a call with Anna Schmidt · u to undo", "no next step, on purpose")
        await closed(stage)
        assert crm.contacts.rows([anna])[0].no_next_since == NOW
        await stage.press("c")
        await stage.until(lambda: isinstance(stage.app.screen, LogForm) and stage.app.screen.form.here)
        await stage.press("r", "ctrl+s")
        await stage.until_shown("nothing is planned")
        await stage.type("in 3 days")
        await stage.press("enter")
        await closed(stage)
    assert crm.contacts.rows([anna])[0].no_next_since is None
    assert [str(step.due_on) for step in follow_ups(crm, "Anna Schmidt")] == ["2026-11-24"]


async def test_the_timer_runs_comes_back_and_leaves_its_minutes(people: Path, open_crm: OpenCrm) -> None:
    clock = Ticking(NOW)
    async with on_stage(people, 80, 24, clock=clock) as stage:
        await stage.look_for("Ola")
        await stage.press("c")
        await stage.until(lambda: isinstance(stage.app.screen, LogForm) and stage.app.screen.form.here)
        await stage.press("ctrl+g")
        await stage.until_shown("Call with Ola Nordmann  ● 0:00")
        clock.moment = NOW + timedelta(seconds=75)
        await stage.until_shown("● 1:15")
        await stage.press("escape")
        await stage.until_told("What you typed is kept")
        await closed(stage)
        clock.moment = NOW + timedelta(seconds=130)
        await stage.press("c")
        await stage.until_shown("● 2:10", "is back")
        await stage.press("ctrl+g")
        await stage.until(lambda: form_of(stage).values["minutes"] == "3")
        await stage.until(lambda: "●" not in "\n".join(stage.lines))
        await stage.press("ctrl+g")
        clock.moment = NOW + timedelta(seconds=190)
        await fill(stage, "next", "tomorrow")
        await stage.press("enter")
        await closed(stage)
    assert newest(open_crm("li"), "Ola Nordmann").minutes == 4
    assert drafts() == []


async def test_several_are_selected_and_one_is_called(people: Path, open_crm: OpenCrm) -> None:
    async with on_stage(people, 80, 24) as stage:
        await stage.press("space", "space")
        here = stage.table.highlighted_id
        await stage.press("c")
        await stage.until(lambda: isinstance(stage.app.screen, LogForm) and stage.app.screen.form.here)
        await stage.press("ctrl+s")
        await closed(stage)
        assert here is not None
        assert open_crm("li").activities.of_contact(here, 1)[0].at == NOW
        assert len(stage.table.selection) == 2


async def test_what_was_logged_is_changed(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    before = newest(crm, "张伟")
    async with on_stage(people, 100, 40) as stage:
        stage.contacts.open_form(lambda crm: activity_form.prepared_edit(crm, before.id))
        await stage.until(lambda: isinstance(stage.app.screen, ActivityForm) and stage.app.screen.form.here)
        assert form_of(stage).values["at"] == "2026-11-18 09:30"
        await fill(stage, "text", "wants two")
        await fill(stage, "outcome", "")
        await stage.press("ctrl+s")
        await stage.until_told("Edited what was logged with 张伟")
        await closed(stage)
    after = crm.activities.get(before.id)
    assert (after.text, after.outcome, after.at, after.kind) == ("wants two", "", before.at, before.kind)


async def test_what_somebody_else_wrote_meanwhile_is_asked_about(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    entry = newest(crm, "张伟")
    async with on_stage(people, 100, 40) as stage:
        stage.contacts.open_form(lambda crm: activity_form.prepared_edit(crm, entry.id))
        await stage.until(lambda: isinstance(stage.app.screen, ActivityForm) and stage.app.screen.form.here)
        await fill(stage, "text", "mine")
        await fill(stage, "minutes", "7")
        open_crm("wang").activities.edit(entry.id, text="theirs", feeling=1)
        await stage.press("ctrl+s")
        await stage.until(lambda: isinstance(stage.app.screen, Conflicting))
        await stage.until_shown("mine", "theirs")
        await stage.press("t", "ctrl+s")
        await stage.until_told("Edited what was logged")
        await closed(stage)
    after = crm.activities.get(entry.id)
    assert (after.text, after.minutes, after.feeling) == ("theirs", 7, 1)


async def test_a_half_typed_call_comes_back(people: Path) -> None:
    async with logging(people) as stage:
        await stage.press("r")
        await fill(stage, "text", "half a sen")
        await stage.press("escape")
        await closed(stage)
        await stage.press("c")
        await stage.until_shown("half a sen", "is back")
        assert form_of(stage).values["outcome"] == "reached"


def kept_in_draft(text: str) -> None:
    """Wait until what is typed is on disk."""
    for _look in range(PATIENCE):
        if any(text in draft.read_text() for draft in drafts()):
            return
        time.sleep(0.01)
    pytest.fail("it is never kept")


def test_a_half_typed_call_survives_a_kill(people: Path) -> None:
    store(paths.config_file(), "start", "contacts")
    with in_terminal("--db", str(people)) as (process, terminal):
        painted(terminal, b"Anna Schmidt")
        terminal.write(b"c")
        painted(terminal, b"ctrl+s")
        terminal.write(b"r\t")
        painted(terminal, b"@name")
        terminal.write(b"half a sentence")
        kept_in_draft("half a sentence")
        process.send_signal(signal.SIGKILL)
    with in_terminal("--db", str(people)) as (process, terminal):
        painted(terminal, b"Anna Schmidt")
        terminal.write(b"c")
        painted(terminal, b"half a sentence")
        terminal.write(b"\x11")
        painted(terminal, None)
    assert process.returncode == 0

"""Call mode: one contact at a time by few keys, nothing lost and nobody taken, resumed where one stopped."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.conftest import OpenCrm
from tests.screens.moved_clock import MovedClock
from tests.screens.stage import Stage, on_stage
from tests.terminal import in_terminal
from tests.test_drafts_survive import in_form
from tests.widgets.lines import assert_golden
from tui_crm.call_locks import CallLocks
from tui_crm.clock import Clock
from tui_crm.models.codes import ActivityKind
from tui_crm.screens.calling import CallScreen
from tui_crm.screens.contact_verbs import ContactVerbs
from tui_crm.screens.dialogs.call_form import CallForm

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm


def calls_of(stage: Stage) -> CallScreen:
    """Return the screen of call mode, whatever is over it."""
    return next(screen for screen in stage.app.screen_stack if isinstance(screen, CallScreen))


async def asked(stage: Stage, name: str) -> CallForm:
    """Wait for the form of the call with somebody."""
    await stage.until(lambda: isinstance(stage.app.screen, CallForm) and stage.app.screen.form.here)
    await stage.until_shown(name)
    form = stage.app.screen
    assert isinstance(form, CallForm)
    return form


@asynccontextmanager
async def calling(
    people: Path, width: int = 80, height: int = 24, *, clock: Clock | None = None
) -> AsyncIterator[Stage]:
    """Begin to call leads and whoever is new: Björn, Jean, 欧阳娜娜 and 陈美玲, in this order."""
    async with on_stage(people, width, height, clock=clock) as stage:
        await stage.look_for("stage:lead,new kind:person sort:-name")
        await stage.press("C")
        yield stage


def newest(crm: "Crm", name: str) -> tuple[str, str]:
    entry = crm.activities.of_contact(crm.contacts.meant(name), 1)[0]
    return entry.outcome, entry.text


async def test_a_call_takes_few_keys_and_the_next_contact_comes_at_once(people: Path, open_crm: OpenCrm) -> None:
    clock = MovedClock()
    async with calling(people, clock=clock) as stage:
        names = [row.name for row in open_crm("li").contacts.rows(list(stage.table.source.ids))]
        await asked(stage, names[0])
        assert_golden("call_mode_80", stage.lines[1:11])  # below is the form of every call
        clock.instant += timedelta(minutes=3)
        await stage.press("r", "p")  # reached, the price is too high
        await stage.type("asks")
        await stage.press("tab")
        await stage.type("tomorrow")
        await stage.press("enter")
        await asked(stage, names[1])
        await stage.until_shown("2 of", "called 1 · 20 an hour", f"Logged a call with {names[0]}")
        assert not stage.toasts
        crm = open_crm("wang")
        assert newest(crm, names[0]) == ("reached", "asks")
        assert [entry.text for entry in crm.followups.find(contact_id=crm.contacts.meant(names[0]))][-1:]
        assert crm.history.list(limit=1)[0].records == 2, "one operation"
        mine = crm.calling.queue(stage.table.source.ids)
        assert mine.next() == stage.table.source.ids[2], "the first was called, the second is li's"
        mine.close()


async def test_nothing_goes_on_while_a_note_is_typed_and_leaving_keeps_it(people: Path, open_crm: OpenCrm) -> None:
    wang = open_crm("wang")
    async with calling(people, 140, 40) as stage:
        form = await asked(stage, "1 of")
        here = calls_of(stage).contact_at_hand() or 0
        form.form.go_to("text")
        await stage.until(lambda: form.form.here == "text")
        await stage.type("half a")
        wang.activities.log(ActivityKind.CALL, here, outcome="no answer")
        await stage.until_shown("meanwhile wang, 09:30: call · no answer")
        assert stage.app.screen is form
        assert form.form.values["text"] == "half a"
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is calls_of(stage))
        calls = calls_of(stage)
        assert calls.contact_at_hand() == here
        before, calls._is_moving = calls._turn, True
        assert before is not None
        assert calls.crm is not None
        await calls._read_again(calls.crm, before)
        assert calls._turn is before, "what was read on the way to the next contact is of the one before"
        calls._is_moving = False
        await stage.press("enter")
        assert (await asked(stage, "is back")).form.values["text"] == "half a"
        assert not CallLocks(people).take(here)
        await stage.press("escape", "escape")
        await stage.until(lambda: stage.app.screen is stage.contacts)
        assert CallLocks(people).take(here), "the lock is gone"
        CallLocks(people).give_back()


async def test_skipped_later_back_and_resumed_to_the_end(people: Path) -> None:
    async with calling(people, 100, 30) as stage:
        ids = list(stage.table.source.ids)
        await asked(stage, "1 of")

        async def at(number: int, *keys: str) -> None:
            await stage.press(*keys)
            await stage.until(lambda: calls_of(stage).contact_at_hand() == ids[number])
            await asked(stage, "of 4")

        await at(1, "ctrl+t")
        await at(2, "ctrl+l")
        await at(1, "ctrl+b")
        await at(2, "ctrl+l")
        await stage.press("escape", "p")
        await stage.until_told("Copied: 138 0013")
        await stage.press("y")
        await stage.until_told("log call c")
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is stage.contacts)
        colleague = CallLocks(people)
        assert colleague.take(ids[3])
        await stage.press("C")
        await asked(stage, "going on with the list begun 09:30")
        await at(1, "r", "ctrl+s")
        await stage.press("n", "ctrl+s")
        await stage.until_shown("Nobody is left but those with a colleague.", "enter go on")
        colleague.give_back()
        await at(3, "enter")
        await stage.press("r", "ctrl+s")
        await stage.until_shown("Nobody is left to call.", "reached", "no answer", "skipped 1")
        assert_golden("call_mode_over", stage.lines[1:])
        assert not calls_of(stage).check_action("log_call", ())
        await stage.press("u")
        await stage.until_told("Undid")
        await stage.until_shown("enter go on")
        await at(3, "enter")


async def test_every_list_can_be_called(people: Path) -> None:
    async with on_stage(people) as stage:
        crm = stage.contacts.crm
        assert crm is not None

        def listed() -> Sequence[int]:
            screen = stage.app.screen
            assert isinstance(screen, ContactVerbs)
            calls = screen.call_list()
            return [] if calls is None else list(calls(crm)._ids)

        ids = list(stage.table.source.ids)
        assert listed() == ids
        await stage.press("down", "space", "space")
        assert listed() == ids[1:3]
        await stage.press("enter")
        await stage.until(lambda: stage.app.current_mode == "journey" and listed())
        assert listed() == ids[1:3], "the journey has the list that one came from"
        await stage.press("1")
        await stage.until(lambda: stage.app.current_mode == "today" and listed())
        assert len(set(listed())) == len(listed()) > 3
        await stage.press("4")
        await stage.until(lambda: stage.app.current_mode == "followups" and listed())
        mine = crm.followups.find(owner="li")
        assert listed() == [entry.contact_id for entry in mine if entry.contact_id]
        await stage.press("2", "escape")
        await stage.look_for("nobody")
        assert listed() == []
        assert not stage.contacts.check_action("call_mode", ())


def test_a_killed_terminal_lets_go_at_once(people: Path, open_crm: OpenCrm) -> None:
    anna, locks = open_crm("li").contacts.meant("Anna Schmidt"), CallLocks(people)
    with in_terminal("--db", str(people)) as (process, terminal):
        in_form(terminal, "C", b"pause")
        assert not locks.take(anna)
        process.kill()
        process.wait()
        assert locks.take(anna)
        locks.give_back()

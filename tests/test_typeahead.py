"""What is typed in one breath, or arrives in one packet over a slow line, goes where it would go key by key."""

import threading
from pathlib import Path

import pytest
from textual import events

from tests.conftest import OpenCrm
from tests.screens.stage import Stage, on_stage
from tui_crm import typeahead
from tui_crm.errors import Busy
from tui_crm.screens.contacts import ContactsScreen
from tui_crm.screens.dialogs import activity_form
from tui_crm.screens.dialogs.form_dialog import FormDialog

BUSY = Busy("the file is busy", hint="try again")
NAMED = {" ": "space", "\t": "tab", "\r": "enter", "\x13": "ctrl+s", "/": "slash"}


def burst(stage: Stage, text: str) -> None:
    """Have all of ``text`` arrive at once."""
    for character in text:
        key = NAMED.get(character, character)
        stage.app.post_message(events.Key(key, None if key == "ctrl+s" else character))


async def test_a_call_is_logged_in_one_breath(people: Path, open_crm: OpenCrm) -> None:
    async with on_stage(people) as stage:
        burst(stage, "c1\tasks for a better price\ttomorrow\x13")
        await stage.until_told("Logged a call with Anna Schmidt")
    crm = open_crm("li")
    newest = crm.activities.of_contact(crm.contacts.meant("Anna Schmidt"), 1)[0]
    assert (newest.outcome, newest.text) == ("reached", "asks for a better price")


async def test_a_note_that_begins_where_an_objection_is_asked_for_loses_no_letter(people: Path) -> None:
    async with on_stage(people) as stage:
        burst(stage, "crhe has 两个 shops")
        await stage.until(lambda: isinstance(stage.app.screen, FormDialog))
        dialog = stage.app.screen
        assert isinstance(dialog, FormDialog)
        await stage.until(lambda: dialog.form.values["text"] == "he has 两个 shops")
        assert (dialog.form.values["outcome"], dialog.form.values["objection"]) == ("reached", "")
        await stage.press("shift+tab")
        await stage.paste("yes, ")
        await stage.until(lambda: dialog.form.values["text"] == "he has 两个 shopsyes, ")


async def test_fields_get_what_is_meant_for_them(people: Path) -> None:
    async with on_stage(people, 200, 60) as stage:
        burst(stage, "nLi Ming\tNord Licht\tbuyer")
        await stage.until(lambda: isinstance(stage.app.screen, FormDialog))
        dialog = stage.app.screen
        assert isinstance(dialog, FormDialog)
        await stage.until(lambda: dialog.form.values["role"] == "buyer")
        assert (dialog.form.values["name"], dialog.form.values["company"]) == ("Li Ming", "Nord Licht")


async def test_a_dialog_that_is_there_at_once_has_its_text(people: Path, open_crm: OpenCrm) -> None:
    async with on_stage(people) as stage:
        burst(stage, "tpromised\r")
        await stage.until_told("Tagged Anna Schmidt")
    crm = open_crm("li")
    assert crm.contacts.card(crm.contacts.meant("Anna Schmidt")).row.tags == ("promised",)


async def test_another_screen_has_the_keys_that_follow(people: Path) -> None:
    async with on_stage(people, start="today", wait=False) as stage:
        await stage.until_shown("what waits for li")
        burst(stage, "2/wang")
        await stage.until_shown("/ wang")


async def test_what_was_meant_for_a_form_that_does_not_come_does_nothing(
    people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object, **_more: object) -> None:
        raise BUSY

    monkeypatch.setattr(activity_form, "prepared", refuse)
    async with on_stage(people) as stage:
        burst(stage, "c1hello")
        await stage.until_told("the file is busy")
        await stage.pilot.pause()
        assert isinstance(stage.app.screen, ContactsScreen)
        assert stage.filter.text == ""
        await stage.press("1")
        await stage.until_shown("what waits for li")


async def test_escape_stops_the_waiting(people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = threading.Event()
    asked: list[object] = []

    def wait(*given: object, **_more: object) -> None:
        asked.append(given)
        left.wait(60)
        raise BUSY

    monkeypatch.setattr(activity_form, "prepared", wait)
    async with on_stage(people) as stage:
        try:
            burst(stage, "c1hello")
            await stage.until(lambda: asked)
            await stage.press("escape", "1")
            await stage.until_shown("what waits for li")
        finally:
            left.set()


async def test_what_gets_lost_on_its_way_does_not_hold_the_next(people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeahead, "_LOST", 0.05)
    monkeypatch.setattr(typeahead._Followed, "bubble", False)
    async with on_stage(people) as stage:
        burst(stage, "jj1")
        await stage.until_shown("what waits for li")

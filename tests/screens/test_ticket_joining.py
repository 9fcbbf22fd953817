"""Tickets made one, tied together and put down to a known problem by keys, and taken back."""

from pathlib import Path

import pytest

from tests.conftest import OpenCrm
from tests.screens.stage import Stage, on_stage
from tests.screens.ticket_stage import board_of, open_desk, show_page, show_tickets
from tui_crm.screens.dialogs.chooser import Chooser
from tui_crm.screens.dialogs.line import LineDialog
from tui_crm.screens.tickets import TicketsScreen


@pytest.fixture
def desk(people: Path, open_crm: OpenCrm) -> Path:
    """Return the people of the screens, with a help desk, and a second ticket of whoever complained first."""
    crm = open_crm("li")
    open_desk(crm)
    crm.tickets.open(crm.contacts.meant("张伟"), subject="螺丝", at=crm.tickets.card(1).row.opened_at)
    return people


async def choose(stage: Stage, *keys: str) -> list[str]:
    """Wait for the choice, return the titles in it, and press the keys that choose."""
    await stage.until(lambda: isinstance(stage.app.screen, Chooser) and stage.app.focused is stage.app.screen.list)
    chooser = stage.app.screen
    assert isinstance(chooser, Chooser)
    titles = [choice.title for choice in chooser.choices]
    await stage.press(*keys)
    return titles


async def test_two_of_a_customer_are_tied_or_made_one(desk: Path, open_crm: OpenCrm) -> None:
    li = open_crm("li")
    async with on_stage(desk, 120, 40) as stage:
        await show_tickets(stage)
        assert board_of(stage).highlighted_id == 1
        await stage.press("t")
        assert await choose(stage, "enter") == ["T-8"]
        await stage.until_told("Linked T-8 to T-1", "undo")
        await stage.press("M")
        assert await choose(stage, "enter") == ["T-8"]
        await stage.until_told("Merged T-1 into T-8", "undo")
        assert li.tickets.card(1).row.merged_into_id == 8
        await stage.until(lambda: isinstance(stage.app.screen, TicketsScreen) and board_of(stage).highlighted_id != 1)
        await stage.press("u")
        await stage.until(lambda: li.tickets.card(1).row.merged_into_id is None)


async def test_of_different_customers_they_are_made_one_only_when_asked(desk: Path, open_crm: OpenCrm) -> None:
    li = open_crm("li")
    async with on_stage(desk, 120, 40) as stage:
        await show_tickets(stage)
        await stage.press("space", "j", "space", "M")
        titles = await choose(stage, "enter")
        await stage.until_shown("They are of different customers")
        await stage.press("y")
        await stage.until_told(f"Merged {titles[1]} into {titles[0]}")
        assert li.tickets.card(int(titles[1].removeprefix("T-"))).row.merged_into_id


async def test_a_known_problem_is_named_and_chosen(desk: Path, open_crm: OpenCrm) -> None:
    li = open_crm("li")
    async with on_stage(desk, 80, 24) as stage:
        await show_tickets(stage)
        await stage.press("P")
        assert await choose(stage, "enter") == ["a new one", "none"]
        await stage.until(lambda: isinstance(stage.app.screen, LineDialog))
        await stage.type("Lost parcels")
        await stage.press("enter")
        await stage.until_told("T-1 is due to Lost parcels", "undo")
        assert li.tickets.card(1).problem == "Lost parcels"
        await stage.press("P")
        assert await choose(stage, "end", "enter") == ["Lost parcels", "a new one", "none"]
        await stage.until(lambda: li.tickets.card(1).problem == "")


async def test_what_is_at_hand_in_a_thread_is_split_off(desk: Path, open_crm: OpenCrm) -> None:
    li = open_crm("li")
    async with on_stage(desk, 80, 24) as stage:
        await show_tickets(stage)
        await stage.press("l")
        await stage.until(lambda: board_of(stage).highlighted_id == 3)
        await show_page(stage)
        await stage.press("k", "s")
        assert await choose(stage, "down", "enter") == ["this alone", "all from here on"]
        await stage.until(lambda: isinstance(stage.app.screen, LineDialog))
        await stage.press("enter")
        await stage.until_told("Split T-9 from T-3", "undo")
    assert [entry.kind for entry in li.tickets.thread(9)] == ["note", "email"]
    assert li.tickets.card(9).row.subject == "@wang can you ask the carrier?"

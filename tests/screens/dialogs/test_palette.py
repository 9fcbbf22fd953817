"""The palette: commands by name, and contacts from the database."""

from pathlib import Path

import pytest

from tests.conftest import OpenCrm
from tests.screens.stage import Stage, on_stage
from tui_crm.models.journey import Sort, parts_of
from tui_crm.screens.contact_page import ContactPage
from tui_crm.screens.dialogs.palette import Palette
from tui_crm.screens.messages import ShowJourney
from tui_crm.screens.ticket_page import TicketPage
from tui_crm.widgets.timeline import Timeline


def titles(stage: Stage) -> list[str]:
    assert isinstance(stage.app.screen, Palette)
    return [choice.title for choice in stage.app.screen.choices]


async def test_one_goes_to_a_contact_by_pinyin(people: Path) -> None:
    async with on_stage(people) as stage:
        await stage.press("ctrl+p")
        await stage.until(lambda: isinstance(stage.app.screen, Palette))
        await stage.type("zhangwei")
        await stage.until(lambda: titles(stage) == ["张伟"])
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, ContactPage))
        await stage.until_shown("yf_zhangwei")


async def test_a_command_called_so_stands_before_contacts(people: Path) -> None:
    async with on_stage(people) as stage:
        await stage.press("ctrl+p")
        await stage.until(lambda: isinstance(stage.app.screen, Palette))
        await stage.type("s")
        await stage.until(lambda: "sort" in titles(stage) and "Anna Schmidt" in titles(stage))
        assert titles(stage).index("sort") < titles(stage).index("Anna Schmidt")


async def test_what_is_no_filter_finds_no_contact(people: Path) -> None:
    async with on_stage(people) as stage:
        await stage.press("ctrl+p")
        await stage.until(lambda: isinstance(stage.app.screen, Palette))
        await stage.type("stage:")
        await stage.press("x")
        await stage.until_shown("No command, contact or ticket is called like that.")
        await stage.press("enter", "escape")
        assert stage.app.screen is stage.contacts


async def test_one_goes_to_a_ticket_by_number_and_by_words(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    key = crm.tickets.open(crm.contacts.meant("张伟"), kind="complaint", subject="zinc lamp broken").ids[0]
    async with on_stage(people) as stage:
        for text in ("T-1", "zinc lamp"):
            await stage.press("ctrl+p")
            await stage.until(lambda: isinstance(stage.app.screen, Palette))
            await stage.type(text)
            await stage.until(lambda: titles(stage) == ["T-1 zinc lamp broken"])
            await stage.press("enter")
            await stage.until(lambda: isinstance(stage.app.screen, TicketPage))
            await stage.press("escape")
            await stage.until(lambda: not isinstance(stage.app.screen, TicketPage))
        stage.app.post_message(ShowJourney(crm.contacts.meant("张伟")))
        await stage.until_shown("T-1 complaint opened")
        timeline = stage.app.screen.query_one(Timeline)
        timeline.focus()
        while timeline.highlighted is None or parts_of(timeline.highlighted)[0] is not Sort.TICKET:
            await stage.press("up")
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, TicketPage))
        await stage.until_shown("zinc lamp broken")
    assert crm.tickets.rows([key])[0].state == "new"


@pytest.mark.parametrize(("named", "note"), [("c2", "c2"), ("R1", "r1"), ("a1", "a1")])
async def test_an_id_leads_to_its_contact(people: Path, named: str, note: str) -> None:
    async with on_stage(people) as stage:
        await stage.press("ctrl+p")
        await stage.until(lambda: isinstance(stage.app.screen, Palette))
        await stage.type(named)
        await stage.until(lambda: titles(stage) == ["张伟"])
        assert isinstance(stage.app.screen, Palette)
        assert stage.app.screen.choices[0].note == note
        await stage.press("enter")
        await stage.until_shown("yf_zhangwei")


async def test_an_id_of_nothing_leads_nowhere(people: Path) -> None:
    async with on_stage(people) as stage:
        await stage.press("ctrl+p")
        await stage.until(lambda: isinstance(stage.app.screen, Palette))
        await stage.type("r999")
        await stage.until_shown("No command, contact or ticket is called like that.")

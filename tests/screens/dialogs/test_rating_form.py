"""How a ticket was is kept and asked for where one closes it."""

from pathlib import Path

import pytest

from tests.conftest import OpenCrm
from tests.screens.stage import on_stage
from tests.screens.ticket_stage import show_page, show_tickets
from tui_crm.errors import OutputFailed
from tui_crm.models.ticket import TicketState
from tui_crm.screens.dialogs.message_form import MessageForm
from tui_crm.screens.dialogs.rating_form import RatingForm
from tui_crm.screens.dialogs.ticket_choosers import AfterClosing
from tui_crm.screens.ticket_page import TicketPage
from tui_crm.services import handing_over


async def test_closing_leads_to_asking_and_to_a_rating(people: Path, open_crm: OpenCrm) -> None:
    li = open_crm("li")
    key = li.tickets.open(li.contacts.meant("Anna Schmidt"), subject="no light", owner="li").ids[0]
    async with on_stage(people, 120, 40) as stage:
        await show_tickets(stage)
        await show_page(stage)
        await stage.press("R")
        await stage.until_told("T-1 was not resolved yet")
        await stage.press("m", "end", "enter")
        await stage.until(lambda: isinstance(stage.app.screen, AfterClosing))
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, MessageForm) and stage.app.screen.form.here)
        asking = stage.app.screen
        assert isinstance(asking, MessageForm)
        assert [*asking.form.values] == ["way", "subject", "text"]
        assert "“no light”, is done. How satisfied are you" in asking.form.values["text"]
        await stage.press("1", "ctrl+s")
        await stage.until_told("Asked Anna Schmidt how T-1 was", "Copied the message to Anna Schmidt")
        assert "no light" in stage.app.clipboard
        assert [each.ticket for each in li.surveys.waiting()] == ["T-1"]
        await stage.until(lambda: isinstance(stage.app.screen, TicketPage))
        await stage.press("A")
        await stage.until_told("T-1 was asked about since it was closed")

        await stage.press("R")
        await stage.until(lambda: isinstance(stage.app.screen, RatingForm) and stage.app.screen.form.here)
        await stage.type("7")
        await stage.press("ctrl+s")
        await stage.until_shown("CSAT goes from 1 to 5, and 7 is not on it")
        await stage.press("backspace", "2", "enter")
        await stage.type("dark still")
        await stage.press("tab", "4", "ctrl+s")
        await stage.until_told("Noted CSAT 2 for T-1", "CSAT 2 is low")
        (entry,) = li.scores.of_ticket(key)
        assert (entry.value, entry.comment, entry.aspects) == (2, "dark still", {"speed": 4})

        await stage.until(lambda: isinstance(stage.app.screen, TicketPage))
        await stage.press("R")
        await stage.until(lambda: isinstance(stage.app.screen, RatingForm) and stage.app.screen.form.here)
        form = stage.app.screen
        assert isinstance(form, RatingForm)
        assert form.form.values == {"value": "2", "comment": "dark still", "speed": "4", "attitude": "", "ability": ""}
        await stage.press("backspace", "5", "ctrl+s")
        await stage.until_told("Edited the CSAT of Anna Schmidt", "its follow-up is withdrawn")
    assert li.tickets.card(key).row.state == TicketState.CLOSED
    assert [each.value for each in li.scores.of_ticket(key)] == [5]


async def test_who_is_asked_is_written_down_while_the_message_goes_and_not_where_it_cannot(
    people: Path, open_crm: OpenCrm, monkeypatch: pytest.MonkeyPatch
) -> None:
    li = open_crm("li")
    key = li.tickets.open(li.contacts.meant("Anna Schmidt"), subject="no light", owner="li").ids[0]
    li.tickets.move([key], TicketState.CLOSED)
    failures: list[OutputFailed] = [OutputFailed("none")]

    def open_mail(_message: object) -> None:
        assert [each.ticket for each in li.surveys.waiting()] == ["T-1"]
        if failures:
            raise failures.pop()

    monkeypatch.setattr(handing_over, "open_mail", open_mail)
    async with on_stage(people, 120, 40) as stage:
        await show_tickets(stage)
        await stage.press("A")
        await stage.until(lambda: isinstance(stage.app.screen, MessageForm) and stage.app.screen.form.here)
        asking = stage.app.screen
        assert isinstance(asking, MessageForm)
        asking.form.fill({"way": "mail"})
        await stage.press("ctrl+s")
        await stage.until(lambda: not failures and asking.form.here)
        assert li.surveys.waiting() == []
        await stage.press("ctrl+s")
        await stage.until_told("Asked Anna Schmidt how T-1 was", "Opened the e-mail to Anna Schmidt")
    assert [each.ticket for each in li.surveys.waiting()] == ["T-1"]

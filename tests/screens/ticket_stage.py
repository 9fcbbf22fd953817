"""A help desk for the screens: tickets in every state, early and late, and how one waits for the board and for a page."""

from datetime import datetime, timedelta

from tests.conftest import NOW
from tests.screens.stage import Stage
from tui_crm.models.codes import ActivityKind
from tui_crm.models.ticket import TicketState
from tui_crm.screens.ticket_page import TicketPage
from tui_crm.screens.tickets import TicketsScreen
from tui_crm.services.crm import Crm
from tui_crm.widgets.board import Board


def ago(days: int = 0, hours: int = 0, minutes: int = 0) -> datetime:
    return NOW - timedelta(days=days, hours=hours, minutes=minutes)


def open_desk(crm: Crm) -> None:
    """Write the tickets of a week for the people of the screens."""
    who = crm.contacts.meant

    def new(name: str, subject: str, at: datetime, **said: str) -> list[int]:
        owner = said.pop("owner", None)
        return list(crm.tickets.open(who(name), at=at, owner=owner, subject=subject, kind=said.pop("kind"), **said).ids)

    new(
        "张伟",
        "漏发配件，要求补发",
        ago(hours=1),
        kind="complaint",
        text="收到的柜子少了一包螺丝和两块隔板。",
        channel="wechat",
    )
    new("王芳", "how to clean walnut", ago(minutes=20), kind="question")
    (slipped,) = new(
        "Anna Schmidt", "delivery date slipped", ago(days=2), kind="complaint", text="You promised Tuesday.\nWhat now?"
    )
    crm.tickets.reply(slipped, "It comes on Friday.", kind=ActivityKind.EMAIL, at=ago(days=1, hours=20))
    crm.tickets.note(slipped, "@wang can you ask the carrier?", at=ago(days=1, hours=19))
    crm.tickets.reply(slipped, "Saturday, please.", kind=ActivityKind.EMAIL, incoming=True, at=ago(hours=5))
    door = new("欧阳娜娜", "门关不上", ago(days=1), kind="incident", priority="urgent", owner="wang")
    crm.tickets.move(door, TicketState.OPEN, at=ago(hours=22))
    (photo,) = new("Ola Nordmann", "photo of the damage", ago(days=3), kind="request")
    crm.tickets.reply(photo, "Please send one.", then=TicketState.WAITING, at=ago(days=2))
    (screws,) = new("Jean Dupont", "missing screws", ago(days=7), kind="request", owner="li")
    crm.tickets.reply(screws, "sent", then=TicketState.RESOLVED, at=ago(days=4))
    (hours,) = new("Björn Åkesson", "opening hours", ago(days=9), kind="question")
    crm.tickets.move([hours], TicketState.CLOSED, at=ago(days=8))
    crm.settings.set("wip_limits", "open 1, waiting 30")


def board_of(stage: Stage) -> Board:
    """Return the board, which must be on the screen."""
    assert isinstance(stage.app.screen, TicketsScreen)
    return stage.app.screen.query_one(Board)


async def show_tickets(stage: Stage) -> TicketsScreen:
    """Go to the tickets, and wait for the board."""
    await stage.press("6")
    await stage.until(lambda: isinstance(stage.app.screen, TicketsScreen) and stage.app.screen._shown)
    screen = stage.app.screen
    assert isinstance(screen, TicketsScreen)
    await stage.until(lambda: stage.app.focused is not None)
    return screen


async def show_page(stage: Stage) -> TicketPage:
    """Open the page of the ticket under the cursor, and wait for it."""
    await stage.press("enter")
    await stage.until(lambda: isinstance(stage.app.screen, TicketPage) and stage.app.screen.ticket_at_hand())
    page = stage.app.screen
    assert isinstance(page, TicketPage)
    return page

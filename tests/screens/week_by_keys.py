"""The week of a help desk by keys: what an agent does at an open program, a step of the script at a time."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final, TypeAlias

from tests.screens.stage import Stage
from tests.services.tickets.week_script import Step
from tui_crm.models.ticket import TicketRow, TicketState
from tui_crm.screens.dialogs.closing_form import ClosingForm
from tui_crm.screens.dialogs.contact_chooser import ContactChooser
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.dialogs.handing_over import HandingOver
from tui_crm.screens.dialogs.reply_form import NoteForm, ReplyForm
from tui_crm.screens.dialogs.ticket_choosers import AfterClosing, StateChooser
from tui_crm.screens.dialogs.ticket_form import NewTicket
from tui_crm.screens.messages import ShowTicket
from tui_crm.screens.ticket_page import TicketPage
from tui_crm.screens.tickets import TicketsScreen
from tui_crm.services.crm import Crm

Play: TypeAlias = Callable[["Desk", Step], Awaitable[None]]


class Desk:
    """An agent at the screens; ``known`` has the ids of tickets by what the script calls them."""

    def __init__(self, stage: Stage, crm: Crm, known: dict[str, int]) -> None:
        self.stage = stage
        self._crm = crm
        self._known = known

    async def play(self, step: Step) -> None:
        """Do a step by keys, and wait until it is in the file."""
        await BY_KEYS[step.verb](self, step)

    async def open(self, step: Step) -> None:
        """Open a ticket of a customer with the form of the board."""
        stage, (kind, customer) = self.stage, step.said.split()
        await self._board()
        before = self._newest()
        await stage.press("n")
        await stage.until(lambda: isinstance(stage.app.screen, ContactChooser))
        await stage.type(f"c{customer}@x.com")
        await stage.until_shown(f"Customer {customer}")
        await stage.press("enter")
        form = await self._form(NewTicket)
        form.form.fill({"kind": kind, "subject": step.ticket, "owner": step.more})
        await stage.press("ctrl+s")
        await stage.until(lambda: self._newest() > before)
        self._known[step.ticket] = self._newest()

    async def say(self, step: Step) -> None:
        """Answer, or note what the customer or colleagues say, on the page of the ticket."""
        key = {"note": "N", "thanks": "N", "asks": "a"}.get(step.verb, "r")
        await self._page(step)
        said = len(self._crm.tickets.thread(self._known[step.ticket]))
        await self.stage.press(key)
        form = await self._form(NoteForm if key == "N" else ReplyForm)
        await self.stage.type("ok")
        if step.verb == "wait":
            form.form.fill({"then": "waiting"})
        await self.stage.press("ctrl+s")
        await self.stage.until(lambda: len(self._crm.tickets.thread(self._known[step.ticket])) > said)
        await self._settled()

    async def move(self, step: Step) -> None:
        """Move the ticket, with what that asks for."""
        state = {"take": TicketState.OPEN, "resolve": TicketState.RESOLVED, "close": TicketState.CLOSED}[step.verb]
        await self._page(step)
        row = self._crm.tickets.rows([self._known[step.ticket]])[0]
        asked = self._crm.tickets.missing(row.id, state)
        await self.stage.press("m")
        await self.stage.until(lambda: isinstance(self.stage.app.screen, StateChooser))
        await self.stage.press("home", *["down"] * list(TicketState).index(state), "enter")
        if row.state == state:
            await self._settled()
            return
        if asked:
            form = await self._form(ClosingForm)
            form.form.fill(dict.fromkeys(asked, "worn out"))
            await self.stage.press("ctrl+s")
        await self.stage.until(lambda: self._crm.tickets.rows([row.id])[0].state == state)
        if state is TicketState.CLOSED:
            await self.stage.until(lambda: isinstance(self.stage.app.screen, AfterClosing))
            await self.stage.press("escape")
        await self._settled()

    async def assign(self, step: Step) -> None:
        """Hand the ticket over."""
        await self._page(step)
        await self.stage.press("o")
        await self.stage.until(lambda: isinstance(self.stage.app.screen, HandingOver))
        await self.stage.type(step.said)
        await self.stage.press("enter")
        await self.stage.until(lambda: self._crm.tickets.rows([self._known[step.ticket]])[0].owner == step.said)
        await self._settled()

    async def weigh(self, step: Step) -> None:
        """Make the ticket urgent."""
        await self._page(step)
        await self.stage.press("p")
        await self.stage.until(lambda: not isinstance(self.stage.app.screen, TicketPage))
        await self.stage.press("home", "enter")
        await self.stage.until(lambda: self._crm.tickets.rows([self._known[step.ticket]])[0].priority == "urgent")
        await self._settled()

    def _newest(self) -> int:
        found = self._crm.tickets.find(self._crm.tickets.parse("in:any"))
        return max(found, default=0)

    async def _board(self) -> None:
        await self.stage.press("6")
        await self.stage.until(lambda: isinstance(self.stage.app.screen, (TicketsScreen, TicketPage)))
        if isinstance(self.stage.app.screen, TicketPage):
            await self.stage.press("escape")
        await self.stage.until(
            lambda: isinstance(self.stage.app.screen, TicketsScreen) and self.stage.app.screen.crm is not None
        )

    async def _page(self, step: Step) -> None:
        await self._board()
        key = self._known[step.ticket]
        self.stage.app.screen.post_message(ShowTicket(key, "tickets"))
        await self.stage.until(lambda: (page := self._shown()) is not None and page.id == key)

    def _shown(self) -> TicketRow | None:
        screen = self.stage.app.screen
        return screen.ticket_at_hand() if isinstance(screen, TicketPage) else None

    async def _form(self, kind: type[FormDialog]) -> FormDialog:
        await self.stage.until(lambda: isinstance(self.stage.app.screen, kind) and self.stage.app.screen.form.here)
        found = self.stage.app.screen
        assert isinstance(found, FormDialog)
        return found

    async def _settled(self) -> None:
        await self.stage.until(lambda: isinstance(self.stage.app.screen, (TicketPage, TicketsScreen)))


BY_KEYS: Final[Mapping[str, Play]] = {
    "open": Desk.open,
    "assign": Desk.assign,
    "urgent": Desk.weigh,
    **dict.fromkeys(("reply", "wait", "asks", "note", "thanks"), Desk.say),
    **dict.fromkeys(("take", "resolve", "close"), Desk.move),
}

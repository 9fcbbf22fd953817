"""The page of one ticket: what was said on it, and beside it what was promised, what is to be done and how it ended."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from tui_crm.commands import COMMANDS, Where, bindings
from tui_crm.errors import CrmError
from tui_crm.i18n import _
from tui_crm.screens.messages import RunWrite, ShowTicket
from tui_crm.screens.ticket_card import sections
from tui_crm.screens.ticket_preview import TicketStory, read_ticket
from tui_crm.screens.ticket_thread import words
from tui_crm.screens.ticket_verbs import TicketVerbs
from tui_crm.widgets.card import Card
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.thread import Thread, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.worker import WorkType

    from tui_crm.models.ticket import TicketCard, TicketRow
    from tui_crm.services.crm import Crm
    from tui_crm.services.feed import Changes

_SCROLLED: Final = 3  # lines at a time


class TicketPage(TicketVerbs):
    """The page of ``ticket_id``, opened over the screen of ``mode``; it closes when the ticket is forgotten."""

    PLACES = (Where.TICKET_PAGE, Where.TICKET, Where.THREAD, Where.EVERYWHERE)
    CSS_PATH = "ticket_page.tcss"
    AUTO_FOCUS = "Thread"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.TICKET_PAGE)

    def __init__(self, note: str, ticket_id: int, mode: str) -> None:
        self.MODE = mode  # type: ignore[misc]  # the tab of the screen one came from stays the active one
        super().__init__(note)
        self._ticket_id = ticket_id
        self._story: TicketStory | None = None
        self._card = Card()
        self._thread = Thread()

    def body(self) -> ComposeResult:
        """Compose the card and, beside or below it, what was said."""
        with Horizontal(id="page"):
            yield self._card
            yield self._thread

    def opened(self, crm: "Crm") -> None:
        """Begin to show the ticket as ``crm`` knows it."""
        reading: WorkType[None] = partial(self._read, crm)
        self.run_worker(reading, group="page", exclusive=True)

    def data_changed(self, changes: "Changes") -> None:  # noqa: ARG002 - many kinds of things show here
        """Read again what is shown."""
        if self.crm is not None:
            self.opened(self.crm)

    def minute_passed(self) -> None:
        """Let the clocks tick; nothing is read for that."""
        if self._story is not None:
            self._show_card(self._story)

    def ticket_at_hand(self) -> "TicketRow | None":
        """Return the ticket of this page, once it is read."""
        return None if self._story is None else self._story.card.row

    async def _read(self, crm: "Crm") -> None:
        try:
            story, said = await asyncio.to_thread(_read, crm, self._ticket_id)
        except CrmError as error:
            self.tell_failure(error)
            return
        if story is None:
            self.action_leave()
        elif story != self._story:
            self._show(story, said)

    def _show(self, story: TicketStory, said: "Sequence[Word]") -> None:
        is_first, self._story = self._story is None, story
        self._show_card(story)
        self._thread.empty = (Cell(_nothing_said(), Role.MUTED),)
        self._thread.show(said, keep_cursor=not is_first)
        self.show_keys()

    def _show_card(self, story: TicketStory) -> None:
        assert self.crm is not None
        top = self._card.scroll_offset.y
        self._card.show(sections(story, self.crm.clock))
        self._card.scroll_to(y=top, animate=False, force=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action of this screen has something to work on."""
        if action == "tick":
            return self._story is not None and bool(self._story.card.checklist)
        if action == "follow":
            return self._story is not None and bool(_related(self._story.card))
        if action == "copy_command":
            return self._story is not None
        if action == "split":
            return self._story is not None and bool(self._story.thread)
        return super().check_action(action, parameters)

    def action_leave(self) -> None:
        """Go back to where one came from."""
        if self.is_current:
            self.dismiss()

    def action_delete(self) -> None:
        """Put the ticket in the trash, and go back."""
        super().action_delete()
        self.action_leave()

    def action_scroll_card(self, steps: int) -> None:
        """Scroll the card."""
        self._card.scroll_relative(y=steps * _SCROLLED, animate=False)

    def action_copy_command(self) -> None:
        """Copy the command that prints this ticket."""
        from tui_crm.screens.contact_texts import shell_command  # noqa: PLC0415 - behind the first paint

        assert self.crm is not None
        assert self._story is not None
        self.copy(shell_command(self.crm, "ticket", "show", self._story.card.row.number))

    def action_follow(self) -> None:
        """Open the page of a ticket that has to do with this one, after asking which where there are several."""
        assert self.crm is not None
        assert self._story is not None
        ids = _related(self._story.card)

        def ask(rows: "Sequence[TicketRow]") -> None:
            from tui_crm.screens.dialogs.ticket_choosers import TicketOfThese  # noqa: PLC0415 - loaded when it opens

            if len(rows) > 1:
                self.app.push_screen(TicketOfThese(rows), self._go_to)
            elif rows:
                self._go_to(str(rows[0].id))

        self.read_first(self.crm, lambda crm: [row for row in crm.tickets.rows(ids) if not row.deleted], ask)

    def _go_to(self, ticket: str | None) -> None:
        if ticket is not None:
            self.post_message(ShowTicket(int(ticket), self.MODE))

    def action_split(self) -> None:
        """Make a ticket of its own out of the word at hand, or of all from there on."""
        from tui_crm.screens import ticket_joining  # noqa: PLC0415 - behind the first paint

        assert self._story is not None
        opening = int(bool(self._story.card.text))  # which is no word that could move
        ticket_joining.split(self, self._story, max(0, self._thread.cursor - opening))

    def action_tick(self) -> None:
        """Ask which line of the checklist to tick off, or no longer; where there is one, that is meant."""
        from tui_crm.screens.dialogs.ticket_choosers import LineChooser  # noqa: PLC0415 - loaded when it opens

        assert self._story is not None
        lines = self._story.card.checklist

        def tick(chosen: str | None) -> None:
            if chosen is not None:
                place, ticket_id = int(chosen), self._ticket_id
                done = lines[place].done_at is None
                write = RunWrite(_("Saving…"), lambda crm: crm.tickets.check(ticket_id, place, done=done))
                self.post_message(write)

        if len(lines) == 1:
            tick("0")
        else:
            self.app.push_screen(LineChooser(lines), tick)


def _read(crm: "Crm", ticket_id: int) -> "tuple[TicketStory | None, Sequence[Word]]":
    """Return a ticket with its thread, and that as it is drawn: it may be long."""
    story = read_ticket(crm, ticket_id)
    return story, () if story is None else words(story, crm.clock)


def _related(card: "TicketCard") -> list[int]:
    """Return the tickets that one has to do with."""
    from_where = (card.row.merged_into_id, card.split_from_id)
    ids = [*(row.id for row in (*card.links, *card.merged)), *(key for key in from_where if key is not None)]
    return list(dict.fromkeys(ids))


def _nothing_said() -> str:
    keys = {name: COMMANDS[f"ticket.{name}"].first_key for name in ("reply", "note")}
    return _("Nothing was said yet: {reply} replies, {note} notes something among ourselves.").format(**keys)

"""The page of one contact: all that is known, and beside it the people of a company, or the companies of a person."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from tui_crm.commands import Where, bindings
from tui_crm.errors import CrmError
from tui_crm.i18n import _, pgettext
from tui_crm.screens.call_list import of_contacts
from tui_crm.screens.contact_card import Story, whole
from tui_crm.screens.contact_preview import read_story
from tui_crm.screens.contact_texts import card_command
from tui_crm.screens.contact_verbs import ContactVerbs
from tui_crm.screens.stages import stage_badge
from tui_crm.widgets.card import Card
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.columns import Column
from tui_crm.widgets.record_source import KnownRows
from tui_crm.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from textual.worker import WorkType

    from tui_crm.models.cards import ContactCard, Tie
    from tui_crm.screens.call_list import CallList
    from tui_crm.services.crm import Crm
    from tui_crm.services.feed import Changes

_ACTIVITIES: Final = 100
_SCROLLED: Final = 3  # lines at a time


def _cells(tie: "Tie", stage: str) -> Sequence[Cell]:
    role = " · ".join(filter(None, (tie.role, tie.department)))
    main = Cell(pgettext("the first of a person's companies", "main"), Role.ACCENT) if tie.is_primary else Cell("")
    return Cell(tie.name, Role.STRONG), Cell(role, Role.MUTED), stage_badge(stage), main


def _around(card: "ContactCard") -> "list[Tie]":
    """Return the people of a company, or the companies of a person; which is the main one is told where there are several."""
    told = len(card.companies) > 1
    return [
        replace(tie, is_primary=told and tie.is_primary and tie in card.companies)
        for tie in (*card.people, *card.companies)
    ]


class ContactPage(ContactVerbs):
    """The page of ``contact_id``, opened over the screen of ``mode``; it closes when the contact is forgotten."""

    PLACES = (Where.PAGE, Where.CONTACT, Where.LIST, Where.EVERYWHERE)
    CSS_PATH = "contact_page.tcss"
    AUTO_FOCUS = "RecordTable"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.PAGE)

    def __init__(self, note: str, contact_id: int, mode: str) -> None:
        self.MODE = mode  # type: ignore[misc]  # the tab of the screen one came from stays the active one
        super().__init__(note)
        self._contact_id = contact_id
        self._story: Story | None = None
        self._card = Card()
        self._ties = RecordTable(
            (
                Column("name", _("Name"), 14, fraction=3, priority=9),
                Column("role", _("Role"), 10, fraction=2, priority=5),
                Column("stage", _("Stage"), 10, priority=4),
                Column("main", "", 6, priority=3),
            )
        )

    def body(self) -> ComposeResult:
        """Compose the card and, beside or below it, those around the contact."""
        with Horizontal(id="page"):
            yield self._card
            yield self._ties

    def opened(self, crm: "Crm") -> None:
        """Begin to show the contact as ``crm`` knows it."""
        reading: WorkType[None] = partial(self._read, crm)
        self.run_worker(reading, group="page", exclusive=True)

    def data_changed(self, changes: "Changes") -> None:  # noqa: ARG002 - a contact's page tells of all kinds of things
        """Read again what is shown."""
        if self.crm is not None:
            self.opened(self.crm)

    def contact_at_hand(self) -> int | None:
        """Return the contact of this page, once it is read."""
        return None if self._story is None else self._contact_id

    def call_list(self) -> "CallList | None":
        """Return the people of a company, or the companies of a person."""
        return of_contacts(f"around {self._contact_id}", self._ties.source.ids)

    async def _read(self, crm: "Crm") -> None:
        try:
            story = await asyncio.to_thread(read_story, crm, self._contact_id, _ACTIVITIES)
            ties = [] if story is None else _around(story.card)
            rows = await asyncio.to_thread(crm.contacts.rows, [tie.contact_id for tie in ties])
        except CrmError as error:
            self.tell_failure(error)
            return
        if story is None:
            self.action_leave()
        elif story != self._story:
            stages = {row.id: row.stage for row in rows}
            cells = {tie.contact_id: _cells(tie, stages.get(tie.contact_id, "")) for tie in ties}
            self._show(story, KnownRows(cells), crm)

    def _show(self, story: Story, lines: KnownRows, crm: "Crm") -> None:
        top = self._card.scroll_offset.y
        self._story = story
        self._card.show(whole(story, crm.clock))
        self._card.scroll_to(y=top, animate=False, force=True)
        self.set_class(lines.count == 0, "-alone")
        self._ties.show(lines, keep_cursor=True)
        self.show_keys()

    @on(RecordTable.Selected)
    def _follow(self, event: RecordTable.Selected) -> None:
        self.show_page(event.record_id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action of this screen has something to work on."""
        match action:
            case "copy_command":
                return self._story is not None
            case "page":
                return False
            case _:
                return super().check_action(action, parameters)

    def action_leave(self) -> None:
        """Go back to where one came from."""
        if self.is_current:
            self.dismiss()

    def action_delete(self) -> None:
        """Put the contact in the trash, and go back."""
        super().action_delete()
        self.action_leave()

    def action_scroll_card(self, steps: int) -> None:
        """Scroll the card."""
        self._card.scroll_relative(y=steps * _SCROLLED, animate=False)

    def action_copy_command(self) -> None:
        """Copy the command that prints this card."""
        assert self.crm is not None
        self.copy(card_command(self.crm, self._contact_id))

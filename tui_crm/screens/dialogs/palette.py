"""Every command by its name, every contact and every ticket: type a part of it, press enter."""

import asyncio
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from tui_crm.commands import Command, Where, bindings
from tui_crm.errors import CrmError
from tui_crm.i18n import N_, _
from tui_crm.screens.dialogs.chooser import Choice, Chooser
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.filter_input import FilterInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.worker import WorkType

    from tui_crm.models.cards import ActivityEntry, ContactRow, ReminderEntry
    from tui_crm.models.ticket import TicketRow
    from tui_crm.screens.messages import ShowPage, ShowTicket
    from tui_crm.services.crm import Crm

MOST: Final = 12
"""So many contacts are offered."""

_TICKETS: Final = 6
_SHORTEST: Final = 2  # characters of a search among tickets
_TICKET: Final = "ticket:"


class PaletteLine(FilterInput):
    """The line that is typed into; up and down move in the list meanwhile."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.PALETTE)


class Palette(Chooser):
    """Asks which of ``commands`` to give, or to whom in ``crm`` to go.

    Its answer is the command's id, or what :func:`going` goes to.
    """

    LEAST = 12
    KEYS = {"filter.submit": N_("choose"), "dialog.leave": N_("close")}  # noqa: RUF012 - as in Dialog
    TITLE: ClassVar[str] = N_("Command or record")
    NOTE: ClassVar[str] = N_("Key")
    NOTHING: ClassVar[str] = N_("No command, contact or ticket is called like that.")
    HINT: ClassVar[str] = N_("a part of the name of a command, a contact, a ticket")

    def __init__(self, commands: Sequence[Command], crm: "Crm | None") -> None:
        self._commands = [
            Choice(each.id, _(each.title), _(each.help), each.first_key, _also(each)) for each in commands
        ]
        self._crm = crm
        super().__init__(self._commands, (_(self.TITLE), "", _(self.NOTE) if self.NOTE else ""))
        self.list.empty = (Cell(_(self.NOTHING), Role.MUTED),)
        self._line = PaletteLine(placeholder=_(self.HINT))

    def above(self) -> Iterator[Widget]:
        """Yield the line to type into."""
        yield self._line

    def begin(self) -> None:
        """Give the focus to the line."""
        self._line.focus()

    def action_move(self, rows: int) -> None:
        """Move the cursor of the list."""
        self.list.action_move(rows)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        self._offer(event.value, ())
        if self._crm is not None and event.value.strip():
            finding: WorkType[None] = partial(self._find, self._crm, event.value)
            self.run_worker(finding, group="find", exclusive=True)

    async def _find(self, crm: "Crm", text: str) -> None:
        """Offer contacts and tickets too; a newer text cancels this one, so that no stale answer comes."""
        found = await asyncio.to_thread(self.found, crm, text)
        if found and text == self._line.value:
            self._offer(text, found)

    def found(self, crm: "Crm", text: str) -> list[Choice]:
        """Return, in a thread, what a text finds beside the commands: contacts and tickets."""
        return _found(crm, text)

    def _offer(self, text: str, found: Sequence[Choice]) -> None:
        """Show the commands that are called like ``text``, then the contacts and tickets, then commands that only speak of it."""
        words = text.lower().split()
        named = [each for each in self._commands if each.fits(words) > 1]
        named.sort(key=lambda each: -each.fits(words))
        speaking = [each for each in self._commands if each.fits(words) == 1]
        self.offer([*named, *found, *speaking])

    @on(Input.Submitted)
    def _choose(self, event: Input.Submitted) -> None:
        event.stop()
        self.list.action_choose()

    @on(FilterInput.Left)
    def _give_up(self) -> None:
        self.dismiss(None)


def _also(command: Command) -> str:
    """Return by what a command is found beside its title: its English words, and how a Chinese title is pronounced."""
    from tui_crm.models.hanzi import has_chinese, pinyin  # noqa: PLC0415 - as below

    title = _(command.title)
    english = f"{command.title} {command.also}".lower()
    if not has_chinese(title):
        return english
    syllables = pinyin(title)
    initials = "".join(syllable[0] for syllable in syllables)
    ends = range(len(syllables))
    spoken = (*("".join(syllables[at:]) for at in ends), *(initials[at:] for at in ends))
    return " ".join((english, *spoken))


def going(chosen: str, mode: str) -> "ShowPage | ShowTicket":
    """Return what asks the app for the page of the contact or ticket that was chosen, over the screen of ``mode``."""
    from tui_crm.screens.messages import ShowPage, ShowTicket  # noqa: PLC0415 - as below

    if chosen.startswith(_TICKET):
        return ShowTicket(int(chosen.removeprefix(_TICKET)), mode)
    return ShowPage(int(chosen), mode)


def _found(crm: "Crm", text: str) -> list[Choice]:
    """Return the best contacts and tickets for ``text``; a ticket whose number it is comes first."""
    tickets = _tickets(crm, text)
    wanted = text.strip().casefold()
    first = [each for each in tickets if wanted in {each.title.partition(" ")[0].casefold(), each.note}]
    return [*first, *contacts_found(crm, text), *(each for each in tickets if each not in first)]


def _tickets(crm: "Crm", text: str) -> list[Choice]:
    """Return the first tickets that ``text`` finds by number, id or words."""
    from tui_crm.models.ids import number_of  # noqa: PLC0415 - as above

    if len(text.strip()) < _SHORTEST:
        return []
    number = number_of("ticket", text.strip())
    try:
        rows = [] if number is None else [row for row in crm.tickets.rows([number]) if not row.deleted]
        return [_ticket(row) for row in rows or crm.tickets.search(text, _TICKETS)]
    except CrmError:
        return []


def _ticket(row: "TicketRow") -> Choice:
    from tui_crm.models.ids import shown  # noqa: PLC0415 - as above
    from tui_crm.models.ticket import TICKET_STATE_LABELS  # noqa: PLC0415 - as above

    remark = " · ".join(filter(None, (_(TICKET_STATE_LABELS.get(row.state, row.state)), row.contact, row.company)))
    return Choice(f"{_TICKET}{row.id}", f"{row.number} {row.subject}", remark, shown("ticket", row.id))


def contacts_found(crm: "Crm", text: str) -> list[Choice]:
    """Return the best contacts for ``text``, whether it is a search or a filter; none where it is neither."""
    from tui_crm.services.finding import Cancelled  # noqa: PLC0415 - loaded behind the first paint

    try:
        if named := _named(crm, text):
            return [named]
        page = crm.contacts.first_page(crm.contacts.parse(text), MOST)
        return [_choice(row) for row in crm.contacts.rows(page.ids[:MOST])]
    except (CrmError, Cancelled):
        return []


def _named(crm: "Crm", text: str) -> Choice | None:
    """Return the contact that an id is of, or is about: ``c42``, a reminder's ``r88``, an activity's ``a7``."""
    from tui_crm.models.ids import number_of, shown  # noqa: PLC0415 - as above

    if (contact_id := number_of("contact", text)) is not None:
        return next((_choice(row) for row in crm.contacts.rows([contact_id])), None)
    about: dict[str, Callable[[int], ActivityEntry | ReminderEntry]] = {
        "reminder": crm.followups.get,
        "activity": crm.activities.get,
    }
    for thing, get in about.items():
        if (number := number_of(thing, text)) is not None:
            entry = get(number)
            if entry.contact_id is None:
                return None
            return Choice(str(entry.contact_id), entry.contact, entry.text, shown(thing, number))
    return None


def _choice(row: "ContactRow") -> Choice:
    from tui_crm.models.ids import shown  # noqa: PLC0415 - as above

    remark = " · ".join(filter(None, (row.company, row.role, row.phone or row.email)))
    return Choice(str(row.id), row.name, remark, shown("contact", row.id))

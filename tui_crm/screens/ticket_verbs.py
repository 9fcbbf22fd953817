"""What can be done with a ticket from every screen that has one at hand: the same letters, the same dialogs."""

from abc import abstractmethod
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import BindingType

from tui_crm.commands import Where, bindings
from tui_crm.errors import CrmError
from tui_crm.i18n import _, ngettext
from tui_crm.screens.form_screen import FormScreen
from tui_crm.screens.messages import RunWrite, ShowPage
from tui_crm.screens.own_settings import own_settings
from tui_crm.screens.receipts import offer_receipt
from tui_crm.widgets.id_set import IdSet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_crm.models.cards import Done
    from tui_crm.models.codes import ActivityKind
    from tui_crm.models.ticket import TicketRow, TicketState
    from tui_crm.screens.prepared import Prepared
    from tui_crm.services.crm import Crm
    from tui_crm.settings import UserSettings

_NEED_ONE: Final = frozenset({
    "edit_ticket", "reply", "customer_word", "call", "note", "choose_state", "hand_over", "weigh", "follow_up", "page",
    "merge", "link", "choose_problem", "delete", "rate", "ask_customer",
})  # fmt: skip


class TicketVerbs(FormScreen):
    """A screen with a ticket at hand, or with several selected."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.TICKET)

    @abstractmethod
    def ticket_at_hand(self) -> "TicketRow | None":
        """Return the ticket that a verb is about; None where there is none."""

    def chosen_tickets(self) -> IdSet:
        """Return the tickets that a verb is about: those selected, or else the one at hand."""
        here = self.ticket_at_hand()
        return IdSet(() if here is None else (here.id,))

    def added(self, done: "Done") -> None:
        """Go to the ticket that was opened, where there is a board for it."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action of this screen has something to work on."""
        if action in _NEED_ONE:
            return self.crm is not None and self.ticket_at_hand() is not None
        if action == "new_ticket":
            return self.crm is not None
        return super().check_action(action, parameters)

    def action_new_ticket(self) -> None:
        """Ask whose ticket it is, and open a form for it; for whoever is not on file, one that adds them first."""
        from tui_crm.screens.dialogs.contact_chooser import NEW, ContactChooser  # noqa: PLC0415 - loaded when it opens

        def chosen(contact: str | None) -> None:
            if contact is not None and contact.startswith(NEW):
                prepare = partial(_new_contact, said=contact.removeprefix(NEW))
                self.open_form(prepare, done=lambda done: self._new_ticket_of(done.ids[0]))
            elif contact is not None:
                self._new_ticket_of(int(contact))

        assert self.crm is not None
        self.app.push_screen(ContactChooser(self.crm), chosen)

    def _new_ticket_of(self, contact_id: int) -> None:
        """Open a form for a ticket of a contact."""

        def opened(done: "Done") -> None:
            assert self.crm is not None
            self.added(done)
            offer_receipt(self, self.crm, done)

        self.open_form(partial(_new_ticket, contact_id=contact_id), done=opened)

    def action_edit_ticket(self) -> None:
        """Open the form of the ticket at hand."""
        self._open(_edited)

    def action_reply(self) -> None:
        """Open a form for a word to the customer, which can go to them from there."""
        self._open(partial(_reply, settings=own_settings(self.app).read_again()))

    def action_call(self) -> None:
        """Open a form for a call with the customer about the ticket."""
        from tui_crm.models.codes import ActivityKind  # noqa: PLC0415 - behind the first paint

        self._open(partial(_reply, kind=ActivityKind.CALL))

    def action_customer_word(self) -> None:
        """Open a form for what the customer said."""
        self._open(_heard)

    def action_note(self) -> None:
        """Open a form for a note among ourselves."""
        self._open(_noted)

    def _open(self, prepare: "Callable[[Crm, int], Prepared]") -> None:
        here = self.ticket_at_hand()
        assert here is not None
        ticket_id = here.id
        self.open_form(lambda crm: prepare(crm, ticket_id))

    def action_follow_up(self) -> None:
        """Open a form to set a follow-up about the ticket, with whoever asks."""
        self._open(_follow_up)

    def action_page(self) -> None:
        """Open the page of whoever asks."""
        here = self.ticket_at_hand()
        if here is not None:
            self.post_message(ShowPage(here.contact_id, self.MODE))

    def action_choose_state(self) -> None:
        """Ask to which state the chosen tickets shall go."""
        from tui_crm.models.ticket import TicketState  # noqa: PLC0415 - behind the first paint
        from tui_crm.screens.dialogs.ticket_choosers import StateChooser  # noqa: PLC0415 - loaded when it opens

        here, chosen = self.ticket_at_hand(), self.chosen_tickets()
        assert here is not None

        def go(state: str | None) -> None:
            if state is not None:
                self.move_tickets(chosen, TicketState(state))

        self.app.push_screen(StateChooser(here.state), go)

    def move_tickets(self, chosen: IdSet, state: "TicketState") -> None:
        """Have tickets moved to a state; where that needs more, just that is asked for first."""
        assert self.crm is not None
        question = ngettext("Move {count} ticket?", "Move {count} tickets?", len(chosen))
        here = self.ticket_at_hand()
        closes_one = state == "closed" and len(chosen) == 1 and here is not None

        def moved(done: "Done") -> None:
            self.forget_chosen()
            if closes_one and here is not None and done.operation_id is not None:
                self._after_closing(done.ids[0], here.number)

        def replied(result: "Done | CrmError") -> bool:
            if not isinstance(result, CrmError):
                moved(result)
            return False

        def ask(lacking: "Sequence[str]") -> None:
            if lacking:
                self.open_form(partial(_closing, ids=[*chosen], state=state, lacking=lacking), done=moved)
            else:
                write = RunWrite(_("Moving…"), lambda crm: crm.tickets.move([*chosen], state), reply=replied)
                self.write_many(chosen, question, write)

        self.read_first(self.crm, partial(_lacking, ids=[*chosen], state=state), ask)

    def action_rate(self) -> None:
        """Open a form for how satisfied the customer is with the ticket at hand."""
        self._open(_rated)

    def action_ask_customer(self) -> None:
        """Open the message that asks the customer how the ticket at hand was."""
        settings = own_settings(self.app).read_again()
        self._open(partial(_asked, settings=settings))

    def _after_closing(self, ticket_id: int, number: str) -> None:
        """Offer to keep how the customer found it, or to ask them."""
        from tui_crm.screens.dialogs.ticket_choosers import AfterClosing  # noqa: PLC0415 - loaded when it opens

        settings = own_settings(self.app).read_again()

        def go_on(what: str | None) -> None:
            if what == AfterClosing.RATE:
                self.open_form(partial(_rated, ticket_id=ticket_id))
            elif what == AfterClosing.ASK:
                self.open_form(partial(_asked, ticket_id=ticket_id, settings=settings))

        if self.is_current:
            self.app.push_screen(AfterClosing(number), go_on)

    def action_hand_over(self) -> None:
        """Ask whose the chosen tickets shall be: a user's or a team's."""
        assert self.crm is not None
        crm, chosen, said = self.crm, self.chosen_tickets(), self._said()

        def hand_over(owner: str | None) -> None:
            if owner is not None:
                question = ngettext("Hand {count} ticket over?", "Hand {count} tickets over?", len(chosen))
                write = RunWrite(_("Saving…"), lambda crm: crm.tickets.assign([*chosen], owner))
                self.write_many(chosen, question, write)

        def ask(names: "Sequence[str]") -> None:
            from tui_crm.screens.dialogs.handing_over import HandingOver  # noqa: PLC0415 - loaded when it opens

            self.app.push_screen(HandingOver(said, names, crm.actor.login), hand_over)

        self.read_first(crm, owners, ask)

    def action_weigh(self) -> None:
        """Ask how much the chosen tickets matter."""
        from tui_crm.screens.dialogs.weighing import Weighing  # noqa: PLC0415 - as above

        here, chosen = self.ticket_at_hand(), self.chosen_tickets()
        assert here is not None

        def weigh(priority: str | None) -> None:
            if priority is not None:
                question = ngettext("Change {count} ticket?", "Change {count} tickets?", len(chosen))
                write = RunWrite(_("Saving…"), lambda crm: crm.tickets.edit_many([*chosen], priority=priority))
                self.write_many(chosen, question, write)

        self.app.push_screen(Weighing(here.priority), weigh)

    def action_merge(self) -> None:
        """Make the chosen tickets one."""
        from tui_crm.screens import ticket_joining  # noqa: PLC0415 - behind the first paint

        ticket_joining.merge(self)

    def action_link(self) -> None:
        """Tie the chosen tickets to another."""
        from tui_crm.screens import ticket_joining  # noqa: PLC0415 - as above

        ticket_joining.link(self)

    def action_choose_problem(self) -> None:
        """Ask which known problem is behind the chosen tickets."""
        from tui_crm.screens import ticket_joining  # noqa: PLC0415 - as above

        ticket_joining.choose_problem(self)

    def action_delete(self) -> None:
        """Put the chosen tickets in the trash."""
        chosen = self.chosen_tickets()
        question = ngettext("Put {count} ticket in the trash?", "Put {count} tickets in the trash?", len(chosen))
        self.write_many(chosen, question, RunWrite(_("Deleting…"), lambda crm: crm.tickets.delete([*chosen])))

    def _said(self) -> str:
        """Return what a question about the chosen tickets names."""
        here, count = self.ticket_at_hand(), len(self.chosen_tickets())
        if here is None or count > 1:
            return ngettext("{count} ticket", "{count} tickets", count).format(count=f"{count:,}")
        return f"{here.number} {here.subject}"


def owners(crm: "Crm") -> list[str]:
    """Return in whose hands a ticket can be: logins, and teams as ``team:support``."""
    return [*crm.users.logins(), *(f"team:{name}" for name in crm.users.teams())]


def _lacking(crm: "Crm", ids: "Sequence[int]", state: "TicketState") -> "Sequence[str]":
    """Return what must be said of any of the tickets before they may come into a state."""
    wanted = {name for key in ids for name in crm.tickets.missing(key, state)}
    return [name for name in ("cause", "remedy", "confirmed") if name in wanted]


def _new_contact(crm: "Crm", said: str) -> "Prepared":
    from tui_crm.screens.dialogs import contact_form  # noqa: PLC0415 - a dialog is loaded when it opens

    return contact_form.prepared(crm, said=said)


def _new_ticket(crm: "Crm", contact_id: int) -> "Prepared":
    from tui_crm.screens.dialogs import ticket_form  # noqa: PLC0415 - as above

    return ticket_form.prepared(crm, contact_id)


def _edited(crm: "Crm", ticket_id: int) -> "Prepared":
    from tui_crm.screens.dialogs import ticket_form  # noqa: PLC0415 - as above

    return ticket_form.prepared_edit(crm, ticket_id)


def _reply(
    crm: "Crm", ticket_id: int, *, kind: "ActivityKind | None" = None, settings: "UserSettings | None" = None
) -> "Prepared":
    from tui_crm.screens.dialogs import reply_form  # noqa: PLC0415 - as above

    return reply_form.prepared(crm, ticket_id, kind=kind, settings=settings)


def _heard(crm: "Crm", ticket_id: int) -> "Prepared":
    from tui_crm.screens.dialogs import reply_form  # noqa: PLC0415 - as above

    return reply_form.prepared_word(crm, ticket_id)


def _noted(crm: "Crm", ticket_id: int) -> "Prepared":
    from tui_crm.screens.dialogs import reply_form  # noqa: PLC0415 - as above

    return reply_form.prepared_note(crm, ticket_id)


def _closing(crm: "Crm", ids: "Sequence[int]", state: "TicketState", lacking: "Sequence[str]") -> "Prepared":
    from tui_crm.screens.dialogs import closing_form  # noqa: PLC0415 - as above

    return closing_form.prepared(crm, ids, state, lacking)


def _rated(crm: "Crm", ticket_id: int) -> "Prepared":
    from tui_crm.screens.dialogs import rating_form  # noqa: PLC0415 - as above

    return rating_form.prepared(crm, ticket_id)


def _asked(crm: "Crm", ticket_id: int, settings: "UserSettings") -> "Prepared":
    from tui_crm.screens.dialogs import message_form  # noqa: PLC0415 - as above

    return message_form.prepared_asking(crm, settings, ticket_id)


def _follow_up(crm: "Crm", ticket_id: int) -> "Prepared":
    from tui_crm.screens.dialogs import reminder_form  # noqa: PLC0415 - as above

    return reminder_form.prepared_for_ticket(crm, ticket_id)

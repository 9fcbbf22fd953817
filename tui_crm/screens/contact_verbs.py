"""What can be done with a contact from every screen that has one at hand: the same letters, the same dialogs."""

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import BindingType

from tui_crm.commands import Where, bindings
from tui_crm.i18n import _, ngettext
from tui_crm.screens.filter_words import FilterWords
from tui_crm.screens.form_screen import FormScreen
from tui_crm.screens.messages import RunWrite, ShowCalls, ShowPage
from tui_crm.widgets.id_set import IdSet

if TYPE_CHECKING:
    from datetime import date

    from tui_crm.models.cards import Done
    from tui_crm.screens.call_list import CallList
    from tui_crm.screens.dialogs.tagging import TagWords
    from tui_crm.screens.form_screen import Preparing
    from tui_crm.screens.prepared import Prepared
    from tui_crm.services.crm import Crm

_NEED_ONE: Final = frozenset(
    {"page", "edit_contact", "call", "log_activity", "follow_up", "message", "tag", "delete", "open_ticket"}
)


def _contact_form(contact_id: int | None) -> "Preparing":
    """Return what prepares the form of a contact, None for a new one."""

    def prepare(crm: "Crm") -> "Prepared":
        from tui_crm.screens.dialogs import contact_form  # noqa: PLC0415 - a dialog is loaded when it opens

        return contact_form.prepared(crm, contact_id)

    return prepare


class ContactVerbs(FormScreen):
    """A screen with a contact at hand, or with several selected."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.CONTACT)

    def __init__(self, note: str) -> None:
        super().__init__(note)
        self.words = FilterWords()

    def open(self, crm: "Crm") -> None:
        """Show what is in ``crm`` from now on."""
        self.words.open(crm.contacts)
        super().open(crm)

    @abstractmethod
    def contact_at_hand(self) -> int | None:
        """Return the contact that a verb is about; None where there is none."""

    def chosen_contacts(self) -> IdSet:
        """Return the contacts that a verb is about: those selected, or else the one at hand."""
        here = self.contact_at_hand()
        return IdSet(() if here is None else (here,))

    def call_list(self) -> "CallList | None":
        """Return the list that call mode goes through from here; None where there is none."""
        return None

    def day_at_hand(self) -> "date | None":
        """Return the day that a new reminder is for, unless one says otherwise; None where there is none."""
        return None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action of this screen has something to work on."""
        if action in _NEED_ONE:
            return self.crm is not None and self.contact_at_hand() is not None
        if action == "new_contact":
            return self.crm is not None
        if action == "call_mode":
            return self.crm is not None and self.call_list() is not None
        return super().check_action(action, parameters)

    def action_page(self) -> None:
        """Open the page of the contact at hand."""
        here = self.contact_at_hand()
        if here is not None:
            self.show_page(here)

    def show_page(self, contact_id: int) -> None:
        """Open the page of a contact over this screen."""
        self.post_message(ShowPage(contact_id, self.MODE))

    def action_new_contact(self) -> None:
        """Open a form for a new person or company."""
        self.open_form(_contact_form(None), done=self.added)

    def added(self, done: "Done") -> None:
        """Go to the contact that was added, where there is a list for it."""

    def action_edit_contact(self) -> None:
        """Open the form of the contact at hand."""
        self.open_form(_contact_form(self.contact_at_hand()))

    def action_call(self) -> None:
        """Open a form to log a call with the contact at hand."""
        self._log(as_call=True)

    def action_call_mode(self) -> None:
        """Call everybody on this list, one after the other."""
        calls = self.call_list()
        if calls is not None:
            self.post_message(ShowCalls(calls, self.MODE))

    def action_log_activity(self) -> None:
        """Open a form to log anything with the contact at hand."""
        self._log(as_call=False)

    def _log(self, *, as_call: bool) -> None:
        here = self.contact_at_hand()
        assert here is not None

        def prepare(crm: "Crm") -> "Prepared":
            from tui_crm.screens.dialogs import activity_form  # noqa: PLC0415 - as above

            return activity_form.prepared(crm, here, as_call=as_call)

        self.open_form(prepare)

    def action_follow_up(self) -> None:
        """Open a form to set a follow-up with the chosen contacts."""
        chosen, day = self.chosen_contacts(), self.day_at_hand()

        def prepare(crm: "Crm") -> "Prepared":
            from tui_crm.screens.dialogs import reminder_form  # noqa: PLC0415 - as above

            return reminder_form.prepared(crm, [*chosen], day=day)

        question = ngettext(
            "Set a follow-up with {count} contact?", "Set follow-ups with {count} contacts?", len(chosen)
        )
        self.asked_first(chosen, question, lambda: self.open_form(prepare, done=lambda _done: self.forget_chosen()))

    def action_open_ticket(self) -> None:
        """Open a form for a ticket of the contact at hand, then the receipt for it."""
        from tui_crm.screens.receipts import offer_receipt  # noqa: PLC0415 - behind the first paint

        here = self.contact_at_hand()
        assert here is not None

        def prepare(crm: "Crm") -> "Prepared":
            from tui_crm.screens.dialogs import ticket_form  # noqa: PLC0415 - as above

            return ticket_form.prepared(crm, here)

        def opened(done: "Done") -> None:
            assert self.crm is not None
            offer_receipt(self, self.crm, done)

        self.open_form(prepare, done=opened)

    def occasion_at_hand(self) -> str:
        """Return what one would write to the contact at hand for, as far as this screen knows; "" where it does not."""
        return ""

    def action_message(self) -> None:
        """Choose a template, and open the message to the contact at hand."""
        from tui_crm.screens.letters import write_letter  # noqa: PLC0415 - as above

        here = self.contact_at_hand()
        assert here is not None
        assert self.crm is not None
        write_letter(self, self.crm, here, self.occasion_at_hand())

    def action_delete(self) -> None:
        """Put the chosen contacts in the trash."""
        chosen = self.chosen_contacts()
        question = ngettext("Put {count} contact in the trash?", "Put {count} contacts in the trash?", len(chosen))
        self.write_many(chosen, question, RunWrite(_("Deleting…"), lambda crm: crm.contacts.delete([*chosen])))

    def action_tag(self) -> None:
        """Ask for tags, and put them on the chosen contacts or take them off."""
        from tui_crm.screens.dialogs.tagging import Tagging  # noqa: PLC0415 - a dialog is loaded when it opens

        chosen = self.chosen_contacts()
        question = ngettext("Tag {count} contact", "Tag {count} contacts", len(chosen)).format(count=f"{len(chosen):,}")

        def tag(words: "TagWords | None") -> None:
            if words is not None:
                write = RunWrite(_("Tagging…"), lambda crm: crm.contacts.tag([*chosen], words.add, words.remove))
                self.write_many(chosen, ngettext("Tag {count} contact?", "Tag {count} contacts?", len(chosen)), write)

        self.app.push_screen(Tagging(question, self.words.tags), tag)

"""What can be done with a contact from every screen that has one at hand: the same letters, the same dialogs."""

import asyncio
from abc import abstractmethod
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import BindingType

from tui_crm.commands import Where, bindings
from tui_crm.errors import CrmError
from tui_crm.i18n import _, ngettext
from tui_crm.screens.filter_words import FilterWords
from tui_crm.screens.messages import RunWrite, ShowPage
from tui_crm.screens.screen import CrmScreen
from tui_crm.widgets.id_set import IdSet

if TYPE_CHECKING:
    from types import ModuleType

    from textual.worker import WorkType

    from tui_crm.drafts import Draft
    from tui_crm.screens.dialogs.contact_fields import Desk
    from tui_crm.screens.dialogs.tagging import TagWords
    from tui_crm.services.crm import Crm

_MANY: Final = 100  # contacts; before more of them are changed a question is asked
_VERBS = frozenset({"page", "edit_contact", "tag", "delete"})  # what needs a contact


def _form(crm: "Crm", contact_id: int | None) -> "tuple[ModuleType, tuple[Desk, Draft]]":
    """Load the form of a contact and read what it begins with, in a thread: neither is quick."""
    from tui_crm.screens.dialogs import contact_form  # noqa: PLC0415 - a dialog is loaded when it opens

    return contact_form, contact_form.opened(crm, contact_id)


class ContactVerbs(CrmScreen):
    """A screen with a contact at hand, or with several selected."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.CONTACT)

    def __init__(self, note: str) -> None:
        super().__init__(note)
        self.words = FilterWords()

    def open(self, crm: "Crm") -> None:
        """Show what is in ``crm`` from now on."""
        self.words.open(crm)
        super().open(crm)

    @abstractmethod
    def contact_at_hand(self) -> int | None:
        """Return the contact that a verb is about; None where there is none."""

    def chosen_contacts(self) -> IdSet:
        """Return the contacts that a verb is about: those selected, or else the one at hand."""
        here = self.contact_at_hand()
        return IdSet(() if here is None else (here,))

    def forget_chosen(self) -> None:
        """Take the selection back, since its verb is done."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action of this screen has something to work on."""
        if action in _VERBS:
            return self.crm is not None and self.contact_at_hand() is not None
        if action == "new_contact":
            return self.crm is not None
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
        self._begin_form(None)

    def action_edit_contact(self) -> None:
        """Open the form of the contact at hand."""
        self._begin_form(self.contact_at_hand())

    def _begin_form(self, contact_id: int | None) -> None:
        opening: WorkType[None] = partial(self._open_form, contact_id)
        self.run_worker(opening, group="form", exclusive=True)

    async def _open_form(self, contact_id: int | None) -> None:
        assert self.crm is not None
        try:
            contact_form, opened = await asyncio.to_thread(_form, self.crm, contact_id)
        except CrmError as error:
            self.tell_failure(error)
            return
        if self.is_current:
            await self.app.push_screen(contact_form.ContactForm(*opened))
        else:
            opened[1].close()

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

    def write_many(self, chosen: IdSet, question: str, write: RunWrite) -> None:
        """Have something written, after asking ``question`` (with a ``{count}``) where many contacts are concerned."""
        from tui_crm.screens.dialogs.question import Question  # noqa: PLC0415 - as above

        def answered(yes: bool | None) -> None:  # noqa: FBT001 - Textual passes it by position
            if yes:
                self.forget_chosen()
                self.post_message(write)

        if len(chosen) < _MANY:
            answered(True)
        else:
            self.app.push_screen(Question(question.format(count=f"{len(chosen):,}")), answered)

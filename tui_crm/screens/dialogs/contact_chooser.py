"""Whom something is with: a contact, found by a part of a name, a phone or any other word, or one who is not on file yet."""

from typing import TYPE_CHECKING, ClassVar, Final

from tui_crm.i18n import N_, _
from tui_crm.screens.dialogs.chooser import Choice
from tui_crm.screens.dialogs.palette import Palette, contacts_found

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

NEW: Final = "new:"
"""What an answer begins with that is no id: the words follow by which somebody was looked for."""


class ContactChooser(Palette):
    """Asks for a contact of ``crm``; its answer is the id in digits, or ``new:`` and the words where it is somebody new."""

    TITLE: ClassVar[str] = N_("Contact")
    NOTE: ClassVar[str] = ""
    NOTHING: ClassVar[str] = N_("Type a part of a name, a phone or any other word.")
    HINT: ClassVar[str] = N_("who asks: a part of a name, a phone, any word")

    def __init__(self, crm: "Crm") -> None:
        super().__init__((), crm)

    def found(self, crm: "Crm", text: str) -> "list[Choice]":
        """Return, in a thread, the contacts that a text finds, and last that it is none of them."""
        said = text.strip()
        return [*contacts_found(crm, text), Choice(NEW + said, _("a new contact"), said)]

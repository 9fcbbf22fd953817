"""Whom something is with: a contact, found by a part of a name, a phone or any other word."""

from typing import TYPE_CHECKING, ClassVar

from tui_crm.i18n import N_
from tui_crm.screens.dialogs.palette import Palette, contacts_found

if TYPE_CHECKING:
    from tui_crm.screens.dialogs.chooser import Choice
    from tui_crm.services.crm import Crm


class ContactChooser(Palette):
    """Asks for a contact of ``crm``; its answer is the id in digits."""

    TITLE: ClassVar[str] = N_("Contact")
    NOTE: ClassVar[str] = ""
    NOTHING: ClassVar[str] = N_("Type a part of a name, a phone or any other word.")
    HINT: ClassVar[str] = N_("who asks: a part of a name, a phone, any word")

    def __init__(self, crm: "Crm") -> None:
        super().__init__((), crm)

    def found(self, crm: "Crm", text: str) -> "list[Choice]":
        """Return, in a thread, the contacts that a text finds."""
        return contacts_found(crm, text)

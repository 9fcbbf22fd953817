"""What one can do with the contact at hand, or with all that are selected, on every screen that has some."""

from typing import Final

from tui_crm.commands.command import Command, Where
from tui_crm.i18n import N_

TABLE: Final = (
    Command(
        "contact.page",
        "i",
        N_("card"),
        N_("Show all that is known of the contact, and the people or companies around it"),
        Where.CONTACT,
        "screen.page",
        bar=60,
    ),
    Command(
        "contact.new",
        "n",
        N_("new contact"),
        N_("Add a person or a company"),
        Where.CONTACT,
        "screen.new_contact",
        bar=63,
    ),
    Command(
        "contact.edit",
        "e",
        N_("edit"),
        N_("Change what is known of the contact"),
        Where.CONTACT,
        "screen.edit_contact",
        bar=62,
    ),
    Command(
        "contact.tag",
        "t",
        N_("tag"),
        N_("Tag the contact, or all that are selected; -name takes a tag off"),
        Where.CONTACT,
        "screen.tag",
        bar=55,
    ),
    Command(
        "contact.delete",
        "delete",
        N_("delete"),
        N_("Put the contact, or all that are selected, in the trash"),
        Where.CONTACT,
        "screen.delete",
        bar=50,
    ),
)

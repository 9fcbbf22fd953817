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
        "contact.call",
        "c",
        N_("call"),
        N_("Log a call with the contact, and what comes next"),
        Where.CONTACT,
        "screen.call",
        bar=72,
    ),
    Command(
        "contact.call_mode",
        "C",
        N_("call mode"),
        N_("Call everybody on this list, or all that are selected, one after the other"),
        Where.CONTACT,
        "screen.call_mode",
        bar=48,
    ),
    Command(
        "contact.log",
        "a",
        N_("log"),
        N_("Log a meeting, a visit, a mail or anything else with the contact, and what comes next"),
        Where.CONTACT,
        "screen.log_activity",
        bar=56,
    ),
    Command(
        "contact.follow_up",
        "f",
        N_("follow-up"),
        N_("Set a follow-up with the contact, or with all that are selected"),
        Where.CONTACT,
        "screen.follow_up",
        bar=71,
    ),
    Command(
        "contact.message",
        "M",
        N_("message"),
        N_("Write to the contact from a template: copy it, open it in the mail program, log it"),
        Where.CONTACT,
        "screen.message",
        bar=49,
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
        N_("Put the contact, or all that are selected, in the trash; on the line of a reminder, the reminder"),
        Where.CONTACT,
        "screen.delete",
        bar=50,
    ),
)

"""What one can do on the screen of contacts."""

from typing import Final

from tui_crm.commands.command import Command, Where
from tui_crm.i18n import N_

TABLE: Final = (
    Command(
        "contacts.filter",
        "/",
        N_("filter"),
        N_("Show only some contacts: words, or a field and its value such as stage:active"),
        Where.CONTACTS,
        "screen.filter",
        bar=90,
    ),
    Command(
        "contacts.clear",
        "escape",
        N_("clear"),
        N_("Take the selection back, then the filter"),
        Where.CONTACTS,
        "screen.clear",
    ),
    Command(
        "contacts.sort",
        "s",
        N_("sort"),
        N_("Sort the list by another field; the same field again turns the order round"),
        Where.CONTACTS,
        "screen.sort",
        bar=45,
    ),
    Command(
        "contacts.segments",
        "S",
        N_("segments"),
        N_("Show one of the segments: filters that have a name"),
        Where.CONTACTS,
        "screen.segments",
        bar=35,
    ),
    Command(
        "contacts.save",
        "ctrl+s",
        N_("save filter"),
        N_("Give the filter a name, so that it can be asked for as segment:NAME; and a cadence, if you like"),
        Where.CONTACTS,
        "screen.save_filter",
        bar=15,
        also="segment",
    ),
    Command(
        "contacts.copy",
        "y",
        N_("copy command"),
        N_("Copy the command that prints this list in a shell"),
        Where.CONTACTS,
        "screen.copy_command",
        bar=20,
    ),
    Command(
        "contacts.export",
        "X",
        N_("export"),
        N_("Write the selected contacts, or else all that the filter finds, into a file: CSV, XLSX, vCard or JSON"),
        Where.CONTACTS,
        "screen.export",
        bar=12,
    ),
    Command(
        "contacts.demo",
        "d",
        N_("demo"),
        N_("Look around in a made-up business, which is thrown away at the end; only while there are no contacts"),
        Where.CONTACTS,
        "screen.demo",
        bar=95,
    ),
)

"""Which commands the screens have: one table, from which bindings, the line of keys, the palette and the help are made.

Each place has a file of its own with its part of the table.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from textual.binding import Binding, BindingType

from tui_crm.commands import contact, contacts, dialogs, everywhere, lists, page
from tui_crm.commands.command import Command, Where, shown_key
from tui_crm.i18n import N_, _
from tui_crm.widgets.key_bar import KeyHint

__all__ = ["COMMANDS", "HEADINGS", "Command", "Where", "bindings", "given_at", "key_hints", "shown_key"]

HEADINGS: Final[Mapping[Where, str]] = {
    Where.CONTACTS: N_("Contacts"),
    Where.PAGE: N_("The page of a contact"),
    Where.CONTACT: N_("With a contact"),
    Where.LIST: N_("In a list"),
    Where.FILTER: N_("In the filter"),
    Where.EVERYWHERE: N_("Everywhere"),
}
"""The headings of the help, in its order."""

COMMANDS: Final[Mapping[str, Command]] = {
    command.id: command
    for part in (lists.TABLE, contacts.TABLE, page.TABLE, contact.TABLE, everywhere.TABLE, dialogs.TABLE)
    for command in part
}
"""Every command, by id."""


def given_at(*places: Where) -> list[Command]:
    """Return the commands that can be given at ``places``, place by place."""
    return [command for place in places for command in COMMANDS.values() if command.where is place]


def bindings(*places: Where) -> list[BindingType]:
    """Return Textual's bindings of the commands of ``places``."""
    return [
        Binding(command.keys, command.action, command.title, show=False, id=command.id) for command in given_at(*places)
    ]


def key_hints(commands: Sequence[Command]) -> list[KeyHint]:
    """Return the line of keys for ``commands``."""
    return [KeyHint(each.first_key, _(each.title), each.bar) for each in commands if each.bar is not None]

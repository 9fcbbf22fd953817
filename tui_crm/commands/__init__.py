"""Which commands the screens have: one table, from which bindings, the line of keys, the palette and the help are made.

Each place has a file of its own with its part of the table.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from textual.binding import Binding, BindingType

from tui_crm.commands import (
    boards,
    calling,
    contact,
    contacts,
    dialogs,
    everywhere,
    followups,
    forms,
    history,
    importing,
    journey,
    lists,
    page,
    reports,
    settings,
    tickets,
    today,
)
from tui_crm.commands.command import Command, Where, keymap_in_use, use_keymap
from tui_crm.i18n import N_, _
from tui_crm.widgets.key_bar import KeyHint

if TYPE_CHECKING:
    from tui_crm.keymap import Keymap

__all__ = [
    "COMMANDS",
    "HEADINGS",
    "TOGETHER",
    "Command",
    "Where",
    "bindings",
    "given_at",
    "key_hints",
    "keymap_in_use",
    "textual_keymap",
    "use_keymap",
]

HEADINGS: Final[Mapping[Where, str]] = {
    Where.TODAY: N_("Today"),
    Where.CONTACTS: N_("Contacts"),
    Where.PAGE: N_("The page of a contact"),
    Where.CALLING: N_("Call mode"),
    Where.CALL_FORM: N_("While a call is logged in call mode"),
    Where.HISTORY: N_("History"),
    Where.IMPORT: N_("While a file is imported"),
    Where.IMPORT_FILE: N_("In the path of the file to import"),
    Where.IMPORT_DONE: N_("When a file is imported"),
    Where.REPORTS: N_("Reports"),
    Where.SETTINGS: N_("Settings"),
    Where.JOURNEY: N_("Journey"),
    Where.FOLLOWUPS: N_("Follow-ups"),
    Where.TICKETS: N_("Tickets"),
    Where.TICKET_PAGE: N_("The page of a ticket"),
    Where.CONTACT: N_("With a contact"),
    Where.TICKET: N_("With a ticket"),
    Where.CALENDAR: N_("In the calendar"),
    Where.TIMELINE: N_("On the line of time"),
    Where.WORDS: N_("In the row of kinds"),
    Where.CHART: N_("Among the numbers of a report"),
    Where.BOARD: N_("On a board"),
    Where.THREAD: N_("In what was said on a ticket"),
    Where.LIST: N_("In a list"),
    Where.MARKS: N_("Selecting"),
    Where.PICKS: N_("Selecting reminders"),
    Where.FILTER: N_("In the filter"),
    Where.EVERYWHERE: N_("Everywhere"),
}
"""The headings of the help, in its order."""

TOGETHER: Final[Sequence[Collection[Where]]] = (
    (Where.TODAY, Where.CONTACT, Where.LIST, Where.EVERYWHERE),
    (Where.CONTACTS, Where.CONTACT, Where.LIST, Where.MARKS, Where.EVERYWHERE),
    (Where.CALLING, Where.CONTACT, Where.EVERYWHERE),
    (Where.PAGE, Where.CONTACT, Where.LIST, Where.EVERYWHERE),
    (Where.HISTORY, Where.LIST, Where.EVERYWHERE),
    (Where.IMPORT, Where.LIST, Where.EVERYWHERE),
    (Where.IMPORT, Where.IMPORT_DONE, Where.EVERYWHERE),
    (Where.IMPORT_FILE, Where.FILTER),
    (Where.REPORTS, Where.CHART, Where.EVERYWHERE),
    (Where.REPORTS, Where.LIST, Where.EVERYWHERE),
    (Where.SETTINGS, Where.LIST, Where.EVERYWHERE),
    (Where.JOURNEY, Where.CONTACT, Where.TIMELINE, Where.EVERYWHERE),
    (Where.FOLLOWUPS, Where.CONTACT, Where.LIST, Where.PICKS, Where.EVERYWHERE),
    (Where.FOLLOWUPS, Where.CONTACT, Where.CALENDAR, Where.EVERYWHERE),
    (Where.TICKETS, Where.TICKET, Where.BOARD, Where.EVERYWHERE),
    (Where.TICKETS, Where.TICKET, Where.LIST, Where.MARKS, Where.EVERYWHERE),
    (Where.TICKET_PAGE, Where.TICKET, Where.THREAD, Where.EVERYWHERE),
    (Where.WORDS, Where.EVERYWHERE),
    (Where.FILTER,),
    (Where.DIALOG, Where.THINGS, Where.SURVEYS),
    (Where.DIALOG, Where.OWN_KEYS),
    (Where.DIALOG, Where.READER),
    (Where.DIALOG, Where.PALETTE),
    (Where.DIALOG, Where.QUESTION),
    (Where.DIALOG, Where.FORM, Where.FIELD, Where.LOG),
    (Where.DIALOG, Where.FORM, Where.FIELD, Where.LOG, Where.CALL_FORM),
    (Where.DIALOG, Where.CONFLICT, Where.LIST),
)
"""The places at which commands can be given at the same time: there a key does one thing."""

COMMANDS: Final[Mapping[str, Command]] = {
    command.id: command
    for part in (
        lists,
        boards,
        today,
        contacts,
        page,
        history,
        importing,
        reports,
        settings,
        contact,
        calling,
        journey,
        followups,
        tickets,
        everywhere,
        dialogs,
        forms,
    )
    for command in part.TABLE
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
    """Return the line of keys for ``commands``; one without a key is not there."""
    shown = [each for each in commands if each.bar is not None and each.first_key]
    return [KeyHint(each.first_key, _(each.title), each.bar or 0) for each in shown]


def textual_keymap(keymap: "Keymap") -> dict[str, str]:
    """Return ``keymap`` as Textual takes it, by the ids of bindings. It knows no command without a key: that one gets a key
    that nobody can press.
    """
    return {name: ",".join(keys) or f"<no key for {name}>" for name, keys in keymap.keys.items()}

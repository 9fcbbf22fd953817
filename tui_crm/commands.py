"""Which commands the screens have: one table, from which bindings, the line of keys, the palette and the help are made."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui_crm.i18n import N_, _
from tui_crm.widgets.filter_input import FilterInput
from tui_crm.widgets.key_bar import KeyHint
from tui_crm.widgets.record_table import RecordTable


class Where(StrEnum):
    """Where a command can be given."""

    CONTACTS = "contacts"
    LIST = "list"
    FILTER = "filter"
    DIALOG = "dialog"
    READER = "reader"
    PALETTE = "palette"
    QUESTION = "question"
    EVERYWHERE = "everywhere"


HEADINGS: Final[Mapping[Where, str]] = {
    Where.CONTACTS: N_("Contacts"),
    Where.LIST: N_("In a list"),
    Where.FILTER: N_("In the filter"),
    Where.EVERYWHERE: N_("Everywhere"),
}
"""The headings of the help, in its order."""


@dataclass(frozen=True)
class Command:
    """Something a person can do. ``keys`` and ``action`` are Textual's, ``title`` and ``help`` marked messages.

    ``bar`` says how much its key matters in the line of keys (None: it is not there). A command that is the ``palette``'s
    can be given without looking at anything in particular.
    """

    id: str
    keys: str
    title: str
    help: str
    where: Where
    action: str
    bar: int | None = None
    palette: bool = True

    def is_enabled(self, screen: Screen[Any]) -> bool:
        """Return whether it would do something on ``screen`` just now."""
        target, _dot, call = self.action.partition(".")
        node = {"screen": screen, "focused": screen.focused}.get(target, screen.app)
        return node is not None and bool(node.check_action(call.partition("(")[0], ()))

    @property
    def first_key(self) -> str:
        """The key that is shown in the line of keys."""
        return shown_key(self.keys.split(",")[0])

    @property
    def all_keys(self) -> str:
        """All its keys, as people call them."""
        return " ".join(shown_key(key) for key in self.keys.split(","))


_SHOWN: Final[Mapping[str, str]] = {
    "escape": "esc",
    "delete": "del",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "down": "↓",
    "up": "↑",
    "slash": "/",
    "question_mark": "?",
    "asterisk": "*",
}


def shown_key(key: str) -> str:
    """Return a key, as Textual calls it, as people call it."""
    return _SHOWN.get(key, key)


_OWN: Final = (
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
        "contacts.tag",
        "t",
        N_("tag"),
        N_("Tag the contact, or all that are selected; -name takes a tag off"),
        Where.CONTACTS,
        "screen.tag",
        bar=55,
    ),
    Command(
        "contacts.delete",
        "delete",
        N_("delete"),
        N_("Put the contact, or all that are selected, in the trash"),
        Where.CONTACTS,
        "screen.delete",
        bar=50,
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
        "contacts.demo",
        "d",
        N_("demo"),
        N_("Look around in a made-up business, which is thrown away at the end; only while there are no contacts"),
        Where.CONTACTS,
        "screen.demo",
        bar=95,
    ),
    Command("app.undo", "u", N_("undo"), N_("Take back what you did last"), Where.EVERYWHERE, "app.undo", bar=80),
    Command(
        "app.redo", "ctrl+r", N_("redo"), N_("Do again what you took back last"), Where.EVERYWHERE, "app.redo", bar=30
    ),
    Command(
        "app.keys",
        "?",
        N_("keys"),
        N_("Show the keys of this screen"),
        Where.EVERYWHERE,
        "app.keys",
        bar=85,
        palette=False,
    ),
    Command(
        "app.palette",
        "ctrl+p",
        N_("commands"),
        N_("Find a command by its name"),
        Where.EVERYWHERE,
        "app.palette",
        bar=40,
        palette=False,
    ),
    Command(
        "app.theme",
        "ctrl+t",
        N_("theme"),
        N_("Choose the colours, and see them meanwhile"),
        Where.EVERYWHERE,
        "app.theme",
    ),
    Command("app.quit", "q,ctrl+q", N_("quit"), N_("Leave the program"), Where.EVERYWHERE, "app.quit", bar=60),
    Command("question.yes", "y,enter", N_("yes"), "", Where.QUESTION, "screen.answer(True)", palette=False),
    Command("question.no", "n", N_("no"), "", Where.QUESTION, "screen.answer(False)", palette=False),
    Command("dialog.leave", "escape", N_("close"), N_("Close it"), Where.DIALOG, "screen.leave", palette=False),
    Command("dialog.quit", "ctrl+q", N_("quit"), N_("Leave the program"), Where.DIALOG, "app.quit", palette=False),
    Command("reader.down", "down,j", N_("down"), "", Where.READER, "screen.scroll(1)", palette=False),
    Command("reader.up", "up,k", N_("up"), "", Where.READER, "screen.scroll(-1)", palette=False),
    Command("reader.page_down", "pagedown,space", N_("page down"), "", Where.READER, "screen.page(1)", palette=False),
    Command("reader.page_up", "pageup", N_("page up"), "", Where.READER, "screen.page(-1)", palette=False),
    Command("reader.leave", "q", N_("close"), "", Where.READER, "screen.leave", palette=False),
    Command("palette.down", "down,ctrl+n", N_("down"), "", Where.PALETTE, "screen.move(1)", palette=False),
    Command("palette.up", "up,ctrl+p", N_("up"), "", Where.PALETTE, "screen.move(-1)", palette=False),
)

_BAR_OF_WIDGETS: Final[Mapping[str, int]] = {
    "list.open": 70,
    "list.mark": 65,
    "filter.submit": 90,
    "filter.complete": 80,
    "filter.leave": 70,
}


def _of_widget(bindings: Sequence[BindingType], where: Where) -> Iterator[Command]:
    """Yield the commands of a widget that brings its own keys."""
    for binding in bindings:
        assert isinstance(binding, Binding)
        assert binding.id is not None
        bar = _BAR_OF_WIDGETS.get(binding.id)
        action = f"focused.{binding.action}"
        yield Command(binding.id, binding.key, binding.description, "", where, action, bar, palette=False)


COMMANDS: Final[Mapping[str, Command]] = {
    command.id: command
    for command in (
        *_of_widget(RecordTable.BINDINGS, Where.LIST),
        *_of_widget(FilterInput.BINDINGS, Where.FILTER),
        *_OWN,
    )
}
"""Every command, by id."""


def given_at(*places: Where) -> list[Command]:
    """Return the commands that can be given at ``places``, place by place."""
    return [command for place in places for command in COMMANDS.values() if command.where is place]


def bindings(place: Where) -> list[BindingType]:
    """Return Textual's bindings of the commands of one place."""
    return [
        Binding(command.keys, command.action, command.title, show=False, id=command.id) for command in given_at(place)
    ]


def key_hints(commands: Sequence[Command]) -> list[KeyHint]:
    """Return the line of keys for ``commands``."""
    return [KeyHint(each.first_key, _(each.title), each.bar) for each in commands if each.bar is not None]

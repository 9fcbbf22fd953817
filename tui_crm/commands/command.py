"""What a command is: what a person can do at a place, with its keys, its words and the action behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from textual.screen import Screen


class Where(StrEnum):
    """Where a command can be given."""

    CONTACTS = "contacts"
    CONTACT = "contact"
    PAGE = "page"
    LIST = "list"
    FILTER = "filter"
    DIALOG = "dialog"
    READER = "reader"
    PALETTE = "palette"
    QUESTION = "question"
    EVERYWHERE = "everywhere"


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

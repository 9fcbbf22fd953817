"""What a command is: what a person can do at a place, with its keys, its words and the action behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from tui_crm.key_names import shown

if TYPE_CHECKING:
    from tui_crm.keymap import Keymap


class Where(StrEnum):
    """Where a command can be given."""

    TODAY = "today"
    CONTACTS = "contacts"
    CONTACT = "contact"
    CALLING = "calling"
    CALL_FORM = "call_form"
    PAGE = "page"
    HISTORY = "history"
    IMPORT = "import"
    IMPORT_FILE = "import_file"
    IMPORT_DONE = "import_done"
    SETTINGS = "settings"
    THINGS = "things"
    OWN_KEYS = "own_keys"
    SURVEYS = "surveys"
    JOURNEY = "journey"
    TIMELINE = "timeline"
    FOLLOWUPS = "followups"
    PICKS = "picks"
    CALENDAR = "calendar"
    WORDS = "words"
    REPORTS = "reports"
    CHART = "chart"
    TICKETS = "tickets"
    TICKET = "ticket"
    TICKET_PAGE = "ticket_page"
    THREAD = "thread"
    BOARD = "board"
    LIST = "list"
    MARKS = "marks"
    FILTER = "filter"
    DIALOG = "dialog"
    FORM = "form"
    FIELD = "field"
    LOG = "log"
    CONFLICT = "conflict"
    READER = "reader"
    PALETTE = "palette"
    QUESTION = "question"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True)
class Command:
    """Something a person can do. ``keys``, those it comes with, and ``action`` are Textual's, ``title`` and ``help`` marked.

    ``bar`` says how much its key matters in the line of keys (None: it is not there). A command that is the ``palette``'s
    can be given without looking at anything in particular; ``also`` are English words that find it there.
    """

    id: str
    keys: str
    title: str
    help: str
    where: Where
    action: str
    bar: int | None = None
    palette: bool = True
    also: str = ""

    def is_enabled(self, screen: Screen[Any]) -> bool:
        """Return whether it would do something on ``screen`` just now."""
        target, _dot, call = self.action.partition(".")
        node = {"screen": screen, "focused": screen.focused}.get(target, screen.app)
        return node is not None and bool(node.check_action(call.partition("(")[0], ()))

    @property
    def keys_in_use(self) -> Sequence[str]:
        """The keys it has in this process, none where the person took them away."""
        keys = self.keys if _in_use is None else _in_use.keys_of(self)
        return [key for key in keys.split(",") if key]

    @property
    def first_key(self) -> str:
        """The key that is shown in the line of keys, "" where it has none."""
        return next((shown(key) for key in self.keys_in_use), "")

    @property
    def all_keys(self) -> str:
        """All its keys, as people call them."""
        return " ".join(map(shown, self.keys_in_use))


_in_use: "Keymap | None" = None  # until the person's own keys are read, behind the first paint


def use_keymap(keymap: "Keymap") -> None:
    """Let commands have the keys of ``keymap`` from now on."""
    global _in_use  # noqa: PLW0603 - one process has one person at its keys
    _in_use = keymap


def keymap_in_use() -> "Keymap":
    """Return the keys that commands have in the place of those they come with."""
    from tui_crm.keymap import Keymap  # noqa: PLC0415 - behind the first paint

    return Keymap() if _in_use is None else _in_use

"""Which tags to put on contacts, and which to take off, typed on one line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui_crm.i18n import N_, _
from tui_crm.screens.dialogs.dialog import Dialog
from tui_crm.widgets.filter_input import FilterInput
from tui_crm.widgets.safe_text import safe_content

_SEPARATORS = str.maketrans("，、－", ",,-")


@dataclass(frozen=True)
class TagWords:
    """Tags to put on and to take off, each once."""

    add: tuple[str, ...]
    remove: tuple[str, ...]


def read_tags(text: str) -> TagWords:
    """Read ``vip, key account, -partner``: commas (of either width) between, a dash before what goes."""
    said = [word.strip() for word in text.translate(_SEPARATORS).split(",")]
    removed = [word[1:].strip() for word in said if word.startswith("-")]
    added = [word for word in said if word and not word.startswith("-")]
    return TagWords(tuple(dict.fromkeys(added)), tuple(dict.fromkeys(word for word in removed if word)))


class Tagging(Dialog[TagWords]):
    """Asks ``question`` and reads tags; ``known`` returns the tags that begin like a text."""

    CSS_PATH = "dialogs.tcss"
    KEYS = {  # noqa: RUF012 - as in Dialog
        "filter.submit": N_("tag"),
        "filter.complete": N_("complete"),
        "dialog.leave": N_("close"),
    }

    def __init__(self, question: str, known: Callable[[str], Sequence[str]]) -> None:
        super().__init__()
        self._question = question
        self._known = known

    def compose(self) -> ComposeResult:
        """Lay the line out."""
        hint = _("for example: vip, key account, -partner")
        with Vertical(classes="box"):
            yield Static(safe_content(self._question))
            yield FilterInput(complete=self._complete, placeholder=hint)
            yield self.key_bar()

    def _complete(self, text: str, cursor: int) -> Sequence[str]:
        before = text[:cursor]
        begun = before.translate(_SEPARATORS).rpartition(",")[2].lstrip(" -")
        return [before[: len(before) - len(begun)] + tag for tag in self._known(begun)] if begun else ()

    @on(FilterInput.Left)
    def _give_up(self) -> None:
        self.dismiss(None)

    @on(Input.Submitted)
    def _answer(self, event: Input.Submitted) -> None:
        event.stop()
        words = read_tags(event.value)
        self.dismiss(words if words.add or words.remove else None)

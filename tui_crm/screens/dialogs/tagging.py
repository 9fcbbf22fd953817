"""Which tags to put on contacts, and which to take off, typed on one line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from tui_crm.i18n import N_, _
from tui_crm.screens.dialogs.line import AskedLine
from tui_crm.widgets.filter_input import FilterInput

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


class Tagging(AskedLine[TagWords]):
    """Asks ``question`` and reads tags; ``known`` returns the tags that begin like a text."""

    KEYS: ClassVar[Mapping[str, str]] = {
        "filter.submit": N_("tag"),
        "filter.complete": N_("complete"),
        "dialog.leave": N_("close"),
    }

    def __init__(self, question: str, known: Callable[[str], Sequence[str]]) -> None:
        self._known = known
        hint = _("for example: vip, key account, -partner")
        super().__init__(question, FilterInput(complete=self._complete, placeholder=hint))

    def _complete(self, text: str, cursor: int) -> Sequence[str]:
        before = text[:cursor]
        begun = before.translate(_SEPARATORS).rpartition(",")[2].lstrip(" -")
        return [before[: len(before) - len(begun)] + tag for tag in self._known(begun)] if begun else ()

    def submit(self, text: str) -> None:
        """Answer what is to be put on and taken off."""
        words = read_tags(text)
        self.dismiss(words if words.add or words.remove else None)

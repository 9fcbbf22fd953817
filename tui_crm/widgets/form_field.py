"""What a form asks for: one field, as it is declared."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

from tui_crm.errors import CrmError
from tui_crm.widgets.line_input import Complete

Check: TypeAlias = Callable[[str], str]
"""Is given what was typed, never blank; returns what was understood, in words (empty: nothing to add).

It raises CrmError (say BadInput or UsageError) for what does not do, and answers within about a millisecond.
"""


class FieldKind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    LINES = "lines"
    CHOICE = "choice"


YES: Final = "yes"
"""The value of a yes-or-no field that says yes; no is the empty text."""


def never(_values: Mapping[str, str]) -> bool:
    """Tell that a field is not passed by."""
    return False


@dataclass(frozen=True)
class FormField:
    """A field of a form. Its value is a text: what was typed, or the key of the choice; empty where nothing is said.

    ``hint`` says what to write, while one is in the field; ``heading`` begins a part of the form. ``choices`` are keys
    and words; one with an empty key is what an unanswered field shows. ``lines`` is the height of a text of several.
    ``keys`` pick a choice, by the character that is typed, and go on to the next field. Enter and such a key go past a
    field that is ``passed`` by, as the values are. Enter in one that ``ends`` the form is as in the last one.
    """

    key: str
    label: str
    kind: FieldKind = FieldKind.LINE
    hint: str = ""
    heading: str = ""
    choices: Sequence[tuple[str, str]] = ()
    complete: Complete | None = None
    check: Check | None = None
    lines: int = 3
    keys: Mapping[str, str] = field(default_factory=dict)
    passed: Callable[[Mapping[str, str]], bool] = never
    ends: bool = False

    def remark(self, text: str) -> "Remark":
        """Return what is to be said of ``text`` in this field."""
        if self.check is None or not text.strip():
            return Remark()
        try:
            return Remark(self.check(text))
        except CrmError as error:
            return Remark(error.message, error.hint, at=getattr(error, "at", -1), is_error=True)


@dataclass(frozen=True)
class Remark:
    """What is said of a field's text: what was understood, or what is wrong, what to do, and with which word.

    It ``warns`` of what one may not want, but can save.
    """

    text: str = ""
    hint: str = ""
    at: int = -1
    is_error: bool = False
    warns: bool = False


def numbered(words: Sequence[tuple[str, str]]) -> str:
    """Return the words of a choice, each with the number that picks it."""
    return " · ".join(f"{number} {word}" for number, (_key, word) in enumerate(words, 1))


def begun_like(words: Sequence[str]) -> Complete:
    """Return what completes a line by those of ``words`` that go on like it."""

    def complete(text: str, _cursor: int) -> Sequence[str]:
        begun = text.casefold()
        return [word for word in words if begun and word.casefold().startswith(begun)]

    return complete

"""What the fields of a form are filled in with: a line with completions, and a choice among a few words.

Each calls ``edited`` with its text as soon as that is another one, before anything is drawn: what one sees is kept. With
``Passed`` it tells that the person goes on to the next field.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeAlias
from unicodedata import normalize

from rich.segment import Segment
from textual import events, on
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from tui_crm.display import measure, safe
from tui_crm.widgets import keys
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.line_input import LONGEST, Complete, LineInput
from tui_crm.widgets.painting import is_plain, paint

_GAP = 2  # cells between choices


Edit: TypeAlias = Callable[[str], None]


@dataclass
class Passed(Message):
    """The person goes on: ``step`` is 1 for the next field and -1 for the one before; ``by_enter`` may end the form.

    ``by_choice`` is said where a key has picked what the field asks for; ``typed`` is what was typed for a text below.
    """

    step: int
    by_enter: bool = False
    by_choice: bool = False
    typed: str = ""


class FormLine(LineInput):
    """One line of a form: tab takes the completion that is offered, enter goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.FORM_LINE]
    longest: ClassVar[int] = LONGEST

    def __init__(self, text: str, complete: Complete | None, edited: Edit) -> None:
        super().__init__(text, complete=complete)
        self.is_cut = len(safe(text)) > LONGEST
        self._edited = edited
        self._told = self.value
        self._is_typing = False

    @property
    def text(self) -> str:
        """What stands on the line."""
        return self.value

    @text.setter
    def text(self, text: str) -> None:
        self.value = text
        self.cursor_position = len(self.value)
        self._is_typing = False

    def go_on(self, text: str) -> None:
        """Go on behind what stands there."""
        self.cursor_position = len(self.value)
        self.insert_text_at_cursor(text)

    def offers(self) -> tuple[str, ...]:
        """Return what could be taken for what is being typed, best first."""
        if not self._is_typing or not self.value.strip():
            return ()
        return tuple(found for found in self.completions() if safe(found) != self.value)

    def action_take(self) -> None:
        """Take the best completion of what is being typed; else go to the next field."""
        if self.offers() and self.complete():
            self._is_typing = False
        else:
            self.post_message(Passed(1))

    def action_turn(self, step: int) -> None:
        """Take the next completion in the place of the one that was taken."""
        self.complete(step)

    async def action_submit(self) -> None:
        """Go to the next field."""
        self.post_message(Passed(1, by_enter=True))

    def on_blur(self) -> None:
        """Offer nothing for what was typed before."""
        self._is_typing = False

    def on_focus(self) -> None:
        """Go on behind what stands there."""
        self.cursor_position = len(self.value)

    def watch_value(self, value: str) -> None:
        """Tell what stands there now."""
        if value != self._told:
            self._told = value
            self._is_typing = self.has_focus and (self._offer is None or self._offer.text != value)
            self._edited(value)

    @on(Input.Changed)
    def _hush(self, event: Input.Changed) -> None:
        event.stop()


class FormChoice(Widget, can_focus=True):
    """One of a few words: the arrows and the space bar walk through them, a letter, its number or a click picks.

    Where there are ``keys`` of its own, these pick instead of the letters, and so do the numbers, and it goes on at once;
    anything else is the beginning of the text below.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*keys.FORM_CHOICE]
    longest: ClassVar[int] = sys.maxsize
    DEFAULT_CSS = """
    FormChoice { height: 1; width: 1fr; }
    """
    text: reactive[str] = reactive("")
    """The key of what is chosen."""

    def __init__(
        self, choices: Sequence[tuple[str, str]], text: str, edited: Edit, keys: Mapping[str, str] | None = None
    ) -> None:
        super().__init__()
        self._edited = edited
        self._keys = keys or {}
        self.is_cut = False
        known = {key for key, _word in choices}
        self._choices = tuple(choices) if text in known else (*choices, (text, text))
        self._spans: list[tuple[range, str]] = []
        self.set_reactive(FormChoice.text, text)

    def offers(self) -> tuple[str, ...]:
        """Return nothing: all there is to choose is seen."""
        return ()

    def mark_wrong(self, at: int) -> None:
        """Underline nothing: a choice has no words that are wrong."""

    def watch_text(self, text: str) -> None:
        """Tell what was chosen."""
        self._edited(text)

    def action_turn(self, step: int) -> None:
        """Choose the next word, or the one before; behind the last comes the first."""
        keys = [key for key, _word in self._choices]
        self.text = keys[(keys.index(self.text) + step) % len(keys)]

    def on_key(self, event: events.Key) -> None:
        """Choose the word with the key typed, the next one that begins with that letter, or the one with that number."""
        if event.character is None or not event.character.isalnum():
            return
        if self._keys:
            self._pick(event, normalize("NFKC", event.character).casefold())  # an input method may send wide letters
            return
        at = [key for key, _word in self._choices].index(self.text)
        for key, word in (*self._choices[at + 1 :], *self._choices[:at]):
            if word.casefold().startswith(event.character.casefold()):
                self.text = key
                event.stop()
                return
        keys = [key for key, _word in self._choices if key]
        if event.character.isdecimal() and 1 <= int(event.character) <= len(keys):
            self.text = keys[int(event.character) - 1]
            event.stop()

    def _pick(self, event: events.Key, character: str) -> None:
        choices = [key for key, _word in self._choices if key]
        numbers = {str(number): key for number, key in enumerate(choices, 1)}
        if (found := (numbers | dict(self._keys)).get(character)) is not None:
            self.text = found
            self.post_message(Passed(1, by_choice=True))
        else:
            self.post_message(Passed(1, typed=event.character or ""))
        event.stop()

    def on_paste(self, event: events.Paste) -> None:
        """Paste it into the text below."""
        if self._keys:
            self.post_message(Passed(1, typed=event.text))
            event.stop()

    def on_click(self, event: events.Click) -> None:
        """Choose the word that was clicked."""
        for span, key in self._spans:
            if event.x - self.gutter.left in span:
                self.text = key

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is one line
        """Draw what is chosen, and while one is here everything else, as far as it fits."""
        shown = self._choices if self.has_focus and self._fits() else self._chosen()
        segments: list[Segment] = []
        self._spans, at = [], 0
        for key, said in shown:
            word = f"[{said}]" if key == self.text and self.has_focus and is_plain(self) else said
            role = Role.PLAIN if not self.has_focus else Role.ACCENT if key == self.text else Role.MUTED
            self._spans.append((range(at, at + measure(safe(word))), key))
            segments += paint(self, Cell(word, role, bold=role is Role.ACCENT), self.rich_style)
            segments.append(Segment(" " * _GAP, self.rich_style))
            at += measure(safe(word)) + _GAP
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _fits(self) -> bool:
        return sum(measure(safe(word)) + _GAP for _key, word in self._choices) - _GAP <= self.size.width

    def _chosen(self) -> tuple[tuple[str, str], ...]:
        chosen = tuple(choice for choice in self._choices if choice[0] == self.text)
        return chosen if self._fits() or not self.has_focus else (*chosen, ("", "‹ ›"))

"""How the screen of a journey gets its entries: keys of all, and of those that a search finds."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widget import Widget

from tui_crm.errors import NotFound
from tui_crm.models.journey import Outline
from tui_crm.screens.asking import Asking

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm


@dataclass(frozen=True)
class Question:
    """Whose journey is asked for, and which words in it."""

    number: int
    contact_id: int
    search: str = ""


@dataclass
class Told(Message):
    """The entries of a journey, ``whole`` and as far as a search ``found`` them; None where the contact is gone."""

    question: Question
    whole: Outline | None
    found: Outline | None


class JourneyReading(Asking[Question]):
    """Asks for a screen, which gets :class:`Told` and ``ReadFailed`` as messages."""

    def __init__(self, screen: Widget, crm: "Crm") -> None:
        super().__init__(screen, crm, Question(0, 0))

    def ask(self, contact_id: int, search: str) -> None:
        """Ask for a journey; whatever was asked before is given up."""
        self.start(Question(self._question.number + 1, contact_id, search))

    def again(self) -> Question:
        """Return the newest question."""
        return Question(self._question.number + 1, self._question.contact_id, self._question.search)

    def answer(self, question: Question) -> None:
        """Tell the entries, or that the contact is gone."""
        try:
            whole = self._crm.journey.outline(question.contact_id)
            found = self._crm.journey.found(whole, question.search, cancelled=lambda: not self.is_current(question))
        except NotFound:
            self._screen.post_message(Told(question, None, None))
        else:
            self._screen.post_message(Told(question, whole, found))

"""How the list gets its answers: the first page at once, all ids behind it.

All are asked in one thread: sorting a million ids takes memory that the next thread would not find again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.message import Message
from textual.widget import Widget

from tui_crm.errors import UsageError
from tui_crm.screens.asking import Asking

if TYPE_CHECKING:
    from tui_crm.models.filters import Filter, SortKey
    from tui_crm.services.crm import Crm

PAGE: Final = 200
"""So many ids come first: more than any screen has lines."""


@dataclass(frozen=True)
class Question:
    """A filter text asked for; ``again`` where the answer is known but may have changed since."""

    number: int
    text: str
    again: bool = False


@dataclass
class Answer(Message):
    """Ids of a question's result, in order; all of them where ``complete``.

    ``total`` is how many contacts there are, None where nobody has counted them yet: never in a complete answer.
    ``order`` is what the question wants them sorted by.
    """

    question: Question
    ids: Sequence[int]
    complete: bool
    total: int | None
    order: "Sequence[SortKey]" = ()


@dataclass
class NotUnderstood(Message):
    """The text of a question is no filter."""

    question: Question
    error: UsageError


@dataclass
class Doubted(Message):
    """The text of a question is a filter, but speaks of something that is not there."""

    question: Question
    error: UsageError


class ContactSearch(Asking[Question]):
    """Asks for a screen, which gets :class:`Answer`, :class:`NotUnderstood`, :class:`Doubted` and ``ReadFailed`` as messages."""

    def __init__(self, screen: Widget, crm: "Crm") -> None:
        super().__init__(screen, crm, Question(0, ""))
        self._answered = False
        self._total: int | None = None
        self._counted = False

    def ask(self, text: str) -> None:
        """Ask for a filter; whatever was asked before is given up."""
        self._answered = False
        self.start(Question(self._question.number + 1, text))

    def ask_again(self) -> None:
        """Ask for the same filter, and count anew."""
        self._counted = False
        super().ask_again()

    def again(self) -> Question:
        """Return the newest question; where it was answered its first page need not be told again."""
        return Question(self._question.number + 1, self._question.text, again=self._answered)

    def answer(self, question: Question) -> None:
        """Tell the first page, then all ids, or why there are none."""
        try:
            wanted = self._crm.contacts.parse(question.text)
            if not question.again:
                for error in self._crm.contacts.doubts(wanted, question.text)[:1]:
                    self._screen.post_message(Doubted(question, error))
            self._find(question, wanted)
        except UsageError as error:
            self._screen.post_message(NotUnderstood(question, error))

    def _find(self, question: Question, wanted: "Filter") -> None:
        def cancelled() -> bool:
            return not self.is_current(question)

        if not question.again:
            page = self._crm.contacts.first_page(wanted, PAGE, cancelled=cancelled)
            self._post(question, page.ids, wanted, complete=page.complete)
            if page.complete:
                return
        ids = self._crm.contacts.find(wanted, cancelled=cancelled).ids
        self._post(question, ids, wanted, complete=True)

    def _post(self, question: Question, ids: Sequence[int], wanted: "Filter", *, complete: bool) -> None:
        from tui_crm.models.filters import EVERYTHING, Filter  # noqa: PLC0415 - behind the first paint

        if complete and wanted.where == EVERYTHING:
            self._total, self._counted = len(ids), True
        elif complete and not self._counted:
            self._total, self._counted = self._crm.contacts.count(Filter()), True
        self._screen.post_message(Answer(question, ids, complete, self._total, wanted.sort))
        self._answered = True

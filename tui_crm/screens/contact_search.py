"""How the list gets its answers: the first page at once, all ids behind it, off the event loop, the newest question only.

Each question has a number. What answers an older one is dropped by whoever gets it, and its query is stopped.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from tui_crm.errors import CrmError, UsageError
from tui_crm.screens.messages import ReadFailed

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui_crm.services.crm import Crm

PAGE: Final = 200
"""So many ids come first: more than any screen has lines."""

_IDLE_SHARE = 3.0  # asking again pauses so many times as long as the last answer took


@dataclass(frozen=True)
class Question:
    """A filter text asked for; ``again`` where the answer is known but may have changed since."""

    number: int
    text: str
    again: bool = False


@dataclass
class Answer(Message):
    """Ids of a question's result, in order; all of them where ``complete``. ``total`` counts all contacts there are."""

    question: Question
    ids: Sequence[int]
    complete: bool
    total: int


@dataclass
class NotUnderstood(Message):
    """The text of a question is no filter."""

    question: Question
    error: UsageError


class ContactSearch:
    """Asks for a screen, which gets :class:`Answer`, :class:`NotUnderstood` and ``ReadFailed`` as messages."""

    def __init__(self, screen: Widget, crm: "Crm") -> None:
        self._screen = screen
        self._crm = crm
        self._question = Question(0, "")
        self._answered = False
        self._total: int | None = None
        self._took = 0.0
        self._asked = 0.0
        self._waiting: Timer | None = None

    @property
    def text(self) -> str:
        """The text that was asked for last."""
        return self._question.text

    def is_current(self, question: Question) -> bool:
        """Return whether nothing was asked since ``question``."""
        return question.number == self._question.number

    def ask(self, text: str) -> None:
        """Ask for a filter; whatever was asked before is given up."""
        self._answered = False
        self._start(Question(self._question.number + 1, text))

    def ask_again(self) -> None:
        """Ask for the same filter, since records have changed: soon, but never for more than a quarter of the time."""
        if self._waiting is None:
            pause = self._asked + self._took * (1 + _IDLE_SHARE) - self._crm.clock.elapsed()
            self._waiting = self._screen.set_timer(max(0.001, pause), self._start_again)

    def _start_again(self) -> None:
        self._total = None
        self._start(Question(self._question.number + 1, self._question.text, again=self._answered))

    def _start(self, question: Question) -> None:
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        self._question, self._asked = question, self._crm.clock.elapsed()
        search = partial(self._search, question)
        self._screen.run_worker(search, group="search", thread=True, exclusive=True)

    def _search(self, question: Question) -> None:
        """Find the answers to a question, in a thread."""
        from tui_crm.services.finding import Cancelled  # noqa: PLC0415 - loaded behind the first paint

        worker = get_current_worker()
        try:
            self._find(question, lambda: worker.is_cancelled)
        except Cancelled:
            return
        except UsageError as error:
            self._screen.post_message(NotUnderstood(question, error))
        except CrmError as error:
            self._screen.post_message(ReadFailed(error))

    def _find(self, question: Question, cancelled: Callable[[], bool]) -> None:
        contacts = self._crm.contacts
        wanted = contacts.parse(question.text)
        if not question.again:
            page = contacts.first_page(wanted, PAGE, cancelled=cancelled)
            self._screen.post_message(Answer(question, page.ids, page.complete, self._count()))
            self._answered = True
            if page.complete:
                return
        started = self._crm.clock.elapsed()
        ids = contacts.find(wanted, cancelled=cancelled).ids
        self._took = self._crm.clock.elapsed() - started
        self._screen.post_message(Answer(question, ids, True, self._count()))

    def _count(self) -> int:
        """Return how many contacts there are, counted again only after a change."""
        from tui_crm.models.filters import Filter  # noqa: PLC0415 - as above

        if self._total is None:
            self._total = self._crm.contacts.count(Filter())
        return self._total

"""How the list gets its answers: the first page at once, all ids behind it, off the event loop, the newest question only.

Each question has a number. What answers an older one is dropped by whoever gets it, and its query is stopped. All are
asked in one thread: sorting a million ids takes memory that the next thread would not find again.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from textual.message import Message
from textual.widget import Widget

from tui_crm.errors import CrmError, UsageError
from tui_crm.screens.messages import ReadFailed

if TYPE_CHECKING:
    from textual.timer import Timer
    from textual.worker import WorkType

    from tui_crm.models.filters import Filter, SortKey
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


class ContactSearch:
    """Asks for a screen, which gets :class:`Answer`, :class:`NotUnderstood`, :class:`Doubted` and ``ReadFailed`` as messages."""

    def __init__(self, screen: Widget, crm: "Crm") -> None:
        self._screen = screen
        self._crm = crm
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="search")
        self._question = Question(0, "")
        self._answered = False
        self._total: int | None = None
        self._counted = False
        self._took = self._asked = 0.0
        self._waiting: Timer | None = None

    def is_current(self, question: Question) -> bool:
        """Return whether nothing was asked since ``question``."""
        return question.number == self._question.number

    def ask(self, text: str) -> None:
        """Ask for a filter; whatever was asked before is given up."""
        self._answered = False
        self._start(Question(self._question.number + 1, text))

    def ask_again(self) -> None:
        """Ask for the same filter, since records have changed: soon, but never for more than a quarter of the time."""
        self._counted = False
        if self._waiting is None:
            pause = self._asked + self._took * (1 + _IDLE_SHARE) - self._crm.clock.elapsed()
            self._waiting = self._screen.set_timer(max(0.001, pause), self._start_again)

    def close(self) -> None:
        """Give up what is asked, and ask no more."""
        self._question = Question(self._question.number + 1, "")
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _start_again(self) -> None:
        self._start(Question(self._question.number + 1, self._question.text, again=self._answered))

    def _start(self, question: Question) -> None:
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        self._question, self._asked = question, self._crm.clock.elapsed()
        asking: WorkType[None] = partial(self._ask_in_thread, question)
        self._screen.run_worker(asking, group="search", exclusive=True)

    async def _ask_in_thread(self, question: Question) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, self._search, question)

    def _search(self, question: Question) -> None:
        """Find the answers to a question, in the thread."""
        from tui_crm.services.finding import Cancelled  # noqa: PLC0415 - loaded behind the first paint

        try:
            wanted = self._crm.contacts.parse(question.text)
            if not question.again:
                for error in self._crm.contacts.doubts(wanted, question.text)[:1]:
                    self._screen.post_message(Doubted(question, error))
            self._find(question, wanted)
        except Cancelled:
            return
        except UsageError as error:
            self._screen.post_message(NotUnderstood(question, error))
        except CrmError as error:
            self._screen.post_message(ReadFailed(error))

    def _find(self, question: Question, wanted: "Filter") -> None:
        def cancelled() -> bool:
            return not self.is_current(question)

        if not question.again:
            page = self._crm.contacts.first_page(wanted, PAGE, cancelled=cancelled)
            self._post(question, page.ids, wanted, complete=page.complete)
            if page.complete:
                return
        started = self._crm.clock.elapsed()
        ids = self._crm.contacts.find(wanted, cancelled=cancelled).ids
        self._took = self._crm.clock.elapsed() - started
        self._post(question, ids, wanted, complete=True)

    def _post(self, question: Question, ids: Sequence[int], wanted: "Filter", *, complete: bool) -> None:
        from tui_crm.models.filters import EVERYTHING, Filter  # noqa: PLC0415 - as above

        if complete and wanted.where == EVERYTHING:
            self._total, self._counted = len(ids), True
        elif complete and not self._counted:
            self._total, self._counted = self._crm.contacts.count(Filter()), True
        self._screen.post_message(Answer(question, ids, complete, self._total, wanted.sort))
        self._answered = True

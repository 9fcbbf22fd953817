"""How a screen asks what takes a while: off the event loop, in one thread, the newest question only.

Each question has a number. What answers an older one is dropped by whoever gets it, and its query is given up.
"""

import asyncio
from abc import abstractmethod
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

from textual.widget import Widget

from tui_crm.errors import CrmError
from tui_crm.screens.messages import ReadFailed

if TYPE_CHECKING:
    from textual.timer import Timer
    from textual.worker import WorkType

    from tui_crm.services.crm import Crm

_IDLE_SHARE: Final = 3.0  # asking again pauses so many times as long as the last answer took


class Numbered(Protocol):
    """A question."""

    @property
    def number(self) -> int:
        """Its number: a newer one has a higher one."""
        ...


Question = TypeVar("Question", bound=Numbered)


class Asking(Generic[Question]):
    """Asks for a ``screen``, which gets answers as messages, and ``ReadFailed``; ``question`` is the one before the first."""

    def __init__(self, screen: Widget, crm: "Crm", question: Question) -> None:
        self._screen = screen
        self._crm = crm
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="asking")
        self._question = question
        self._took = self._asked = 0.0
        self._waiting: Timer | None = None
        self._is_asking = self._is_outdated = self._is_warm = False

    @abstractmethod
    def answer(self, question: Question) -> None:
        """Post the answers to a question, in the thread. Raises CrmError, and Cancelled where it is given up."""

    @abstractmethod
    def again(self) -> Question:
        """Return the newest question, to be asked once more, with the next number."""

    def is_current(self, question: Question) -> bool:
        """Return whether nothing was asked since ``question``."""
        return question.number == self._question.number

    def start(self, question: Question) -> None:
        """Ask; whatever was asked before is given up."""
        self._stop_waiting()
        self._question, self._asked = question, self._crm.clock.elapsed()
        self._is_asking, self._is_outdated = True, False
        asking: WorkType[None] = partial(self._ask_in_thread, question)
        self._screen.run_worker(asking, group="asking", exclusive=True)

    def ask_again(self) -> None:
        """Ask the same, since records have changed: soon, but never for more than a quarter of the time.

        What is being answered is answered first: else somebody who writes all the while would keep every answer away.
        """
        if self._is_asking:
            self._is_outdated = True
        elif self._waiting is None:
            pause = self._asked + self._took * (1 + _IDLE_SHARE) - self._crm.clock.elapsed()
            self._waiting = self._screen.set_timer(max(0.001, pause), lambda: self.start(self.again()))

    def close(self) -> None:
        """Give up what is asked, and ask no more."""
        self._stop_waiting()
        self._question, self._is_outdated = self.again(), False
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None

    async def _ask_in_thread(self, question: Question) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, self._answer, question)
        self._is_asking = False
        if self._is_outdated:
            self.ask_again()

    def _answer(self, question: Question) -> None:
        from tui_crm.services.finding import Cancelled  # noqa: PLC0415 - loaded behind the first paint

        started = self._crm.clock.elapsed()
        try:
            self.answer(question)
        except Cancelled:
            return
        except CrmError as error:
            self._screen.post_message(ReadFailed(error))
        if self._is_warm:  # the first answer also loads what is loaded once
            self._took = self._crm.clock.elapsed() - started
        self._is_warm = True

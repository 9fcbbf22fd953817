"""How the screen of a journey gets its entries: keys of all, and of those that a search finds, off the event loop.

Each question has a number; what answers an older one is dropped by whoever gets it, and its search is given up.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from textual.message import Message
from textual.widget import Widget

from tui_crm.errors import CrmError, NotFound
from tui_crm.models.journey import Outline
from tui_crm.screens.messages import ReadFailed
from tui_crm.services.finding import Cancelled

if TYPE_CHECKING:
    from textual.timer import Timer
    from textual.worker import WorkType

    from tui_crm.services.crm import Crm

_IDLE_SHARE: Final = 3.0  # asking again pauses so many times as long as the last answer took


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


class JourneyReading:
    """Asks for a screen, which gets :class:`Told` and ``ReadFailed`` as messages."""

    def __init__(self, screen: Widget, crm: "Crm") -> None:
        self._screen = screen
        self._crm = crm
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journey")
        self._question = Question(0, 0)
        self._took = self._asked = 0.0
        self._waiting: Timer | None = None

    def is_current(self, question: Question) -> bool:
        """Return whether nothing was asked since ``question``."""
        return question.number == self._question.number

    def ask(self, contact_id: int, search: str) -> None:
        """Ask for a journey; whatever was asked before is given up."""
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        self._question = Question(self._question.number + 1, contact_id, search)
        self._asked = self._crm.clock.elapsed()
        asking: WorkType[None] = partial(self._ask_in_thread, self._question)
        self._screen.run_worker(asking, group="journey", exclusive=True)

    def ask_again(self) -> None:
        """Ask for the same, since records have changed: soon, but never for more than a quarter of the time."""
        if self._waiting is None and self._question.contact_id:
            pause = self._asked + self._took * (1 + _IDLE_SHARE) - self._crm.clock.elapsed()
            self._waiting = self._screen.set_timer(max(0.001, pause), self._start_again)

    def close(self) -> None:
        """Give up what is asked, and ask no more."""
        self._question = Question(self._question.number + 1, 0)
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _start_again(self) -> None:
        self.ask(self._question.contact_id, self._question.search)

    async def _ask_in_thread(self, question: Question) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, self._read, question)

    def _read(self, question: Question) -> None:
        """Find the answer to a question, in the thread."""
        started = self._crm.clock.elapsed()
        try:
            whole = self._crm.journey.outline(question.contact_id)
            found = self._crm.journey.found(whole, question.search, cancelled=lambda: not self.is_current(question))
        except Cancelled:
            return
        except NotFound:
            self._screen.post_message(Told(question, None, None))
        except CrmError as error:
            self._screen.post_message(ReadFailed(error))
        else:
            self._took = self._crm.clock.elapsed() - started
            self._screen.post_message(Told(question, whole, found))

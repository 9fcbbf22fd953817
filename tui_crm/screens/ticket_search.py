"""How the screen of tickets gets what it shows, off the event loop: what stands on the board, or the ids of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.message import Message
from textual.widget import Widget

from tui_crm.errors import UsageError
from tui_crm.screens.asking import Asking

if TYPE_CHECKING:
    from tui_crm.models.filters import Filter, SortKey
    from tui_crm.screens.ticket_board import Lanes
    from tui_crm.services.crm import Crm
    from tui_crm.services.tickets.board import OnBoard
    from tui_crm.widgets.board_cards import Arrangement

PAGE: Final = 200
"""So many ids of a list come first: more than any screen has lines."""


@dataclass(frozen=True)
class Look:
    """What one looks at: the tickets that a filter text finds, on a board with lanes, or ``as_list``."""

    lanes: "Lanes"
    text: str = ""
    as_list: bool = False


@dataclass(frozen=True)
class Question:
    """What one looks at; ``again`` where the answer is known but may have changed since."""

    number: int
    look: Look
    again: bool = False


@dataclass
class Boarded(Message):
    """What stands on the board, and where."""

    question: Question
    found: "OnBoard"
    board: "Arrangement"


@dataclass
class Listed(Message):
    """The ids of a list, in order; all of them where ``complete``. ``order`` is what the filter wants them sorted by."""

    question: Question
    ids: Sequence[int]
    complete: bool
    order: "Sequence[SortKey]"


@dataclass
class NotUnderstood(Message):
    """The text of a question is no filter, or speaks of something that is not there."""

    question: Question
    error: UsageError


class TicketSearch(Asking[Question]):
    """Asks for a screen, which gets :class:`Boarded`, :class:`Listed`, :class:`NotUnderstood` and ``ReadFailed``."""

    def __init__(self, screen: Widget, crm: "Crm", look: Look) -> None:
        super().__init__(screen, crm, Question(0, look))
        self._answered = False

    def ask(self, look: Look) -> None:
        """Ask for something else to look at."""
        self._answered = False
        self.start(Question(self._question.number + 1, look))

    def again(self) -> Question:
        """Return the newest question; where it was answered the first page of a list need not be told again."""
        return Question(self._question.number + 1, self._question.look, again=self._answered)

    def answer(self, question: Question) -> None:
        """Tell what a question asks for."""
        text = question.look.text
        try:
            wanted = self._crm.tickets.parse(text)
            if not question.again:
                for error in self._crm.tickets.doubts(wanted, text)[:1]:
                    self._screen.post_message(NotUnderstood(question, error))
            if question.look.as_list:
                self._list(question, wanted)
            else:
                self._place(question, wanted)
            self._answered = True
        except UsageError as error:
            self._screen.post_message(NotUnderstood(question, error))

    def _place(self, question: Question, wanted: "Filter") -> None:
        from tui_crm.screens.ticket_board import arranged  # noqa: PLC0415 - loaded behind the first paint
        from tui_crm.screens.times import Moment  # noqa: PLC0415 - as above
        from tui_crm.services.tickets.board import on_board  # noqa: PLC0415 - as above

        found = on_board(self._crm, wanted, lambda: not self.is_current(question))
        board = arranged(found, question.look.lanes, self._crm.actor.login, Moment.of(self._crm.clock))
        self._screen.post_message(Boarded(question, found, board))

    def _list(self, question: Question, wanted: "Filter") -> None:
        def cancelled() -> bool:
            return not self.is_current(question)

        if not question.again:
            page = self._crm.tickets.first_page(wanted, PAGE, cancelled=cancelled)
            self._screen.post_message(Listed(question, page.ids, page.complete, wanted.sort))
            if page.complete:
                return
        ids = self._crm.tickets.find(wanted, cancelled=cancelled).ids
        self._screen.post_message(Listed(question, ids, complete=True, order=wanted.sort))

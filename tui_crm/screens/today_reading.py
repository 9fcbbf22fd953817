"""What waits for the person at the keyboard, or for everybody: read off the event loop, and again when it has changed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widget import Widget

from tui_crm.errors import CrmError
from tui_crm.screens.asking import Asking

if TYPE_CHECKING:
    from tui_crm.models.agenda import AgendaPage
    from tui_crm.services.crm import Crm


@dataclass(frozen=True)
class Question:
    """What waits for one, or for ``everybody``."""

    number: int
    everybody: bool


@dataclass
class Answer(Message):
    """What waits."""

    question: Question
    pages: "list[AgendaPage]"


class TodayReading(Asking[Question]):
    """Reads for a screen, which gets :class:`Answer` and ``ReadFailed`` as messages."""

    def __init__(self, screen: Widget, crm: "Crm") -> None:
        super().__init__(screen, crm, Question(0, everybody=False))
        self._knows_holidays = False

    def ask(self, *, everybody: bool) -> None:
        """Read what waits; what was asked before is given up."""
        self.start(Question(self._question.number + 1, everybody))

    def again(self) -> Question:
        """Return the same question, with the next number."""
        return Question(self._question.number + 1, self._question.everybody)

    def answer(self, question: Question) -> None:
        """Tell what waits; the first time without the holidays, which take a while to know."""
        from tui_crm.screens.today_texts import in_order  # noqa: PLC0415 - behind the first paint

        pages = self._crm.today.pages(everybody=question.everybody)
        if not self._knows_holidays:
            self._screen.post_message(Answer(question, pages))
        try:
            holidays = self._crm.today.holidays(everybody=question.everybody)
        except CrmError:
            if self._knows_holidays:  # by now they cannot be read; all else can
                self._screen.post_message(Answer(question, pages))
            raise
        if holidays.lines or self._knows_holidays:
            self._screen.post_message(Answer(question, in_order([*pages, holidays])))
        self._knows_holidays = True

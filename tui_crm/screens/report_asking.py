"""How the reports screen gets its numbers, and the records behind one: in a thread, the newest question only."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widget import Widget

from tui_crm.errors import UsageError
from tui_crm.models.report import Asked
from tui_crm.screens.asking import Asking

if TYPE_CHECKING:
    from tui_crm.models.report import Behind, Number, Report
    from tui_crm.services.crm import Crm


@dataclass(frozen=True)
class Question:
    """A report asked for; with ``behind`` for the records behind the number of that key."""

    number: int
    name: str
    asked: Asked
    behind: str = ""


@dataclass
class Reported(Message):
    """The numbers of a report."""

    question: Question
    report: "Report"


@dataclass
class Opened(Message):
    """The records behind a number of a report."""

    question: Question
    report: "Report"
    number: "Number"
    behind: "Behind"


@dataclass
class NotUnderstood(Message):
    """The question cannot be asked so: its filter is wrong."""

    question: Question
    error: UsageError


@dataclass
class Refused(Message):
    """There is no answer to any question, until a setting is mended."""

    question: Question
    error: UsageError


class ReportAsking(Asking[Question]):
    """Asks for a screen, which gets :class:`Reported`, :class:`Opened`, :class:`NotUnderstood`, :class:`Refused` and
    ``ReadFailed``.
    """

    def __init__(self, screen: Widget, crm: "Crm") -> None:
        super().__init__(screen, crm, Question(0, "", Asked()))

    def ask(self, name: str, asked: Asked, behind: str = "") -> None:
        """Ask for a report, or for the records behind a number of it; whatever was asked before is given up."""
        self.start(Question(self._question.number + 1, name, asked, behind))

    def again(self) -> Question:
        """Return the newest question once more."""
        newest = self._question
        return Question(newest.number + 1, newest.name, newest.asked, newest.behind)

    def answer(self, question: Question) -> None:
        """Tell the numbers, and the records behind one of them."""

        def cancelled() -> bool:
            return not self.is_current(question)

        try:
            self._crm.contacts.parse(question.asked.filter)
        except UsageError as error:
            self._screen.post_message(NotUnderstood(question, error))
            return
        try:
            report = self._crm.reports.ask(question.name, question.asked, cancelled)
        except UsageError as error:
            self._screen.post_message(Refused(question, error))
            return
        number = report.number(question.behind)
        if number is None:
            self._screen.post_message(Reported(question, report))
            return
        self._screen.post_message(Opened(question, report, number, self._crm.reports.records(report, number)))

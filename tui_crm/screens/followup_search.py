"""How the screen of follow-ups gets what it shows: the first page of a list at once, all ids behind it; or some days."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from textual.message import Message
from textual.widget import Widget

from tui_crm.errors import CrmError
from tui_crm.screens.asking import Asking
from tui_crm.screens.followup_view import Look, View
from tui_crm.screens.messages import ReadFailed

if TYPE_CHECKING:
    from tui_crm.models.cards import ReminderEntry
    from tui_crm.models.public_holidays import Unknown
    from tui_crm.models.working_time import CalendarDay
    from tui_crm.services.crm import Crm

PAGE: Final = 200
"""So many ids come first: more than any screen has lines."""

_SHOWN: Final[Mapping[View, int]] = {View.WEEK: 60, View.MONTH: 12}
"""So many reminders of a day are read at most: as many as the tallest screens have lines for."""


@dataclass(frozen=True)
class Question:
    """What one looks at; ``again`` where the answer is known but may have changed since."""

    number: int
    look: Look
    again: bool = False


@dataclass
class Listed(Message):
    """The ids of a list, in order; all of them where ``complete``."""

    question: Question
    ids: Sequence[int]
    complete: bool

    def count(self, _look: Look) -> str:
        """Return how many there are, as people read it."""
        return f"{len(self.ids):,}" if self.complete else f"{len(self.ids):,}+"


@dataclass
class Placed(Message):
    """The ids of each day that has any, in order, the first entries of each, and what the team's calendar says of each, and
    does not know.
    """

    question: Question
    days: Mapping[date, Sequence[int]]
    entries: "Mapping[int, ReminderEntry]"
    calendar: "Mapping[date, CalendarDay]"
    unknown: "Sequence[Unknown]"

    def count(self, look: Look) -> str:
        """Return how many there are in the week or the month one looks at."""
        days = (day for day in self.days if look.month is None or day.month == look.month.month)
        return f"{sum(len(self.days[day]) for day in days):,}"


class FollowupSearch(Asking[Question]):
    """Asks for a screen, which gets :class:`Listed`, :class:`Placed` and ``ReadFailed`` as messages."""

    def __init__(self, screen: Widget, crm: "Crm", look: Look) -> None:
        super().__init__(screen, crm, Question(0, look))
        self._answered = False

    @property
    def number(self) -> int:
        """The number of the newest question."""
        return self._question.number

    def ask(self, look: Look) -> None:
        """Ask for something else to look at."""
        self._answered = False
        self.start(Question(self._question.number + 1, look))

    def again(self) -> Question:
        """Return the newest question; where it was answered its first page need not be told again."""
        return Question(self._question.number + 1, self._question.look, again=self._answered)

    def answer(self, question: Question) -> None:
        """Tell what a question asks for."""
        if question.look.is_calendar:
            self._place(question)
        else:
            self._list(question)
        self._answered = True

    def _list(self, question: Question) -> None:
        worklist = question.look.worklist
        if not question.again:
            first = self._crm.worklists.ids(worklist, PAGE + 1)
            complete = len(first) <= PAGE
            self._screen.post_message(Listed(question, tuple(first[:PAGE]), complete))
            if complete:
                return
        ids = self._crm.worklists.ids(worklist)
        if self.is_current(question):
            self._screen.post_message(Listed(question, array("I", ids), complete=True))

    def _place(self, question: Question) -> None:
        look = question.look
        days = self._crm.worklists.by_day(look.worklist, look.first, look.last)
        most = _SHOWN[look.view]
        wanted = [key for ids in days.values() for key in ids[:most]]
        entries = {entry.id: entry for entry in self._crm.followups.rows(wanted)}
        self._screen.post_message(Placed(question, days, entries, *self._calendar(look)))

    def _calendar(self, look: Look) -> "tuple[Mapping[date, CalendarDay], Sequence[Unknown]]":
        """Return what the team's calendar says of each day, and what it does not know of the month or week; nothing where
        it cannot be read, which is told.
        """
        calendar, month = self._crm.calendar, look.month
        try:
            days = {day.day: day for day in calendar.days(look.first, look.last)}
            return days, calendar.unknown(month or look.first, month or look.last)
        except CrmError as error:
            self._screen.post_message(ReadFailed(error))
            return {}, ()

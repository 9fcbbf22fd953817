"""How Today's list is made of what waits: which line stands where, under which heading, and how it looks."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from tui_crm import call_words
from tui_crm.i18n import _, ngettext
from tui_crm.models.agenda import AgendaLine, AgendaPage, Horizon, Section
from tui_crm.models.birthday import Calendar, in_words, parse_birthday
from tui_crm.models.codes import Priority
from tui_crm.models.durations import left_or_late
from tui_crm.models.ticket import CLOCK_LABELS
from tui_crm.screens.due_times import ahead, from_to, late, length, over_since
from tui_crm.screens.stages import priority_mark, stage_badge
from tui_crm.screens.times import touch_by_day, touched
from tui_crm.screens.today_texts import filter_of, heading, more
from tui_crm.widgets.cell import Cell, Role

if TYPE_CHECKING:
    from tui_crm.clock import Clock

_MORE: Final = 6
_KINDS: Final[Mapping[str, int]] = {"reminder": 0, "contact": 1, "activity": 3, "holiday": 5, "ticket": 8}
_IN_SECTION: Final[Mapping[tuple[str, Section], int]] = {
    ("contact", Section.BIRTHDAYS): 2,
    ("reminder", Section.MENTIONS): 4,
    ("contact", Section.MENTIONS): 7,
}
"""The kinds of lines about what may stand in another section, too."""
_DAY = 24 * 60  # minutes
_STEP = 16  # ids of lines from one record to the next


def line_id(line: AgendaLine) -> int:
    """Return the id of a line, by which the cursor stays on it while it moves from one section of reminders to another."""
    return line.id * _STEP + _IN_SECTION.get((line.thing, line.section), _KINDS[line.thing])


class TodayLines:
    """The pages of Today as one list (see ``RecordSource``); a section that is empty is left out.

    Where it is ``plain`` a word says how urgent something is, not a mark.
    """

    def __init__(self, pages: Sequence[AgendaPage], clock: "Clock", *, everybody: bool, plain: bool = False) -> None:
        self._clock = clock
        self._horizon = Horizon.of(clock)
        self._everybody = everybody
        self._plain = plain
        self.lines: dict[int, AgendaLine] = {line_id(line): line for page in pages for line in page.lines}
        self.more: dict[int, Section] = {}
        """The sections with more contacts than are shown, by the ids of the lines that say so."""
        self._headings: dict[int, tuple[Cell, ...]] = {}
        self.ids: Sequence[int] = tuple(self._placed(pages))
        self.count = len(self.ids)

    def _placed(self, pages: Sequence[AgendaPage]) -> Iterator[int]:
        for page in pages:
            if not page.lines:
                continue
            if self._headings:
                yield self._heading(())
            yield self._heading(heading(page))
            yield from map(line_id, page.lines)
            if hidden := more(page):
                yield self._more(page.section, hidden)

    def _more(self, section: Section, hidden: tuple[Cell, ...]) -> int:
        """Return the id of the line that says how many more there are; the cursor stops there where all can be listed."""
        if not filter_of(section, everybody=self._everybody):
            return self._heading(hidden)
        number = list(Section).index(section) * _STEP + _MORE
        self.more[number] = section
        blank = Cell("")
        self._headings[number] = (*hidden, blank, blank, blank, *((blank,) if self._everybody else ()))
        return number

    def _heading(self, cells: tuple[Cell, ...]) -> int:
        number = -1 - len(self._headings)
        self._headings[number] = cells
        return number

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
        """Return the cells of these lines and headings."""
        return {
            number: self._headings[number] if number in self._headings else self._cells(self.lines[number])
            for number in ids
        }

    def _cells(self, line: AgendaLine) -> Sequence[Cell]:
        cells = (
            self._when(line),
            _who(line),
            self._what(line),
            touched(line.last_at, self._clock, self._horizon.today) if line.contact_id else Cell(""),
        )
        return (*cells, Cell(line.person, Role.MUTED)) if self._everybody else cells

    def _when(self, line: AgendaLine) -> Cell:
        today = self._horizon.today
        match line.section:
            case Section.CADENCE:
                return touch_by_day(line.day or today, today)
            case Section.SILENT:
                return stage_badge(line.stage)
            case Section.MENTIONS:
                return Cell(_said_ago(line.day or today, today), Role.MUTED)
            case Section.OVERDUE | Section.SLA if line.is_late:
                said = over_since if line.section == Section.SLA else late
                return said(line.day or today, line.time, today)
            case Section.APPOINTMENTS if line.time is not None:
                return Cell(from_to(line.time, line.minutes), Role.ACCENT, bold=True)
        return ahead(line.day or today, line.time, today)

    def _what(self, line: AgendaLine) -> Cell:
        text = " ".join(line.text.split())
        match line.section:
            case Section.CADENCE:
                every = ngettext("every {count} d", "every {count} d", line.cadence or 0).format(count=line.cadence)
                return Cell(call_words.outcome_in_words(text), Role.MUTED, mark=every, mark_role=Role.PLAIN)
            case Section.SILENT:
                return Cell(call_words.outcome_in_words(text), Role.MUTED)
            case Section.BIRTHDAYS:
                return Cell(_turns(line.text, line.day or self._horizon.today))
            case Section.HOLIDAYS:
                days = (line.minutes or 0) // _DAY
                return Cell(ngettext("{count} day", "{count} days", days).format(count=days), Role.MUTED)
            case Section.APPOINTMENTS:
                text = " · ".join(filter(None, (text, line.place)))
            case Section.WEEK:
                text = " · ".join(filter(None, (text, length(line.minutes), line.place)))
            case Section.MENTIONS:
                return Cell(text, mark=f"{line.person}:" if line.person else "", mark_role=Role.SECONDARY)
        if line.clock:
            text = " · ".join((text, _(CLOCK_LABELS[line.clock])))
        mark, role = _left(line) if line.clock else priority_mark(line.priority, plain=self._plain)
        return Cell(text, Role.MUTED if line.priority == Priority.LOW else Role.PLAIN, mark=mark, mark_role=role)


def _left(line: AgendaLine) -> tuple[str, Role]:
    """Return how long a clock of a ticket has left, or has been over, with its colour."""
    return left_or_late((line.minutes or 0) * 60), Role.ERROR if line.is_late else Role.WARNING


def _who(line: AgendaLine) -> Cell:
    if not line.company:
        return Cell(line.name, Role.STRONG)
    return Cell(line.company, Role.MUTED, mark=line.name, mark_role=Role.STRONG)


def _said_ago(day: date, today: date) -> str:
    """Return when a colleague wrote; in a column in which other days are still to come."""
    days = (today - day).days
    return ngettext("{count} d ago", "{count} d ago", days).format(count=days) if days > 0 else _("today")


def _turns(kept: str, day: date) -> str:
    """Return a birthday in words, with the age that is reached where the year of birth is known."""
    birthday = parse_birthday(kept)
    if birthday.year is None or birthday.calendar is Calendar.LUNAR:
        return in_words(birthday)
    age = day.year - birthday.year
    return ngettext("{age} years old", "{age} years old", age).format(age=age)

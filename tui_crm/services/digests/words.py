"""What a digest says, whatever it is written as: its title, its headings, and each line in its parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from tui_crm.display import cut
from tui_crm.i18n import _, ngettext, pgettext
from tui_crm.models.agenda import AgendaLine, AgendaPage, Section
from tui_crm.models.codes import PRIORITY_LABELS, WEEKDAYS, Priority
from tui_crm.models.durations import left, rough
from tui_crm.models.ids import shown
from tui_crm.models.ticket import CLOCK_LABELS

if TYPE_CHECKING:
    from tui_crm.models.digest import Digest

_LONGEST: Final = 160  # cells of a text: a digest says how it begins


@dataclass(frozen=True)
class Said:
    """One line in parts, each harmless, on one line, and empty where there is nothing to say; ``more`` are asides."""

    when: str
    who: str
    what: str
    more: tuple[str, ...]


def title(digest: "Digest") -> str:
    """Return whose follow-ups, or tickets, they are."""
    if all(page.section is Section.SLA for page in digest.pages):
        if not digest.owner:
            return _("Tickets at risk, of everybody")
        return _("Tickets at risk, of {login}").format(login=cut(digest.owner, _LONGEST))
    if not digest.owner:
        return _("Follow-ups of everybody")
    return _("Follow-ups of {login}").format(login=cut(digest.owner, _LONGEST))


def as_of(digest: "Digest") -> str:
    """Return the moment it was made, in full."""
    return f"{_day(digest.as_of.date())} {digest.as_of:%H:%M}"


def nothing() -> str:
    """Return what is said where all is fine."""
    return _("Nothing waits.")


def heading(page: AgendaPage) -> str:
    """Return the title of a section with how many wait there."""
    names = {
        Section.SLA: pgettext("heading of a digest", "SLA at risk"),
        Section.OVERDUE: pgettext("heading of a digest", "Overdue"),
        Section.TODAY: pgettext("heading of a digest", "Due today"),
        Section.CADENCE: pgettext("heading of a digest", "Time to get in touch"),
        Section.SILENT: pgettext("heading of a digest", "Without a next step"),
    }
    return _("{section} ({count})").format(section=names[page.section], count=page.tally)


def lines(page: AgendaPage) -> Iterator[Said]:
    """Yield the lines of a section."""
    return map(_said, page.lines)


def left_out(page: AgendaPage) -> str:
    """Return how many more there are than are told, empty where all are."""
    hidden = page.tally.number - len(page.lines)
    if hidden <= 0:
        return ""
    count = f"{hidden:,}{'+' if page.tally.more else ''}"
    return "… " + ngettext("{count} more", "{count} more", hidden).format(count=count)


def _said(line: AgendaLine) -> Said:
    mark = _(PRIORITY_LABELS[line.priority]) if line.priority in {Priority.HIGH, Priority.URGENT} else ""
    aside = (clock_told(line), mark, cut(line.person, _LONGEST), shown(line.thing, line.id))
    who = " · ".join(cut(name, _LONGEST) for name in (line.name, line.company) if name)
    return Said(_when(line), who, cut(line.text.strip(), _LONGEST), tuple(filter(None, aside)))


def clock_told(line: AgendaLine) -> str:
    """Return which clock of a ticket runs out, and in what time, or how long ago; empty for anything else."""
    if not line.clock:
        return ""
    clock, seconds = _(CLOCK_LABELS[line.clock]), (line.minutes or 0) * 60
    if line.is_late:
        return _("{clock} {time} late").format(clock=clock, time=rough(-seconds))
    return _("{clock} in {time}").format(clock=clock, time=left(seconds))


def _when(line: AgendaLine) -> str:
    if line.day is not None:
        return " ".join(filter(None, (_day(line.day), line.time)))
    if line.last_at is None:
        return _("never spoken with")
    return _("last on {day}").format(day=line.last_at.date().isoformat())


def _day(day: date) -> str:
    return _("{weekday} {day}").format(weekday=_(WEEKDAYS[day.weekday()]), day=day.isoformat())

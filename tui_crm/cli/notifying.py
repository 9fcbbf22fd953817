"""`crm due --notify` and `crm check sla --notify`: the desktop is told of what has come due, each once for each time, and of
promises in danger, once before and once after they are broken.
"""

from typing import TYPE_CHECKING, Final

from tui_crm import desktop, paths
from tui_crm.cli.dates import in_full
from tui_crm.display import cut
from tui_crm.i18n import ngettext
from tui_crm.models.ids import shown
from tui_crm.told import Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_crm.clock import Clock
    from tui_crm.models.agenda import AgendaLine
    from tui_crm.models.cards import ReminderEntry
    from tui_crm.services.crm import Crm

_LINES: Final = 5  # more of them fit no notification
_WIDTH: Final = 120  # cells of a line


def has_come(entry: "ReminderEntry", clock: "Clock") -> bool:
    """Return whether a reminder is due by now: its time has come, or the day it has no time on."""
    return entry.due_on <= clock.today() if entry.due_at is None else entry.due_at <= clock.now()


def notify(crm: "Crm", entries: "Sequence[ReminderEntry]", limit: int | None) -> "list[ReminderEntry]":
    """Tell the desktop of those it was not told of yet, ``limit`` at most, and return them. Raises OutputFailed."""
    told = Told(paths.told_file())
    origin = crm.origin
    keys = {entry.id: f"{shown('reminder', entry.id)}@{origin}" for entry in entries}
    news = [entry for entry in entries if not told.is_told(keys[entry.id], _time_of(entry))][:limit]
    if news:
        title = ngettext("{count} follow-up is due", "{count} follow-ups are due", len(news)).format(count=len(news))
        desktop.notify(title, _lines(news, crm.clock))
        told.tell((keys[entry.id], _time_of(entry)) for entry in news)
    return news


def notify_tickets(crm: "Crm", lines: "Sequence[AgendaLine]") -> "list[AgendaLine]":
    """Tell the desktop of the tickets it was not told of yet, and return them. Raises OutputFailed."""
    from tui_crm.services.digests.words import clock_told  # noqa: PLC0415 - the others do without tickets

    told = Told(paths.told_file())
    origin = crm.origin
    which = {line.id: (f"{shown('ticket', line.id)}:{line.clock}@{origin}", _danger(line)) for line in lines}
    news = [line for line in lines if not told.is_told(*which[line.id])]
    if news:
        title = ngettext("{count} ticket is at risk", "{count} tickets are at risk", len(news)).format(count=len(news))
        said = [(clock_told(line), line.text, line.name) for line in news]
        desktop.notify(title, _few([" · ".join(filter(None, parts)) for parts in said]))
        told.tell(which[line.id] for line in news)
    return news


def _danger(line: "AgendaLine") -> str:
    return f"{line.day}T{line.time} {'late' if line.is_late else 'soon'}"


def _time_of(entry: "ReminderEntry") -> str:
    return f"{entry.due_on.isoformat()}T{entry.due_time}" if entry.due_time else entry.due_on.isoformat()


def _lines(entries: "Sequence[ReminderEntry]", clock: "Clock") -> list[str]:
    return _few([" · ".join(filter(None, (_when(entry, clock), entry.contact, entry.text))) for entry in entries])


def _few(said: "Sequence[str]") -> list[str]:
    few = said[: _LINES if len(said) <= _LINES else _LINES - 1]
    lines = [cut(line, _WIDTH) for line in few]
    if hidden := len(said) - len(few):
        lines.append("… " + ngettext("{count} more", "{count} more", hidden).format(count=hidden))
    return lines


def _when(entry: "ReminderEntry", clock: "Clock") -> str:
    """Return when it is due: today the time alone, which is empty for a day without one."""
    if entry.due_at is not None and (wall := entry.due_at.astimezone(clock.zone)).date() == clock.today():
        return f"{wall:%H:%M}"
    return "" if entry.due_on == clock.today() else in_full(entry.due_at or entry.due_on, clock.zone)

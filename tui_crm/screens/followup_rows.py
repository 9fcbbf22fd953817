"""How reminders look as lines of a list, read as they are drawn: their cells, one for each of ``followup_columns``."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from tui_crm.errors import CrmError
from tui_crm.i18n import _
from tui_crm.models.codes import PRIORITY_LABELS, Priority
from tui_crm.models.repeat import stored_in_words
from tui_crm.screens.due_times import ahead, from_to, late, length, on_the_wall
from tui_crm.screens.stages import priority_mark
from tui_crm.screens.times import ago
from tui_crm.widgets.cell import Cell, Role, known

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_crm.clock import Clock
    from tui_crm.models.cards import ReminderEntry
    from tui_crm.services.crm import Crm

_KEPT: Final = 2_048  # reminders


class FollowupRows:
    """The reminders ``ids`` as a list (see ``RecordSource``); where they cannot be read ``failed`` is told.

    ``complete`` says that there are no more; ``of_a_day`` that they all stand on one day, ``owned`` that it is told whose
    they are. Where it is ``plain`` a word says how urgent one is, not a mark.
    """

    def __init__(
        self,
        crm: "Crm",
        ids: Sequence[int],
        failed: "Callable[[CrmError], None]",
        *,
        of_a_day: bool,
        owned: bool,
        plain: bool = False,
        complete: bool = True,
    ) -> None:
        self._crm = crm
        self._failed = failed
        self._of_a_day, self._owned, self._plain = of_a_day, owned, plain
        self._entries: dict[int, ReminderEntry] = {}
        self.ids = ids
        self.count = len(ids) if complete else len(ids) + 1

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
        """Return the cells of these rows."""
        if len(self._entries) > _KEPT:
            self._entries.clear()
        try:
            self._entries |= {entry.id: entry for entry in self._crm.followups.rows(ids)}
        except CrmError as error:
            self._failed(error)
        today = self._crm.clock.today()
        return {key: self._cells(self._entries[key], today) for key in ids if key in self._entries}

    def _cells(self, entry: "ReminderEntry", today: date) -> Sequence[Cell]:
        clock = self._crm.clock
        due = time_cell(entry, clock) if self._of_a_day else due_cell(entry, clock, today)
        owner = (known(entry.owner, Role.MUTED),) if self._owned else ()
        return (
            due,
            who_cell(entry),
            what_cell(entry, plain=self._plain),
            *owner,
            priority_cell(entry),
            where_cell(entry),
        )

    def entry(self, key: int | None) -> "ReminderEntry | None":
        """Return a reminder of the list; None where there is none, or it is gone."""
        if key is None:
            return None
        if key not in self._entries:
            self.rows([key])
        return self._entries.get(key)


def due_cell(entry: "ReminderEntry", clock: "Clock", today: date) -> Cell:
    """Return when a reminder is due, or how long ago it was done."""
    if entry.done_at is not None:
        return Cell(ago(entry.done_at.astimezone(clock.zone).date(), today), Role.SUCCESS)
    day, time = on_the_wall(entry, clock.zone)
    return late(day, time, today) if entry.overdue else ahead(day, time, today)


def time_cell(entry: "ReminderEntry", clock: "Clock") -> Cell:
    """Return from when to when a reminder lasts on its day, or when it was done; a dash where it has no time."""
    if entry.done_at is not None:
        return Cell(f"{entry.done_at.astimezone(clock.zone):%H:%M}", Role.SUCCESS)
    time = on_the_wall(entry, clock.zone)[1]
    text = from_to(time, entry.minutes) if time else ""
    return Cell(text or "—", Role.ERROR, bold=True) if entry.overdue else known(text)


def what_cell(entry: "ReminderEntry", *, plain: bool) -> Cell:
    """Return what a reminder is for, and on which days it comes back, on one line; a mark before what is urgent."""
    said = (" ".join(entry.said.split()), stored_in_words(entry.repeat))
    if entry.done_at is not None:
        return Cell(" · ".join(filter(None, said)), Role.MUTED)
    mark, role = priority_mark(entry.priority, plain=plain)
    return Cell(" · ".join(filter(None, said)), mark=mark, mark_role=role)


def priority_cell(entry: "ReminderEntry") -> Cell:
    """Return how much a reminder matters, where it is more or less than usual."""
    if entry.priority == Priority.NORMAL:
        return Cell("")
    return Cell(_(PRIORITY_LABELS.get(entry.priority, entry.priority)), Role.MUTED)


def where_cell(entry: "ReminderEntry") -> Cell:
    """Return how long something takes and where it is."""
    return Cell(" · ".join(filter(None, (length(entry.minutes), entry.place))), Role.MUTED)


def who_cell(entry: "ReminderEntry") -> Cell:
    """Return whom a reminder is with: the name, and the company it belongs to."""
    if not entry.contact:
        return known("")
    if not entry.company:
        return Cell(entry.contact, Role.STRONG)
    return Cell(entry.company, Role.MUTED, mark=entry.contact, mark_role=Role.STRONG)

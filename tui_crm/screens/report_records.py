"""How the records behind a number look: columns and rows for contacts, activities and reminders."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.call_words import OUTCOME_LABELS
from tui_crm.i18n import _
from tui_crm.models.cards import ActivityEntry, ReminderEntry
from tui_crm.models.codes import ACTIVITY_LABELS
from tui_crm.screens import contact_columns
from tui_crm.screens.contact_lines import contact_rows
from tui_crm.screens.due_times import on_the_wall
from tui_crm.screens.times import Moment, at_time, short_date
from tui_crm.widgets.cell import Cell, Role, known
from tui_crm.widgets.columns import Column

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

Rows = Mapping[int, Sequence[Cell]]


def columns_of(thing: str) -> tuple[Column, ...]:
    """Return the columns of a list of a ``thing``."""
    if thing == "contact":
        return contact_columns.columns()
    if thing == "activity":
        return (
            Column("at", _("When"), 14, priority=8),
            Column("contact", _("Contact"), 16, fraction=3, priority=9),
            Column("kind", _("Kind"), 8, priority=7),
            Column("outcome", _("Outcome"), 12, fraction=1, priority=6),
            Column("by", _("Who"), 8, fraction=1, priority=5),
            Column("text", _("What"), 20, fraction=6, priority=4),
        )
    return (
        Column("due", _("Due"), 14, priority=9),
        Column("contact", _("Contact"), 16, fraction=3, priority=8),
        Column("text", _("What for"), 16, fraction=5, priority=7),
        Column("owner", _("Whose"), 8, fraction=1, priority=5),
        Column("done", _("Done"), 14, priority=6),
    )


def rows_of(crm: "Crm", thing: str, ids: Sequence[int]) -> Rows:
    """Return the cells of these records. Raises CrmError."""
    return _ROWS[thing](crm, ids)


def _activities(crm: "Crm", ids: Sequence[int]) -> Rows:
    moment = Moment.of(crm.clock)
    return {entry.id: _activity(crm, moment, entry) for entry in crm.reports.activities(ids)}


def _activity(crm: "Crm", moment: Moment, entry: ActivityEntry) -> Sequence[Cell]:
    return (
        Cell(at_time(entry.at.astimezone(crm.clock.zone), moment.today), Role.MUTED),
        Cell(entry.contact, Role.STRONG),
        Cell(_(ACTIVITY_LABELS.get(entry.kind, entry.kind))),
        known(_(OUTCOME_LABELS[entry.outcome]) if entry.outcome in OUTCOME_LABELS else entry.outcome, Role.MUTED),
        known(entry.by, Role.MUTED),
        known(entry.text or entry.subject, Role.MUTED),
    )


def _reminders(crm: "Crm", ids: Sequence[int]) -> Rows:
    moment = Moment.of(crm.clock)
    return {entry.id: _reminder(crm, moment, entry) for entry in crm.reports.reminders(ids)}


def _reminder(crm: "Crm", moment: Moment, entry: ReminderEntry) -> Sequence[Cell]:
    day, time = on_the_wall(entry, crm.clock.zone)
    due = " ".join(filter(None, (short_date(day, moment.today), time)))
    done = entry.done_at and at_time(entry.done_at.astimezone(crm.clock.zone), moment.today)
    return (
        Cell(due, Role.ERROR if entry.overdue else Role.PLAIN),
        known(entry.contact, Role.STRONG),
        known(entry.text),
        known(entry.owner, Role.MUTED),
        known(done or "", Role.MUTED),
    )


_ROWS: "Final[Mapping[str, Callable[[Crm, Sequence[int]], Rows]]]" = {
    "contact": contact_rows,
    "activity": _activities,
    "reminder": _reminders,
}


def contact_of(crm: "Crm", thing: str, record_id: int) -> int | None:
    """Return the contact that a record is about, None where it is about none or gone."""
    match thing:
        case "activity":
            return next((entry.contact_id for entry in crm.reports.activities([record_id])), None)
        case "reminder":
            return next((entry.contact_id for entry in crm.reports.reminders([record_id])), None)
        case _:
            return record_id

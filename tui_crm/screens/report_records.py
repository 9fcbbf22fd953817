"""How the records behind a number look: columns and rows for contacts, activities, reminders, tickets and answers."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.call_words import OUTCOME_LABELS
from tui_crm.i18n import _
from tui_crm.models.cards import ActivityEntry, ReminderEntry
from tui_crm.models.codes import ACTIVITY_LABELS
from tui_crm.models.score import SCORE_LABELS, ScoreEntry
from tui_crm.models.ticket import TICKET_KIND_LABELS, TICKET_STATE_LABELS, TicketKind, TicketRow
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
    return contact_columns.columns() if thing == "contact" else _COLUMNS[thing]()


def _activity_columns() -> tuple[Column, ...]:
    return (
        Column("at", _("When"), 14, priority=8),
        Column("contact", _("Contact"), 16, fraction=3, priority=9),
        Column("kind", _("Kind"), 8, priority=7),
        Column("outcome", _("Outcome"), 12, fraction=1, priority=6),
        Column("by", _("Who"), 8, fraction=1, priority=5),
        Column("text", _("What"), 20, fraction=6, priority=4),
    )


def _reminder_columns() -> tuple[Column, ...]:
    return (
        Column("due", _("Due"), 14, priority=9),
        Column("contact", _("Contact"), 16, fraction=3, priority=8),
        Column("text", _("What for"), 16, fraction=5, priority=7),
        Column("owner", _("Whose"), 8, fraction=1, priority=5),
        Column("done", _("Done"), 14, priority=6),
    )


def _ticket_columns() -> tuple[Column, ...]:
    return (
        Column("number", _("Number"), 8, priority=9),
        Column("subject", _("Subject"), 16, fraction=6, priority=8),
        Column("contact", _("Contact"), 12, fraction=2, priority=7),
        Column("kind", _("Kind"), 10, priority=4),
        Column("state", _("State"), 8, priority=6),
        Column("owner", _("Whose"), 8, fraction=1, priority=5),
        Column("opened", _("Opened"), 14, priority=3),
    )


def _score_columns() -> tuple[Column, ...]:
    return (
        Column("at", _("When"), 14, priority=8),
        Column("contact", _("Contact"), 16, fraction=3, priority=9),
        Column("kind", _("Kind"), 8, priority=7),
        Column("value", _("Score"), 5, priority=10),
        Column("ticket", _("Ticket"), 10, priority=5),
        Column("comment", _("Comment"), 20, fraction=6, priority=4),
    )


_COLUMNS: Final[Mapping[str, Callable[[], tuple[Column, ...]]]] = {
    "activity": _activity_columns,
    "reminder": _reminder_columns,
    "ticket": _ticket_columns,
    "score": _score_columns,
}


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


def _tickets(crm: "Crm", ids: Sequence[int]) -> Rows:
    moment = Moment.of(crm.clock)
    return {row.id: _ticket(crm, moment, row) for row in crm.tickets.rows(ids)}


def _ticket(crm: "Crm", moment: Moment, row: TicketRow) -> Sequence[Cell]:
    live = Role.PLAIN if row.is_live else Role.MUTED
    complaint = Role.ERROR if row.kind == TicketKind.COMPLAINT and row.is_live else live
    return (
        Cell(row.number, Role.MUTED),
        Cell(row.subject, Role.STRONG if row.is_live else Role.PLAIN),
        Cell(row.contact),
        Cell(_(TICKET_KIND_LABELS[row.kind]), complaint),
        Cell(_(TICKET_STATE_LABELS[row.state]), live),
        known(row.owner or row.team, Role.MUTED),
        Cell(at_time(row.opened_at.astimezone(crm.clock.zone), moment.today), Role.MUTED),
    )


def _scores(crm: "Crm", ids: Sequence[int]) -> Rows:
    moment = Moment.of(crm.clock)
    return {entry.id: _score(crm, moment, entry) for entry in crm.scores.rows(ids)}


def _score(crm: "Crm", moment: Moment, entry: ScoreEntry) -> Sequence[Cell]:
    return (
        Cell(at_time(entry.at.astimezone(crm.clock.zone), moment.today), Role.MUTED),
        Cell(entry.contact, Role.STRONG),
        Cell(_(SCORE_LABELS[entry.kind])),
        Cell(str(entry.value)),
        known(entry.ticket, Role.MUTED),
        known(entry.comment),
    )


_ROWS: "Final[Mapping[str, Callable[[Crm, Sequence[int]], Rows]]]" = {
    "contact": contact_rows,
    "activity": _activities,
    "reminder": _reminders,
    "ticket": _tickets,
    "score": _scores,
}


def contact_of(crm: "Crm", thing: str, record_id: int) -> int | None:
    """Return the contact that a record other than a ticket is about, None where it is about none or gone."""
    match thing:
        case "activity":
            return next((entry.contact_id for entry in crm.reports.activities([record_id])), None)
        case "reminder":
            return next((entry.contact_id for entry in crm.reports.reminders([record_id])), None)
        case "score":
            return next((entry.contact_id for entry in crm.scores.rows([record_id])), None)
        case _:
            return record_id


def ticket_of(crm: "Crm", thing: str, record_id: int) -> int | None:
    """Return the ticket that a record is, or is an answer about; None where there is none."""
    match thing:
        case "ticket":
            return record_id
        case "score":
            return next((entry.ticket_id for entry in crm.scores.rows([record_id])), None)
        case _:
            return None

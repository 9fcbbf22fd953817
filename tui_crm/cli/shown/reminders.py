"""What is shown of a reminder, and how a follow-up that was set is said back."""

from typing import TYPE_CHECKING

from tui_crm.cli.columns import Column
from tui_crm.cli.dates import in_full
from tui_crm.cli.kinds import Date, Id, Instant, Mark, Moment, Number, Text
from tui_crm.i18n import N_, _
from tui_crm.models.codes import PRIORITY_LABELS
from tui_crm.models.ids import shown

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from tui_crm.models.cards import ReminderEntry

REMINDER: "tuple[Column[ReminderEntry], ...]" = (
    Column("id", N_("id"), Id("reminder")),
    Column("due", N_("due"), Moment(), value=lambda entry: entry.due_at or entry.due_on),
    Column("due_on", N_("date"), Date(), in_table=False),
    Column("due_time", N_("time"), in_table=False),
    Column("zone", N_("zone"), in_table=False),
    Column("overdue", N_("overdue"), Mark()),
    Column("contact", N_("contact")),
    Column("contact_id", N_("contact"), Id("contact"), in_table=False),
    Column("text", N_("what")),
    Column("priority", N_("priority"), Text(PRIORITY_LABELS), spare=2),
    Column("owner", N_("owner"), spare=1),
    Column("place", N_("place"), in_table=False),
    Column("minutes", N_("minutes"), Number(), in_table=False),
    Column("done_at", N_("done"), Instant(), in_table=False),
    Column("version", N_("version"), Number(), in_table=False),
)


def said_back(entry: "ReminderEntry", zone: "ZoneInfo") -> str:
    """Return one sentence that says when a reminder is due, with its weekday and full date."""
    due = in_full(entry.due_at or entry.due_on, zone)
    return _("{id} is due on {due}").format(id=shown("reminder", entry.id), due=due)

"""What is shown of a reminder, and how a follow-up that was set is said back."""

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_crm.cli.columns import Column
from tui_crm.cli.dates import in_full
from tui_crm.cli.kinds import Date, Id, Instant, Mark, Moment, Number, Text
from tui_crm.i18n import N_, _
from tui_crm.models.cards import ReminderEntry
from tui_crm.models.codes import PRIORITY_LABELS
from tui_crm.models.ids import shown
from tui_crm.models.repeat import stored_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from zoneinfo import ZoneInfo


class Rule(Text):
    """A rule of repetition: as it is stored for machines, in words for people."""

    def shown(self, value: object, zone: "ZoneInfo") -> str:
        """Return the rule in the user's language."""
        del zone
        return stored_in_words(str(value))


class What(Text):
    """What a reminder is for; people read in front of it to which ticket it belongs."""

    def json(self, value: object) -> str:
        """Return its text."""
        assert isinstance(value, ReminderEntry)
        return value.text

    def shown(self, value: object, zone: "ZoneInfo") -> str:
        """Return its text with the number of the ticket, where it does not say that itself."""
        del zone
        assert isinstance(value, ReminderEntry)
        return value.said


REMINDER: "tuple[Column[ReminderEntry], ...]" = (
    Column("id", N_("id"), Id("reminder")),
    Column("due", N_("due"), Moment(), value=lambda entry: entry.due_at or entry.due_on),
    Column("due_on", N_("date"), Date(), in_table=False),
    Column("due_time", N_("time"), in_table=False),
    Column("zone", N_("zone"), in_table=False),
    Column("overdue", N_("overdue"), Mark()),
    Column("contact", N_("contact")),
    Column("contact_id", N_("contact"), Id("contact"), in_table=False),
    Column("text", N_("what"), What(), lambda entry: entry),
    Column("ticket", N_("ticket"), value=lambda entry: entry.ticket or None, in_table=False),
    Column("ticket_id", N_("ticket"), Id("ticket"), in_table=False),
    Column("priority", N_("priority"), Text(PRIORITY_LABELS), spare=2),
    Column("owner", N_("owner"), spare=1),
    Column("place", N_("place"), in_table=False),
    Column("minutes", N_("minutes"), Number(), in_table=False),
    Column("repeat", N_("repeat"), Rule(), value=lambda entry: entry.repeat or None, spare=3),
    Column("repeat_from", N_("repeats since"), value=lambda entry: entry.repeat_from or None, in_table=False),
    Column("repeat_on", N_("in its turn on"), Date(), in_table=False),
    Column("done_at", N_("done"), Instant(), in_table=False),
    Column("version", N_("version"), Number(), in_table=False),
)


WITH_DONE: "tuple[Column[ReminderEntry], ...]" = tuple(
    replace(column, in_table=True) if column.key == "done_at" else column for column in REMINDER
)
"""The same where done ones are among them: a table says which those are."""


def said_back(entry: "ReminderEntry", zone: "ZoneInfo", ahead: "Sequence[date]" = ()) -> str:
    """Return one sentence that says when a reminder is due, with its weekday and full date; ``ahead`` are days that follow."""
    due = in_full(entry.due_at or entry.due_on, zone)
    said = _("{id} is due on {due}").format(id=shown("reminder", entry.id), due=due)
    if not entry.repeat:
        return said
    days = _(", ").join(in_full(day, zone) for day in ahead)
    form = _("{said}; {repeat}: then {days}") if days else _("{said}; {repeat}")
    return form.format(said=said, repeat=stored_in_words(entry.repeat), days=days)

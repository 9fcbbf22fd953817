"""What is shown of an activity that was logged, with the follow-up that was set along with it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tui_crm.call_words import OBJECTION_LABELS, OUTCOME_LABELS
from tui_crm.cli.columns import Column
from tui_crm.cli.kinds import Id, Instant, Nested, Number, Text, Texts
from tui_crm.cli.shown.reminders import REMINDER
from tui_crm.i18n import N_
from tui_crm.models.codes import ACTIVITY_LABELS, DIRECTION_LABELS
from tui_crm.models.ids import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_crm.models.cards import ActivityEntry, ReminderEntry


@dataclass(frozen=True)
class Logged:
    """An activity, and the follow-up that was set in the same operation."""

    entry: "ActivityEntry"
    follow_up: "ReminderEntry | None"


def _said(name: str) -> "Callable[[Logged], Any]":
    return lambda logged: getattr(logged.entry, name)


NEXT = tuple(column for column in REMINDER if column.key in {"id", "due", "text"})

LOGGED: tuple[Column[Logged], ...] = (
    Column("id", N_("id"), Id("activity"), _said("id")),
    Column("kind", N_("kind"), Text(ACTIVITY_LABELS), _said("kind")),
    Column("contact", N_("contact"), value=_said("contact")),
    Column("contact_id", N_("contact"), Id("contact"), _said("contact_id"), in_table=False),
    Column("customer_id", N_("customer"), Id("contact"), _said("customer_id"), in_table=False),
    Column("at", N_("at"), Instant(), _said("at")),
    Column("by", N_("by"), value=_said("by")),
    Column("outcome", N_("outcome"), Text(OUTCOME_LABELS), _said("outcome")),
    Column("minutes", N_("minutes"), Number(), _said("minutes")),
    Column("note", N_("note"), value=_said("text")),
    Column("subject", N_("subject"), value=_said("subject")),
    Column("direction", N_("direction"), Text(DIRECTION_LABELS), _said("direction")),
    Column("channel", N_("channel"), value=_said("channel")),
    Column("objection", N_("objection"), Text(OBJECTION_LABELS), _said("objection")),
    Column("feeling", N_("feeling"), Number(), _said("feeling")),
    Column("campaign", N_("campaign"), value=_said("campaign")),
    Column(
        "with",
        N_("with"),
        Texts(),
        lambda logged: [shown("contact", number) for number in logged.entry.participants],
    ),
    Column("message_id", N_("Message-ID"), value=_said("message_id"), in_table=False),
    Column("thread", N_("conversation"), value=_said("thread"), in_table=False),
    Column("ticket", N_("ticket"), Id("ticket"), _said("ticket_id")),
    Column("next", N_("next"), Nested(NEXT), lambda logged: logged.follow_up),
)

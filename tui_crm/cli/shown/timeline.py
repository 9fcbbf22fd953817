"""What is shown of a contact's past: an entry a line."""

from typing import TYPE_CHECKING

from tui_crm.cli.columns import Column
from tui_crm.cli.kinds import Id, Instant, Number, Text
from tui_crm.i18n import N_
from tui_crm.models.codes import ACTIVITY_LABELS, OUTCOME_LABELS, SOURCE_LABELS, STAGE_LABELS

if TYPE_CHECKING:
    from tui_crm.models.cards import TimelineEntry

KINDS = {**ACTIVITY_LABELS, "stage": N_("stage"), "change": N_("change")}

TIMELINE: "tuple[Column[TimelineEntry], ...]" = (
    Column("id", N_("id"), Id("activity"), in_table=False),
    Column("kind", N_("kind"), Text(KINDS)),
    Column("at", N_("at"), Instant()),
    Column("by", N_("by")),
    Column("source", N_("from"), Text(SOURCE_LABELS), spare=2),
    Column("outcome", N_("outcome"), Text({**OUTCOME_LABELS, **STAGE_LABELS})),
    Column("minutes", N_("minutes"), Number(), spare=1),
    Column("feeling", N_("feeling"), Number(), spare=3),
    Column("note", N_("note"), Text(least=30)),
    Column("operation", N_("operation"), Id("operation"), value=lambda entry: entry.operation_id, in_table=False),
)

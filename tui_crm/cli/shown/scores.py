"""What is shown of a score, and of who was asked and has not answered."""

from typing import TYPE_CHECKING

from tui_crm.cli.columns import Column
from tui_crm.cli.kinds import Fields, Id, Instant, Number, Text
from tui_crm.i18n import N_, NP_
from tui_crm.models.codes import SERVICE_LABELS, STAGE_LABELS
from tui_crm.models.ids import shown
from tui_crm.models.messaging import CHANNEL_LABELS
from tui_crm.models.score import SCORE_LABELS

if TYPE_CHECKING:
    from tui_crm.models.score import ScoreEntry
    from tui_crm.models.survey import InvitationEntry

SURVEY_TITLE = NP_("of customers", "survey")

SCORE: "tuple[Column[ScoreEntry], ...]" = (
    Column("id", N_("id"), Id("score")),
    Column("at", N_("at"), Instant(), spare=2),
    Column("contact", N_("contact")),
    Column("contact_id", N_("contact"), value=lambda entry: shown("contact", entry.contact_id), in_table=False),
    Column("company", N_("company"), value=lambda entry: entry.company or None, spare=4),
    Column("kind", N_("kind"), Text(SCORE_LABELS)),
    Column("value", N_("value"), Number()),
    Column("aspects", N_("aspects"), Fields(SCORE_LABELS), lambda entry: entry.aspects or None, spare=3),
    Column("comment", N_("comment"), value=lambda entry: entry.comment or None),
    Column("ticket", N_("ticket"), value=lambda entry: entry.ticket or None),
    Column("survey", SURVEY_TITLE, value=lambda entry: entry.survey or None),
    Column("stage", N_("stage"), Text(STAGE_LABELS), lambda entry: entry.stage or None, in_table=False),
    Column("activity", N_("activity"), Id("activity"), lambda entry: entry.activity_id, in_table=False),
    Column("by", N_("by"), value=lambda entry: entry.by or None, spare=5),
    Column("version", N_("version"), Number(), in_table=False),
)

WAITING: "tuple[Column[InvitationEntry], ...]" = (
    Column("id", N_("id"), Id("invitation"), in_table=False),
    Column("contact", N_("contact")),
    Column("contact_id", N_("contact"), value=lambda entry: shown("contact", entry.contact_id), in_table=False),
    Column("company", N_("company"), value=lambda entry: entry.company or None, spare=3),
    Column("kind", N_("kind"), Text(SCORE_LABELS)),
    Column("survey", SURVEY_TITLE, value=lambda entry: entry.survey or None),
    Column("ticket", N_("ticket"), value=lambda entry: entry.ticket or None),
    Column("asked_at", N_("asked"), Instant()),
    Column("reminded_at", N_("reminded"), Instant(), spare=2),
    Column("reminders", N_("how often reminded"), Number(), in_table=False),
    Column("channel", N_("channel"), Text({**CHANNEL_LABELS, **SERVICE_LABELS}), spare=1),
    Column("by", N_("by"), value=lambda entry: entry.by or None, spare=4),
)

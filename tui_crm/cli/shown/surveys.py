"""What is shown of a survey: in the list, with what came back, and whom it would ask with which message."""

from typing import TYPE_CHECKING

from tui_crm.cli.columns import Column
from tui_crm.cli.kinds import Instant, Number, Records, Text
from tui_crm.cli.shown.scores import SURVEY_TITLE
from tui_crm.i18n import N_, _
from tui_crm.models.codes import SERVICE_LABELS
from tui_crm.models.ids import shown
from tui_crm.models.mailto import mailto
from tui_crm.models.messaging import CHANNEL_LABELS, Channel
from tui_crm.models.score import GROUPS, SCORE_LABELS

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from tui_crm.models.score import ScoreEntry
    from tui_crm.models.survey import Answers, Asked, InvitationEntry, SurveyEntry, SurveyResult


class Percent(Number):
    """A number of percent, with its sign for people."""

    def shown(self, value: float, zone: "ZoneInfo") -> str:
        """Return ``80 %``."""
        del zone
        return _("{number} %").format(number=value)


_GROUP_LABELS = {group.code: group.label for groups in GROUPS.values() for group in groups}

SURVEY: "tuple[Column[SurveyEntry], ...]" = (
    Column("id", N_("id"), value=lambda entry: shown("survey", entry.id), in_table=False),
    Column("name", SURVEY_TITLE),
    Column("kind", N_("kind"), Text(SCORE_LABELS)),
    Column("filter", N_("filter"), spare=2),
    Column("template", N_("template"), value=lambda entry: entry.template or None, spare=3),
    Column("asked", N_("invited"), Number()),
    Column("answered", N_("answered"), Number()),
    Column("rate", N_("rate"), Percent()),
    Column("figure", N_("result"), Number(), in_table=False),
    Column("result", N_("result"), value=lambda entry: entry.result or None),
    Column("created_at", N_("created at"), Instant(), in_table=False),
    Column("ended_at", N_("ended"), Instant(), spare=1),
    Column("version", N_("version"), Number(), in_table=False),
)

_GROUP: "tuple[Column[Answers], ...]" = (
    Column("group", N_("in groups"), Text(_GROUP_LABELS), lambda each: each.group.code),
    Column("count", N_("count"), Number(), lambda each: len(each.scores)),
    Column("percent", N_("percent"), Percent()),
)
_ANSWER: "tuple[Column[ScoreEntry], ...]" = (
    Column("value", N_("value"), Number()),
    Column("contact", N_("contact")),
    Column("contact_id", N_("contact"), value=lambda entry: shown("contact", entry.contact_id), in_table=False),
    Column("company", N_("company"), value=lambda entry: entry.company or None),
    Column("comment", N_("comment"), value=lambda entry: entry.comment or None),
    Column("at", N_("at"), Instant(), in_table=False),
    Column("score", N_("score"), value=lambda entry: shown("score", entry.id), in_table=False),
)
_OPEN: "tuple[Column[InvitationEntry], ...]" = (
    Column("contact", N_("contact")),
    Column("contact_id", N_("contact"), value=lambda entry: shown("contact", entry.contact_id), in_table=False),
    Column("company", N_("company"), value=lambda entry: entry.company or None),
    Column("asked_at", N_("asked"), Instant()),
    Column("reminders", N_("how often reminded"), Number(), in_table=False),
)


def _of_survey(column: "Column[SurveyEntry]") -> "Column[SurveyResult]":
    return Column(column.key, column.title, column.kind, lambda result: column.of(result.survey), column.in_table)


RESULT: "tuple[Column[SurveyResult], ...]" = (
    *map(_of_survey, SURVEY),
    Column(
        "groups", N_("in groups"), Records(_GROUP), lambda result: result.answers if result.survey.answered else None
    ),
    Column(
        "answers",
        N_("who answered"),
        Records(_ANSWER, ("contact", "value")),
        lambda result: [score for each in result.answers for score in each.scores] or None,
    ),
    Column("waiting", N_("not answered"), Records(_OPEN), lambda result: result.waiting or None),
)


def _link(asked: "Asked") -> str | None:
    """Return the link that opens the message in a mail program, None for a short message."""
    message = asked.message
    if message.reach.channel is not Channel.EMAIL:
        return None
    return mailto(message.reach.address, message.subject, message.text)


ASKED: "tuple[Column[Asked], ...]" = (
    Column("id", N_("id"), value=lambda each: shown("contact", each.contact_id)),
    Column("contact", N_("contact")),
    Column("channel", N_("channel"), Text(CHANNEL_LABELS), lambda each: each.message.reach.channel),
    Column("service", N_("service"), Text(SERVICE_LABELS), lambda each: each.message.reach.service or None),
    Column("to", N_("address"), value=lambda each: each.message.reach.address),
    Column("subject", N_("subject"), value=lambda each: each.message.subject or None, spare=1),
    Column("text", N_("text"), value=lambda each: each.message.text, in_table=False),
    Column("link", N_("link"), value=_link, in_table=False),
)

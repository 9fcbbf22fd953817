"""What is shown of a customer's journey: an entry a line."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui_crm.call_words import OBJECTION_LABELS, OUTCOME_LABELS
from tui_crm.cli.columns import Column
from tui_crm.cli.kinds import Id, Moment, Number, Records, Text, Texts
from tui_crm.cli.shown.reminders import Rule
from tui_crm.i18n import N_
from tui_crm.models import ids
from tui_crm.models.codes import DIRECTION_LABELS, PRIORITY_LABELS, SOURCE_LABELS, STAGE_LABELS, Kind
from tui_crm.models.journey import JOURNEY_LABELS, REMINDER, JourneyEntry
from tui_crm.models.score import SCORE_LABELS
from tui_crm.models.ticket import TICKET_KIND_LABELS, TICKET_STATE_LABELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from zoneinfo import ZoneInfo

__all__ = ["TIMELINE", "timeline_of"]


@dataclass(frozen=True)
class EntryId(Id):
    """The id of an activity or, with its own letter, of a reminder."""

    def json(self, value: "int | JourneyEntry") -> str:
        """Return ``a12`` or ``r12``."""
        if isinstance(value, int):
            return super().json(value)
        return ids.shown("reminder" if value.kind == REMINDER else "activity", value.id or 0)


class Note(Text):
    """What an entry says; people read in front of it on which ticket it was said."""

    def json(self, value: object) -> str:
        """Return what it says."""
        assert isinstance(value, JourneyEntry)
        return value.note

    def shown(self, value: object, zone: "ZoneInfo") -> str:
        """Return it with the number of the ticket, where it does not say that itself."""
        del zone
        assert isinstance(value, JourneyEntry)
        return value.note if value.ticket in value.note else f"{value.ticket} · {value.note}"


def _of_step(name: str) -> "Callable[[JourneyEntry], object]":
    """Return how to read what a ticket went through off an entry."""
    return lambda entry: getattr(entry.step, name, None)


CHANGED: "tuple[Column[dict[str, object]], ...]" = (
    Column("contact_id", N_("contact"), Id("contact")),
    Column("field", N_("field")),
    Column("old", N_("old")),
    Column("new", N_("new")),
)

TIMELINE: "tuple[Column[JourneyEntry], ...]" = (
    Column("id", N_("id"), EntryId("activity"), lambda entry: entry if entry.id is not None else None, in_table=False),
    Column("kind", N_("kind"), Text(JOURNEY_LABELS)),
    Column("at", N_("at"), Moment()),
    Column("by", N_("by")),
    Column("source", N_("from"), Text(SOURCE_LABELS), spare=2),
    Column("contact", N_("contact"), spare=4, in_table=False),
    Column("outcome", N_("outcome"), Text({**OUTCOME_LABELS, **STAGE_LABELS})),
    Column("minutes", N_("minutes"), Number(), spare=1),
    Column("feeling", N_("feeling"), Number(), spare=3),
    Column("note", N_("note"), Note(least=30), lambda entry: entry),
    Column("ticket", N_("ticket"), value=lambda entry: entry.ticket or None, in_table=False),
    Column("operation", N_("operation"), Id("operation"), value=lambda entry: entry.operation_id, in_table=False),
    Column("contact_id", N_("contact"), Id("contact"), in_table=False),
    Column("subject", N_("subject"), in_table=False),
    Column("direction", N_("direction"), Text(DIRECTION_LABELS), in_table=False),
    Column("channel", N_("channel"), in_table=False),
    Column("objection", N_("objection"), Text(OBJECTION_LABELS), in_table=False),
    Column("campaign", N_("campaign"), in_table=False),
    Column("with", N_("with"), Texts(), value=lambda entry: entry.people, in_table=False),
    Column("priority", N_("priority"), Text(PRIORITY_LABELS), in_table=False),
    Column("place", N_("place"), in_table=False),
    Column("repeat", N_("repeat"), Rule(), value=lambda entry: entry.repeat or None, in_table=False),
    Column("ticket_id", N_("ticket"), Id("ticket"), in_table=False),
    Column("ticket_kind", N_("ticket"), Text(TICKET_KIND_LABELS), _of_step("kind"), in_table=False),
    Column("from_state", N_("old"), Text(TICKET_STATE_LABELS), _of_step("was"), in_table=False),
    Column("to_state", N_("new"), Text(TICKET_STATE_LABELS), _of_step("state"), in_table=False),
    Column("worked_seconds", N_("took"), Number(), _of_step("spent"), in_table=False),
    Column("target_minutes", N_("target"), Number(), _of_step("target"), in_table=False),
    Column("score", N_("score"), Text(SCORE_LABELS), lambda entry: entry.answer and entry.answer.kind, in_table=False),
    Column("value", N_("value"), Number(), lambda entry: entry.answer and entry.answer.value, in_table=False),
    Column("thread", N_("conversation"), in_table=False),
    Column(
        "changes",
        N_("changes"),
        Records(CHANGED, in_cell=("field", "new")),
        lambda entry: list(_changed(entry)),
        in_table=False,
    ),
)


def _changed(entry: "JourneyEntry") -> "Iterator[dict[str, object]]":
    for card in entry.changes:
        for field in card.fields:
            yield {"contact_id": card.record_id, "field": field.field, "old": field.old, "new": field.new}


def timeline_of(kind: str) -> "Sequence[Column[JourneyEntry]]":
    """Return the columns for a contact's journey; a company's says whose each entry is."""
    if kind != Kind.COMPANY:
        return TIMELINE
    return [replace(column, in_table=True) if column.key == "contact" else column for column in TIMELINE]

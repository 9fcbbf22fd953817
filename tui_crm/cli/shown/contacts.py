"""What is shown of a contact: a line of a list, and the whole card.

Machines get the whole card in either case, so that a script finds the same keys wherever it meets a contact. Its JSON
is what the services make of it (:func:`tui_crm.services.exporting.kinds.contact_objects.contact_object`).
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_crm.cli.columns import Column
from tui_crm.cli.kinds import (
    Date,
    Fields,
    Flag,
    Id,
    Instant,
    Json,
    Kind,
    Mark,
    Moment,
    Nested,
    Number,
    Ready,
    Records,
    Text,
    Texts,
)
from tui_crm.i18n import N_
from tui_crm.models.codes import CONSENT_LABELS, GENDER_LABELS, KIND_LABELS, PLACE_LABELS, SERVICE_LABELS, STAGE_LABELS
from tui_crm.models.codes import Kind as ContactKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from tui_crm.models.cards import ContactCard, ContactRow, Labelled, NextStep, PostalAddress, Tie


class LocalDay(Instant):
    """An instant of which people want the day only."""

    def shown(self, value: "datetime", zone: "ZoneInfo") -> str:
        """Return ``2026-11-21`` in ``zone``."""
        return value.astimezone(zone).date().isoformat()


NEXT: "tuple[Column[NextStep], ...]" = (
    Column("id", N_("id"), Id("reminder"), value=lambda step: step.reminder_id, in_table=False),
    Column("due", N_("due"), Moment(), value=lambda step: step.due_at or step.due_on),
    Column("text", N_("what")),
)

LINE: "tuple[Column[ContactRow], ...]" = (
    Column("id", N_("id"), Id("contact")),
    Column("kind", N_("kind"), Text(KIND_LABELS), in_table=False),
    Column("name", N_("name")),
    Column("company", N_("company")),
    Column("role", N_("role"), in_table=False),
    Column("customer_id", N_("customer"), Id("contact"), in_table=False),
    Column("stage", N_("stage"), Text(STAGE_LABELS)),
    Column("stage_pinned", N_("stage pinned"), Mark(), in_table=False),
    Column("owner", N_("owner"), spare=2),
    Column("level", N_("level"), in_table=False),
    Column("source", N_("source"), in_table=False),
    Column("city", N_("city"), spare=4),
    Column("email", N_("e-mail"), spare=3),
    Column("phone", N_("phone"), Text(least=18)),
    Column("tags", N_("tags"), Texts(), spare=5),
    Column("last_activity", N_("last activity"), Instant(), value=lambda row: row.last_at, spare=1),
    Column("next", N_("next"), Nested(NEXT, least=17)),
    Column("cadence", N_("cadence"), Number(), in_table=False),
    Column("touch_by", N_("in touch by"), LocalDay(), in_table=False),
    Column("no_next_since", N_("no next step on purpose since"), Instant(), in_table=False),
    Column("do_not_contact", N_("do not contact"), Mark(), in_table=False),
    Column("created_at", N_("created at"), Instant(), in_table=False),
    Column("deleted", N_("in the trash"), Mark(), in_table=False),
)

EMAIL: "tuple[Column[Labelled], ...]" = (
    Column("address", N_("e-mail"), value=lambda email: email.value),
    Column("label", N_("label"), Text(PLACE_LABELS)),
)
PHONE: "tuple[Column[Labelled], ...]" = (
    Column("number", N_("phone"), value=lambda phone: phone.value),
    Column("label", N_("label"), Text(PLACE_LABELS)),
)
HANDLE: "tuple[Column[Labelled], ...]" = (
    Column("service", N_("service"), Text(SERVICE_LABELS), value=lambda handle: handle.label),
    Column("value", N_("name")),
)
ADDRESS: "tuple[Column[PostalAddress], ...]" = (
    Column("label", N_("label"), Text(PLACE_LABELS)),
    Column("street", N_("street")),
    Column("postal_code", N_("postal code")),
    Column("city", N_("city")),
    Column("region", N_("region")),
    Column("country", N_("country")),
)
TIE: "tuple[Column[Tie], ...]" = (
    Column("name", N_("name")),
    Column("id", N_("id"), Id("contact"), value=lambda tie: tie.contact_id),
    Column("role", N_("role")),
    Column("department", N_("department")),
    Column("primary", N_("primary"), Flag(), value=lambda tie: tie.is_primary, in_table=False),
    Column("kind", N_("kind"), in_table=False),
)


def _of_line(*keys: str, in_table: bool = True) -> "list[Column[ContactCard]]":
    """Return columns of a line for a card; those of a list that a card says better are for machines only."""
    return [
        Column(column.key, column.title, column.kind, _through_row(column), in_table)
        for column in LINE
        if column.key in keys
    ]


def _through_row(column: "Column[ContactRow]") -> "Callable[[ContactCard], object]":
    return lambda card: column.of(card.row)


class Born(Text):
    """A birthday in its canonical text: machines get that, people words."""

    def shown(self, value: object, zone: "ZoneInfo") -> str:
        """Return the birthday in the user's language."""
        from tui_crm.models.birthday import in_words, parse_birthday  # noqa: PLC0415 - few cards have one

        del zone
        return in_words(parse_birthday(str(value))) if value else ""


class Custom(Kind["ContactCard"]):
    """The custom fields of a card: machines get them by their names, people by their titles."""

    def json(self, value: "ContactCard") -> Json:
        """Return an object."""
        return value.custom

    def cells(self, value: "ContactCard") -> tuple[str, ...]:
        """Return ``name=value`` pairs in one cell."""
        return Fields().cells(value.custom)

    def shown(self, value: "ContactCard", zone: "ZoneInfo") -> str:
        """Return a title with its value a line."""
        del zone
        return "\n".join(f"{title}: {text}" for title, text in value.titled_values())


CARD: "tuple[Column[ContactCard], ...]" = (
    *_of_line("id", "kind", "name"),
    Column("family_name", N_("family name"), in_table=False),
    Column("given_name", N_("given name"), in_table=False),
    Column("nickname", N_("nickname")),
    *_of_line("company", "role", "customer_id", "city", "email", "phone", in_table=False),
    Column("companies", N_("company"), Records(TIE)),
    *_of_line("stage", "stage_pinned", "owner", "level", "source", "tags"),
    Column("emails", N_("e-mail"), Records(EMAIL)),
    Column("phones", N_("phone"), Records(PHONE)),
    Column("handles", N_("accounts"), Records(HANDLE, in_cell=("service", "value"))),
    Column("addresses", N_("address"), Records(ADDRESS, in_cell=("street", "postal_code", "city"))),
    Column("website", N_("website")),
    Column("industry", N_("industry")),
    Column("gender", N_("gender"), Text(GENDER_LABELS)),
    Column("birthday", N_("birthday"), Born()),
    Column("birthday_next", N_("next birthday"), Date()),
    Column("channel", N_("channel")),
    Column("consent", N_("consent"), Text(CONSENT_LABELS)),
    *_of_line("do_not_contact"),
    Column("needs", N_("needs")),
    Column("note", N_("note")),
    Column("custom", N_("custom fields"), Custom(), value=lambda card: card),
    *_of_line("last_activity", "next", "cadence"),
    Column("own_cadence", N_("cadence of the card itself"), Number(), value=lambda card: card.cadence, in_table=False),
    *_of_line("touch_by", "no_next_since"),
    Column("people", N_("people"), Records(TIE)),
    *_of_line("created_at", "deleted"),
    Column("version", N_("version"), Number(), in_table=False),
    Column("customer_version", N_("customer's version"), Number(), in_table=False),
)

OBJECT: "tuple[Column[dict[str, object]], ...]" = tuple(Column(column.key, column.title, Ready()) for column in CARD)
"""The columns of a card that is an object of JSON already."""


def lines_for(kind: ContactKind, *, mixed: bool) -> "Sequence[Column[ContactRow]]":
    """Return the columns of a list of ``kind`` for people; one ``mixed`` of people and companies says which each is."""
    if mixed:
        return [replace(column, in_table=True) if column.key == "kind" else column for column in LINE]
    return [column for column in LINE if kind is ContactKind.PERSON or column.key != "company"]

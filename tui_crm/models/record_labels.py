"""What the kinds of records and the fields of all but contacts are called: marked words for people."""

from collections.abc import Mapping
from typing import Final

from tui_crm.i18n import N_

THING_LABELS: Final[Mapping[str, str]] = {
    "contact": N_("contact"),
    "activity": N_("activity"),
    "reminder": N_("reminder"),
    "user": N_("user"),
    "team": N_("team"),
    "tag": N_("tag"),
    "custom_field": N_("custom field"),
    "stage_transition": N_("change of stage"),
    "setting": N_("setting"),
    "calendar_day": N_("day of the calendar"),
    "segment": N_("segment"),
    "cadence": N_("cadence"),
    "template": N_("template"),
}
"""The kinds of records."""

_TRASH: Final = N_("in the trash")
_CONTACT: Final = N_("contact")

FIELD_LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    "activity": {
        "kind": N_("kind"),
        "contact_id": _CONTACT,
        "customer_id": N_("customer"),
        "at": N_("at"),
        "channel": N_("channel"),
        "direction": N_("direction"),
        "outcome": N_("outcome"),
        "objection": N_("objection"),
        "minutes": N_("minutes"),
        "feeling": N_("feeling"),
        "campaign": N_("campaign"),
        "subject": N_("subject"),
        "text": N_("note"),
        "author_id": N_("by"),
        "created_at": N_("created at"),
        "message_id": N_("Message-ID"),
        "thread": N_("conversation"),
        "participants": N_("participants"),
        "deleted_at": _TRASH,
    },
    "reminder": {
        "contact_id": _CONTACT,
        "customer_id": N_("customer"),
        "due_on": N_("due"),
        "due_time": N_("time"),
        "zone": N_("time zone"),
        "minutes": N_("minutes"),
        "place": N_("place"),
        "owner_id": N_("owner"),
        "priority": N_("priority"),
        "repeat": N_("repeat"),
        "repeat_from": N_("repeats since"),
        "repeat_on": N_("in its turn on"),
        "repeat_of": N_("follows"),
        "text": N_("text"),
        "done_at": N_("done"),
        "created_at": N_("created at"),
        "deleted_at": _TRASH,
    },
    "user": {
        "login": N_("login"),
        "name": N_("name"),
        "email": N_("e-mail"),
        "team_id": N_("team"),
        "retired_at": N_("retired"),
        "deleted_at": _TRASH,
    },
    "team": {"name": N_("name"), "deleted_at": _TRASH},
    "tag": {"name": N_("name"), "deleted_at": _TRASH},
    "custom_field": {
        "name": N_("name"),
        "label": N_("title"),
        "type": N_("type"),
        "choices": N_("choices"),
        "deleted_at": _TRASH,
    },
    "setting": {"name": N_("setting"), "value": N_("value"), "deleted_at": _TRASH},
    "segment": {"name": N_("name"), "filter": N_("filter"), "deleted_at": _TRASH},
    "cadence": {
        "tag_id": N_("tag"),
        "level": N_("level"),
        "segment_id": N_("segment"),
        "days": N_("days"),
        "deleted_at": _TRASH,
    },
    "calendar_day": {
        "day": N_("day"),
        "kind": N_("kind"),
        "name": N_("name"),
        "hours": N_("working hours"),
        "deleted_at": _TRASH,
    },
    "template": {
        "name": N_("name"),
        "occasion": N_("occasion"),
        "channel": N_("channel"),
        "language": N_("language"),
        "subject": N_("subject"),
        "text": N_("text"),
        "deleted_at": _TRASH,
    },
    "stage_transition": {
        "contact_id": _CONTACT,
        "from_stage": N_("from"),
        "to_stage": N_("to"),
        "effective_at": N_("since"),
        "recorded_at": N_("recorded at"),
        "why": N_("why"),
        "operation_id": N_("operation"),
        "deleted_at": _TRASH,
    },
}
"""The fields of records, by thing; those of contacts are in :mod:`tui_crm.models.codes`."""

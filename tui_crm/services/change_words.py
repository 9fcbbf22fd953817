"""What was done to records, in words: each field's title, and its old and new value as people read them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias
from zoneinfo import ZoneInfo

from tui_crm.call_words import OBJECTION_LABELS, OUTCOME_LABELS
from tui_crm.db.called import called
from tui_crm.db.operations import Logged
from tui_crm.db.records import RECORD_TYPES, Values, as_tuples
from tui_crm.errors import BadInput
from tui_crm.i18n import LANGUAGES, _
from tui_crm.models.birthday import in_words, parse_birthday
from tui_crm.models.changes import FieldChange, RecordChange
from tui_crm.models.codes import (
    ACTIVITY_LABELS,
    CONSENT_LABELS,
    DAY_LABELS,
    DIRECTION_LABELS,
    FIELD_TYPE_LABELS,
    GENDER_LABELS,
    KIND_LABELS,
    PLACE_LABELS,
    PRIORITY_LABELS,
    SERVICE_LABELS,
    STAGE_LABELS,
    field_in_words,
)
from tui_crm.models.ids import shown
from tui_crm.models.messaging import CHANNEL_LABELS, OCCASION_LABELS
from tui_crm.models.record import instant_of
from tui_crm.models.repeat import stored_in_words as repeat_in_words
from tui_crm.models.score import SCORE_LABELS
from tui_crm.models.sla_policies import STEP_LABELS
from tui_crm.models.ticket import CLOCK_LABELS, CONFIRMED_LABELS, TICKET_KIND_LABELS, TICKET_STATE_LABELS

if TYPE_CHECKING:
    from sqlalchemy import Connection

Called: TypeAlias = Mapping[str, Mapping[int, str]]

_NAMING: Final[Mapping[str, str]] = {
    "owner_id": "user",
    "author_id": "user",
    "team_id": "team",
    "contact_id": "contact",
    "customer_id": "contact",
    "participants": "contact",
    "relations": "contact",
    "tags": "tag",
    "tag_id": "tag",
    "segment_id": "segment",
    "custom": "custom_field",
    "ticket_id": "ticket",
    "links": "ticket",
    "merged_into_id": "ticket",
    "split_from_id": "ticket",
    "problem_id": "problem",
    "survey_id": "survey",
    "template_id": "template",
    "invitation_id": "invitation",
    "activity_id": "activity",
    "of_id": "score",
}
"""The fields that name records by their ids, and which."""

_CODES: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ("contact", "kind"): KIND_LABELS,
    ("contact", "stage"): STAGE_LABELS,
    ("contact", "consent"): CONSENT_LABELS,
    ("contact", "gender"): GENDER_LABELS,
    ("activity", "kind"): ACTIVITY_LABELS,
    ("activity", "direction"): DIRECTION_LABELS,
    ("activity", "outcome"): OUTCOME_LABELS,
    ("activity", "objection"): OBJECTION_LABELS,
    ("reminder", "priority"): PRIORITY_LABELS,
    ("custom_field", "type"): FIELD_TYPE_LABELS,
    ("calendar_day", "kind"): DAY_LABELS,
    ("template", "occasion"): OCCASION_LABELS,
    ("template", "channel"): CHANNEL_LABELS,
    ("template", "language"): LANGUAGES,
    ("stage_transition", "from_stage"): STAGE_LABELS,
    ("stage_transition", "to_stage"): STAGE_LABELS,
    ("ticket", "kind"): TICKET_KIND_LABELS,
    ("ticket", "state"): TICKET_STATE_LABELS,
    ("ticket", "priority"): PRIORITY_LABELS,
    ("ticket", "confirmed"): CONFIRMED_LABELS,
    ("ticket_transition", "from_state"): TICKET_STATE_LABELS,
    ("ticket_transition", "to_state"): TICKET_STATE_LABELS,
    ("sla_policy", "kind"): TICKET_KIND_LABELS,
    ("sla_policy", "priority"): PRIORITY_LABELS,
    ("escalation", "clock"): CLOCK_LABELS,
    ("escalation", "action"): STEP_LABELS,
    ("service_way", "kind"): TICKET_KIND_LABELS,
    ("service_way", "priority"): PRIORITY_LABELS,
    ("score", "kind"): SCORE_LABELS,
    ("score", "stage"): STAGE_LABELS,
    ("survey", "kind"): SCORE_LABELS,
    ("invitation", "kind"): SCORE_LABELS,
}
_WHO: Final[Mapping[str, tuple[tuple[int, str], ...]]] = {
    "checklist": ((2, "user"),),
    "steps": ((2, "user"), (3, "team")),
}
"""Where the values of a list name records beside what they say, and which."""

_CODED: Final[Mapping[str, Mapping[str, str]]] = {
    "service_way": TICKET_KIND_LABELS,
    "sla_policy": {**PRIORITY_LABELS, **TICKET_KIND_LABELS},
    "score": SCORE_LABELS,
}
"""What is called by codes, and what these mean."""

_FLAGS: Final = frozenset(
    {"stage_pinned", "do_not_contact", "deleted_at", "needs_cause", "needs_remedy", "needs_confirmation"}
)
_INSTANTS: Final = frozenset(
    {"at", "created_at", "no_next_since", "retired_at", "done_at", "effective_at", "recorded_at"}
    | {"opened_at", "solved_at", "started_at", "ended_at", "asked_at", "reminded_at"}
)
_UNTOLD: Final = frozenset(
    {"created_at", "customer_id", "recorded_at", "operation_id", "repeat_from", "repeat_on", "repeat_of"}
)  # the program's own books


def word_of(thing: str, name: str, value: object) -> object:
    """Return what people call the code in a field of a ``thing``; any other value as it is."""
    labels = _CODES.get((thing, name), {})
    return _(labels[value]) if isinstance(value, str) and value in labels else value


def in_words_of(connection: "Connection", changes: Sequence[Logged], zone: ZoneInfo) -> tuple[RecordChange, ...]:
    """Return changes as people read them, instants in ``zone``."""
    names = called(connection, _named(changes))
    for change in changes:
        if change.did.kept:  # it is gone, but may be named by another one here
            names.get(change.thing, {}).setdefault(change.record_id, _kept_name(change.did.kept))
    telling = _Telling(names, zone)
    return tuple(telling.change(change) for change in changes)


def _kept_name(kept: Values) -> str:
    return str(next((kept[each] for each in ("name", "login", "subject", "text") if kept.get(each)), ""))


def _named(changes: Sequence[Logged]) -> dict[str, list[int]]:
    """Return the ids that have to be told by a name, by thing."""
    wanted: dict[str, list[int]] = {thing: [] for thing in RECORD_TYPES}
    for change in changes:
        wanted[change.thing].append(change.record_id)
        for field, values in _pairs(change):
            if field in _NAMING:
                wanted[_NAMING[field]] += _ids(change.thing, field, values)
            for at, thing in _WHO.get(field, ()) if RECORD_TYPES[change.thing].collection(field) else ():
                named = (item[at] for value in values for item in as_tuples(value))
                wanted[thing] += [key for key in named if isinstance(key, int)]
    return wanted


def _pairs(change: Logged) -> Iterator[tuple[str, tuple[object, object]]]:
    """Yield the fields of a change with old and new; what was removed held its values until then."""
    yield from change.did.fields.items()
    for name, value in (change.did.kept or {}).items():
        if name in RECORD_TYPES[change.thing].fields:
            yield name, (value, None)


def _ids(thing: str, field: str, values: Iterable[object]) -> Iterator[int]:
    for value in values:
        found = [item[0] for item in as_tuples(value)] if RECORD_TYPES[thing].collection(field) else [value]
        yield from (each for each in found if isinstance(each, int))


@dataclass(frozen=True)
class _Telling:
    """How values are told: ``called`` has the names of what they name."""

    called: Called
    zone: ZoneInfo

    def change(self, change: Logged) -> RecordChange:
        fields = tuple(field for name, pair in _pairs(change) for field in self._field(change.thing, name, *pair))
        name = _in_words(change.thing, self._name(change.thing, change.record_id))
        return RecordChange(change.thing, change.record_id, name, change.did.action, fields)

    def _name(self, thing: str, number: int) -> str:
        return self.called.get(thing, {}).get(number, "")

    def _field(self, thing: str, name: str, old: object, new: object) -> Iterator[FieldChange]:
        """Yield what became of a field; a line a custom field, and none where nobody would see a difference."""
        if name in _UNTOLD:
            return
        title = field_in_words(thing, name)
        if RECORD_TYPES[thing].collection(name) is None:
            found = [FieldChange(title, self._scalar(thing, name, old), self._scalar(thing, name, new), name)]
        elif name == "custom":
            found = list(self._custom(old, new))
        else:
            went = [value for value in as_tuples(old) if value not in as_tuples(new)]
            came = [value for value in as_tuples(new) if value not in as_tuples(old)]
            found = [FieldChange(title, self._listed(name, went), self._listed(name, came), name)]
        yield from (each for each in found if each.old != each.new)

    def _custom(self, old: object, new: object) -> Iterator[FieldChange]:
        before, after = ({int(str(key)): str(value) for key, value in as_tuples(each)} for each in (old, new))
        for key in dict.fromkeys((*before, *after)):
            title = self._name("custom_field", key) or shown("custom_field", key)
            yield FieldChange(title, before.get(key, ""), after.get(key, ""), "custom")

    def _scalar(self, thing: str, name: str, value: object) -> str:
        if value is None or value == "" or (name in _FLAGS and not value):
            return ""
        text = str(value)
        if name in _NAMING:
            return self._reference(name, value)
        return _("yes") if name in _FLAGS else self._plain(thing, name, text)

    def _reference(self, field: str, value: object) -> str:
        number = int(str(value))
        return _in_words(_NAMING[field], self._name(_NAMING[field], number)) or shown(_NAMING[field], number)

    def _plain(self, thing: str, name: str, text: str) -> str:
        if name in _INSTANTS:
            return instant_of(text).astimezone(self.zone).replace(tzinfo=None).isoformat(" ", "minutes")
        if name == "birthday":
            return _birthday(text)
        if name == "repeat":
            return repeat_in_words(text)
        if (thing, name) == ("stage_transition", "why"):
            return _(text)
        return str(word_of(thing, name, text))

    def _listed(self, name: str, values: Iterable[Sequence[object]]) -> str:
        return _(", ").join(filter(None, (self._item(name, value) for value in values)))

    def _item(self, name: str, value: Sequence[object]) -> str:
        """Return a value of a list as people read it."""
        first, *others = value
        match name:
            case "tags" | "participants" | "links":
                return self._reference(name, first)
            case "relations":
                return " · ".join(filter(None, (self._reference(name, first), str(others[1] or ""))))
            case "handles":
                return f"{_(SERVICE_LABELS.get(str(first), str(first)))} {others[0]}"
            case "checklist" | "steps":
                return " ".join(filter(None, self._line(name, str(first), others)))
            case "addresses":
                return ", ".join(str(part) for part in others if part)
            case _:
                label = str(others[0] or "") if others else ""
                return f"{first} ({_(PLACE_LABELS.get(label, label))})" if label else str(first)

    def _line(self, name: str, first: str, others: Sequence[object]) -> Iterator[str]:
        """Yield the words of a line of a checklist, with who ticked it off, or of a policy's step, with who gets the ticket."""
        if name == "checklist":
            done_at, done_by = others
            yield first
            yield "✓" if done_at else ""
            yield self._name("user", _id(done_by))
        else:
            action, user, team = others
            yield f"{first} %"
            yield _(STEP_LABELS.get(str(action), str(action)))
            yield self._name("user", _id(user)) or self._name("team", _id(team))


def _id(value: object) -> int:
    return value if isinstance(value, int) else 0


def _in_words(thing: str, name: str) -> str:
    """Return what a record is called, whose name is made of codes."""
    if thing not in _CODED:
        return name
    whose, between, codes = name.rpartition(" · ")
    labels = _CODED[thing]
    return f"{whose}{between}{' '.join(_(labels.get(word, word)) for word in codes.split(' '))}"


def _birthday(stored: str) -> str:
    try:
        return in_words(parse_birthday(stored))
    except BadInput:
        return stored

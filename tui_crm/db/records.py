"""Which things are recorded, and of which tables and columns each consists: the one table that the write path, undo,
history, export and the tests read.

The columns are those of ``models/tables.py``, which a test holds them against: they are written out here because SQLModel
takes long to import.

A record is a dictionary: its own columns by name, and each collection (its e-mails, tags …) as a tuple of tuples in the
order of ``Collection.columns``. Derived columns are computed when a row is written and are not part of the record.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeAlias

from tui_crm.models.birthday import birthday_of
from tui_crm.models.codes import Kind
from tui_crm.models.due import instant_at
from tui_crm.models.emails import domain, email_key
from tui_crm.models.folding import label_key
from tui_crm.models.matching import words
from tui_crm.models.names import name_key
from tui_crm.models.phones import Phone, parse_phone
from tui_crm.models.record import day_of, stored_instant, time_of

Values: TypeAlias = dict[str, object]
Derive: TypeAlias = Callable[[Mapping[str, object], str], Mapping[str, object]]
DeriveValue: TypeAlias = Callable[[Sequence[object], str], tuple[object, ...]]


def _nothing(_values: Mapping[str, object], _region: str) -> Mapping[str, object]:
    return {}


def _no_more(_value: Sequence[object], _region: str) -> tuple[object, ...]:
    return ()


@dataclass(frozen=True)
class Collection:
    """A list (or, where ``ordered`` is false, a set) of values that belongs to a record and lives in a table of its own.

    ``owner`` is the column that names the record, ``columns`` make up a value in the order of its tuple; ``derive`` computes
    those in ``derived``, in their order, from a value and the team's phone region. ``key`` are the columns (derived ones
    too) that two values of one record do not share; none where values cannot be told apart. ``sole`` is the column that at most one value has set.
    """

    name: str
    table: str
    owner: str
    columns: tuple[str, ...]
    ordered: bool = True
    derived: tuple[str, ...] = ()
    derive: DeriveValue = _no_more
    key: tuple[str, ...] = ()
    sole: str = ""

    def key_of(self, value: Sequence[object], region: str) -> tuple[object, ...]:
        """Return what tells a value from others of its record; ``region`` is the team's phone region."""
        whole = dict(zip((*self.columns, *self.derived), (*value, *self.derive(value, region)), strict=True))
        return tuple(whole[name] for name in self.key)


@dataclass(frozen=True)
class RecordType:
    """One kind of thing: its table, its collections and what is derived from its columns."""

    thing: str
    table: str
    columns: tuple[str, ...]
    """Its own columns, without id, version and what is derived."""
    collections: tuple[Collection, ...] = ()
    derived: tuple[str, ...] = ()
    derive: Derive = _nothing
    contacts: tuple[str, ...] = ()
    """Columns that name contacts whose summary this record bears on."""
    unique: str = ""
    """Column whose value no two records outside the trash share, whatever its case."""
    trash: bool = True
    """Whether a record goes to the trash where undo cannot take it out; one that nobody could look up there stays."""

    @cached_property
    def fields(self) -> frozenset[str]:
        """Every key that a record of this type may have."""
        return frozenset(self.columns) | {collection.name for collection in self.collections}

    def collection(self, name: str) -> Collection | None:
        """Return the collection called ``name``, None where ``name`` is a column."""
        return next((part for part in self.collections if part.name == name), None)


def as_tuples(values: object) -> tuple[tuple[object, ...], ...]:
    """Return a collection's values as a tuple of tuples, whatever sequences (of JSON, of a form) they came as."""
    if values is None:
        return ()
    assert isinstance(values, (list, tuple))
    return tuple(tuple(value) for value in values)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _contact(values: Mapping[str, object], _region: str) -> Mapping[str, object]:
    birthday = values.get("birthday")
    return {
        "name_key": name_key(_text(values["name"]), person=values["kind"] == Kind.PERSON),
        "birthday_key": birthday_key(str(birthday)) if birthday else None,
    }


@lru_cache(maxsize=20_000)
def birthday_key(birthday: str) -> str | None:
    """Return what birthdays are found by, of one as it is stored."""
    return birthday_of(birthday).key


def _email(value: Sequence[object], _region: str) -> tuple[object, ...]:
    address = _text(value[0])
    return email_key(address), domain(address)


def phone_keys(phone: Phone) -> tuple[str, str]:
    """Return what equal phones have in common, and the digits from the last to the first."""
    return phone.e164 or phone.digits, phone.digits[::-1]


def _phone(value: Sequence[object], region: str) -> tuple[object, ...]:
    return phone_keys(parse_phone(_text(value[0]), region))


def _handle(value: Sequence[object], _region: str) -> tuple[object, ...]:
    return (_text(value[1]).casefold(),)


@lru_cache(maxsize=10_000)
def folded(text: str) -> str:
    """Return the form in which short names such as cities are compared: folded words with a space between."""
    return " ".join(words(text))


def _address(value: Sequence[object], _region: str) -> tuple[object, ...]:
    city = value[2]
    return (folded(str(city)) if city else None,)


def _reminder(values: Mapping[str, object], _region: str) -> Mapping[str, object]:
    day, time, zone = _text(values["due_on"]), values.get("due_time"), values.get("zone")
    if not time or not zone:
        return {"due_key": f"{day}T{time or '99:99'}", "due_at": None}
    due_at = instant_at(day_of(day), time_of(str(time)), str(zone))
    return {"due_key": f"{day}T{time}", "due_at": None if due_at is None else stored_instant(due_at)}


def _named(values: Mapping[str, object], _region: str) -> Mapping[str, object]:
    return {"name_key": label_key(_text(values["name"]))}


def _cadence(values: Mapping[str, object], _region: str) -> Mapping[str, object]:
    for kind in ("tag", "segment"):
        if values.get(f"{kind}_id"):
            return {"subject_key": f"{kind}:{values[f'{kind}_id']}"}
    return {"subject_key": f"level:{_text(values.get('level'))}"}


def _ticket(values: Mapping[str, object], _region: str) -> Mapping[str, object]:
    return {"number_key": _text(values["number"]).casefold()}


def _policy(values: Mapping[str, object], _region: str) -> Mapping[str, object]:
    return {"subject_key": "|".join(_text(values.get(name)) for name in ("priority", "kind", "level"))}


def _number(value: Sequence[object], _region: str) -> tuple[object, ...]:
    try:
        return (float(_text(value[1])),)
    except ValueError:
        return (None,)


def _columns(text: str) -> tuple[str, ...]:
    return ("deleted_at", *text.split())


RECORD_TYPES: dict[str, RecordType] = {
    kind.thing: kind
    for kind in (
        RecordType("team", "team", _columns("name"), unique="name", trash=False),
        RecordType("user", '"user"', _columns("login name email team_id retired_at"), unique="login", trash=False),
        RecordType("tag", "tag", _columns("name"), derived=("name_key",), derive=_named, unique="name_key", trash=False),
        RecordType("custom_field", "custom_field", _columns("name label type choices"), unique="name", trash=False),
        RecordType(
            "template", "template", _columns("name occasion channel language subject text"),
            derived=("name_key",), derive=_named, unique="name_key", trash=False,
        ),
        RecordType(
            "segment", "segment", _columns("name filter"), derived=("name_key",), derive=_named, unique="name_key",
            trash=False,
        ),
        RecordType(
            "import_profile", "import_profile", _columns("name kind options headers"), derived=("name_key",),
            derive=_named, unique="name_key", trash=False,
        ),
        RecordType("setting", "setting", _columns("name value"), unique="name", trash=False),
        RecordType("calendar_day", "calendar_day", _columns("day kind name hours"), unique="day", trash=False),
        RecordType(
            "cadence", "cadence", _columns("tag_id level segment_id days"), derived=("subject_key",), derive=_cadence,
            unique="subject_key", trash=False,
        ),
        RecordType(
            "contact",
            "contact",
            _columns(
                "kind name family_name given_name nickname gender owner_id source level stage stage_pinned channel consent"
                " do_not_contact industry website birthday cadence needs note no_next_since created_at"
            ),
            collections=(
                Collection(
                    "emails", "contact_email", "contact_id", ("address", "label"),
                    derived=("address_key", "domain"), derive=_email, key=("address_key",),
                ),
                Collection(
                    "phones", "contact_phone", "contact_id", ("number", "label"),
                    derived=("phone_key", "tail"), derive=_phone, key=("phone_key",),
                ),
                Collection(
                    "handles", "contact_handle", "contact_id", ("service", "value"),
                    derived=("value_key",), derive=_handle, key=("service", "value_key"),
                ),
                Collection(
                    "addresses", "contact_address", "contact_id",
                    ("label", "street", "city", "region", "postal_code", "country"),
                    derived=("city_key",), derive=_address,
                ),
                Collection(
                    "relations", "relation", "contact_id", ("other_id", "kind", "role", "department", "is_primary"),
                    key=("other_id", "kind"), sole="is_primary",
                ),
                Collection("tags", "contact_tag", "contact_id", ("tag_id",), ordered=False, key=("tag_id",)),
                Collection(
                    "custom", "custom_value", "contact_id", ("field_id", "value"), ordered=False,
                    derived=("number",), derive=_number, key=("field_id",),
                ),
            ),
            derived=("name_key", "birthday_key"),
            derive=_contact,
        ),
        RecordType(
            "stage_transition",
            "stage_transition",
            _columns("contact_id from_stage to_stage effective_at recorded_at why operation_id"),
        ),
        RecordType(
            "problem", "problem", _columns("name text workaround solved_at created_at"),
            derived=("name_key",), derive=_named, unique="name_key",
        ),
        RecordType(
            "ticket",
            "ticket",
            _columns(
                "number kind state priority subject text channel product contact_id customer_id owner_id team_id author_id"
                " cause remedy confirmed problem_id first_minutes next_minutes resolution_minutes opened_at merged_into_id"
                " split_from_id created_at"
            ),
            collections=(
                Collection("checklist", "ticket_check", "ticket_id", ("text", "done_at", "done_by")),
                Collection("links", "ticket_link", "ticket_id", ("other_id",), ordered=False, key=("other_id",)),
            ),
            derived=("number_key",),
            derive=_ticket,
            unique="number_key",
        ),
        RecordType(
            "ticket_transition",
            "ticket_transition",
            _columns("ticket_id from_state to_state effective_at recorded_at author_id why operation_id"),
        ),
        RecordType(
            "activity",
            "activity",
            _columns(
                "kind contact_id customer_id at channel direction outcome objection minutes feeling campaign subject text"
                " author_id created_at message_id thread ticket_id"
            ),
            collections=(
                Collection(
                    "participants", "activity_participant", "activity_id", ("contact_id",), ordered=False,
                    key=("contact_id",),
                ),
            ),
            contacts=("contact_id", "customer_id"),
        ),
        RecordType(
            "reminder",
            "reminder",
            _columns(
                "contact_id customer_id due_on due_time zone minutes place owner_id priority repeat repeat_from repeat_on"
                " repeat_of text done_at created_at ticket_id"
            ),
            derived=("due_key", "due_at"),
            derive=_reminder,
            contacts=("contact_id", "customer_id"),
        ),
        RecordType(
            "sla_policy",
            "sla_policy",
            _columns("priority kind level first_minutes next_minutes resolution_minutes"),
            collections=(Collection("steps", "sla_step", "policy_id", ("percent", "action", "user_id", "team_id")),),
            derived=("subject_key",),
            derive=_policy,
            unique="subject_key",
            trash=False,
        ),
        RecordType("escalation", "escalation", _columns("ticket_id clock started_at percent action at")),
        RecordType(
            "service_way",
            "service_way",
            _columns("kind priority owner_id team_id aftercare_days needs_cause needs_remedy needs_confirmation checklist"),
            unique="kind",
            trash=False,
        ),
        RecordType(
            "survey", "survey", _columns("name kind filter template_id ended_at created_at"),
            derived=("name_key",), derive=_named, unique="name_key",
        ),
        RecordType(
            "invitation",
            "invitation",
            _columns("survey_id ticket_id contact_id customer_id kind channel asked_at reminded_at reminders author_id"),
        ),
        RecordType(
            "score",
            "score",
            _columns(
                "kind value comment contact_id customer_id ticket_id activity_id stage at author_id of_id invitation_id"
                " created_at"
            ),
        ),
    )
}  # fmt: skip
"""Every recorded thing, in an order in which a record only refers to earlier kinds (and to its own)."""

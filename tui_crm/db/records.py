"""Which things are recorded, and of which tables and columns each consists: the one table that the write path, undo,
history, export and the tests read.

A record is a dictionary: its own columns by name, and each collection (its e-mails, tags …) as a tuple of tuples in the
order of ``Collection.columns``. Derived columns are computed when a row is written and are not part of the record.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TypeAlias
from zoneinfo import ZoneInfo

from sqlmodel import SQLModel

from tui_crm.models import activity, contact, journal, reminder, team
from tui_crm.models.birthday import parse_birthday
from tui_crm.models.codes import Kind
from tui_crm.models.emails import domain, email_key
from tui_crm.models.matching import words
from tui_crm.models.names import name_key
from tui_crm.models.phones import parse_phone
from tui_crm.models.record import stored_instant

Values: TypeAlias = dict[str, object]
Derive: TypeAlias = Callable[[Mapping[str, object], str], Mapping[str, object]]

_PRIVATE = frozenset({"id", "version"})


def _nothing(_values: Mapping[str, object], _region: str) -> Mapping[str, object]:
    return {}


def table_of(model: type[SQLModel]) -> str:
    """Return the name of a model's table."""
    return str(model.__tablename__)


def _columns(model: type[SQLModel]) -> tuple[str, ...]:
    return tuple(column.name for column in model.metadata.tables[table_of(model)].columns)


@dataclass(frozen=True)
class Collection:
    """A list (or, where ``ordered`` is false, a set) of values that belongs to a record and lives in a table of its own.

    ``owner`` is the column that names the record; ``derive`` computes the columns in ``derived`` from the others and
    the team's phone region.
    """

    name: str
    model: type[SQLModel]
    owner: str
    derived: tuple[str, ...] = ()
    derive: Derive = _nothing

    @cached_property
    def table(self) -> str:
        """The table's name, quoted."""
        return f'"{table_of(self.model)}"'

    @cached_property
    def ordered(self) -> bool:
        """Whether the order of the values means something."""
        return "position" in _columns(self.model)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns that make up a value, in the order of its tuple."""
        hidden = {self.owner, "position", *self.derived}
        return tuple(name for name in _columns(self.model) if name not in hidden)


@dataclass(frozen=True)
class RecordType:
    """One kind of thing: its table, its collections and what is derived from its columns."""

    thing: str
    model: type[SQLModel]
    collections: tuple[Collection, ...] = ()
    derived: tuple[str, ...] = ()
    derive: Derive = _nothing
    contacts: tuple[str, ...] = ()
    """Columns that name contacts whose summary this record bears on."""

    @cached_property
    def table(self) -> str:
        """The table's name, quoted."""
        return f'"{table_of(self.model)}"'

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The record's own columns, without id, version and what is derived."""
        return tuple(name for name in _columns(self.model) if name not in _PRIVATE and name not in self.derived)

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
    assert isinstance(values, Sequence)
    return tuple(tuple(value) for value in values)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _contact(values: Mapping[str, object], _region: str) -> Mapping[str, object]:
    birthday = values.get("birthday")
    return {
        "name_key": name_key(_text(values["name"]), person=values["kind"] == Kind.PERSON),
        "birthday_key": parse_birthday(str(birthday)).key if birthday else None,
    }


def _email(values: Mapping[str, object], _region: str) -> Mapping[str, object]:
    address = _text(values["address"])
    return {"address_key": email_key(address), "domain": domain(address)}


def _phone(values: Mapping[str, object], region: str) -> Mapping[str, object]:
    phone = parse_phone(_text(values["number"]), region)
    return {"phone_key": phone.e164 or phone.digits, "tail": phone.digits[::-1]}


def _handle(values: Mapping[str, object], _region: str) -> Mapping[str, object]:
    return {"value_key": _text(values["value"]).casefold()}


def folded(text: str) -> str:
    """Return the form in which short names (cities, tags) are compared: folded words with a space between."""
    return " ".join(words(text))


def _address(values: Mapping[str, object], _region: str) -> Mapping[str, object]:
    city = values.get("city")
    return {"city_key": folded(str(city)) if city else None}


def _reminder(values: Mapping[str, object], _region: str) -> Mapping[str, object]:
    day, time, zone = _text(values["due_on"]), values.get("due_time"), values.get("zone")
    if not time or not zone:
        return {"due_key": f"{day}T{time or '99:99'}", "due_at": None}
    wall = datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=ZoneInfo(str(zone)))
    return {"due_key": f"{day}T{time}", "due_at": stored_instant(wall)}


def _tag(values: Mapping[str, object], _region: str) -> Mapping[str, object]:
    return {"name_key": folded(_text(values["name"]))}


def _number(values: Mapping[str, object], _region: str) -> Mapping[str, object]:
    try:
        return {"number": float(_text(values["value"]))}
    except ValueError:
        return {"number": None}


RECORD_TYPES: dict[str, RecordType] = {
    kind.thing: kind
    for kind in (
        RecordType("team", team.Team),
        RecordType("user", team.User),
        RecordType("tag", team.Tag, derived=("name_key",), derive=_tag),
        RecordType("custom_field", team.CustomField),
        RecordType("setting", team.TeamSetting),
        RecordType(
            "contact",
            contact.Contact,
            collections=(
                Collection("emails", contact.ContactEmail, "contact_id", ("address_key", "domain"), _email),
                Collection("phones", contact.ContactPhone, "contact_id", ("phone_key", "tail"), _phone),
                Collection("handles", contact.ContactHandle, "contact_id", ("value_key",), _handle),
                Collection("addresses", contact.ContactAddress, "contact_id", ("city_key",), _address),
                Collection("relations", contact.Relation, "contact_id"),
                Collection("tags", contact.ContactTag, "contact_id"),
                Collection("custom", team.CustomValue, "contact_id", ("number",), _number),
            ),
            derived=("name_key", "birthday_key"),
            derive=_contact,
        ),
        RecordType("stage_transition", journal.StageTransition),
        RecordType(
            "activity",
            activity.Activity,
            collections=(Collection("participants", activity.ActivityParticipant, "activity_id"),),
            contacts=("contact_id", "customer_id"),
        ),
        RecordType(
            "reminder",
            reminder.Reminder,
            derived=("due_key", "due_at"),
            derive=_reminder,
            contacts=("contact_id", "customer_id"),
        ),
    )
}
"""Every recorded thing, in an order in which a record only refers to earlier kinds (and to its own)."""

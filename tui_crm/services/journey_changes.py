"""What an operation changed on cards, field by field, in words: old and new; of a list what went and what came."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.db import journey
from tui_crm.db.records import RECORD_TYPES, as_tuples
from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.birthday import in_words, parse_birthday
from tui_crm.models.codes import (
    CONSENT_LABELS,
    GENDER_LABELS,
    KIND_LABELS,
    SERVICE_LABELS,
    STAGE_LABELS,
    field_in_words,
)
from tui_crm.models.journey import FieldChange

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.operations import Recorded

_NAMING: Final[Mapping[str, str]] = {
    "owner_id": "user",
    "tags": "tag",
    "relations": "contact",
    "custom": "custom_field",
}
"""The fields that name records by their ids, and which."""

_CODES: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": KIND_LABELS,
    "stage": STAGE_LABELS,
    "consent": CONSENT_LABELS,
    "gender": GENDER_LABELS,
}
_FLAGS: Final = frozenset({"stage_pinned", "do_not_contact"})
_UNTOLD: Final = frozenset({"deleted_at", "created_at"})  # the operation's own sentence says it
_CONTACT: Final = RECORD_TYPES["contact"]

Called = Mapping[str, Mapping[int, str]]
Did = Sequence[tuple[int, "Recorded"]]


def field_changes(connection: "Connection", did: Mapping[int, Did]) -> dict[int, tuple[FieldChange, ...]]:
    """Return what operations changed on cards, by operation; what they made or only put in the trash has no fields."""
    called = journey.words_for(connection, _named(did))
    return {operation: tuple(_of_cards(cards, called)) for operation, cards in did.items()}


def _named(did: Mapping[int, Did]) -> dict[str, list[int]]:
    """Return the ids that have to be told by a name, by thing."""
    wanted: dict[str, list[int]] = {thing: [] for thing in _NAMING.values()}
    for cards in did.values():
        for contact_id, recorded in cards:
            wanted["contact"].append(contact_id)
            for field in _NAMING.keys() & recorded.fields.keys():
                wanted[_NAMING[field]] += _ids(field, recorded.fields[field])
    return wanted


def _ids(field: str, values: Iterable[object]) -> Iterator[int]:
    for value in values:
        found = [item[0] for item in as_tuples(value)] if _CONTACT.collection(field) else [value]
        yield from (number for number in found if isinstance(number, int))


def _of_cards(cards: Did, called: Called) -> Iterator[FieldChange]:
    for contact_id, recorded in cards:
        name = called["contact"].get(contact_id, "")
        for field, (old, new) in recorded.fields.items():
            if field not in _UNTOLD:
                for key, title, before, after in _of_field(field, old, new, called):
                    yield FieldChange(contact_id, name, key, title, before, after)


def _of_field(field: str, old: object, new: object, called: Called) -> Iterator[tuple[str, str, str, str]]:
    """Yield the name of a field, its title, and its old and new value; one line a custom field."""
    title = field_in_words("contact", field)
    if _CONTACT.collection(field) is None:
        yield field, title, _scalar(field, old, called), _scalar(field, new, called)
        return
    went = [value for value in as_tuples(old) if value not in as_tuples(new)]
    came = [value for value in as_tuples(new) if value not in as_tuples(old)]
    if field == "custom":
        before, after = dict(map(_pair, went)), dict(map(_pair, came))
        for number in dict.fromkeys((*before, *after)):
            name = called["custom_field"].get(number, str(number))
            yield field, name, before.get(number, ""), after.get(number, "")
        return
    yield field, title, _listed(field, went, called), _listed(field, came, called)


def _pair(value: Sequence[object]) -> tuple[int, str]:
    number, text = value
    assert isinstance(number, int)
    return number, str(text)


def _scalar(field: str, value: object, called: Called) -> str:
    if value is None or value == "":
        return ""
    if field == "owner_id":
        return called["user"].get(int(str(value)), "")
    if field in _FLAGS:
        return _("yes") if value else _("no")
    if field == "birthday":
        return _birthday(str(value))
    text = str(value)
    return _(_CODES[field][text]) if field in _CODES and text in _CODES[field] else text


def _birthday(stored: str) -> str:
    try:
        return in_words(parse_birthday(stored))
    except BadInput:
        return stored


def _listed(field: str, values: Iterable[Sequence[object]], called: Called) -> str:
    return _(", ").join(filter(None, (_item(field, value, called) for value in values)))


def _item(field: str, value: Sequence[object], called: Called) -> str:
    """Return a value of a list as people read it."""
    match field:
        case "tags":
            return called["tag"].get(int(str(value[0])), "")
        case "relations":
            other, _kind, role, *_more = value
            return " · ".join(filter(None, (called["contact"].get(int(str(other)), ""), str(role or ""))))
        case "handles":
            service, name = map(str, value)
            return f"{_(SERVICE_LABELS.get(service, service))} {name}"
        case "addresses":
            return ", ".join(str(part) for part in value[1:] if part)
        case _:
            return str(value[0])

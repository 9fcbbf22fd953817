"""How the values of a row become what is staged: columns and lists in the tables' order, which keys it has, search words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from tui_crm.db.records import RECORD_TYPES, birthday_key, phone_keys
from tui_crm.db.sqlite.plan_matches import HAS_EMAIL, HAS_NAME, HAS_PHONE
from tui_crm.db.sqlite.plan_names import user_key
from tui_crm.db.sqlite.staging import COLUMNS, CONTACT, STAGED, Batch
from tui_crm.models.codes import Kind
from tui_crm.models.folding import label_key
from tui_crm.models.matching import index_name
from tui_crm.models.names import name_key
from tui_crm.models.phones import Phone, parse_phone
from tui_crm.models.search_document import document
from tui_crm.services.importing.columns.fields import Values

_PLAIN = tuple(name for name in COLUMNS if name not in {"kind", *CONTACT.derived})
_UNSAID = dict.fromkeys((*_PLAIN, "role", "department"), "")
_said: Callable[[Values], tuple[object, ...]] = itemgetter(*_PLAIN)
_OTHER_LISTS = tuple(part for part in STAGED if part.name != "phones")
_REMINDER = RECORD_TYPES["reminder"]


@dataclass(frozen=True)
class Setting:
    """What rows are read with: the team's phone region, the user's zone, and the ids of the team's own fields by name.

    ``source`` is that of contacts for which neither the row nor what is on file has one.
    """

    region: str
    zone: str
    fields: Mapping[str, int]
    source: str = ""


class Named(NamedTuple):
    """A company as rows name it: its key, its name, and its search words."""

    key: str
    name: str
    words: str


@lru_cache(maxsize=50_000)
def company_named(name: str) -> Named:
    """Return the key, name and search words of a company."""
    return Named(name_key(name, person=False), name, index_name([name], person=False))


tag_key = lru_cache(maxsize=10_000)(label_key)
"""What two spellings of a tag have in common."""


def role_line(values: Mapping[str, object]) -> str:
    """Return the role and department that values have without a company to have them in; they are kept in the note."""
    if values.get("company"):
        return ""
    return " · ".join(str(values[name]) for name in ("role", "department") if values.get(name))


def with_lines(note: object, lines: Sequence[str]) -> str | None:
    """Return a note with the lines at its end that it has not yet; None for nothing."""
    known = str(note).split("\n") if note else []
    return "\n".join([*known, *(line for line in lines if line not in known)]) or None


def without_line(note: object, line: str) -> str | None:
    """Return a note as it was before ``with_lines`` put ``line`` at its end."""
    return str(note or "").removesuffix(line).removesuffix("\n") or None


def keys_of(name: str, emails: Sequence[object], phones: Sequence[object]) -> int:
    """Return as bits which keys a contact has: a name that is only its e-mail or phone again is none, nor is a phone
    without a digit.
    """
    own_name = name not in emails and name not in phones
    has_number = any(sign.isdecimal() for phone in phones for sign in str(phone))
    return HAS_EMAIL * bool(emails) | HAS_PHONE * has_number | HAS_NAME * own_name


def put(batch: Batch, n: int, line: int, values: Values, setting: Setting) -> None:
    """Add a good row to a batch.

    ``values`` are in the record's shape, with names of tags, company and owner, ids of custom fields, and ``dues`` as
    (day, time).
    """
    whole = _UNSAID | values
    person = values.get("kind", Kind.PERSON) == Kind.PERSON
    name = str(values["name"])
    own_key = name_key(name, person=person)
    company = company_named(str(values["company"])) if person and "company" in values else None
    emails, phones = as_list(values, "emails"), as_list(values, "phones")
    numbers = [parse_phone(str(number), setting.region) for number, _label in phones]
    if not company and (role := role_line(values)):
        whole["note"] = with_lines(values.get("note"), [role])
    batch.rows.append(
        (
            n,
            line,
            keys_of(name, [address for address, _label in emails], [phone.number for phone in numbers]),
            company.key if company else "",
            "" if person else own_key,
            whole["role"],
            whole["department"],
            user_key(str(values["owner"])) if "owner" in values else "",
            "person" if person else "company",
            *_said(whole),
            own_key,
            birthday_key(str(values["birthday"])) if "birthday" in values else "",
        )
    )
    for at, (phone, (_number, label)) in enumerate(zip(numbers, phones, strict=True)):
        batch.lists["phones"].append((n, at, phone.number, label or "", *phone_keys(phone)))
    _put_lists(batch, n, values)
    if "dues" in values:
        batch.dues += _dues(n, values, setting.zone)
    _put_words(batch, n, whole, company, numbers)


def _put_words(batch: Batch, n: int, values: Values, company: Named | None, numbers: Sequence[Phone]) -> None:
    """Add the tags of a row and its search document."""
    tags: list[str] = []
    if "tags" in values:
        keyed = sorted({tag_key(tag): tag for tag in map(str, as_list(values, "tags"))}.items())
        batch.tags += [(n, key) for key, _tag in keyed]
        tags = [tag for _key, tag in keyed]
    if company and values["role"]:
        values["relations"] = ((0, "member", values["role"], None, 1),)
    batch.documents.append((n, *document(values, company.words if company else "", tags, numbers)))


def as_list(values: Mapping[str, object], name: str) -> Sequence[tuple[object, ...]]:
    """Return a list of values, empty where they have none."""
    found = values.get(name)
    return found if isinstance(found, tuple) else ()


def _put_lists(batch: Batch, n: int, values: Values) -> None:
    for part in _OTHER_LISTS:
        if part.name in values:
            for at, value in enumerate(as_list(values, part.name)):
                place = (at,) if part.ordered else ()
                batch.lists[part.name].append((n, *place, *[said or "" for said in value], *part.derive(value, "")))


def _dues(n: int, values: Values, zone: str) -> list[tuple[object, ...]]:
    found: dict[object, tuple[object, ...]] = {}
    for day, clock_time in as_list(values, "dues"):
        said = {"due_on": day, "due_time": clock_time, "zone": zone if clock_time else None}
        derived = _REMINDER.derive(said, "")
        found[derived["due_key"]] = (n, derived["due_key"], *said.values(), derived["due_at"])
    return list(found.values())

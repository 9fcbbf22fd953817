"""How the values of a row become what is staged: columns and lists in the tables' order, keys to match by, search words."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from tui_crm.db.records import as_tuples, folded
from tui_crm.db.sqlite.staging import COLUMNS, CONTACT, OF_COMPANY, STAGED, StagedRow
from tui_crm.models.birthday import parse_birthday
from tui_crm.models.codes import Kind
from tui_crm.models.emails import domain, email_key
from tui_crm.models.matching import index_name
from tui_crm.models.names import name_key
from tui_crm.models.phones import Phone, parse_phone
from tui_crm.models.search_document import document
from tui_crm.services.importing.fields import Values

HAS_EMAIL, HAS_PHONE, NAME_IS_FALLBACK = 1, 2, 4
"""Bits of what a row has: they say where a stronger key is blank, and where no column named the contact."""

SHARED = ("owner", "level", "stage")
"""What a row says of its customer: of the company where it names one."""

_PLAIN = tuple(name for name in COLUMNS if name not in CONTACT.derived)


class Named(NamedTuple):
    """A company as rows name it: its key, its name, and its search words."""

    key: str
    name: str
    words: str


@lru_cache(maxsize=50_000)
def company_named(name: str) -> Named:
    """Return the key, name and search words of a company."""
    return Named(name_key(name, person=False), name, index_name([name], person=False))


@lru_cache(maxsize=10_000)
def tag_key(name: str) -> str:
    """Return what two spellings of a tag have in common."""
    return folded(name)


def custom_values(values: object) -> dict[str, str]:
    """Return the values of custom fields by name, given as pairs."""
    return {str(name): str(value) for name, value in as_tuples(values)}


def homeless_role(values: Mapping[str, object]) -> str:
    """Return the role and department that a row gives without a company to have them in; they are kept in the note."""
    if values.get("company"):
        return ""
    return " · ".join(str(values[name]) for name in ("role", "department") if values.get(name))


def with_role(values: Values) -> Values:
    """Return values with what ``homeless_role`` finds at the end of the note."""
    role = homeless_role(values)
    return {**values, "note": "\n".join(filter(None, (str(values.get("note") or ""), role)))} if role else values


def without_role(values: Values) -> Values:
    """Return values as they were before ``with_role``."""
    role = homeless_role(values)
    if not role:
        return values
    note = str(values["note"]).removesuffix(role).removesuffix("\n")
    return {name: value for name, value in values.items() if name != "note"} | ({"note": note} if note else {})


def staged(n: int, line: int, values: Values, region: str, fields: Mapping[str, int]) -> StagedRow:
    """Return a good row as it is staged; ``values`` are in the record's shape, with names of tags, company and owner.

    ``region`` is the team's phone region, ``fields`` the ids of its custom fields by name.
    """
    values = with_role(values)
    person = values.get("kind", Kind.PERSON) == Kind.PERSON
    name = str(values["name"])
    emails = [(str(address), label) for address, label in _list(values, "emails")]
    phones = [(parse_phone(str(number), region), label) for number, label in _list(values, "phones")]
    company = company_named(str(values["company"])) if person and values.get("company") else None
    due = values.get("next_follow_up")
    due_on, due_time = due if isinstance(due, tuple) else (None, None)
    fallback = name in ([address for address, _label in emails] or [phone.number for phone, _label in phones])
    own_key = name_key(name, person=person)
    birthday = values.get("birthday")
    derived = {"name_key": own_key, "birthday_key": parse_birthday(str(birthday)).key if birthday else None}
    return StagedRow(
        n=n,
        line=line,
        columns=(
            *map({**values, "kind": str(values.get("kind", Kind.PERSON))}.get, _PLAIN),
            *map(derived.get, CONTACT.derived),
        ),
        lists=_lists(n, _with_ids(values, fields), emails, phones),
        keys=_keys(emails, phones, own_key, (company.key if company else "") if person else OF_COMPANY),
        has=HAS_EMAIL * bool(emails) | HAS_PHONE * bool(phones) | NAME_IS_FALLBACK * fallback,
        company=company.key if company else None,
        role=_said(values, "role"),
        department=_said(values, "department"),
        owner=str(values["owner"]).lower() if values.get("owner") else None,
        due_on=due_on,
        due_time=due_time,
        tags=tuple(dict.fromkeys(tag_key(str(tag)) for tag in _list(values, "tags"))),
        document=document(
            {**values, "relations": ((0, "member", values.get("role"), None, 1),) if company else ()},
            company.words if company else "",
            map(str, _list(values, "tags")),
            [phone for phone, _label in phones],
        ),
    )


def _with_ids(values: Values, fields: Mapping[str, int]) -> Values:
    custom = custom_values(values.get("custom"))
    return {**values, "custom": tuple((fields[name], value) for name, value in custom.items())} if custom else values


def _list(values: Mapping[str, object], name: str) -> Sequence[tuple[object, ...]]:
    found = values.get(name)
    return found if isinstance(found, tuple) else ()


def _said(values: Mapping[str, object], name: str) -> str | None:
    found = values.get(name)
    return None if found is None else str(found)


def _keys(
    emails: Sequence[tuple[str, object]], phones: Sequence[tuple[Phone, object]], own: str, company: str
) -> list[tuple[int, str, str]]:
    scope = OF_COMPANY if company == OF_COMPANY else ""
    keys = {(0, email_key(address), scope) for address, _label in emails}
    keys |= {(1, phone.e164 or phone.digits, scope) for phone, _label in phones}
    return [*sorted(keys), (2, own, company)]


def _lists(
    n: int, values: Values, emails: Sequence[tuple[str, object]], phones: Sequence[tuple[Phone, object]]
) -> dict[str, list[tuple[object, ...]]]:
    lists: dict[str, list[tuple[object, ...]]] = {}
    if emails:
        lists["emails"] = [
            (n, at, address, label, email_key(address), domain(address)) for at, (address, label) in enumerate(emails)
        ]
    if phones:
        lists["phones"] = [
            (n, at, phone.number, label, phone.e164 or phone.digits, phone.digits[::-1])
            for at, (phone, label) in enumerate(phones)
        ]
    for part in STAGED[2:]:
        if found := as_tuples(values.get(part.name)):
            lists[part.name] = [
                (
                    n,
                    *((at,) if part.ordered else ()),
                    *value,
                    *part.derive(dict(zip(part.columns, value, strict=True)), "").values(),
                )
                for at, value in enumerate(found)
            ]
    return lists

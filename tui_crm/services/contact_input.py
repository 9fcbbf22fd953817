"""What people say of a contact, turned into what is stored: checked, cleaned, with names of users, tags and companies
replaced by the records they mean.

Besides the fields of ``ContactFields`` a front end may say ``owner`` (a login), ``tags`` (names), ``company`` (the primary
one: a name or id) with ``role`` and ``department``, ``add_companies`` (further ones: pairs of a name or id and a role) and
``remove_companies`` (names or ids), the parts of the first address in ``PLACE``, and ``custom`` (name → text). Lists may
be given as plain values or with their labels: ``emails=["a@b.c", ("d@e.f", "work")]``.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias, cast

from pydantic import BaseModel, ValidationError

from tui_crm.db import contacts, rows, team
from tui_crm.db.records import Values, as_tuples
from tui_crm.db.transaction import Transaction
from tui_crm.errors import Ambiguous, BadInput, NotFound
from tui_crm.i18n import _
from tui_crm.models.codes import Kind
from tui_crm.models.contact import AddressFields, ContactFields, EmailFields, HandleFields, PhoneFields
from tui_crm.models.custom import canonical
from tui_crm.models.emails import email_key
from tui_crm.models.ids import number_of, shown
from tui_crm.models.names import full_name
from tui_crm.models.text import clean_line
from tui_crm.services.people import not_live, working_user
from tui_crm.services.validation import bad_input

if TYPE_CHECKING:
    from sqlalchemy import Connection

Said: TypeAlias = Mapping[str, object]

CUSTOMER_FIELDS = ("owner_id", "level", "stage", "stage_pinned")
"""Fields that live on the customer: for a person in a company, the company's."""

_LISTS: dict[str, tuple[type[BaseModel], str]] = {
    "emails": (EmailFields, "address"),
    "phones": (PhoneFields, "number"),
    "handles": (HandleFields, "service"),
    "addresses": (AddressFields, "label"),
}
PLACE = ("street", "city", "region", "postal_code", "country")
"""The parts of an address that may be said one by one."""

COMPANY_WORDS = ("company", "add_companies", "remove_companies")
"""What says which companies a person belongs to."""

_SAID_AS = {"owner_id": ("owner",), "relations": COMPANY_WORDS}
"""How fields that hold ids are said."""

_NAMED = ("owner", "tags", *COMPANY_WORDS, "role", "department", "custom", *PLACE)


def checked(said: Said, *, complete: bool) -> dict[str, object]:
    """Return the plain fields and lists of ``said`` cleaned; raises BadInput naming the field.

    ``complete`` demands what a new contact needs: a name (made from its parts, its e-mail or its phone where missing).
    """
    unknown = set(said) - set(ContactFields.model_fields) - set(_LISTS) - set(_NAMED) | {"owner_id"} & set(said)
    if unknown:
        raise BadInput(_("there is no field “{name}”").format(name=min(unknown)), field=min(unknown))
    values: dict[str, object] = {
        name: _items(name, cast("Iterable[object]", said[name])) for name in _LISTS if name in said
    }
    plain = {name: _blank_to_none(said[name]) for name in ContactFields.model_fields if name in said}
    if complete and not plain.get("name"):
        plain["name"] = _name_of(plain, values)
    values.update(_plain(plain, complete=complete))
    return values


def _blank_to_none(value: object) -> object:
    return None if isinstance(value, str) and not clean_line(value) else value


def _name_of(plain: Mapping[str, object], values: Mapping[str, object]) -> str:
    name = full_name(str(plain.get("family_name") or ""), str(plain.get("given_name") or "")) or plain.get("nickname")
    for part in ("emails", "phones"):
        for item in as_tuples(values.get(part)):
            name = name or item[0]
    if not name:
        raise BadInput(_("a contact needs a name"), field="name")
    return str(name)


def _plain(plain: Mapping[str, object], *, complete: bool) -> dict[str, object]:
    candidate = dict(plain) if complete else {"name": "-", **plain}
    if candidate.get("name") is None:
        raise BadInput(_("a contact needs a name"), field="name")
    for name in ("stage", "kind", "stage_pinned", "do_not_contact"):
        if name in candidate and candidate[name] is None:
            del candidate[name]
    try:
        fields = ContactFields.model_validate(candidate)
    except ValidationError as error:
        raise bad_input(error) from error
    stored = fields.model_dump(mode="json")
    return stored if complete else {name: stored[name] for name in plain}


def _items(name: str, given: Iterable[object]) -> tuple[tuple[object, ...], ...]:
    model, first = _LISTS[name]
    found: list[tuple[object, ...]] = []
    for item in given:
        if isinstance(item, Mapping):
            fields = dict(item)
        elif isinstance(item, str):
            fields = {first: item}
        else:
            fields = dict(zip(model.model_fields, cast("Sequence[object]", item), strict=False))
        told = {key: value for key, value in fields.items() if _blank_to_none(value) is not None}
        if not told:
            continue
        try:
            stored = tuple(model.model_validate(told).model_dump().values())
        except ValidationError as error:
            raise bad_input(error, name) from error
        if _same(name, stored) not in [_same(name, other) for other in found]:
            found.append(stored)
    return tuple(found)


def _same(name: str, value: tuple[object, ...]) -> object:
    """Return what two values of a list that say the same have in common."""
    return email_key(str(value[0])) if name == "emails" else value


def resolved(
    writing: Transaction, said: Said, values: dict[str, object], before: Said | None = None
) -> dict[str, object]:
    """Return ``values`` with what ``said`` names replaced by ids, inside the transaction that will use them.

    ``before`` is the record that is edited. Tags and companies that do not exist yet are made.
    """
    if "owner" in said:
        owner = str(said["owner"] or "").strip()
        values["owner_id"] = working_user(writing.connection, owner) if owner else None
    if values.get("level") is not None and "level" in said:
        values["level"] = level_meant(writing.connection, str(values["level"]))
    if "tags" in said:
        values["tags"] = tuple((tag,) for tag in tag_ids(writing, cast("Iterable[str]", said["tags"])))
    if any(part in said for part in PLACE):
        values["addresses"] = _with_place(
            as_tuples((values if "addresses" in values else before or {}).get("addresses")), said
        )
    if said.get("company") is not None or {"role", "department", *COMPANY_WORDS[1:]} & said.keys():
        values["relations"] = _relations(writing, said, as_tuples((before or {}).get("relations")))
    if "custom" in said:
        custom = cast("Mapping[str, object]", said["custom"])
        values["custom"] = _custom_values(writing, custom, as_tuples((before or {}).get("custom")))
    return values


def level_meant(connection: "Connection", text: str) -> str:
    """Return the team's level that ``text`` names, whatever its case. Raises BadInput where it is none."""
    levels = team.setting(connection, "levels").split(",")
    for level in levels:
        if level.casefold() == text.casefold():
            return level
    raise BadInput(
        _("there is no level “{level}”: it is one of {levels}").format(level=text, levels=", ".join(levels)),
        field="level",
        hint=_("the list is the team's: crm config set levels {levels}").format(levels=",".join([*levels, text])),
    )


def says(said: Said, name: str) -> bool:
    """Tell whether ``said`` says something of the stored field ``name``."""
    return any(word in said for word in _SAID_AS.get(name, (name,)))


def tag_ids(writing: Transaction, names: Iterable[str]) -> list[int]:
    """Return the ids of the tags with these names; the missing ones are made."""
    wanted = [tag_name(name) for name in names if clean_line(name)]
    known = team.tag_ids(writing.connection, wanted)
    for name in wanted:
        if name not in known:
            known = {**known, name: writing.create("tag", {"name": name})}
            known.update(team.tag_ids(writing.connection, wanted))
    return list(dict.fromkeys(known[name] for name in wanted))


def tag_name(text: str) -> str:
    """Return ``text`` as the name of a tag. Raises BadInput where it cannot be one."""
    cleaned = clean_line(text)
    if not cleaned or "," in cleaned:
        raise BadInput(_("a tag is a name without commas"), field="tags")
    return cleaned


def _with_place(addresses: tuple[tuple[object, ...], ...], said: Said) -> tuple[tuple[object, ...], ...]:
    names = list(AddressFields.model_fields)
    first = dict(zip(names, addresses[0], strict=True)) if addresses else dict.fromkeys(names)
    changed = _items("addresses", [{**first, **{part: said[part] for part in PLACE if part in said}}])
    return (*changed, *addresses[1:])


def _relations(
    writing: Transaction, said: Said, before: tuple[tuple[object, ...], ...]
) -> tuple[tuple[object, ...], ...]:
    """Return the relations as said: some ended, the primary one (an empty company ends it), and further ones."""
    ties = list(_with_primary(writing, said, _without(writing, said, before)))
    for company, role in cast("Iterable[tuple[str, str]]", said.get("add_companies", ())):
        other_id = company_meant(writing, company.strip())
        there = next((tie for tie in ties if tie[:2] == (other_id, "member")), None)
        if there is None:
            ties.append((other_id, "member", clean_line(role) or None, None, 0))
        elif clean_line(role):
            ties[ties.index(there)] = (other_id, "member", clean_line(role), *there[3:])
    return _with_one_primary(ties)


def _without(
    writing: Transaction, said: Said, before: tuple[tuple[object, ...], ...]
) -> tuple[tuple[object, ...], ...]:
    """Return the relations but for those to companies that are left. Raises NotFound for one that is none of them."""
    left: set[object] = set()
    for text in cast("Iterable[str]", said.get("remove_companies", ())):
        number = number_of("contact", text.strip())
        meant = {number} if number is not None else {*contacts.companies_called(writing.connection, text.strip())}
        found = {tie[0] for tie in before if tie[1] == "member" and tie[0] in meant}
        if not found:
            raise NotFound(_("they belong to no company “{name}”").format(name=text))
        left |= found
    return tuple(tie for tie in before if tie[1] != "member" or tie[0] not in left)


def _with_one_primary(ties: Sequence[tuple[object, ...]]) -> tuple[tuple[object, ...], ...]:
    """Return the relations with the first company as the primary one where none is."""
    members = [tie for tie in ties if tie[1] == "member"]
    if not members or any(tie[4] for tie in members):
        return tuple(ties)
    return tuple((*tie[:4], 1) if tie is members[0] else tie for tie in ties)


def _with_primary(
    writing: Transaction, said: Said, before: tuple[tuple[object, ...], ...]
) -> tuple[tuple[object, ...], ...]:
    primary = next((tie for tie in before if tie[1] == "member" and tie[4]), None)
    others = tuple(tie for tie in before if tie != primary)
    other_id, role, department = (primary[0], primary[2], primary[3]) if primary else (None, None, None)
    if said.get("company") is not None:
        company = str(said["company"]).strip()
        found = company_meant(writing, company) if company else None
        if found != other_id:
            role, department = None, None
        other_id = found
    if "role" in said:
        role = clean_line(str(said["role"] or "")) or None
    if "department" in said:
        department = clean_line(str(said["department"] or "")) or None
    if other_id is None:
        if role or department:
            raise BadInput(_("a role needs a company"), field="role", hint=_("name the company, too"))
        return others
    kept = tuple(tie for tie in others if not (tie[0] == other_id and tie[1] == "member"))
    return ((other_id, "member", role, department, 1), *kept)


def company_meant(writing: Transaction, text: str) -> int:
    """Return the company that an id or a name means; a name that no company has makes one.

    Raises Ambiguous, NotFound, and BadInput for the id of a person.
    """
    number = number_of("contact", text)
    if number is not None:
        lines = contacts.rows_for(writing.connection, [number])
        if not lines or lines[0].deleted:
            raise not_live(writing.connection, number)
        if lines[0].kind != Kind.COMPANY:
            raise BadInput(_("{id} is not a company").format(id=shown("contact", number)), field="company")
        return number
    found = contacts.companies_called(writing.connection, text)
    if len(found) > 1:
        lines = contacts.rows_for(writing.connection, found)
        raise Ambiguous(
            _("“{who}” fits {count} companies").format(who=text, count=len(found)),
            candidates=[(shown("contact", line.id), line.name) for line in lines],
            hint=_("name one by its id"),
        )
    return (
        found[0] if found else writing.create("contact", checked({"name": text, "kind": Kind.COMPANY}, complete=True))
    )


def _custom_values(
    writing: Transaction, custom: Mapping[str, object], before: tuple[tuple[object, ...], ...]
) -> tuple[tuple[object, ...], ...]:
    fields = {str(row.name): row for row in team.custom_fields(writing.connection)}
    values = {cast("int", field_id): value for field_id, value in before}
    for name, text in custom.items():
        field = fields.get(name.removeprefix("x."))
        if field is None:
            raise BadInput(
                _("there is no custom field “{name}”").format(name=name),
                field=name,
                hint=_("known fields: {names}").format(names=", ".join(f"x.{known}" for known in fields) or "—"),
            )
        values.pop(field.id, None)
        if str(text or "").strip():
            values[field.id] = canonical(str(text), field.type, field.choices, name)
    return tuple(sorted(values.items()))


def known_tags(writing: Transaction, names: Iterable[str]) -> list[int]:
    """Return the ids of existing tags; raises NotFound for a name that is none."""
    wanted = [name.strip() for name in names if name.strip()]
    known = team.tag_ids(writing.connection, wanted)
    for name in wanted:
        if name not in known:
            raise NotFound(_("there is no tag “{name}”").format(name=name), hint=_("see: crm tag list"))
    return [known[name] for name in wanted]


def record(writing: Transaction, contact_id: int) -> Values:
    """Return a contact's record as it is now."""
    return rows.load(writing.connection, "contact", [contact_id])[contact_id]

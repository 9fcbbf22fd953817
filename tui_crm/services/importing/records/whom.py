"""Whom a row is about: somebody on file, by id, e-mail, phone or name, or somebody who comes along where that was asked for.

A weaker key is tried only where a stronger one is blank on either side, and nobody is guessed: a name is the whole name,
and two people who fit are none.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from tui_crm.db import contacts
from tui_crm.errors import BadInput, NotFound
from tui_crm.i18n import _
from tui_crm.models.codes import Kind
from tui_crm.models.emails import email_key
from tui_crm.models.ids import number_of
from tui_crm.models.several import numbered
from tui_crm.services import contact_input
from tui_crm.services.importing.columns.shapes import says_nothing
from tui_crm.services.importing.records.along import Along
from tui_crm.services.importing.records.expected import Expected
from tui_crm.services.people import BOTH, not_live

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.transaction import Transaction
    from tui_crm.models.cards import ContactRow
    from tui_crm.services.crm import Crm

KEYS: Final = ("contact", "email", "phone", "company")
"""The values of a row that say whom it is about."""

_ADDRESSED: Final = re.compile(r"(.*?)\s*<([^<>@\s]+@[^<>@\s]+)>")
_REMEMBERED: Final = 20_000


@dataclass(frozen=True)
class Person:
    """Whom a row is about; ``id`` and ``customer_id`` are 0 of somebody who comes along. ``said`` is what the row says of them."""

    name: str
    said: tuple[str, ...]
    id: int = 0
    customer_id: int = 0


class Whom:
    """Finds whom rows are about; with ``creates`` those come along who are not on file."""

    def __init__(self, crm: "Crm", along: Along, *, creates: bool, source: str = "") -> None:
        self._source = {"source": source} if source else {}
        self._region = crm.settings.get("phone_region")
        self._creates = creates
        self._known: dict[tuple[str, ...], Person] = {}
        self._along = along
        self._expected = Expected(self._region)

    def find(self, connection: "Connection", values: Mapping[str, object]) -> Person | None:
        """Return whom a row is about, None where it does not say. Raises BadInput, NotFound.

        An id beside a name (``contact_id`` or ``name <c2>``, of an export) counts where that contact is called so.
        """
        if "contact_id" not in values and (known := numbered(str(values.get("contact", "")))) is not None:
            values = {**values, "contact": known[0], "contact_id": known[1]}
        said = _said(values)
        if "contact_id" in values:
            said = self._by_id(connection, values, said)
        if not any(said):
            return None
        if said in self._known:
            return self._known[said]
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        found = self._found(connection, said)
        if found.id:
            self._known[said] = found
        return found

    def _by_id(self, connection: "Connection", values: Mapping[str, object], said: tuple[str, ...]) -> tuple[str, ...]:
        """Return what a row says of somebody: no more than their id where that is of the one it names, else without it."""
        text, name, whole = str(values["contact_id"]), said[0], str(values.get("contact", ""))
        key = number_of("contact", text)
        if key is None or not contacts.live_ids(connection, [key]):
            return said
        called = contacts.known_as(connection, key)[0].casefold()
        if called == whole.casefold():
            return (text, "", "", "")
        is_other = number_of("contact", name) is not None
        return (text, "", "", "") if not is_other and (not name or called == name.casefold()) else said

    def settled(self, writing: "Transaction", person: Person) -> Person:
        """Return somebody with their ids; who comes along is made, unless a row before has made them."""
        if person.id:
            return person
        found = self._found(writing.connection, person.said)
        if found.id:
            return found
        there = writing.next_id("contact")
        said = {**_contact(person.said), **self._source}
        values = contact_input.checked(said, complete=True)
        contact_input.resolved(writing, said, values)
        made = writing.create("contact", values)
        if self._source:
            writing.update_many("contact", dict.fromkeys(range(there, made), self._source))
        self._along.made["company"] += made - there  # what comes before it is the company that it names
        self._along.made[str(values["kind"])] += 1
        customer = contacts.customers_of(writing.connection, [made])[made]
        done = self._known[person.said] = Person(person.name, person.said, made, customer)
        return done

    def _found(self, connection: "Connection", said: tuple[str, ...]) -> Person:
        found = self._ids(connection, said)
        name, email, phone, company = said
        if len(found) > 1:
            raise BadInput(
                _("“{who}” fits {count} contacts").format(who=name or email or phone or company, count=len(found))
            )
        if found:
            name, customer = contacts.known_as(connection, found[0])
            return Person(name, said, found[0], customer)
        if not self._creates:
            raise NotFound(_("no contact fits “{who}”").format(who=" · ".join(filter(None, said))))
        return self._to_come(connection, said)

    def _ids(self, connection: "Connection", said: tuple[str, ...]) -> list[int]:
        name, email, phone, company = said
        number = number_of("contact", name)
        if number is not None:
            if number not in contacts.live_ids(connection, [number]):
                raise not_live(connection, number)
            return [number]
        for way in (contacts.ids_with_email(connection, email) if email else [], self._with_phone(connection, phone)):
            if way:
                return self._narrowed(connection, way, name, company)
        if not name:
            return [] if email or phone else contacts.companies_called(connection, company)
        called = contacts.ids_called(connection, name, BOTH)
        return self._in_company(connection, self._without_keys(connection, called, email, phone), company)

    def _with_phone(self, connection: "Connection", phone: str) -> list[int]:
        if not any(sign.isdecimal() for sign in phone) or any(sign.isalpha() for sign in phone):
            return []
        return contacts.ids_meant(connection, phone, self._region, BOTH)

    def _narrowed(self, connection: "Connection", found: Sequence[int], name: str, company: str) -> list[int]:
        """Return of several with the same e-mail or phone those who are called so, or are in the company."""
        if len(found) > 1 and name:
            called = contacts.ids_called(connection, name, BOTH)
            found = [key for key in found if key in called] or found
        return self._in_company(connection, found, company) or list(found)

    def _in_company(self, connection: "Connection", found: Sequence[int], company: str) -> list[int]:
        """Return of several those who belong to the company."""
        if len(found) < 2 or not company:  # noqa: PLR2004 - several
            return list(found)
        homes = set(contacts.companies_called(connection, company))
        return [line.id for line in contacts.rows_for(connection, found) if line.customer_id in homes]

    def _without_keys(self, connection: "Connection", found: Sequence[int], email: str, phone: str) -> list[int]:
        """Return of those with the name the ones that can be meant: with no other e-mail, or else phone, than the row's."""
        if not email and not phone:
            return list(found)
        lines: list[ContactRow] = contacts.rows_for(connection, found)
        if email:
            return [line.id for line in lines if not line.email or email_key(line.email) == email_key(email)]
        return [line.id for line in lines if not line.phone]

    def _check_company(self, connection: "Connection", company: str) -> None:
        """Let the company of somebody who comes along come along, too. Raises BadInput, NotFound where it is none, or several."""
        number = number_of("contact", company)
        if number is not None:
            if number not in contacts.live_ids(connection, [number]):
                raise not_live(connection, number)
            if contacts.rows_for(connection, [number])[0].kind != Kind.COMPANY:
                raise BadInput(_("{id} is not a company").format(id=company))
            return
        found = contacts.companies_called(connection, company)
        if len(found) > 1:
            raise BadInput(_("“{who}” fits {count} companies").format(who=company, count=len(found)))
        if not found:
            self._along.comes("company", company)

    def _to_come(self, connection: "Connection", said: tuple[str, ...]) -> Person:
        values = contact_input.checked(_contact(said), complete=True)
        name, company = str(values["name"]), said[3]
        earlier = self._expected.find(said)
        if len(earlier) > 1:
            text = _("“{who}” fits {count} contacts that come along")
            raise BadInput(text.format(who=" · ".join(filter(None, said)), count=len(earlier)))
        if earlier:
            return Person(name, earlier[0])
        key = name.casefold() if values["kind"] == Kind.COMPANY else "\n".join(said)
        self._along.comes(str(values["kind"]), name, key, partial(self._expected.add, said))
        if company and values["kind"] == Kind.PERSON:
            self._check_company(connection, company)
        return Person(name, said)


def _said(values: Mapping[str, object]) -> tuple[str, ...]:
    """Return name (or id), e-mail, phone and company as a row says them, each in its place."""
    name, email, phone, company = ("" if says_nothing(text := str(values.get(key, ""))) else text for key in KEYS)
    if addressed := _ADDRESSED.fullmatch(name):
        name, email = addressed[1].strip('" '), email or addressed[2]
    elif "@" in name and " " not in name:
        name, email = "", email or name
    elif name and not any(sign.isalpha() for sign in name):
        name, phone = "", phone or name
    return name, email, phone, company


def _contact(said: tuple[str, ...]) -> dict[str, object]:
    """Return what is said of a new contact; a row that only names a company is about that."""
    name, email, phone, company = said
    reached = {"emails": [email] if email else [], "phones": [phone] if phone else []}
    if company and not (name or email or phone):
        return {"kind": str(Kind.COMPANY), "name": company, **reached}
    return {"name": name, **reached, **({"company": company} if company else {})}

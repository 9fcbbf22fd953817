"""Contacts as cards that address books read (vCard 3.0, RFC 2426), and what of them such a card has no place for.

Version 3.0 is the one that the address books of phones, Google and Outlook all read; 4.0 is not. Where it has nothing of
its own, Apple's properties are used, which Google and Android know too: a company's card, a birthday without a year, a
label in one's own words, an account on another service.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Final

import tui_crm
from tui_crm.models import icalendar
from tui_crm.models.birthday import Birthday, Calendar, birthday_of
from tui_crm.models.cards import ContactCard, PostalAddress
from tui_crm.models.codes import Gender, Kind
from tui_crm.models.ids import shown

Property = tuple[str, str]

_TYPES: Final[Mapping[str, str]] = {
    "work": "WORK",
    "home": "HOME",
    "mobile": "CELL",
    "fax": "WORK,FAX",
    "home fax": "HOME,FAX",
    "pager": "PAGER",
    "main": "MAIN",
    "other": "OTHER",
}
"""Labels that the format has a word for; others stand beside the value."""

_GENDERS: Final = {Gender.FEMALE: "F", Gender.MALE: "M", Gender.OTHER: "O"}
_NO_YEAR: Final = 1604  # what Apple writes for it
_NO_SCHEME: Final = re.compile(r"[^a-z0-9+.-]|^[^a-z]+")
_QUOTED: Final = re.compile(r'[:;,\s"]')


def _is_born_in_a_leap_month(card: ContactCard) -> bool:
    return bool(card.birthday) and birthday_of(card.birthday).leap


LEFT_OUT: Final[Mapping[str, Callable[[ContactCard], bool]]] = {
    "companies": lambda card: any(tie.contact_id != card.row.customer_id for tie in card.companies),
    "leap": _is_born_in_a_leap_month,
    "needs": lambda card: bool(card.needs),
    "custom": lambda card: any(card.custom.values()),
}
"""What a card has no place for, and which contacts have it: further companies, a birthday in a leap month, needs, own fields.

What only a CRM has (stage, owner, level, source, consent …) is on none.
"""


def card_lines(card: ContactCard, origin: str) -> Iterator[str]:
    """Yield the lines of one card, folded, each with its end; ``origin`` is the id of the database that it is from."""
    yield from (icalendar.line(name, value) for name, value in _properties(card, origin))


def _properties(card: ContactCard, origin: str) -> Iterator[Property]:
    yield "BEGIN", "VCARD"
    yield "VERSION", "3.0"
    yield "PRODID", f"-//tui-crm//tui-crm {tui_crm.__version__}//EN"
    yield "UID", f"{shown('contact', card.row.id)}@{origin}"
    yield from _names(card)
    yield from _reach(card)
    yield from _about(card)
    yield "END", "VCARD"


def _names(card: ContactCard) -> Iterator[Property]:
    """Yield what somebody is called; a person whose name is not taken apart has it where address books look for it."""
    is_company = card.row.kind == Kind.COMPANY
    parted = card.family_name, card.given_name
    family, given = parted if any(parted) or is_company else ("", card.row.name)
    yield "N", f"{icalendar.text(family)};{icalendar.text(given)};;;"
    yield "FN", icalendar.text(card.row.name)
    if card.nickname:
        yield "NICKNAME", icalendar.text(card.nickname)
    if is_company:
        yield "ORG", icalendar.text(card.row.name)
        yield "X-ABShowAs", "COMPANY"
    elif card.row.company:
        own = next((tie.department for tie in card.companies if tie.contact_id == card.row.customer_id), "")
        yield "ORG", ";".join(map(icalendar.text, filter(None, (card.row.company, own))))
    if card.row.role:
        yield "TITLE", icalendar.text(card.row.role)


def _reach(card: ContactCard) -> Iterator[Property]:
    """Yield where somebody is reached; a label that the format has no word for stands in a group with its value."""
    groups = (f"item{number}." for number in count(1))
    for email in card.emails:
        yield from _labelled("EMAIL", "INTERNET", email.label, icalendar.text(email.value), groups)
    for phone in card.phones:
        yield from _labelled("TEL", "", phone.label, icalendar.text(phone.value), groups)
    for place in card.addresses:
        yield from _labelled("ADR", "", place.label, _place(place), groups)
    for handle in card.handles:
        scheme = _NO_SCHEME.sub("", handle.label.lower()) or "x-name"
        address = icalendar.text(handle.value).replace("%", "%25").replace("?", "%3F")  # as in addresses of the web
        yield f"IMPP;X-SERVICE-TYPE={_parameter(handle.label)}", f"{scheme}:{address}"
    if card.website:
        yield "URL", card.website


def _labelled(name: str, always: str, label: str, value: str, groups: Iterator[str]) -> Iterator[Property]:
    said = _TYPES.get(label, "")
    types = ",".join(filter(None, (always, said)))
    group = next(groups) if label and not said else ""
    yield group + name + (f";TYPE={types}" if types else ""), value
    if group:
        yield f"{group}X-ABLabel", icalendar.text(label)


def _place(place: PostalAddress) -> str:
    parts = "", "", place.street, place.city, place.region, place.postal_code, place.country
    return ";".join(map(icalendar.text, parts))


def _about(card: ContactCard) -> Iterator[Property]:
    if card.birthday and not _is_born_in_a_leap_month(card):
        yield _birthday(birthday_of(card.birthday))
    if card.gender:
        yield "GENDER", _GENDERS[Gender(card.gender)]  # of version 4.0; others pass it over
    if card.row.tags:
        yield "CATEGORIES", ",".join(map(icalendar.text, card.row.tags))
    if card.note:
        yield "NOTE", icalendar.text(card.note)


def _birthday(born: Birthday) -> Property:
    day = f"{born.month:02}-{born.day:02}"
    if born.calendar is Calendar.LUNAR:
        return "X-LUNAR-BIRTHDAY", f"{born.year or '-'}-{day}"
    omitted = "" if born.year else f";X-APPLE-OMIT-YEAR={_NO_YEAR}"
    return f"BDAY;VALUE=date{omitted}", f"{born.year or _NO_YEAR}-{day}"


def _parameter(value: str) -> str:
    """Return the value of a parameter, in quotes where it has signs; a quote or a break in it has no way to be written."""
    plain = " ".join(value.replace('"', "'").split())
    return f'"{plain}"' if _QUOTED.search(plain) else plain

"""How the cells of contacts become what they are reached by: e-mails, phones, names on services, websites.

Each is a tuple of (address, label), (number, label) or (service, value) under ``emails``, ``phones`` and ``handles``, with
None for a label that is not said.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from tui_crm.errors import BadInput
from tui_crm.models.emails import check_email
from tui_crm.models.phones import parse_phone
from tui_crm.services.importing.columns.fields import Cells, Claim, Compile, Problem, Reading, Step, Values
from tui_crm.services.importing.columns.shapes import ENDS, LISTED, label_of, plain_line, says_nothing

SERVICES: Final = {
    "linkedin": "linkedin.com",
    "facebook": "facebook.com",
    "twitter": "twitter.com | x.com",
    "instagram": "instagram.com",
    "xing": "xing.com",
    "weibo": "weibo.com | weibo.cn",
    "github": "github.com",
    "telegram": "t.me",
}
"""Services whose profiles people give as an address of the web."""

_HOSTS = {host: service for service, hosts in SERVICES.items() for host in hosts.split(" | ")}
_HOST = re.compile(r"(?:https?://)?(?:[a-z]{2,3}\.)?([a-z0-9-]+\.[a-z]{2,})/\S", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*(?::::|[;；、|\n])\s*")
_BETWEEN_PHONES = re.compile(r"[:;；、|\n,，/]")
_PHONES_LISTED = re.compile(r"\s*[,，/]\s*")
_PHONE_DIGITS = 7
_STAR = "* "

Entry = tuple[str | None, str | None]
Split = Callable[[str], Iterable[str]]


def _add(
    values: Values, key: str, found: Sequence[Entry], same: Callable[[Entry], object], *, first: bool = False
) -> None:
    """Add entries to the tuple under ``key``; of those that are the ``same`` the first stays."""
    known = values.get(key)
    if known is None and len(found) == 1:
        values[key] = (found[0],)
        return
    if isinstance(known, tuple):
        found = (*found, *known) if first else (*known, *found)
    if len(found) > 1:
        found = tuple({same(entry): entry for entry in reversed(found)}.values())[::-1]
    if found:
        values[key] = tuple(found)


def _same_address(entry: Entry) -> object:
    return (entry[0] or "").lower()


def _same_handle(entry: Entry) -> object:
    return entry[0], (entry[1] or "").lower()


def _listed(key: str, split: Split, check: Callable[[str], str]) -> Compile:
    """Add each of the values in a cell to ``key`` with its label, the starred one (Google's primary) in front."""

    def compiled(claims: Sequence[Claim], _reading: Reading) -> Iterator[Step]:
        spoken = {claim.group: claim.index for claim in claims if claim.part == "label"}
        for claim in claims:
            if claim.part != "label":
                yield _listing(claim, spoken.get(claim.group), key, split, check)

    return compiled


def _listing(claim: Claim, label_at: int | None, key: str, split: Split, check: Callable[[str], str]) -> Step:
    index, header, fixed = claim.index, claim.header, claim.label or None

    def step(cells: Cells, values: Values, problems: list[Problem]) -> None:
        cell = cells[index]
        if not cell or says_nothing(cell):
            return
        spoken = "" if label_at is None else cells[label_at]
        label = label_of(spoken) if spoken else fixed
        found: list[Entry] = []
        for item in split(cell):
            try:
                found.append((check(item), label))
            except BadInput as error:
                problems.append(Problem(header, item, error.message))
        _add(values, key, found, _same_address, first=spoken.startswith(_STAR))

    return step


def split_emails(cell: str) -> list[str]:
    """Split a cell of e-mails; one address may stand with a name that has a comma in it."""
    plain = cell.strip(ENDS)
    if plain.count("@") <= 1:
        return [plain] if plain else []
    several = LISTED.split(plain)
    return [item for part in several for item in (part.split() if part.count("@") > 1 else [part]) if item]


def split_phones(cell: str) -> list[str]:
    """Split a cell of phones; ``,`` and ``/`` stand between two only where each part is long enough to be one."""
    if not _BETWEEN_PHONES.search(cell):
        return [cell.strip()]
    found: list[str] = []
    for part in _SEVERAL.split(cell.strip(ENDS)):
        parts = _PHONES_LISTED.split(part)
        whole = all(sum(map(str.isdigit, each)) >= _PHONE_DIGITS for each in parts)
        found += [each for each in (parts if whole else [part]) if each]
    return found


def _checked_phone(item: str) -> str:
    number = plain_line(item).removeprefix("'")
    if "e" in number.lower():
        parse_phone(number, "")  # refuses 1.38E+10
    return number


emails: Compile = _listed("emails", split_emails, check_email)
"""E-mail addresses, several in a cell, with labels."""

phones: Compile = _listed("phones", split_phones, _checked_phone)
"""Phones as typed, several in a cell, with labels; a number that a spreadsheet rounded is a problem."""


def handles(claims: Sequence[Claim], _reading: Reading) -> Iterator[Step]:
    """Read names on services: of the service in the header, of one in a column beside, or written ``service=name``."""
    spoken = {claim.group: claim.index for claim in claims if claim.part == "label"}
    for claim in claims:
        if claim.part != "label":
            yield _handling(claim, spoken.get(claim.group))


def _handling(claim: Claim, service_at: int | None) -> Step:
    index, fixed = claim.index, claim.label

    def step(cells: Cells, values: Values, _problems: list[Problem]) -> None:
        cell = cells[index]
        if not cell or says_nothing(cell):
            return
        service = fixed or ("" if service_at is None else plain_line(cells[service_at]).lower().lstrip("* "))
        for item in _SEVERAL.split(cell.strip(ENDS)):
            plain = plain_line(item)
            named, sign, value = plain.partition("=")
            own = bool(sign and not service and named.strip() and value.strip())
            entry = (named.strip().lower(), value.strip()) if own else (service or "other", plain)
            _add(values, "handles", [entry] if entry[1] else [], _same_handle)

    return step


def websites(claims: Sequence[Claim], _reading: Reading) -> Iterator[Step]:
    """Read web addresses: a profile on a known service is a handle, the first other one the website, the rest handles."""
    for claim in claims:
        if claim.part != "label":
            yield _visiting(claim.index)


def _visiting(index: int) -> Step:
    def step(cells: Cells, values: Values, _problems: list[Problem]) -> None:
        cell = cells[index]
        if not cell or says_nothing(cell):
            return
        for item in _SEVERAL.split(cell.strip(ENDS)):
            address = plain_line(item)
            service = _service_of(address)
            if service or (address and values.setdefault("website", address) != address):
                _add(values, "handles", [(service or "website", address)], _same_handle)

    return step


def _service_of(address: str) -> str:
    host = _HOST.match(address)
    return _HOSTS.get(host[1].lower(), "") if host else ""

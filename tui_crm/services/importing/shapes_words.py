"""How the cells of contacts become values: e-mails, phones, handles, websites, addresses, tags, notes, birthdays.

Lists become tuples in the order of the record's fields: e-mails (address, label), phones (number, label), handles
(service, value), addresses (label, street, city, region, postal code, country), with None for what is not said.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from tui_crm.errors import BadInput
from tui_crm.models.birthday import Birthday, Calendar, parse_birthday
from tui_crm.models.emails import check_email
from tui_crm.models.phones import parse_phone
from tui_crm.services.importing.fields import Cells, Claim, Compile, Problem, Reading, Step, Values
from tui_crm.services.importing.shapes import REMEMBERED, plain_line, plain_text, says_nothing
from tui_crm.services.importing.vocabulary import honorifics, labels, spelling

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
_LISTED = re.compile(r"\s*(?::::|[;；、|\n,，])\s*")
_BETWEEN_PHONES = re.compile(r"[:;；、|\n,，/]")
_PHONES_LISTED = re.compile(r"\s*[,，/]\s*")
_ENDS = " \t\r\n;；,，、|"
_PHONE_DIGITS = 7
_STAR = "* "

Entry = tuple[str | None, ...]
Split = Callable[[str], Iterable[str]]


def _add(values: Values, key: str, found: Sequence[Entry], *, place: int, first: bool = False) -> None:
    """Add entries to the tuple under ``key``, of those with the same text at ``place`` only one."""
    known = values.get(key)
    if isinstance(known, tuple):
        found = (*found, *known) if first else (*known, *found)
    if len(found) > 1:
        found = tuple({(entry[place] or "").lower(): entry for entry in reversed(found)}.values())[::-1]
    if found:
        values[key] = tuple(found)


def label_of(cell: str) -> str | None:
    """Return what a label cell says, in our own word where we have one; Google's ``* `` in front is taken off."""
    spoken = plain_line(cell.removeprefix(_STAR)) if cell else ""
    found = labels().get(spelling(spoken), spoken)
    return str(found) or None


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
        _add(values, key, found, place=0, first=spoken.startswith(_STAR))

    return step


def split_emails(cell: str) -> list[str]:
    """Split a cell of e-mails; one address may stand with a name that has a comma in it."""
    plain = cell.strip(_ENDS)
    if plain.count("@") <= 1:
        return [plain] if plain else []
    several = _LISTED.split(plain)
    return [item for part in several for item in (part.split() if part.count("@") > 1 else [part]) if item]


def split_phones(cell: str) -> list[str]:
    """Split a cell of phones; ``,`` and ``/`` stand between two only where each part is long enough to be one."""
    if not _BETWEEN_PHONES.search(cell):
        return [cell.strip()]
    found: list[str] = []
    for part in _SEVERAL.split(cell.strip(_ENDS)):
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
        service = fixed or ("" if service_at is None else plain_line(cells[service_at] or " ").lower().lstrip("* "))
        for item in _SEVERAL.split(cell.strip(_ENDS)):
            plain = plain_line(item)
            named, sign, value = plain.partition("=")
            own = bool(sign and not service and named.strip() and value.strip())
            entry = (named.strip().lower(), value.strip()) if own else (service or "other", plain)
            _add(values, "handles", [entry], place=1)

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
        for item in _SEVERAL.split(cell.strip(_ENDS)):
            address = plain_line(item)
            service = _service_of(address)
            if service or values.setdefault("website", address) != address:
                _add(values, "handles", [(service or "website", address)], place=1)

    return step


def _service_of(address: str) -> str:
    host = _HOST.match(address)
    return _HOSTS.get(host[1].lower(), "") if host else ""


def tags(claims: Sequence[Claim], _reading: Reading) -> Iterator[Step]:
    """Read tags, several in a cell; Google's own groups (``* myContacts``) are none."""
    for claim in claims:
        yield _tagging(claim.index)


def _tagging(index: int) -> Step:
    def step(cells: Cells, values: Values, _problems: list[Problem]) -> None:
        cell = cells[index]
        if not cell or says_nothing(cell):
            return
        known = values.get("tags", ())
        names = list(known) if isinstance(known, tuple) else []
        names += [plain_line(item) for item in _LISTED.split(cell.strip(_ENDS)) if item and not item.startswith("*")]
        if names:
            values["tags"] = tuple({str(name).casefold(): name for name in reversed(names)}.values())[::-1]

    return step


_PARTS = ("street", "street2", "street3", "city", "region", "postal_code", "country", "address", "formatted")


def addresses(claims: Sequence[Claim], _reading: Reading) -> Iterator[Step]:
    """Read postal addresses: the columns of one group or one label are the parts of one address."""
    groups: dict[tuple[str, int, int], dict[str, int]] = defaultdict(dict)
    for claim in claims:
        same = sum(claim.part in places for key, places in groups.items() if key[:2] == (claim.label, claim.group))
        groups[claim.label, claim.group, same][claim.part] = claim.index
    for (label, _group, _same), places in groups.items():
        yield _addressing(label, places)


def _addressing(fixed: str, places: Mapping[str, int]) -> Step:
    label_at = places.get("label")
    parts = [(part, index) for part, index in places.items() if part != "label"]

    def step(cells: Cells, values: Values, _problems: list[Problem]) -> None:
        found = {part: cells[index] for part, index in parts if cells[index]}
        if not found:
            return
        label = label_of(cells[label_at]) if label_at is not None and cells[label_at] else fixed or None
        for each in _one_by_one(found):
            entry = (label, *_postal(each))
            if any(entry[1:]):
                known = values.get("addresses", ())
                values["addresses"] = (*known, entry) if isinstance(known, tuple) else (entry,)

    return step


def _one_by_one(found: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield the addresses that Google put into one group, their parts joined by `` ::: ``."""
    if not any(":::" in cell for cell in found.values()):
        yield dict(found)
        return
    split = {part: cell.split(":::") for part, cell in found.items()}
    for at in range(max(map(len, split.values()))):
        yield {part: cells[at] for part, cells in split.items() if at < len(cells) and cells[at].strip()}


def _postal(found: Mapping[str, str]) -> Entry:
    """Return street, city, region, postal code and country; the address as a whole is the street where it says more."""
    street = [plain_text(found[part]) for part in ("address", "street", "street2", "street3") if part in found]
    city, region, postal_code, country = (
        plain_line(found[part]) or None if part in found else None
        for part in ("city", "region", "postal_code", "country")
    )
    if not street and "formatted" in found and not (city or region or postal_code or country):
        street = [plain_text(found["formatted"])]
    return "\n".join(filter(None, street)) or None, city, region, postal_code, country


def notes(claims: Sequence[Claim], _reading: Reading) -> Iterator[Step]:
    """Join the columns of notes, each with its header in front where there are several."""
    for claim in claims:
        yield _noting(claim.index, f"{claim.header}: " if len(claims) > 1 else "")


def _noting(index: int, lead: str) -> Step:
    def step(cells: Cells, values: Values, _problems: list[Problem]) -> None:
        cell = cells[index]
        plain = plain_text(cell) if cell else ""
        if plain:
            known = values.get("note")
            values["note"] = f"{known}\n{lead}{plain}" if known else f"{lead}{plain}"

    return step


def salutation(claims: Sequence[Claim], _reading: Reading) -> Iterator[Step]:
    """Keep what stands in a column of salutations and is none: some programs put the whole name there."""
    for claim in claims:
        yield _saluting(claim.index)


def _saluting(index: int) -> Step:
    def step(cells: Cells, values: Values, _problems: list[Problem]) -> None:
        cell = cells[index]
        plain = plain_line(cell) if cell else ""
        if plain and spelling(plain) not in honorifics():
            values["salutation"] = plain

    return step


def birthday(claims: Sequence[Claim], reading: Reading) -> Iterator[Step]:
    """Read a birthday, lunar where the column or the cell says so; two digits of a year are never in the future."""
    for claim in claims:
        yield _celebrating(claim, reading)


def _celebrating(claim: Claim, reading: Reading) -> Step:
    index, header, lunar = claim.index, claim.header, claim.label == "lunar"

    @lru_cache(maxsize=REMEMBERED)
    def convert(cell: str) -> str:
        return _birthday_in(cell, reading, lunar=lunar)

    def step(cells: Cells, values: Values, problems: list[Problem]) -> None:
        cell = cells[index]
        if cell:
            try:
                born = convert(cell)
            except BadInput as error:
                problems.append(Problem(header, cell, error.message))
            else:
                if born:
                    values["birthday"] = born

    return step


_NO_YEAR = 1604  # what Apple writes where the year is not known


def _birthday_in(cell: str, reading: Reading, *, lunar: bool) -> str:
    if says_nothing(cell):
        return ""
    if lunar:
        return str(parse_birthday(plain_line(cell), lunar=True))
    try:
        moment = reading.dates.read(cell)
    except ValueError:
        return str(parse_birthday(plain_line(cell)))
    if moment is None:
        return ""
    day = moment.day
    if day > reading.today and str(day.year) not in cell:
        day = day.replace(year=day.year - 100)
    year = None if day.year == _NO_YEAR else day.year
    return str(Birthday(Calendar.SOLAR, year, day.month, day.day))

"""How columns of addresses become postal addresses.

An address is a tuple in the order of ``AddressFields`` (label, street, city, region, postal code, country), with None for
what is not said.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tui_crm.services.importing.columns.fields import Cells, Claim, Problem, Reading, Step, Values
from tui_crm.services.importing.columns.shapes import label_of, plain_line, plain_text

Entry = tuple[str | None, ...]


_POSTAL = ("street", "city", "region", "postal_code", "country")


def addresses(claims: Sequence[Claim], reading: Reading) -> Iterator[Step]:
    """Read postal addresses: the columns of one group or one label are the parts of one address."""
    groups: dict[tuple[str, int, int], dict[str, int]] = defaultdict(dict)
    for claim in claims:
        same = sum(claim.part in places for key, places in groups.items() if key[:2] == (claim.label, claim.group))
        groups[claim.label, claim.group, same][claim.part] = claim.index
    for (label, _group, _same), places in groups.items():
        simple = reading.neat and places.keys() <= set(_POSTAL)
        yield _taking(label, places) if simple else _addressing(label, places)


def _taking(label: str, places: Mapping[str, int]) -> Step:
    """Read the parts of an address that stand in cells of their own as they are."""
    indexes = [places.get(part) for part in _POSTAL]

    def step(cells: Cells, values: Values, _problems: list[Problem]) -> None:
        parts = [None if index is None else cells[index] or None for index in indexes]
        if any(parts):
            _add(values, (label or None, *parts))

    return step


def _add(values: Values, entry: Entry) -> None:
    known = values.get("addresses")
    values["addresses"] = (*known, entry) if isinstance(known, tuple) else (entry,)


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
                _add(values, entry)

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
    district = plain_line(found.get("district", ""))
    if district and not "".join(street).startswith(district):
        street[:1] = [(" " if district.isascii() else "").join((district, *street[:1]))]  # 区 stands before the street
    city, region, postal_code, country = (
        plain_line(found[part]) or None if part in found else None
        for part in ("city", "region", "postal_code", "country")
    )
    if not street and "formatted" in found and not (city or region or postal_code or country):
        street = [plain_text(found["formatted"])]
    return "\n".join(filter(None, street)) or None, city, region, postal_code, country

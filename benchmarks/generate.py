"""Which file is imported: a wide CSV like a CRM's own export, written as a stream, the same for a size on every machine.

Three rows in a hundred are somebody who stood further up already, written otherwise: the e-mail in capitals, the mobile
without spaces, some cells blank. All other rows are different contacts of ``tui_crm.demo.people``, in no order.
"""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from tui_crm.demo.dice import Dice, scattered
from tui_crm.demo.people import Profile, contact
from tui_crm.models.codes import Kind

HEADER = (
    "Record ID", "First Name", "Last Name", "Email", "Mobile Phone Number", "Phone Number", "Company Name", "Job Title",
    "Department", "WeChat ID", "Street Address", "City", "State/Region", "Postal Code", "Country/Region", "Website URL",
    "Industry", "Lifecycle Stage", "Lead Source", "Customer Level", "Tags", "Birthday", "Create Date", "Notes",
)  # fmt: skip

_DUPLICATES = 3
_SEED = 1
_WRITTEN_ON = date(2026, 11, 20)


def write_csv(path: Path, size: int) -> None:
    """Write a header and ``size`` rows to ``path``, in UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows(size))


def rows(size: int) -> Iterator[tuple[str, ...]]:
    """Yield ``size`` rows."""
    everybody = different(size)
    told = 0
    for position in range(size):
        if _is_duplicate(position):
            again = contact(scattered(Dice(_SEED, -position).below(told), everybody), _SEED)
            yield _retold(position, _row(position, again))
        else:
            yield _row(position, contact(scattered(told, everybody), _SEED))
            told += 1


def different(size: int) -> int:
    """Return how many different contacts ``size`` rows are about."""
    return size - sum(_is_duplicate(position) for position in range(size))


def _is_duplicate(position: int) -> bool:
    return position % 100 >= 100 - _DUPLICATES


def _row(position: int, profile: Profile) -> tuple[str, ...]:
    address, standing = profile.address, profile.standing
    company = profile.kind is Kind.COMPANY
    return (
        str(position + 1),
        profile.given_name,
        profile.family_name,
        "" if company else profile.email,  # such a row with an e-mail would be somebody at that company
        profile.mobile,
        profile.landline,
        profile.name if company else profile.company,
        profile.role,
        profile.department,
        profile.wechat,
        address.street,
        address.city,
        address.region,
        address.postal_code,
        address.country,
        profile.website,
        profile.industry,
        standing.stage,
        standing.source,
        standing.level,
        ";".join(standing.tags),
        profile.birthday,
        (_WRITTEN_ON - timedelta(days=standing.days)).isoformat(),
        standing.remark,
    )


_EMAIL, _MOBILE, _BLANK = HEADER.index("Email"), HEADER.index("Mobile Phone Number"), HEADER.index("Department")


def _retold(position: int, row: tuple[str, ...]) -> tuple[str, ...]:
    """Return a row written otherwise, saying nothing new."""
    cells = list(row)
    cells[_EMAIL] = cells[_EMAIL].upper() if position % 2 else cells[_EMAIL]
    cells[_MOBILE] = cells[_MOBILE].replace(" ", "")
    cells[_BLANK] = ""
    return tuple(cells)

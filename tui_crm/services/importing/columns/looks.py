"""What the values of a column look like, where its header says nothing: addresses, numbers, dates, yes and no.

A value only looks like a phone where it is written as phones are: a row of digits can be any number.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Final

from tui_crm.errors import BadInput
from tui_crm.models.codes import FieldType
from tui_crm.models.emails import check_email
from tui_crm.services.importing.columns.dates import is_date
from tui_crm.services.importing.columns.figures import is_figure
from tui_crm.services.importing.columns.shapes import says_nothing
from tui_crm.services.importing.columns.shapes_reach import split_emails
from tui_crm.services.importing.columns.vocabulary import spelling, yes_or_no


class Look(StrEnum):
    """What all values of a column look like."""

    EMAIL = "email"
    PHONE = "phone"
    WEBSITE = "website"
    DATE = "date"
    YES_NO = "yes/no"
    NUMBER = "number"
    TEXT = "text"


_PHONE = re.compile(
    r"(?:\+\d{1,3}[ ()./-]*(?:\d[ ()./-]*){6,14}"  # with the country
    r"|1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,4}[ /-]\d[\d -]{5,9}"  # Chinese mobiles; an area code set apart
    r"|\(\d{2,5}\) ?\d[\d -]{5,9}|\d{3}[.-]\d{3}[.-]\d{4})"
    r"(?:(?:转|轉| ?ext\.? ?)\d{1,6})?",
)
_WEBSITE = re.compile(r"(?:https?://|www\.)[^\s,]+\.[^\s,]+", re.IGNORECASE)
_LEADING_ZERO = re.compile(r"[+-]?0\d")
_LONGEST_NUMBER = 15  # digits; what is longer is the number of something, and no amount


def _is_email(cell: str) -> bool:
    try:
        return "@" in cell and "<" not in cell and all(map(check_email, split_emails(cell)))
    except BadInput:
        return False


def _is_yes_or_no(cell: str) -> bool:
    return spelling(cell) in yes_or_no() and not cell.isdigit()


def _is_number(cell: str) -> bool:
    digits = sum(map(str.isdigit, cell))
    return digits <= _LONGEST_NUMBER and is_figure(cell) and not _LEADING_ZERO.match(cell)


_TESTS: Final[Mapping[Look, Callable[[str], bool]]] = {
    Look.EMAIL: _is_email,
    Look.PHONE: lambda cell: bool(_PHONE.fullmatch(cell)),
    Look.WEBSITE: lambda cell: bool(_WEBSITE.fullmatch(cell)),
    Look.DATE: is_date,
    Look.YES_NO: _is_yes_or_no,
    Look.NUMBER: _is_number,
}

TYPES: Final[Mapping[Look, FieldType]] = {
    Look.DATE: FieldType.DATE,
    Look.YES_NO: FieldType.BOOL,
    Look.NUMBER: FieldType.NUMBER,
}
"""The types of custom fields for values that do not look like mere text."""


class Looking:
    """Looks at the cells of a column, one after the other."""

    def __init__(self) -> None:
        self.has_values = False
        self._left = dict(_TESTS)

    def see(self, cell: str) -> None:
        """Look at a cell; one that is blank says nothing."""
        if cell and not says_nothing(cell):
            self.has_values = True
            if self._left:
                plain = cell.strip()
                self._left = {look: fits for look, fits in self._left.items() if fits(plain)}

    @property
    def look(self) -> Look:
        """What all cells look like; TEXT where they differ, or where all are blank."""
        return next(iter(self._left)) if self.has_values and self._left else Look.TEXT


def look_of(cells: Iterable[str]) -> Look:
    """Return what all ``cells`` that are not blank look like; TEXT where they differ, or where all are blank."""
    looking = Looking()
    for cell in cells:
        looking.see(cell)
    return looking.look


def fits(look: Look, cell: str) -> bool:
    """Tell whether ``cell`` looks so by itself."""
    return look in _TESTS and _TESTS[look](cell.strip())

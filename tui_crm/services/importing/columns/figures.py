"""What numbers in a file are, whichever sign stands before their decimals.

``1.234,50`` and ``1,234.50`` say it themselves. What ``1,234`` is, other numbers of the file decide; where none does it is
one thousand two hundred and thirty-four, as ``1.234`` is a bit more than one, and people are told so.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.services.importing.choices import Decimal

Evidence: TypeAlias = Callable[[], Iterable[tuple[str, str]]]
"""Starts to read (column, cell) of all cells of a file that hold numbers."""

_OTHER: Mapping[Decimal, str] = {Decimal.POINT: ",", Decimal.COMMA: "."}
_SHAPES = {
    sign: re.compile(
        rf"[+-]?(?:\d+|[1-9]\d{{0,2}}(?P<group>[ '’{re.escape(other)}])\d{{3}}(?:(?P=group)\d{{3}})*)(?:{re.escape(sign)}\d*)?"
    )
    for sign, other in _OTHER.items()
}
_SIGNED = str.maketrans({"−": "-", "\u202f": " ", "\xa0": " "})
_GROUPS = re.compile("[ '’]")


class Contradicting(BadInput):
    """The numbers of a file have different decimal signs: a matter of the file, not of the row."""


class Unclear(NamedTuple):
    """A number that can be two, where no other tells which; it is taken for ``plain``."""

    column: str
    value: str
    plain: str


class NumberReader:
    """Reads the numbers of one file, with one decimal sign.

    ``sign`` is what a person said; without it the file's own numbers decide, read through ``evidence`` when needed.
    """

    def __init__(self, evidence: Evidence, sign: Decimal | None = None) -> None:
        self._evidence = evidence
        self._said = sign
        self._decided: Decimal | None = None

    def read(self, text: str) -> str:
        """Return the number in ``text`` with a point before its decimals; other text as it is. Raises Contradicting."""
        if text.isascii() and text.isdigit():
            return text
        readings = figure_readings(text)
        if self._said is not None:
            return readings.get(self._said, text)
        if len(set(readings.values())) > 1:
            if self._decided is None:
                self._decided, _unclear = decimal_of(self._evidence())
            return readings[self._decided]
        return next(iter(readings.values()), text)


@lru_cache(maxsize=20_000)
def figure_readings(text: str) -> Mapping[Decimal, str]:
    """Return what a number means under each decimal sign that it can have; {} for what is no number."""
    plain = unicodedata.normalize("NFKC", text).translate(_SIGNED).strip()
    found = {}
    for sign, shape in _SHAPES.items():
        if shape.fullmatch(plain):
            whole, _sign, rest = _GROUPS.sub("", plain).replace(_OTHER[sign], "").partition(sign)
            found[sign] = f"{whole}.{rest}" if rest else whole
    return found


def decimal_of(cells: Iterable[tuple[str, str]]) -> tuple[Decimal, Unclear | None]:
    """Return the decimal sign of numbers given as (column, cell), and a number that it is only taken for.

    Raises Contradicting where some can only have a point and others only a comma.
    """
    possible = set(Decimal)
    unclear: tuple[str, str] | None = None
    for column, cell in cells:
        readings = figure_readings(cell)
        if len(set(readings.values())) > 1:
            unclear = unclear or (column, cell)
        elif len(readings) == 1:
            possible &= readings.keys()
    if not possible:
        column, cell = unclear or ("", "")
        raise Contradicting(
            _(
                "column “{column}”: “{value}” can be {numbers}, and other numbers of the file contradict each other"
            ).format(column=column, value=cell, numbers=" / ".join(figure_readings(cell).values())),
            hint=_("say --decimal . or --decimal ,"),
        )
    if len(possible) == 1:
        return possible.pop(), None
    told = Unclear(*unclear, figure_readings(unclear[1])[Decimal.POINT]) if unclear else None
    return Decimal.POINT, told


def is_figure(text: str) -> bool:
    """Tell whether ``text`` is a number, with whichever signs."""
    return bool(figure_readings(text))

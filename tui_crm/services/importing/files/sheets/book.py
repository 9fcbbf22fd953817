"""What a table of cells is to whoever chooses one: sheets with names, each giving its rows as texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

Row = tuple[int, list[str]]
"""The number of a row, from 1, and the texts of its cells up to the last that has one."""


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook: its ``place`` among them from 0, and whether it is hidden."""

    place: int
    name: str
    is_hidden: bool = False


class Book(Protocol):
    """A workbook, open. ``format`` is xlsx, xls or ods, ``size`` its bytes, unpacked.

    ``unvalued`` counts formulas without a stored value, as far as read.
    """

    format: str
    size: int
    sheets: list[Sheet]
    unvalued: int

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """Yield the rows of a sheet that have text, in their order. Raises Refused for what cannot be read."""
        ...

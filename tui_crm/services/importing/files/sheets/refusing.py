"""Why the reader of spreadsheets gives up: as a code, which the process that asked puts into words."""

from enum import StrEnum
from typing import Final

LONGEST_CELL: Final = 1 << 20
"""How many characters a cell may have, as in a text."""


class Why(StrEnum):
    """What is the matter with a file; the last three are found by the process that asked."""

    DAMAGED = "damaged"
    NO_WORKBOOK = "no-workbook"
    NO_SHEET = "no-sheet"
    NO_SUCH_SHEET = "no-such-sheet"
    BINARY = "binary"
    MACROS = "macros"
    PASSWORD = "password"  # noqa: S105 - says that there is one
    ENTITIES = "entities"
    MEMBERS = "members"
    RATIO = "ratio"
    UNPACKED = "unpacked"
    TEXT = "text"
    COLUMNS = "columns"
    WIDE = "wide"
    LONG_ROW = "long-row"
    LONG_CELL = "long-cell"
    LONG_TEXT = "long-text"
    MEMORY = "memory"
    STOPPED = "stopped"
    SILENT = "silent"
    NO_PLACE = "no-place"


class Refused(Exception):
    """The file is not read; ``details`` are what the sentence for that names."""

    def __init__(self, why: Why, **details: object) -> None:
        super().__init__(why)
        self.why = why
        self.details = details


def check_length(length: int, *, row: int = 0) -> None:
    """Raise Refused for a cell of more than LONGEST_CELL characters; ``row`` is where it stands, 0 where that is not known."""
    if length > LONGEST_CELL:
        raise Refused(Why.LONG_CELL, row=row, count=LONGEST_CELL) if row else Refused(Why.LONG_TEXT, count=LONGEST_CELL)

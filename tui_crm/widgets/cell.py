"""What a widget is given to draw: a piece of text and the part it plays."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """The part a text plays; the theme decides the colour. Words are never ``FAINT``: it is too pale to read."""

    STRONG = "strong"
    PLAIN = "plain"
    MUTED = "muted"
    FAINT = "faint"
    PRIMARY = "primary"
    SECONDARY = "secondary"
    ACCENT = "accent"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of text as stored (it is made safe when drawn), its role, and a mark such as ``●`` before it."""

    text: str
    role: Role = Role.PLAIN
    bold: bool = False
    mark: str = ""
    mark_role: Role = Role.PLAIN


NONE: Final = Cell("—", Role.FAINT)
"""What stands where nothing is known."""


def known(text: str, role: Role = Role.PLAIN) -> Cell:
    """Return the cell of a text, or a dash where there is none."""
    return Cell(text, role) if text else NONE

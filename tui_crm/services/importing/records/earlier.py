"""Which row before another is about the same thing: where it stands, in whichever of the files that come in together."""

import sys
from collections.abc import Mapping
from typing import NamedTuple

from tui_crm.i18n import _


class First(NamedTuple):
    """The first row that is about something; ``file`` is empty where all rows are of one, ``said`` what it said, hashed."""

    line: int
    file: str
    said: int

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        if not self.file:
            return _("line {line}").format(line=self.line)
        return _("line {line} of {file}").format(line=self.line, file=self.file)


class Earlier:
    """The rows so far, by what each is about."""

    def __init__(self) -> None:
        self._first: dict[int, First] = {}

    def find(
        self, line: int, file: str, about: object, values: Mapping[str, object] | None = None
    ) -> tuple[First, bool] | None:
        """Return the first row that is ``about`` the same, and whether it has the same ``values``; None where this is it."""
        said = 0 if values is None else hash(repr(sorted(values.items())))
        own = First(line, sys.intern(file), said)
        first = self._first.setdefault(hash(about), own)
        return None if first is own else (first, first.said == said)

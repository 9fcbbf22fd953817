"""What comes along with rows: contacts, users, teams and known problems that they name and that are not there yet."""

from collections import Counter
from collections.abc import Callable
from typing import Final, NamedTuple

SEVERAL: Final = {"person": "contacts", "company": "companies", "user": "users", "team": "teams", "problem": "problems"}
"""What comes along, each as many of them are called."""


class Coming(NamedTuple):
    """Something that would come along: its name, and the line that names it first, of ``file`` where there are several."""

    name: str
    line: int
    file: str = ""


class Along:
    """What came along so far: ``coming`` by what was decided, by kind and key, and ``made`` by what was written."""

    def __init__(self) -> None:
        self._pending: list[tuple[str, str, str, Callable[[], None] | None]] = []
        self.coming: dict[str, dict[str, Coming]] = {kind: {} for kind in SEVERAL}
        self.made: Counter[str] = Counter()

    def comes(self, kind: str, name: str, key: str = "", then: Callable[[], None] | None = None) -> None:
        """Note that the row that is looked at names something that is not there; it is the same as what has its ``key``,
        its name where that is left out. ``then`` is called where it does come along.
        """
        self._pending.append((kind, name, key or name.casefold(), then))

    def begin(self) -> None:
        """Begin with another row: what the one before named comes along only where it was :meth:`taken`."""
        self._pending.clear()

    def taken(self, line: int, file: str = "") -> None:
        """Let come along what the row at ``line`` names."""
        for kind, name, key, then in self._pending:
            if key not in self.coming[kind]:
                self.coming[kind][key] = Coming(name, line, file)
                if then is not None:
                    then()

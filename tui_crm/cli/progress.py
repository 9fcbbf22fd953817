"""How far long work has come: one line on standard error, redrawn in place, and only where somebody watches."""

import sys
from types import TracebackType
from typing import Self

from tui_crm.display import safe

_WIDTH = 24
_ERASE = "\r\x1b[K"


class Progress:
    """Shows ``label`` with a bar, or a count where the ``total`` is unknown; call it with what is done so far."""

    def __init__(self, label: str, total: int | None = None) -> None:
        self._label = safe(label)
        self._total = total
        self._watched = sys.stderr is not None and sys.stderr.isatty()
        self._drawn = ""

    def __call__(self, done: int) -> None:
        """Show that ``done`` of the total are done."""
        if self._watched and (line := self._line(done)) != self._drawn:
            self._drawn = line
            self._write(_ERASE + line)

    def __enter__(self) -> Self:
        """Begin with nothing done."""
        self(0)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Leave the line empty for what is said next."""
        self.clear()

    def clear(self) -> None:
        """Take the line away, for something else to be said; the next call draws it again."""
        if self._drawn:
            self._write(_ERASE)
            self._drawn = ""

    def _line(self, done: int) -> str:
        if not self._total:
            return f"{self._label}  {done:,}"
        part = min(done / self._total, 1)
        bar = "▰" * int(part * _WIDTH)
        return f"{self._label}  {bar:▱<{_WIDTH}}  {part:4.0%}"

    def _write(self, text: str) -> None:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except OSError:
            self._watched = False

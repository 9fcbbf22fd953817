"""How a program feels at the keyboard: started in a terminal of its own, timed until it has painted."""

import fcntl
import os
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from benchmarks.processes import memory_of

COLUMNS, LINES = 140, 40

_ESCAPES = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_].*?\x1b\\|[ -/]*[0-~])", re.DOTALL
)
_PAUSE = 0.015
"""Seconds without output that end what a key paints at once; a list comes in one piece."""

_REST = 0.2
"""Seconds without output after which nothing more comes."""


class Answer(NamedTuple):
    """Seconds from a key to the end of what it paints at once, and of what it paints after a pause; 0 for nothing."""

    at_once: float
    whole: float


class Terminal:
    """A program in a pseudo-terminal; leaving the ``with`` block ends it."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._began = time.perf_counter()
        self._pid, self._screen = os.forkpty()
        if self._pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))  # before it can ask
                os.execvpe(command[0], list(command), dict(environment))
            finally:
                os._exit(127)  # never two of us, whatever the command is
        self._seen = b""

    def shows(self, text: str, timeout: float = 60) -> float:
        """Wait until ``text`` has been painted; returns the seconds since the program was started."""
        while text not in self.text():
            left = self._began + timeout - time.perf_counter()
            if left < 0 or not self._read(left):
                message = f"“{text}” was not shown; the end of what was: {self.text()[-400:]!r}"
                raise TimeoutError(message)
        return time.perf_counter() - self._began

    def text(self) -> str:
        """Return all text painted so far, without escape sequences."""
        return _ESCAPES.sub(b"", self._seen).decode("utf-8", errors="replace")

    def settle(self, quiet: float = 0.5) -> None:
        """Wait until nothing is painted for ``quiet`` seconds."""
        while self._read(quiet):
            pass

    def press(self, keys: bytes, patience: float = 10, until: str = "") -> Answer:
        """Press a key; returns how long what it paints takes. ``patience`` is how many seconds the first may take.

        What is painted at once ends where a pause follows and ``until`` has been painted.
        """
        self._seen = b""
        began = last = time.perf_counter()
        os.write(self._screen, keys)
        at_once, shown = 0.0, not until
        while self._read(patience):
            now = time.perf_counter()
            if not at_once and shown and last > began and now - last > _PAUSE:
                at_once = last - began
            shown = shown or until in self.text()
            last, patience = now, _REST
        return Answer(at_once or last - began, last - began)

    def memory(self) -> int:
        """Return the most memory that the program has held so far, in bytes."""
        return memory_of(Path(f"/proc/{self._pid}/status"), "VmHWM")

    def _read(self, timeout: float) -> bool:
        """Take in what comes within ``timeout`` seconds; tells whether anything did."""
        ready, _writable, _failed = select.select([self._screen], [], [], timeout)
        if not ready:
            return False
        try:
            output = os.read(self._screen, 1 << 16)
        except OSError:  # Linux says so when the program has ended
            return False
        self._seen += output
        return bool(output)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._screen)

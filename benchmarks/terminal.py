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
from typing import Self

from benchmarks.processes import memory_of

COLUMNS, LINES = 140, 40

_ESCAPES = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_].*?\x1b\\|[ -/]*[0-~])", re.DOTALL
)
_QUIET = 0.03
"""Seconds without output after which a key is answered."""


class Terminal:
    """A program in a pseudo-terminal; leaving the ``with`` block ends it."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._began = time.perf_counter()
        self._pid, self._screen = os.forkpty()
        if self._pid == 0:
            os.execvpe(command[0], list(command), dict(environment))
        fcntl.ioctl(self._screen, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
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

    def press(self, keys: bytes) -> float:
        """Press a key; returns the seconds until the last of what it paints, 0 where it paints nothing."""
        self._seen = b""
        began = last = time.perf_counter()
        os.write(self._screen, keys)
        wait = _QUIET * 4
        while self._read(wait):
            last, wait = time.perf_counter(), _QUIET
        return last - began

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

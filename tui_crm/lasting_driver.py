"""The terminal's driver as Textual has it, made to outlast its terminal: a dropped line ends the program, never hangs it."""

import sys
from contextlib import suppress
from typing import IO, Any

from textual.app import App
from textual.driver import Driver


class _Output:
    """Where the driver writes to; what is written once the line has dropped is nobody's.

    Textual writes in a thread that an error ends, and then waits for that thread for ever.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.fileno = file.fileno

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._file.flush()


def _terminal(file: IO[str]) -> IO[str]:
    """Return ``file``, which is where errors go, or where output goes if somebody has sent the errors elsewhere."""
    return file if file.isatty() or sys.__stdout__ is None else sys.__stdout__


def outlasting(driver: type[Driver]) -> type[Driver]:
    """Return the kind of ``driver`` that outlasts its terminal."""

    class LastingDriver(driver):  # type: ignore[misc, valid-type]  # which one it is depends on the system
        _file: Any  # an IO[str], of which the driver uses what `_Output` has

        def __init__(self, app: App[Any], **options: object) -> None:
            super().__init__(app, **options)
            self._file = _Output(_terminal(self._file))
            self._is_suspended = False

        def suspend_application_mode(self) -> None:
            self._is_suspended = True
            super().suspend_application_mode()

        def resume_application_mode(self) -> None:
            """Take the terminal again, if it was given up: a line that drops sends SIGCONT too, see ioctl_tty(2)."""
            if self._is_suspended:
                self._is_suspended = False
                super().resume_application_mode()

    return LastingDriver

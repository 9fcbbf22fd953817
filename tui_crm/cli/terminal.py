"""Where a command's output goes: data to standard output, talk to standard error, each as wide and coloured as it is.

Text of user origin reaches a terminal only through :func:`tui_crm.display.safe`.
"""

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from io import TextIOBase, TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from tui_crm.display import cut, safe
from tui_crm.errors import OutputFailed, UsageError
from tui_crm.i18n import _

STANDARD_OUTPUT = Path("-")

_FALLBACK = (80, 24)
_LONGEST = 1000  # cells of a line of talk: a sentence with the longest path there is


@dataclass(frozen=True)
class Sink:
    """An output stream; ``width`` is the terminal's in cells, None where it is no terminal and nothing is cut."""

    stream: TextIO
    width: int | None = None
    coloured: bool = False

    @property
    def is_terminal(self) -> bool:
        """Whether somebody reads along."""
        return self.width is not None

    @property
    def speaks_unicode(self) -> bool:
        """Whether every character can be written as it is."""
        return self.stream.encoding.lower().replace("-", "").startswith("utf")

    def line(self, text: str = "") -> None:
        """Write ``text`` and a line feed; raises OSError where the output fails."""
        self.stream.write(text + "\n")

    def target(self, output: Path | None) -> Path | TextIO:
        """Return where an export goes: to the file, or into this stream where none is named, or ``-`` is."""
        return self.document() if output is None or output == STANDARD_OUTPUT else output

    def binary_target(self, output: Path | None) -> Path | BinaryIO:
        """Return where a file goes that is no text, as :meth:`target` does. Raises UsageError where that is a terminal."""
        if output is not None and output != STANDARD_OUTPUT:
            return output
        if self.is_terminal:
            raise UsageError(
                _("this is no text, and a terminal cannot show it"),
                hint=_("name a file with --output, or pipe it into another program"),
            )
        return self.stream.buffer if isinstance(self.stream, TextIOWrapper) else cast("BinaryIO", self.stream)

    def document(self) -> TextIO:
        """Return the stream for a whole file in UTF-8; what reaches a terminal is made harmless."""
        if self.is_terminal:
            return cast("TextIO", _Harmless(self.stream))
        if isinstance(self.stream, TextIOWrapper):
            self.stream.reconfigure(encoding="utf-8", newline="")
        return self.stream


class _Harmless(TextIOBase):
    """Writes to a terminal what has no power over it, line by line as it comes."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write ``text`` with its line feeds, made harmless."""
        return self._stream.write("\n".join(map(safe, text.split("\n"))))


def prepare_streams() -> None:
    """Let characters that the output's encoding lacks come out as escapes, instead of failing half-way."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def standard_output(environ: Mapping[str, str] = os.environ) -> Sink:
    """Return standard output; colours only on a terminal that can and where NO_COLOR is not set.

    Raises OutputFailed where the program was started without one.
    """
    stream: TextIO | None = sys.stdout
    if stream is None:
        raise OutputFailed(_("there is no standard output to write to"))
    if not stream.isatty():
        return Sink(stream)
    coloured = not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
    return Sink(stream, shutil.get_terminal_size(_FALLBACK).columns, coloured)


def page_width() -> int:
    """Return how many cells wide help and other prose is set: the terminal's width, 100 at most."""
    return min(shutil.get_terminal_size(_FALLBACK).columns, 100)


def tell(*lines: str) -> None:
    """Write ``lines`` to standard error, made harmless and no longer than one reads; where that fails nobody is told."""
    stream: TextIO | None = sys.stderr
    if stream is None:
        return
    try:
        stream.writelines(cut(line, _LONGEST) + "\n" for line in lines)
        stream.flush()
    except OSError:
        give_up(stream)


def give_up(stream: TextIO | None) -> None:
    """Point a stream that failed at nowhere, so that the interpreter's own last flush cannot fail aloud."""
    try:
        number = cast("TextIO", stream).fileno()
    except (OSError, ValueError, AttributeError):  # closed, or no file at all
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)


def somebody_reads() -> bool:
    """Return whether a person reads along on standard error."""
    return sys.stderr is not None and sys.stderr.isatty()


def somebody_answers() -> bool:
    """Return whether a question on standard error would be read and answered by a person."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))

"""Where the bytes to import come from: a file, or a pipe that is kept in a nameless temporary file to be read twice."""

import codecs
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, NamedTuple, Self, cast

from tui_crm.errors import BadInput, OutputFailed
from tui_crm.i18n import _

STANDARD_INPUT = "-"


_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def plain_start(head: bytes) -> bytes:
    """Return the first bytes of a text without byte order mark and blanks, those of UTF-16 as if they were ASCII."""
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"").lstrip()


class FileState(NamedTuple):
    """Which file it is, and since when it is as it is: another process that finds the same reads the same bytes."""

    device: int
    number: int
    size: int
    modified: int


class InputFile:
    """A file to import, open until closed. Raises BadInput where it cannot be read."""

    def __init__(self, path: str | Path) -> None:
        self.name = str(path)
        self._hanging = ExitStack()
        try:
            file = _standard_input() if self.name == STANDARD_INPUT else Path(path).open("rb")  # noqa: SIM115 - close()
            self._has_name = file.seekable() and self.name != STANDARD_INPUT
            self._file = file if file.seekable() else _kept(file)
        except OSError as error:
            raise _unreadable(self.name, error) from error

    @classmethod
    def of(cls, file: "str | Path | InputFile") -> "InputFile":
        """Return the file at a path, or the one that is open."""
        return file if isinstance(file, InputFile) else cls(file)

    @property
    def state(self) -> FileState | None:
        """Which file is open; None where it has no name by which another process could open it."""
        if not self._has_name:
            return None
        found = os.fstat(self._file.fileno())
        return FileState(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)

    def view(self, start: int = 0) -> io.BufferedReader:
        """Return a reader from byte ``start`` on; several readers may be in use by turns."""
        return io.BufferedReader(_View(self._file, self.name, start), 1 << 17)

    def descriptor(self) -> int:
        """Return the open file for another process, which must keep a place of its own in it."""
        return self._file.fileno()

    def until_closed(self, end: Callable[[], object]) -> None:
        """Have ``end`` called when the file is closed: it ends what reads the file."""
        self._hanging.callback(end)

    def close(self) -> None:
        """Let go of the file; what was kept of a pipe is gone."""
        self._hanging.close()
        if sys.stdin is None or self._file is not sys.stdin.buffer:
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


class _View(io.RawIOBase):
    """A reader of a shared file with a place of its own. Raises BadInput where the file cannot be read on."""

    def __init__(self, file: BinaryIO, name: str, start: int) -> None:
        self._shared = file
        self._name = name
        self._at = start

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = (0, self._at, self._shared.seek(0, io.SEEK_END))[whence]
        self._at = base + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            self._shared.seek(self._at)
            count = cast("io.FileIO", self._shared).readinto(buffer)
        except OSError as error:
            raise _unreadable(self._name, error) from error
        self._at += count
        return count


def _unreadable(name: str, error: OSError) -> BadInput:
    return BadInput(_("cannot read {file}: {reason}").format(file=name, reason=error.strerror or error))


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise OSError(_("there is no standard input"))
    return sys.stdin.buffer


def _kept(pipe: BinaryIO) -> BinaryIO:
    """Copy what cannot be read twice; the copy has no name and is gone when closed."""
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - InputFile closes it
    try:
        shutil.copyfileobj(pipe, copy, 1 << 20)
        copy.flush()
    except OSError as error:
        copy.close()
        raise OutputFailed(_("cannot keep the input: {reason}").format(reason=error.strerror or error)) from error
    finally:
        if sys.stdin is None or pipe is not sys.stdin.buffer:
            pipe.close()
    return cast("BinaryIO", copy)

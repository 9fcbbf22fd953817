"""The process that reads a spreadsheet, and the rows that it writes down, read here while it is still writing.

A spreadsheet can be made to fill the memory of what reads it: that process has little memory, and no database.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, cast

from tui_crm.services.importing.files.input_file import InputFile
from tui_crm.services.importing.files.sheets.child import NO_PLACE
from tui_crm.services.importing.files.sheets.refusing import Why

SILENCE = 60.0
"""After how many seconds without a further row the process is ended."""

_A_MOMENT: Final = 0.02
_CHUNK: Final = 1 << 18
_CHILD: Final = (
    "import sys; sys.path[:] = sys.argv[2:]; from tui_crm.services.importing.files.sheets.child import main;"
    " main(sys.argv[1])"
)

Details = Mapping[str, object]


class Stopped(Exception):
    """The process gave up or was ended; ``details`` are what the sentence for that names."""

    def __init__(self, why: Why, details: Details) -> None:
        super().__init__(why)
        self.why = why
        self.details = details


class SheetProcess:
    """The process that reads one sheet of the workbook in ``file``, the one called ``wanted`` where that is said."""

    def __init__(self, file: InputFile, wanted: str | None) -> None:
        self.unvalued = 0
        """How many formulas had no stored result, once all rows were read."""
        descriptor, name = tempfile.mkstemp(prefix="tui-crm-sheet-")
        self._place = Path(name)
        self._written = self._place.open("rb")
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, with this program's own words
                [sys.executable, "-I", "-c", _CHILD, json.dumps({"sheet": wanted}), *map(os.path.abspath, sys.path)],
                stdin=file.descriptor(),
                stdout=descriptor,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            self._written.close()
            raise Stopped(Why.STOPPED, {}) from error
        finally:
            os.close(descriptor)
            self._forget()

    def end(self) -> None:
        """End the process, and let go of what it wrote down."""
        self._process.kill()
        self._process.wait()
        self._written.close()
        self._forget()

    def about(self) -> Mapping[str, list[object]]:
        """Return the ``format``, the ``sheet`` that is read and the names of ``others``. Raises Stopped."""
        for line in self._lines():
            return cast("Mapping[str, list[object]]", line)
        raise Stopped(Why.STOPPED, {})

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (number, texts) of each row from the beginning, waiting for what is not yet read. Raises Stopped."""
        lines = self._lines()
        next(lines)
        for line in lines:
            if isinstance(line, dict):
                self.unvalued = int(str(line["unvalued"]))
                return
            yield line

    def _lines(self) -> Iterator["dict[str, object] | tuple[int, list[str]]"]:
        for text in self._texts():
            line = json.loads(text)
            if isinstance(line, dict) and "refused" in line:
                raise Stopped(Why(str(line.pop("refused"))), line)
            yield line

    def _texts(self) -> Iterator[bytes]:
        """Yield whole lines as they come, from the first; it is for the reader to stop at the last. Raises Stopped."""
        offset, rest, heard = 0, b"", time.monotonic()
        while True:
            has_ended = self._process.poll() is not None  # asked first: what it wrote before is there then
            self._written.seek(offset)
            if piece := self._written.read(_CHUNK):
                offset, heard = offset + len(piece), time.monotonic()
                *lines, rest = (rest + piece).split(b"\n")
                yield from lines
                heard = time.monotonic()
            elif has_ended:
                raise Stopped(Why.NO_PLACE if self._process.returncode == NO_PLACE else Why.STOPPED, {})
            elif time.monotonic() - heard > SILENCE:
                raise Stopped(Why.SILENT, {"seconds": int(SILENCE)})
            else:
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(_A_MOMENT)

    def _forget(self) -> None:
        with suppress(OSError):  # gone already; or Windows, where it is in use until the end
            self._place.unlink()

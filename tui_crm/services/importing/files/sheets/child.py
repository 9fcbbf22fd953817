"""What the process does that reads a spreadsheet: it writes the rows of one sheet as lines of JSON to its standard output.

It is handed the file as its standard input, bounds its own memory first, and ends with its parent. The first line tells
which sheet is read, each further one a row as [number, [texts]], the last one that all was read, or why it was not.
"""

import io
import json
import os
import sys
from contextlib import suppress
from typing import Final

from tui_crm.services.importing.files.sheets.refusing import Refused, Why

MOST_MEMORY: Final = 1 << 30
"""How many bytes of memory the process may have."""

NO_PLACE: Final = 74
"""The exit code of a process that cannot write the rows down."""

_MUCH_TEXT: Final = 64 << 20
_MOST_OF_SIZE: Final = 16  # so often a file's own size, and it says the same text in thousands of cells
_LONGEST_ROW: Final = 16 << 20


def main(told: str) -> None:
    """Read the workbook that is the standard input; ``told`` is JSON with the ``sheet`` asked for, or null."""
    _bound()
    out = io.TextIOWrapper(sys.stdout.buffer, "ascii", newline="\n", write_through=False)
    try:
        try:
            _write(json.loads(told)["sheet"], out)
        except Refused as refused:
            _tell(out, {"refused": refused.why, **refused.details})
        except MemoryError:
            _tell(out, {"refused": Why.MEMORY})
        out.flush()
    except OSError:
        os._exit(NO_PLACE)  # not even the reason can be written


def _bound() -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none

    with suppress(ValueError, OSError):  # macOS knows the limit and keeps none
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _tell(out: io.TextIOWrapper, line: object) -> None:
    out.write(json.dumps(line) + "\n")


def _write(wanted: str | None, out: io.TextIOWrapper) -> None:
    from tui_crm.services.importing.files.sheets.choosing import choose  # noqa: PLC0415 - after memory is bounded
    from tui_crm.services.importing.files.sheets.opening import open_book  # noqa: PLC0415

    book = open_book(sys.stdin.fileno())
    choice = choose(book, wanted, _known)
    _tell(out, {"format": book.format, "sheet": choice.sheet.name, "others": choice.others})
    out.flush()
    parent, size, most = os.getppid(), 0, max(_MUCH_TEXT, _MOST_OF_SIZE * book.size)
    encode = json.JSONEncoder(separators=(",", ":")).encode
    for number, cells in book.rows(choice.sheet):
        line = encode((number, cells))
        if len(line) > _LONGEST_ROW:
            raise Refused(Why.LONG_ROW, row=number, limit=_LONGEST_ROW >> 20)
        size += len(line)
        if size > most:
            raise Refused(Why.TEXT, row=number, limit=most >> 20)
        out.write(line + "\n")
        if os.getppid() != parent:
            return
    _tell(out, {"done": True, "unvalued": book.unvalued})


def _known(cell: str) -> bool:
    from tui_crm.services.importing.columns.meanings import known_header  # noqa: PLC0415 - only to choose among sheets

    return known_header(cell)

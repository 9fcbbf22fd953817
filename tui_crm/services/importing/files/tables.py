"""What a file format gives those who read its rows: a table, told by its first bytes, that takes back the rejected ones."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple, Protocol, TypeAlias

from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.services.importing.choices import FileFormat
from tui_crm.services.importing.files.input_file import InputFile

LONGEST_CELL: Final = 1 << 20
"""How many characters a cell may have."""

MOST_COLUMNS: Final = 2000
"""So many different columns the records of a file may have whose format knows no header."""


class BrokenRow(list[str]):
    """The cells of a record that cannot be read, a full row of them, and the ``reason`` (translated); it is rejected."""

    def __init__(self, cells: Sequence[str], reason: str) -> None:
        super().__init__(cells)
        self.reason = reason


class RejectedRow(NamedTuple):
    """A row as it was read from line ``line``, and what is ``told`` of it: one text under each of our own columns."""

    line: int
    cells: list[str]
    told: tuple[str, ...]


Rejected: TypeAlias = Callable[[], Iterator[RejectedRow]]
"""Starts to read the rejected rows of a file in their order."""


class Table(Protocol):
    """A file as a reader understands it.

    ``encoding`` is what a text is written in, as people call it, "" for what is no text. ``header`` are the names of the
    columns where the format itself knows them; None where one of the records has them. ``suffix`` is that of a file of
    rejected rows where the input's name has none, or is that of no text.
    """

    @property
    def format(self) -> FileFormat: ...  # noqa: D102 - the class says it
    @property
    def encoding(self) -> str: ...  # noqa: D102
    @property
    def header(self) -> tuple[str, ...] | None: ...  # noqa: D102
    @property
    def suffix(self) -> str: ...  # noqa: D102

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (line or row number, cells) from the beginning, as often as it is called; the numbers only grow.

        They begin at 1; below an own ``header`` no record is a header. A record that cannot be read is a BrokenRow. Raises
        BadInput naming the line where the file itself cannot be read on.
        """
        ...

    def remarks(self) -> Sequence[str]:
        """Return what a person should know of how the file was read (translated), once it was read to its end."""
        ...

    def write_rejects(self, place: Path, header: Sequence[str], told: Sequence[str], rows: Rejected) -> None:
        """Write a file like this one with nothing but ``rows``, the columns ``told`` behind those of ``header``.

        It is whole or not there, and private. Raises OutputFailed.
        """
        ...


@dataclass(frozen=True)
class ReadOptions:
    """What a person said of how the file is to be read; None is found out. ``sheet`` is a name, or a number from 1."""

    encoding: str | None = None
    delimiter: str | None = None
    file_format: FileFormat | None = None
    sheet: str | None = None
    header_row: int | None = None


@dataclass(frozen=True)
class Reader:
    """A reader of ``formats``.

    ``accepts`` tells by the first bytes that a file is one of them, ``is_named`` by its name and those where they tell
    nothing; ``opens`` makes its table. ``takes`` are the names of the ``ReadOptions`` that it has a use for.
    """

    formats: tuple[FileFormat, ...]
    accepts: Callable[[bytes], bool]
    opens: Callable[[InputFile, ReadOptions], Table]
    takes: frozenset[str] = field(default_factory=frozenset)
    is_named: Callable[[str, bytes], bool] = lambda _name, _head: False


def not_as_asked(name: str, asked: FileFormat, found: Iterable[FileFormat]) -> BadInput:
    """Return the error that a file called ``name`` is not in the format ``asked`` for, but in one of ``found``."""
    return BadInput(
        _("{file} is no {asked} file, but {found}").format(
            file=name, asked=asked.upper(), found=_(" or ").join(each.upper() for each in found)
        ),
        hint=_("leave --file-format out, and the format is found by itself"),
    )

"""What the columns of a file can fill: fields with the headers that mean them, declared a kind of record at a time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from tui_crm.i18n import N_

if TYPE_CHECKING:
    from tui_crm.services.importing.columns.dates import DateReader
    from tui_crm.services.importing.columns.figures import NumberReader
    from tui_crm.services.importing.columns.looks import Look

Cells: TypeAlias = Sequence[str]
Values: TypeAlias = dict[str, object]


class Problem(NamedTuple):
    """Why a row is not good: the header of the column, the value as it stands in the file, the reason (translated)."""

    column: str
    value: str
    reason: str


Step: TypeAlias = Callable[[Cells, Values, list[Problem]], None]
"""Puts what it finds in the cells of a row into the values, or says what is wrong with it."""


Fits: TypeAlias = Callable[[str], bool]
"""Tells whether a cell that is not blank can be a value of the field at all."""


class Synonym(NamedTuple):
    """A header that means a field, or a ``part`` of it, or the field with a ``label``.

    One that can mean something else, too, means it ``only`` where every value below it fits.
    """

    header: str
    part: str = ""
    label: str = ""
    only: Fits | None = None


@dataclass(frozen=True)
class Claim:
    """A column that fills a field, or a part of it.

    ``group`` is the number in its header (``Phone 2 - Value``), 0 where it has none; ``rank`` how weak the synonym is;
    ``only`` is as of the synonym; ``by_looks`` says that its header means nothing, and only its values tell; ``is_assumed``
    that its header can mean something else beside other columns.
    """

    index: int
    header: str
    field: "Field"
    part: str = ""
    label: str = ""
    group: int = 0
    rank: int = 0
    only: Fits | None = None
    by_looks: bool = False
    is_assumed: bool = False


@dataclass(frozen=True)
class Reading:
    """What cells are read with: the user's zone and day, and how dates and numbers are understood in this file.

    Steps made for ``neat`` rows may take it that cleaning would change no cell, and that none has ``:::`` in it.
    """

    zone: ZoneInfo
    today: date
    dates: "DateReader"
    numbers: "NumberReader"
    neat: bool = False


Arrange: TypeAlias = Callable[[Sequence[Claim], Sequence[Sequence[str]]], Sequence[Claim]]
"""Says what columns mean beside each other, of what each means by itself, and the first values of every column."""

Compile: TypeAlias = Callable[[Sequence[Claim], Reading], Iterable[Step]]


@dataclass(frozen=True)
class Field:
    """A field that columns can fill.

    ``name`` is what people call it in ``--map``; ``compile`` makes its claims into the steps that read a row. ``many``
    says that any number of columns can fill it; else the strongest synonym gets it, the earlier being the stronger.
    A column whose header means nothing fills it where all its values have the ``look``, and no other column fills it.
    ``is_certain`` says that values which fit an ``only`` of its synonyms leave no doubt.
    """

    name: str
    help: str
    compile: Compile
    synonyms: tuple[Synonym, ...]
    many: bool = False
    is_date: bool = False
    is_number: bool = False
    is_certain: bool = False
    look: "Look | None" = None


@dataclass(frozen=True)
class Kind:
    """A kind of record that can be imported.

    ``prefixes`` are words before a header that say nothing (``Person - ``, ``联系人.``). Without one of the ``essential``
    fields there is nothing to import, and ``unclear`` is said. ``complete`` makes the values of a row whole when all columns
    are read, or says what is missing; it is made once a file from the claims; ``arrange`` is asked before. ``thing`` is what the records are, and ``own``
    are headers of our export that no record is made of. ``changing`` are the fields that a row changes of a record that is
    on file, ``erasable`` those of them that a blank cell can erase; ``keys`` are the fields whose values are called otherwise, and how.
    """

    name: str
    fields: tuple[Field, ...]
    prefixes: frozenset[str]
    essential: frozenset[str]
    complete: Callable[[Sequence[Claim]], Callable[[Values], str | None]]
    unclear: str = N_("{file}: no column says whom a row is about; the columns are {headers}")
    thing: str = "contact"
    own: frozenset[str] = frozenset()
    changing: tuple[str, ...] = ()
    erasable: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    arrange: Arrange = lambda claims, _values: claims


def words(text: str) -> tuple[str, ...]:
    """Split a declaration ``one | two | three``."""
    return tuple(word.strip() for word in text.split("|"))


def headers(text: str, *, part: str = "", label: str = "", only: Fits | None = None) -> tuple[Synonym, ...]:
    """Declare headers, the strongest first, with ``|`` between."""
    return tuple(Synonym(header, part, label, only) for header in words(text))


def labelled(base: str, labels: Mapping[str, str]) -> tuple[Synonym, ...]:
    """Declare every header of ``base`` with every word of ``labels`` before it, and behind it, as meaning the label."""
    found = [
        Synonym(header, "", label)
        for label, text in labels.items()
        for word, name in product(words(text), words(base))
        for header in (f"{word} {name}", f"{name} {word}")
    ]
    return tuple(found)

"""Giving back the rows that were rejected: in the file's own format, with the place and the reason, to be mended.

They are on disk, in a file of their own, before anything is applied: no rejected row is lost, and none that somebody is
mending is written over.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from tui_crm.database_files import refuse_database
from tui_crm.errors import BadInput, UsageError
from tui_crm.file_modes import discard
from tui_crm.i18n import _
from tui_crm.services.importing.columns.own_columns import TOLD
from tui_crm.services.importing.files.input_file import STANDARD_INPUT
from tui_crm.services.importing.files.reading import RowSource
from tui_crm.services.importing.files.tables import RejectedRow, Table
from tui_crm.whole_files import is_device

if TYPE_CHECKING:
    from tui_crm.services.importing.columns.fields import Problem
    from tui_crm.services.importing.columns.rows import RowMapper

_REJECTS = re.compile(r"\.rejects(-\d+)?\Z")


class Rejection(Protocol):
    """A row that was rejected: the line it begins at, and why."""

    @property
    def line(self) -> int: ...  # noqa: D102 - the class says it
    @property
    def reason(self) -> str: ...  # noqa: D102


Rejections: TypeAlias = Callable[[], Iterator[Rejection]]
"""Starts to read the rejected rows of a file in their order."""


def check_place(place: Path, database: Path) -> None:
    """Raise UsageError where rejected rows cannot go to ``place``, named by a person: a file with something in it stays.

    ``database`` is the one that the rows are for.
    """
    refuse_database(place, database)
    if place.is_dir():
        raise UsageError(_("{path} is a folder; name a file for the rejected rows").format(path=place))
    if place.is_file() and place.stat().st_size:
        raise UsageError(
            _("{path} is there already, perhaps with rows that somebody is mending").format(path=place),
            hint=_("name another file for the rejected rows, or move it away"),
        )


def place_for(source: RowSource, target: Path | None) -> Path:
    """Return where the rejected rows of a file go: to ``target``, or a new file beside it."""
    return target or _free_place(source.name, source.table)


def _free_place(name: str, table: Table) -> Path:
    """Return a file beside the input that is not there yet: leads.rejects.csv, then leads.rejects-2.csv."""
    origin = Path("import" if name == STANDARD_INPUT else name)
    stem, end = _REJECTS.sub("", origin.stem), (table.encoding and origin.suffix) or table.suffix
    suffixes = (".rejects" if number == 1 else f".rejects-{number}" for number in count(1))
    places = (origin.with_name(f"{stem}{suffix}{end}") for suffix in suffixes)
    return next(place for place in places if not place.exists())


@contextmanager
def kept(source: RowSource, rejected: Rejections, mapper: "RowMapper", target: Path | None) -> Iterator[Path]:
    """Write the rejected rows to ``target``, or a new file beside the input, and give its path.

    ``mapper`` says again in which column a row is no good. The file goes again where the block fails. Raises OutputFailed,
    and BadInput where the input was changed meanwhile.
    """
    place = place_for(source, target)
    told = [_(name) for name in TOLD]
    source.table.write_rejects(place, source.header, told, lambda: _rows(source, rejected(), mapper))
    try:
        yield place
    except BaseException:
        take_back(place)
        raise


def take_back(place: Path) -> None:
    """Remove a file of rejected rows that came to nothing."""
    if not is_device(place):
        discard(place)


def _rows(source: RowSource, left: Iterator[Rejection], mapper: "RowMapper") -> Iterator[RejectedRow]:
    following = next(left, None)
    for line, cells in source:
        if following is not None and following.line == line:
            problems = mapper.mapped(line, cells).problems
            yield RejectedRow(line, cells, (str(line), *_places(problems, str(following.reason))))
            following = next(left, None)
    if following is not None:
        raise BadInput(_("{file} was changed while it was read").format(file=source.name))


def _places(problems: "Sequence[Problem]", reason: str) -> tuple[str, str, str]:
    """Return in which columns a row is no good, what stands there, and why; the first two blank of a row as a whole."""
    named = {problem.column: problem.value for problem in problems if problem.column}
    told = problems[0].reason if len(problems) == 1 else reason
    return _("; ").join(named), _("; ").join(named.values()), told

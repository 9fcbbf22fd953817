"""How the rows of a file become records: every mapped cell read, what is wrong said with its column."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tui_crm.i18n import _
from tui_crm.services.importing.choices import Order
from tui_crm.services.importing.dates import DateReader
from tui_crm.services.importing.fields import Problem, Reading, Values
from tui_crm.services.importing.mapping import ColumnMapping
from tui_crm.services.importing.reading import RowSource


class MappedRow(NamedTuple):
    """A row as a record: ``values`` are those it gives, in the record's shape; with a problem the row is no good.

    Values are text (canonical where a field has a form of its own), True or False for ``do_not_contact``, (day, time or
    None) for ``next_follow_up``, tuples of tuples for ``emails``, ``phones``, ``handles`` (see
    ``shapes_reach``) and ``addresses`` (see ``shapes_address``), and for ``custom`` (name, text), a tuple of names for ``tags``. What the row does not say is not
    there. ``cells`` are the row as it stands in the file, from line ``line`` on.
    """

    line: int
    values: Values
    problems: tuple[Problem, ...]
    cells: list[str]


def map_rows(
    source: RowSource, mapping: ColumnMapping, *, zone: ZoneInfo, today: date, date_order: Order | None = None
) -> Iterator[MappedRow]:
    """Yield each row of ``source`` as a record.

    ``zone`` is where the file's times are, ``date_order`` what 3/4/2024 means where the file's dates do not tell. Raises
    BadInput where that has to be said, or where the file cannot be read on.
    """
    dates = DateReader(lambda: _dated_cells(source, mapping), date_order)
    reading = Reading(zone, today, dates)
    by_field = {
        claim.field.name: [each for each in mapping.claims if each.field is claim.field] for claim in mapping.claims
    }
    steps = [step for claims in by_field.values() for step in claims[0].field.compile(claims, reading)]
    complete = mapping.kind.complete(mapping.claims)
    width = len(source.header)
    for line, cells in source:
        values: Values = {}
        problems = [_surplus(cells[width:])] if len(cells) > width else []
        for step in steps:
            step(cells, values, problems)
        missing = complete(values)
        if missing and not problems:
            problems.append(Problem("", "", missing))
        yield MappedRow(line, values, tuple(problems), cells)


def _surplus(cells: Iterable[str]) -> Problem:
    return Problem("", " | ".join(filter(None, cells)), _("the row has more cells than the header"))


def _dated_cells(source: RowSource, mapping: ColumnMapping) -> Iterator[tuple[str, str]]:
    columns = [(claim.index, claim.header) for claim in mapping.claims if claim.field.is_date]
    for _line, cells in source:
        for index, header in columns:
            if cells[index]:
                yield header, cells[index]

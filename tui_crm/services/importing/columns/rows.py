"""How the rows of a file become records: every mapped cell read, what is wrong said with its column."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tui_crm.i18n import _
from tui_crm.models.text import removed_controls
from tui_crm.services.importing.choices import Decimal, Order
from tui_crm.services.importing.columns.dates import DateReader
from tui_crm.services.importing.columns.doubts import cells_of
from tui_crm.services.importing.columns.fields import Problem, Reading, Step, Values
from tui_crm.services.importing.columns.figures import NumberReader
from tui_crm.services.importing.columns.mapping import ColumnMapping
from tui_crm.services.importing.columns.meanings import CUSTOM_PREFIX
from tui_crm.services.importing.columns.shapes import is_neat
from tui_crm.services.importing.files.reading import RowSource
from tui_crm.services.importing.files.tables import BrokenRow

_PARTS_OF_PLACES = frozenset({"city", "district", "region", "postal_code", "country"})


class MappedRow(NamedTuple):
    """A row as a record: ``values`` are those it gives, in the record's shape; with a problem the row is no good.

    Values are text (canonical where a field has a form of its own), True or False for ``do_not_contact``, (day, time or
    None) for ``next_follow_up``, tuples of tuples for ``emails``, ``phones``, ``handles`` (see ``shapes_reach``) and
    ``addresses`` (see ``shapes_address``), and for ``custom`` (name, text), a tuple of names for ``tags``. What the row
    does not say is not there. The row begins at line ``line`` of the file; ``removed`` control characters were taken out
    of its cells. ``blanks`` are the values that a blank cell would have given, where these count: keys, and ``x.name`` of
    the team's own fields.
    """

    line: int
    values: Values
    problems: tuple[Problem, ...]
    removed: int = 0
    blanks: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """Why the row is no good, with the headers of the columns; "" where it is good."""
        return _("; ").join(
            _("{name}: {text}").format(name=problem.column, text=problem.reason) if problem.column else problem.reason
            for problem in self.problems
        )


class RowMapper:
    """Maps the rows of one file, in any order of them.

    ``zone`` is where the file's times are, ``date_order`` what 3/4/2024 means and ``decimal`` what 1,234 does, where the
    file itself does not tell. Where ``blanks_count`` rows tell which values their blank cells erase.
    """

    def __init__(
        self,
        source: RowSource,
        mapping: ColumnMapping,
        *,
        zone: ZoneInfo,
        today: date,
        date_order: Order | None = None,
        decimal: Decimal | None = None,
        blanks_count: bool = False,
    ) -> None:
        dated = [claim for claim in mapping.claims if claim.field.is_date]
        numbers = [claim for claim in mapping.claims if claim.field.is_number]
        reading = Reading(
            zone,
            today,
            DateReader(lambda: cells_of(source, dated), date_order),
            NumberReader(lambda: cells_of(source, numbers), decimal),
        )
        self._steps_for_any = _steps(mapping, reading)
        self._steps_for_neat = _steps(mapping, replace(reading, neat=True))
        self._complete = mapping.kind.complete(mapping.claims)
        self._width = len(source.header)
        self._read = [claim.index for claim in mapping.claims]
        self._erasable = _erasable(mapping) if blanks_count else ()

    def mapped(self, line: int, cells: list[str]) -> MappedRow:
        """Return a row as a record. Raises BadInput where the order of day and month has to be said."""
        values: Values = {}
        problems = [_surplus(cells[self._width :])] if len(cells) > self._width else []
        if isinstance(cells, BrokenRow):
            problems.append(Problem("", "", cells.reason))
        neat = is_neat(cells)
        for step in self._steps_for_neat if neat else self._steps_for_any:
            step(cells, values, problems)
        missing = self._complete(values)
        if missing and not problems:
            problems.append(Problem("", "", missing))
        removed = 0 if neat else self._removed(cells)
        return MappedRow(line, values, tuple(problems), removed, self._blanks(values) if self._erasable else ())

    def _blanks(self, values: Values) -> tuple[str, ...]:
        custom = values.get("custom", ())
        assert isinstance(custom, tuple)
        said = {*values, *(f"{CUSTOM_PREFIX}{name}" for name, _value in custom)}
        return tuple(key for key in self._erasable if key not in said)

    def _removed(self, cells: list[str]) -> int:
        return removed_controls(" ".join(cells[index] for index in self._read))


def _erasable(mapping: ColumnMapping) -> tuple[str, ...]:
    """Return the values that blank cells of the mapped columns can erase: no address goes for want of its city alone."""
    kind, keys = mapping.kind, dict(mapping.kind.keys)
    names = dict.fromkeys(claim.field.name for claim in mapping.claims if claim.part not in _PARTS_OF_PLACES)
    return tuple(keys.get(name, name) for name in names if name in kind.erasable or name.startswith(CUSTOM_PREFIX))


def _steps(mapping: ColumnMapping, reading: Reading) -> list[Step]:
    by_field = {
        claim.field.name: [each for each in mapping.claims if each.field is claim.field] for claim in mapping.claims
    }
    return [step for claims in by_field.values() for step in claims[0].field.compile(claims, reading)]


def _surplus(cells: Iterable[str]) -> Problem:
    return Problem("", " | ".join(filter(None, cells)), _("the row has more cells than the header"))

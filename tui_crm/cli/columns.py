"""What a command shows of a record: columns, declared once for every output format."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from tui_crm.cli.kinds import Json, Kind, Text

Row = TypeVar("Row")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: ``key`` is its stable name for machines, ``title`` the marked message above it in a table.

    ``value`` gets the value of a row, by default its attribute or item called ``key``; None is "nothing". A column that
    is not ``in_table`` is for machines only; of those with a ``spare`` above 0 the greatest is left out first where a
    terminal is too narrow for all.
    """

    key: str
    title: str
    kind: Kind[Any] = field(default_factory=Text)
    value: Callable[[Row], object] | None = None
    in_table: bool = True
    spare: int = 0

    def of(self, row: Row) -> Any:  # noqa: ANN401 - what its kind takes
        """Return this column's value of ``row``."""
        if self.value is not None:
            return self.value(row)
        return row[self.key] if isinstance(row, Mapping) else getattr(row, self.key)

    def json(self, row: Row) -> Json:
        """Return the value as JSON."""
        value = self.of(row)
        return None if value is None else self.kind.json(value)

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers of this column's cells in a spreadsheet."""
        return self.kind.headers(self.key)

    def cells(self, row: Row) -> tuple[str, ...]:
        """Return the value as text for a spreadsheet, a cell a header."""
        value = self.of(row)
        return ("",) * len(self.headers) if value is None else self.kind.cells(value)

    def shown(self, row: Row, zone: ZoneInfo) -> str:
        """Return the value as people read it, instants in ``zone``, nothing as blank."""
        value = self.of(row)
        return "" if value is None else self.kind.shown(value, zone)

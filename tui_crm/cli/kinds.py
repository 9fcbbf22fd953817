"""What the values of a column can be, and how each kind is written: as JSON, as a spreadsheet's cells, for people."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from tui_crm.i18n import N_, _
from tui_crm.models import ids

if TYPE_CHECKING:
    from tui_crm.cli.columns import Column

Value = TypeVar("Value")
Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]

_YES, _NO = N_("yes"), N_("no")
_BETWEEN, _AND = "; ", " · "


class Kind(ABC, Generic[Value]):
    """How the values of a column are written. None, which is "nothing", never gets here."""

    flush_right = False
    least: int | None = None
    """How many cells a column of it needs to say anything; None where cut values say nothing."""

    @abstractmethod
    def json(self, value: Value) -> Json:
        """Return the value as JSON."""

    def headers(self, key: str) -> tuple[str, ...]:
        """Return the headers of the cells that a column called ``key`` takes in a spreadsheet."""
        return (key,)

    def cells(self, value: Value) -> tuple[str, ...]:
        """Return the value as text, a cell a header."""
        return (str(self.json(value)),)

    def shown(self, value: Value, zone: ZoneInfo) -> str:
        """Return the value as people read it, instants in ``zone``."""
        del zone  # most values are the same everywhere
        return str(self.json(value))


@dataclass(frozen=True)
class Text(Kind[object]):
    """A text, or a code that ``labels`` map to marked messages for people; ``least`` is as for every kind."""

    labels: Mapping[str, str] = field(default_factory=dict)
    least: int | None = 10

    def json(self, value: object) -> str:
        """Return the text or code."""
        return str(value)

    def shown(self, value: object, zone: ZoneInfo) -> str:
        """Return the label of a code, any other text as it is."""
        del zone
        return _(self.labels[str(value)]) if str(value) in self.labels else str(value)


@dataclass(frozen=True)
class Id(Kind[int]):
    """The number of a ``thing``, shown with its letter (see :mod:`tui_crm.models.ids`)."""

    thing: str

    def json(self, value: int) -> str:
        """Return the id as people see it, ``c42``."""
        return ids.shown(self.thing, value)


class Ready(Kind[Json]):
    """What is JSON already."""

    def json(self, value: Json) -> Json:
        """Return it as it is."""
        return value


class Instant(Kind[datetime]):
    """An aware datetime: UTC for machines, the user's wall time for people."""

    def json(self, value: datetime) -> str:
        """Return ``2026-11-21T09:30:00Z``."""
        return value.astimezone(UTC).replace(tzinfo=None).isoformat("T", "seconds") + "Z"

    def shown(self, value: datetime, zone: ZoneInfo) -> str:
        """Return ``2026-11-21 17:30`` in ``zone``."""
        return value.astimezone(zone).replace(tzinfo=None).isoformat(" ", "minutes")


class Date(Kind[date]):
    """A date, which is the same in every zone."""

    def json(self, value: date) -> str:
        """Return ``2026-11-21``."""
        return value.isoformat()


class Moment(Kind[date]):
    """A date, or an instant where the time of day is known."""

    def json(self, value: date) -> str:
        """Return ``2026-11-21``, of an instant ``2026-11-21T09:30:00Z``."""
        return Instant().json(value) if isinstance(value, datetime) else value.isoformat()

    def shown(self, value: date, zone: ZoneInfo) -> str:
        """Return ``2026-11-21``, of an instant ``2026-11-21 17:30`` in ``zone``."""
        return Instant().shown(value, zone) if isinstance(value, datetime) else value.isoformat()


class Number(Kind[int | float]):
    """A number."""

    flush_right = True

    def json(self, value: float) -> int | float:
        """Return the number."""
        return value


class Flag(Kind[bool]):
    """Yes or no."""

    def json(self, value: bool) -> bool:
        """Return the truth."""
        return value

    def cells(self, value: bool) -> tuple[str, ...]:
        """Return ``true`` or ``false``."""
        return ("true" if value else "false",)

    def shown(self, value: bool, zone: ZoneInfo) -> str:
        """Return yes or no in the user's language."""
        del zone
        return _(_YES if value else _NO)


class Mark(Flag):
    """Yes or nothing: for what is seldom true."""

    def shown(self, value: bool, zone: ZoneInfo) -> str:
        """Return yes in the user's language, or nothing."""
        return super().shown(value, zone) if value else ""


@dataclass(frozen=True)
class Texts(Kind[Sequence[str]]):
    """Several texts, or codes that ``labels`` map to marked messages."""

    least = 10

    labels: Mapping[str, str] = field(default_factory=dict)

    def json(self, value: Sequence[str]) -> Json:
        """Return an array of strings."""
        return [str(item) for item in value]

    def cells(self, value: Sequence[str]) -> tuple[str, ...]:
        """Return the texts in one cell."""
        return (_BETWEEN.join(map(str, value)),)

    def shown(self, value: Sequence[str], zone: ZoneInfo) -> str:
        """Return the texts with commas between."""
        one = Text(self.labels)
        return ", ".join(one.shown(item, zone) for item in value)


@dataclass(frozen=True)
class Nested(Kind[Any]):
    """One record of ``columns``; a spreadsheet gets a cell a column. ``least`` is as for every kind."""

    columns: tuple["Column[Any]", ...]
    least: int | None = 10

    def json(self, value: object) -> Json:
        """Return an object."""
        return {column.key: column.json(value) for column in self.columns}

    def headers(self, key: str) -> tuple[str, ...]:
        """Return ``key_column`` for each column."""
        return tuple(f"{key}_{header}" for column in self.columns for header in column.headers)

    def cells(self, value: object) -> tuple[str, ...]:
        """Return the columns' cells."""
        return tuple(cell for column in self.columns for cell in column.cells(value))

    def shown(self, value: object, zone: ZoneInfo) -> str:
        """Return what the columns say, on one line."""
        return _AND.join(filter(None, (column.shown(value, zone) for column in self.columns if column.in_table)))


@dataclass(frozen=True)
class Records(Kind[Sequence[Any]]):
    """Several records of ``columns``; a spreadsheet gets the columns ``in_cell`` of each, by default the first one.

    People get the first ``most`` of them, a line each.
    """

    columns: tuple["Column[Any]", ...]
    in_cell: tuple[str, ...] = ()
    most: int = 20

    def json(self, value: Sequence[Any]) -> Json:
        """Return an array of objects."""
        return [{column.key: column.json(item) for column in self.columns} for item in value]

    def cells(self, value: Sequence[Any]) -> tuple[str, ...]:
        """Return the records in one cell, the columns of each with ``=`` between."""
        wanted = [column for column in self.columns if column.key in self.in_cell] or self.columns[:1]
        return (_BETWEEN.join("=".join(column.cells(item)[0] for column in wanted) for item in value),)

    def shown(self, value: Sequence[Any], zone: ZoneInfo) -> str:
        """Return a record a line, without what is empty."""
        one = Nested(self.columns)
        lines = [one.shown(item, zone) for item in value[: self.most]]
        if len(value) > self.most:
            lines.append(_("… and {count} more").format(count=len(value) - self.most))
        return "\n".join(lines)


@dataclass(frozen=True)
class Fields(Kind[Mapping[str, str | int | float]]):
    """Names with a text or a number each; ``labels`` map names of ours to marked messages for people."""

    labels: Mapping[str, str] = field(default_factory=dict)

    def json(self, value: Mapping[str, str | float]) -> Json:
        """Return an object."""
        return dict(value)

    def cells(self, value: Mapping[str, str | float]) -> tuple[str, ...]:
        """Return ``name=value`` pairs in one cell."""
        return (_BETWEEN.join(f"{name}={item}" for name, item in value.items()),)

    def shown(self, value: Mapping[str, str | float], zone: ZoneInfo) -> str:
        """Return the names with their values, on one line."""
        del zone
        called = {name: _(self.labels[name]) if name in self.labels else name for name in value}
        return _(", ").join(_("{name}: {text}").format(name=called[name], text=item) for name, item in value.items())

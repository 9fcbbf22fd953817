"""What a command shows of a record: its columns, and how one value looks to a person and to a machine."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from tui_crm.i18n import N_, _
from tui_crm.models import ids
from tui_crm.models.money import Money

Row = TypeVar("Row")
Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_YES, _NO = N_("yes"), N_("no")


class Kind(StrEnum):
    """What the values of a column are, and with it how they are written."""

    TEXT = "text"
    INSTANT = "instant"
    DATE = "date"
    MONEY = "money"
    ID = "id"
    NUMBER = "number"
    LIST = "list"
    BOOL = "bool"


class WrongKindError(TypeError):
    """A column holds what its kind cannot be: a defect of ours."""

    def __init__(self, kind: Kind, value: object) -> None:
        super().__init__(f"a column of kind {kind} holds a {type(value).__name__}")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: ``key`` is its stable name for machines, ``title`` the marked message above it in a table.

    ``value`` gets the value of a row, by default its attribute or item called ``key``; None is "nothing". ``thing`` is
    what an id numbers (see :mod:`tui_crm.models.ids`), ``labels`` maps codes to marked messages for people. A column
    that is not ``in_table`` is for machines only.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    value: Callable[[Row], object] | None = None
    thing: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    in_table: bool = True

    def of(self, row: Row) -> object:
        """Return this column's value of ``row``."""
        if self.value is not None:
            return self.value(row)
        return row[self.key] if isinstance(row, Mapping) else getattr(row, self.key)

    def json(self, row: Row) -> Json:
        """Return the value as JSON: UTC instants, ISO dates, ids with their letter, money as an object."""
        value = self.of(row)
        if value is None:
            return None
        match self.kind:
            case Kind.MONEY:
                return {"amount": _money(value).amount, "currency": _money(value).currency}
            case Kind.LIST:
                return [str(item) for item in _items(value)]
            case Kind.BOOL:
                return bool(value)
            case Kind.NUMBER:
                return _number(value)
            case _:
                return self._plain(value)

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers of this column's cells in a spreadsheet: money takes two."""
        return (self.key, f"{self.key}_currency") if self.kind is Kind.MONEY else (self.key,)

    def cells(self, row: Row) -> tuple[str, ...]:
        """Return the value as text for a spreadsheet, a cell a header."""
        value = self.of(row)
        if self.kind is not Kind.MONEY:
            return (_cell(self.json(row)),)
        return ("", "") if value is None else (_money(value).amount, _money(value).currency)

    def shown(self, row: Row, zone: ZoneInfo) -> str:
        """Return the value as people read it: instants in ``zone``, codes by their label, nothing as blank."""
        value = self.of(row)
        if value is None:
            return ""
        match self.kind:
            case Kind.INSTANT:
                return _instant(value).astimezone(zone).replace(tzinfo=None).isoformat(" ", "minutes")
            case Kind.MONEY:
                return f"{_money(value).amount} {_money(value).currency}"
            case Kind.LIST:
                return ", ".join(self._label(str(item)) for item in _items(value))
            case Kind.BOOL:
                return _(_YES if value else _NO)
            case _:
                return self._label(self._plain(value))

    @property
    def flush_right(self) -> bool:
        """Whether the column lines up at its right edge."""
        return self.kind in {Kind.MONEY, Kind.NUMBER}

    def _label(self, code: str) -> str:
        return _(self.labels[code]) if code in self.labels else code

    def _plain(self, value: object) -> str:
        match self.kind:
            case Kind.ID if isinstance(value, int):
                return ids.shown(self.thing, value)
            case Kind.INSTANT:
                return _instant(value).astimezone(UTC).replace(tzinfo=None).isoformat("T", "seconds") + "Z"
            case Kind.DATE if isinstance(value, date):
                return value.isoformat()
            case _:
                return str(value)


def _instant(value: object) -> datetime:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise WrongKindError(Kind.INSTANT, value)
    return value


def _money(value: object) -> Money:
    if not isinstance(value, Money):
        raise WrongKindError(Kind.MONEY, value)
    return value


def _items(value: object) -> Iterable[object]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise WrongKindError(Kind.LIST, value)
    return value


def _number(value: object) -> int | float:
    if not isinstance(value, int | float):
        raise WrongKindError(Kind.NUMBER, value)
    return value


def _cell(value: Json) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return "; ".join(str(item) for item in value)
        case _:
            return str(value)

"""What the module of a kind declares: how its records are found, read and written in each of the formats that have them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from tui_crm.models.ids import shown
from tui_crm.services.exporting.report import ExportFormat, ExportOptions
from tui_crm.services.exporting.spreadsheet import Cell, CellType

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.services.crm import Crm

Record = TypeVar("Record")

_EDGE: Final = timedelta(days=3)  # at the ends of the calendar there is no day beside in another zone


@dataclass(frozen=True)
class Column(Generic[Record]):
    """A column of a table: what stands in it, and as what it stands in a spreadsheet."""

    read: Callable[[Record], Cell]
    type: CellType = CellType.TEXT


@dataclass(frozen=True)
class Only:
    """What is asked of records beside the words of a filter; each kind has a use for some of it. Days are the user's.

    ``owner`` and ``by`` are logins, ``contact`` and ``ticket`` ids; ``unowned``: what is nobody's, ``done``: with what is.
    """

    contact: int | None = None
    ticket: int | None = None
    since: date | None = None
    until: date | None = None
    kind: str = ""
    by: str | None = None
    owner: str | None = None
    unowned: bool = False
    priority: str = ""
    done: bool = False

    def span(self, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
        """Return when it begins and before when it ends, None where it does not."""
        since = self.since if self.since is not None and self.since > date.min + _EDGE else None
        until = self.until if self.until is not None and self.until < date.max - _EDGE else None
        return (
            None if since is None else datetime.combine(since, time(), zone),
            None if until is None else datetime.combine(until + timedelta(days=1), time(), zone),
        )

    def said(self, text: str) -> str:
        """Return it in one line behind the words of a filter, as the history has it: ``acme --since 2026-11-01``."""
        named = {name: value for name in _names() if (value := getattr(self, name)) not in (None, "", False)}
        told = {name: "" if value is True else f" {_told(name, value)}" for name, value in named.items()}
        return " ".join(filter(None, (text.strip(), *(f"--{name}{value}" for name, value in told.items()))))


def _names() -> list[str]:
    return [each.name for each in fields(Only)]


def _told(name: str, value: object) -> str:
    return shown(name, value) if isinstance(value, int) else str(value)


@dataclass(frozen=True)
class Document(Generic[Record]):
    """How records are written in a format of their own: ``lines``, of records that come in pieces, each with its end.

    Where it has a ``label`` (marked) the history tells of it so, and not again for the same person within ``every``.
    """

    lines: "Callable[[Crm, Connection, Iterable[Sequence[Record]], ExportOptions], Iterable[str]]"
    label: str = ""
    every: timedelta | None = None


@dataclass(frozen=True)
class Shape(Generic[Record]):
    """How records of a ``kind`` (marked) are found and written.

    ``find`` gives the ids of those that a filter and :class:`Only` mean, in their order, and ``read`` some of them; what
    went meanwhile is left out. ``left_out`` says of which records something has no place in a table, ``documents`` has
    the formats that only this kind is written in, each with what has no place there.
    """

    kind: str
    find: "Callable[[Crm, str, Only], Sequence[int]]"
    read: "Callable[[Crm, Connection, Sequence[int]], Sequence[Record]]"
    columns: "Callable[[Crm, Connection], Mapping[str, Column[Record]]]"
    as_object: Callable[[Record], Mapping[str, object]]
    left_out: Mapping[str, Callable[[Record], bool]] = field(default_factory=dict)
    documents: Mapping[ExportFormat, tuple[Document[Record], Mapping[str, Callable[[Record], bool]]]] = field(
        default_factory=dict
    )

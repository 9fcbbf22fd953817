"""Which database is measured: made once by the program's own import, then kept for later runs of the same code."""

import shutil
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from benchmarks import generate
from benchmarks.bench import CHECKOUT, Bench
from tui_crm.actor import Source
from tui_crm.clock import SystemClock
from tui_crm.models.codes import Priority
from tui_crm.models.ticket import LIVE, TicketKind, TicketState
from tui_crm.services.crm import Crm
from tui_crm.services.importing.report import ImportOptions

LOGIN = "li"
TICKET = "request"
"""Begins the subject of every ticket."""

_CUSTOMERS = 100
Choice = TypeVar("Choice", bound=StrEnum)

_PACKAGE = CHECKOUT / "tui_crm"
_GENERATOR = (CHECKOUT / "benchmarks" / "generate.py", _PACKAGE / "demo")
_PROGRAM = (*_GENERATOR, *(_PACKAGE / name for name in ("models", "db", "services")))
"""What decides how a database comes out."""


def open_crm(path: Path) -> Crm:
    """Open the database at ``path``, made where it is missing."""
    return Crm.open(path, login=LOGIN, source=Source.CLI, clock=SystemClock(ZoneInfo("UTC")))


def export_of(bench: Bench, size: int) -> Path:
    """Return the CSV file of ``size`` rows."""
    return _kept(bench, f"contacts-{size}", ".csv", _GENERATOR, lambda draft: generate.write_csv(draft, size))


def database_of(bench: Bench, size: int) -> Path:
    """Return a database of the CSV's contacts, to be read only; 0 gives an empty one."""

    def make(draft: Path) -> None:
        with open_crm(draft) as crm:
            if size:
                crm.importing.run("contacts", export_of(bench, size), ImportOptions())

    return _kept(bench, f"contacts-{size}", ".db", _PROGRAM, make)


def with_tickets(bench: Bench, count: int) -> Path:
    """Return a database of so many open tickets, of all kinds and states, to be read only."""

    def make(draft: Path) -> None:
        with open_crm(draft) as crm:
            for _each in range(min(count, _CUSTOMERS)):
                crm.contacts.add({"name": f"Customer {_each}"})
            for number in range(count):
                kind, priority = _of(number, TicketKind), _of(number // 5, Priority)
                made = crm.tickets.open(
                    number % min(count, _CUSTOMERS) + 1, kind=kind, priority=priority, subject=f"{TICKET} {number}"
                ).ids[0]
                if (state := _of(number // 2, LIVE)) is not TicketState.NEW:
                    crm.tickets.move([made], state)

    return _kept(bench, f"tickets-{count}", ".db", _PROGRAM, make)


def _of(number: int, choices: "Iterable[Choice]") -> "Choice":
    every = list(choices)
    return every[number % len(every)]


def copy_with_tickets(bench: Bench, count: int, name: str) -> Path:
    """Return a database of so many open tickets that may be written to."""
    return Path(shutil.copyfile(with_tickets(bench, count), bench.folder / name))


def _kept(bench: Bench, name: str, suffix: str, sources: Sequence[Path], make: Callable[[Path], None]) -> Path:
    """Return a file of the cache, made anew where the code that makes it has changed."""
    path = bench.cache / f"{name}-{_digest(sources)}{suffix}"
    if not path.exists():
        print(f"  (making {path})", flush=True)
        for outdated in bench.cache.glob(f"{name}-*{suffix}*"):
            outdated.unlink()
        draft = bench.folder / path.name
        make(draft)
        draft.replace(path)
    return path


def _digest(sources: Sequence[Path]) -> str:
    """Return a short name for what these files and folders hold."""
    digest = sha256()
    for source in sources:
        for path in sorted(source.rglob("*")) if source.is_dir() else [source]:
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def copy_of(bench: Bench, size: int, name: str) -> Path:
    """Return a database of the CSV's contacts that may be written to."""
    return Path(shutil.copyfile(database_of(bench, size), bench.folder / name))

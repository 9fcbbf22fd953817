"""How soon is it there? One-shot commands from start to end, and the screens until they have painted."""

import sys
from collections.abc import Mapping
from functools import partial

from benchmarks import databases, peers, tables
from benchmarks.bench import Bench
from benchmarks.budgets import Budget, Figures, Subject
from benchmarks.processes import Times, finish, in_turns, seconds_of
from benchmarks.terminal import Terminal

HELP = Budget("crm --help, beside a bare Typer tree of 30 commands", 1.3)
VERSION = Budget("crm --version, beside the same", 1.3)
COMPLETION = Budget("completion of a first word, beside the same", 1.3)
LOG = Budget("crm log call, beside importing Typer and SQLModel", 1.25)
DUE = Budget("crm due, beside the same", 1.25)
SHOW = Budget("crm contact show, beside the same", 1.25)
PAINT = Budget("first paint of the screens, beside a minimal Textual list", 1.3)
SIZE = Budget("contacts on the screen at full size, beside 1,000", 1.2)

_SMALL = 1000
_SHORT = 200
_TOLD = 10
"""How many characters of a name a column surely has room for."""
_TREE = "a Typer tree of 30"
_IMPORTS = "import typer, sqlmodel"
_COMPLETING = ("env", "_CRM_COMPLETE=complete_bash", "_TYPER_COMPLETE_ARGS=crm con")


def measure(bench: Bench) -> Figures:
    """Measure start-up; every ratio is of the best rounds."""
    return {**_commands(bench), **_screens(bench)}


def _commands(bench: Bench) -> Figures:
    crm = bench.program()
    base = [*crm, "--db", str(databases.copy_of(bench, _SMALL, "startup.db"))]
    commands = {
        "bare Python": [sys.executable, "-c", ""],
        _TREE: [*peers.typer_tree(bench), "--help"],
        "crm --help": [*crm, "--help"],
        "crm --version": [*crm, "--version"],
        "crm con<tab>": [*_COMPLETING, *crm],
        _IMPORTS: [sys.executable, "-c", _IMPORTS],
        "crm log call": [*base, "log", "call", "c1", "--outcome", "reached"],
        "crm due": [*base, "due"],
        "crm contact show": [*base, "contact", "show", "c1"],
    }
    environment = bench.environment()
    taken = in_turns(
        bench.rounds,
        {name: partial(seconds_of, partial(finish, command, environment)) for name, command in commands.items()},
    )
    _show("Commands, start to end", taken)
    tree, imports = taken[_TREE].best, taken[_IMPORTS].best
    return {
        HELP: taken["crm --help"].best / tree,
        VERSION: taken["crm --version"].best / tree,
        COMPLETION: taken["crm con<tab>"].best / tree,
        LOG: taken["crm log call"].best / imports,
        DUE: taken["crm due"].best / imports,
        SHOW: taken["crm contact show"].best / imports,
    }


def _screens(bench: Bench) -> Figures:
    peer = peers.minimal_list(bench, _SHORT)
    small, full = (_Screens(bench, size) for size in (_SMALL, bench.size))
    taken = in_turns(
        bench.rounds,
        {
            "a minimal Textual list": lambda: _painted(bench, peer, "contact 3"),
            f"crm, first paint of Today at full size ({bench.size:,})": partial(full.first_paint, "today"),
            "crm, first paint of Contacts at full size": partial(full.first_paint, "contacts"),
            f"crm, contacts shown at {_SMALL:,}": small.contacts,
            "crm, contacts shown at full size": full.contacts,
        },
    )
    _show("Screens, in a terminal", taken)
    minimal, today, contacts, few, many = (times.best for times in taken.values())
    return {PAINT: max(today, contacts) / minimal, SIZE: many / few}


class _Screens:
    """Our screens on a database of ``size`` contacts."""

    def __init__(self, bench: Bench, size: int) -> None:
        path = databases.copy_of(bench, size, f"screens-{size}.db")
        self._bench = bench
        self._command = [*bench.program(), "--db", str(path)]
        with databases.open_crm(path) as crm:
            first = crm.contacts.first_page(crm.contacts.parse(""), limit=1)
            (row,) = crm.contacts.rows(first.ids)
        self._first = row.name[:_TOLD]

    def first_paint(self, start: str) -> float:
        """Return the seconds until the frame of the screen ``start`` stands."""
        return _painted(self._bench, self._command, "Contacts", start)

    def contacts(self) -> float:
        """Return the seconds until the first contact stands in the list."""
        return _painted(self._bench, self._command, self._first)


def _painted(bench: Bench, command: list[str], text: str, start: str = "contacts") -> float:
    with Terminal(command, bench.environment(start)) as terminal:
        return terminal.shows(text)


def _show(title: str, taken: Mapping[str, Times]) -> None:
    lines = [(name, tables.ms(times.best), tables.ms(times.median)) for name, times in taken.items()]
    tables.show(title, ("", "best", "median"), lines)


SUBJECT = Subject("startup", "How soon is it there?", (HELP, VERSION, COMPLETION, LOG, DUE, SHOW, PAINT, SIZE), measure)

"""Is the list as quick at a million as when it is empty? Keys in a real terminal, and the memory that the screens take."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from benchmarks import databases, peers, tables
from benchmarks.bench import Bench
from benchmarks.budgets import Budget, Figures, Subject
from benchmarks.processes import Times
from benchmarks.terminal import Answer, Terminal

KEYS: Mapping[str, bytes] = {
    "down": b"\x1b[B",
    "page down": b"\x1b[6~",
    "end": b"\x1b[F",
    "home": b"\x1b[H",
}
FRAMES = {name: Budget(f"{name} at full size, more than on an empty list", 16, "ms") for name in KEYS}
MEMORY = Budget("most memory of the screens at full size", 150, "MB")

_SMALL = 1000
_ORDER = ("down", "down", "page down", "page down", "end", "home")
_TOLD = 10
"""How many characters of a name a column surely has room for."""
_SILENT = 0.1
"""Seconds after which a key on an empty list has painted nothing."""


class _List(NamedTuple):
    """How long each key takes on a list, and any of them with what follows it; the memory that the program held."""

    keys: Mapping[str, Times]
    whole: Times
    memory: int


def measure(bench: Bench) -> Figures:
    """Measure keys on an empty list, a small one and one of full size, and on lists of others."""
    ours = {size: _ours(bench, size) for size in dict.fromkeys((0, _SMALL, bench.size))}
    _show(bench, {f"crm, {size:,}": each for size, each in ours.items()} | other_lists(bench))
    empty, full = ours[0], ours[bench.size]
    slower = {FRAMES[name]: (full.keys[name].median - empty.keys[name].median) * 1000 for name in KEYS}
    return {**slower, MEMORY: full.memory / 1e6}


def _show(bench: Bench, lists: Mapping[str, _List]) -> None:
    title = f"Keys on the list, median / 95 % of {bench.rounds} rounds, with the card beside it, and the most memory"
    lines = [
        (name, *map(_told, (*each.keys.values(), each.whole)), f"{each.memory / 1e6:,.0f} MB")
        for name, each in lists.items()
    ]
    tables.show(title, ("contacts", *KEYS, "all", "memory"), lines)


def _told(times: Times) -> str:
    return f"{times.median * 1000:,.1f} / {times.percentile(95) * 1000:,.1f} ms"


def _ours(bench: Bench, size: int) -> _List:
    path = databases.copy_of(bench, size, f"scroll-{size}.db")
    command = [*bench.program(), "--db", str(path)]
    if not size:
        return _pressed(bench, command, "Contacts", patience=_SILENT)
    with databases.open_crm(path) as crm:
        ids = crm.contacts.find(crm.contacts.parse("")).ids
        first, last = (row.name[:_TOLD] for row in crm.contacts.rows([ids[0], ids[-1]]))
    return _pressed(bench, command, first, {"home": first, "end": last})


def other_lists(bench: Bench) -> dict[str, _List]:
    """Return how long the keys take on lists that are not ours."""
    rows = min(bench.size, peers.FAST_ROWS)
    found = {f"stock OptionList, {_SMALL:,}": _pressed(bench, peers.minimal_list(bench, _SMALL), "contact 3")}
    if table := peers.fast_table(bench, rows):
        found[f"textual-fastdatatable, {rows:,}"] = _pressed(bench, table, "name 3")
    return found


def _pressed(
    bench: Bench,
    command: list[str],
    shown: str,
    until: Mapping[str, str] = MappingProxyType({}),
    *,
    patience: float = 10,
) -> _List:
    """Press keys in a program that has painted ``shown``; some have not been answered ``until`` a text is painted.

    ``patience`` is how many seconds one may take to paint at all.
    """
    with Terminal(command, bench.environment()) as terminal:
        terminal.shows(shown)
        terminal.settle()
        answers: dict[str, list[Answer]] = {name: [] for name in KEYS}
        for name in _ORDER * bench.rounds:
            answers[name].append(terminal.press(KEYS[name], patience, until.get(name, "")))
        whole = Times(tuple(answer.whole for each in answers.values() for answer in each))
        keys = {name: Times(tuple(answer.at_once for answer in each)) for name, each in answers.items()}
        return _List(keys, whole, terminal.memory())


SUBJECT = Subject(
    "scroll", "Is the list as quick at a million as when it is empty?", (*FRAMES.values(), MEMORY), measure
)

"""Is the board of tickets as quick with two thousand open ones as with two hundred? Keys in a real terminal."""

from collections.abc import Mapping

from benchmarks import databases, tables
from benchmarks.bench import Bench
from benchmarks.budgets import Budget, Figures, Subject
from benchmarks.processes import Times
from benchmarks.terminal import Answer, Terminal

KEYS: Mapping[str, bytes] = {
    "down": b"j",
    "right": b"l",
    "page down": b"\x1b[6~",
    "left": b"h",
    "up": b"k",
    "home": b"g",
}
FRAMES = {name: Budget(f"{name} on 2,000 tickets, more than on 200", 16, "ms") for name in KEYS}

_FEW, _MANY = 200, 2000
_ORDER = ("down", "down", "right", "down", "page down", "left", "up", "home")
_PATIENCE = 0.3
"""Seconds after which a key at the end of a column has painted nothing."""


def measure(bench: Bench) -> Figures:
    """Measure keys on a board of two hundred tickets and on one of two thousand."""
    boards = {count: _pressed(bench, count) for count in (_FEW, _MANY)}
    tables.show(
        f"Keys on the board, median / 95 % of {bench.rounds} rounds",
        ("tickets", *KEYS),
        [(f"{count:,}", *(_told(board[name]) for name in KEYS)) for count, board in boards.items()],
    )
    few, many = boards[_FEW], boards[_MANY]
    return {FRAMES[name]: (many[name].median - few[name].median) * 1000 for name in KEYS}


def _told(times: Times) -> str:
    return f"{times.median * 1000:,.1f} / {times.percentile(95) * 1000:,.1f} ms"


def _pressed(bench: Bench, count: int) -> dict[str, Times]:
    path = databases.copy_with_tickets(bench, count, f"board-{count}.db")
    with Terminal([*bench.program(), "--db", str(path)], bench.environment()) as terminal:
        terminal.shows("Contacts")
        terminal.settle()
        terminal.press(b"6", 10, databases.TICKET)
        terminal.settle()
        answers: dict[str, list[Answer]] = {name: [] for name in KEYS}
        for name in _ORDER * bench.rounds:
            answers[name].append(terminal.press(KEYS[name], _PATIENCE))
    return {name: Times(tuple(answer.whole for answer in each)) for name, each in answers.items()}


SUBJECT = Subject(
    "board",
    "Is the board as quick with two thousand open tickets as with two hundred?",
    tuple(FRAMES.values()),
    measure,
)

"""Is the list as quick at a million as when it is empty? Keys in a real terminal, and the memory that the screens take."""

from collections.abc import Mapping

from benchmarks import databases, tables
from benchmarks.bench import Bench
from benchmarks.budgets import Budget, Figures, Subject
from benchmarks.processes import Times
from benchmarks.terminal import Terminal

KEYS: Mapping[str, bytes] = {
    "down": b"\x1b[B",
    "page down": b"\x1b[6~",
    "end": b"\x1b[F",
    "home": b"\x1b[H",
}
FRAMES = {name: Budget(f"{name} at full size, more than on an empty list", 16, "ms") for name in KEYS}
MEMORY = Budget("most memory of the screens at full size", 150, "MB")

_SMALL = 1000


def measure(bench: Bench) -> Figures:
    """Measure keys on an empty list, a small one and one of full size."""
    sizes = list(dict.fromkeys((0, _SMALL, bench.size)))
    taken, memory = {}, {}
    for size in sizes:
        taken[size], memory[size] = _pressed(bench, size)
    lines = [(name, *(_told(taken[size][name]) for size in sizes)) for name in KEYS]
    lines.append(("memory", *(f"{memory[size] / 1e6:,.0f} MB" for size in sizes)))
    tables.show("Keys on the list: median and 95 %", ("contacts", *(f"{size:,}" for size in sizes)), lines)
    slower = {FRAMES[name]: (taken[bench.size][name].median - taken[0][name].median) * 1000 for name in KEYS}
    return {**slower, MEMORY: memory[bench.size] / 1e6}


def _told(times: Times) -> str:
    return f"{tables.ms(times.median)}, {tables.ms(times.percentile(95))}"


def _pressed(bench: Bench, size: int) -> tuple[dict[str, Times], int]:
    """Return how long each key takes on a list of ``size`` contacts, and the memory that the program held."""
    path = databases.copy_of(bench, size, f"scroll-{size}.db")
    with Terminal([*bench.program(), "--db", str(path)], bench.environment()) as terminal:
        terminal.shows("Contacts")
        terminal.settle()
        order = [*["down"] * 4, *["page down"] * 4, "end", "home", "end", "home"] * bench.rounds
        taken: dict[str, list[float]] = {name: [] for name in KEYS}
        for name in order:
            taken[name].append(terminal.press(KEYS[name]))
        return {name: Times(tuple(rounds)) for name, rounds in taken.items()}, terminal.memory()


SUBJECT = Subject(
    "scroll", "Is the list as quick at a million as when it is empty?", (*FRAMES.values(), MEMORY), measure
)

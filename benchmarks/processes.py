"""How long programs take, one beside the other: in turns, so that what else the machine does hits all of them alike."""

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bench import Bench


@dataclass(frozen=True)
class Times:
    """How long the rounds of one thing took, in seconds."""

    rounds: tuple[float, ...]

    @property
    def best(self) -> float:
        """The shortest round: what the machine can do when it does nothing else."""
        return min(self.rounds)

    @property
    def median(self) -> float:
        """The middle round."""
        return statistics.median(self.rounds)

    def percentile(self, percent: int) -> float:
        """Return the time that ``percent`` of 100 rounds stayed below."""
        ordered = sorted(self.rounds)
        return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def in_turns(rounds: int, things: Mapping[str, Callable[[], float]]) -> dict[str, Times]:
    """Return how long each thing says it takes, over ``rounds`` in which all have a turn.

    One round before is not counted, unless there is only one.
    """
    taken: dict[str, list[float]] = {name: [] for name in things}
    warm_up = 1 if rounds > 1 else 0
    for number in range(rounds + warm_up):
        for name, thing in things.items():
            seconds = thing()
            if number >= warm_up:
                taken[name].append(seconds)
    return {name: Times(tuple(each)) for name, each in taken.items()}


def seconds_of(work: Callable[[], object]) -> float:
    """Return how long ``work`` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def processor_seconds(work: Callable[[], object]) -> float:
    """Return how long processors work for ``work``, in this process and those it starts: what others do counts less."""

    def so_far() -> float:
        mine, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime

    before = so_far()
    work()
    return so_far() - before


def finish(command: Sequence[str], environment: Mapping[str, str]) -> str:
    """Run a command to its end and return what it printed; one that fails stops the run with what it said."""
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def peak_memory() -> int:
    """Return the most memory that this process has held, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage counts what the parent held before it started us, too
        return memory_of(status, "VmHWM")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def memory_of(status: Path, name: str) -> int:
    """Return a figure in kB of a process's ``status`` file, in bytes."""
    line = next(line for line in status.read_text().splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) * 1024


def answer(bench: Bench, module: str, *arguments: str) -> dict[str, float]:
    """Run a module of ours as a process of its own and return the JSON that it prints."""
    said: dict[str, float] = json.loads(
        finish([sys.executable, "-m", module, *arguments], bench.environment()).splitlines()[-1]
    )
    return said

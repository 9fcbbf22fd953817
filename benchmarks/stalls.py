"""Does anything stop the screens? How long the event loop waits at most, under random keys, while a colleague writes."""

import asyncio
import contextlib
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks import databases, tables
from benchmarks.bench import Bench
from benchmarks.budgets import Budget, Figures, Subject
from tui_crm.errors import Busy, NotFound

LONGEST = Budget("longest stop of the event loop", 50, "ms")

_EACH_ROUND = 40
"""Random keys for each round of the bench."""

_LEAVING = {"q", "ctrl+q"}
_TYPED = [*"az09 .,:王é", "tab", "backspace", "left", "right"]
_SIZES = [(80, 24), (140, 40), (200, 60), (20, 5), (300, 80)]
_NAP = 0.002
_TOLD = 5


def measure(bench: Bench) -> Figures:
    """Press keys in the screens over a database of full size."""
    path = databases.copy_of(bench, bench.size, "stalls.db")
    environment = bench.environment()
    with _colleague(path, environment):
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.stalls", "press", str(path), str(_EACH_ROUND * bench.rounds)],
            env=environment,
            cwd=bench.folder,
            check=True,
            capture_output=True,
            text=True,
        )
    stops: list[tuple[float, str]] = [(seconds, after) for seconds, after in json.loads(done.stdout.splitlines()[-1])]
    tables.show(
        f"The longest stops under {_EACH_ROUND * bench.rounds} random keys, while somebody else writes",
        ("after", "stop"),
        [(after, tables.ms(seconds)) for seconds, after in stops[:_TOLD]],
    )
    return {LONGEST: stops[0][0] * 1000}


@contextlib.contextmanager
def _colleague(path: Path, environment: dict[str, str]) -> Iterator[None]:
    """Let another process write all the while."""
    command = [sys.executable, "-m", "benchmarks.stalls", "write", str(path)]
    with subprocess.Popen(command, env=environment) as writer:
        try:
            yield
        finally:
            writer.terminate()


def write_on(path: Path) -> None:
    """Edit one contact after the other until somebody ends this process."""
    with databases.open_crm(path) as crm:
        number = 0
        while True:
            number += 1
            with contextlib.suppress(
                Busy, NotFound
            ):  # while a key changes everybody, and where it has deleted somebody
                crm.contacts.edit(number % 100 + 1, {"note": f"changed {number} times"})
            time.sleep(0.1)


async def press(path: Path, count: int) -> list[tuple[float, str]]:
    """Press ``count`` random keys; returns the longest stops of the loop, in seconds, each with the keys before it."""
    from tui_crm.app import CrmApp  # noqa: PLC0415 - the writing process does without
    from tui_crm.clock import SystemClock  # noqa: PLC0415
    from tui_crm.commands import COMMANDS  # noqa: PLC0415
    from tui_crm.settings import UserSettings  # noqa: PLC0415

    bound = {key for command in COMMANDS.values() for key in command.keys.split(",") if key} - _LEAVING
    keys, dice = sorted(bound) + _TYPED, random.Random(7)
    app = CrmApp(UserSettings(path.with_name("none.toml"), flags={"database": str(path)}), SystemClock(ZoneInfo("UTC")))
    recent: list[str] = ["the start"]
    stops: list[tuple[float, str]] = []

    async def watch() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(_NAP)
            late = time.perf_counter() - began - _NAP
            stops.append((late, f"{type(app.screen).__name__}: {' '.join(recent[-3:])}"))

    try:
        async with app.run_test(size=(140, 40), notifications=True, tooltips=True) as pilot:
            await pilot.pause(1.0)
            watcher = asyncio.create_task(watch())
            for number in range(count):
                recent.append(dice.choice(keys))
                await pilot.press(recent[-1])
                if number % 50 == 0:
                    recent.append("resize")
                    await pilot.resize_terminal(*dice.choice(_SIZES))
            watcher.cancel()
    finally:
        app.close()
    return sorted(stops, reverse=True)[:_TOLD]


SUBJECT = Subject("stalls", "Does anything stop the screens?", (LONGEST,), measure)

if __name__ == "__main__":
    if sys.argv[1] == "write":
        write_on(Path(sys.argv[2]))
    else:
        print(json.dumps(asyncio.run(press(Path(sys.argv[2]), int(sys.argv[3])))))

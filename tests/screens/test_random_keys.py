"""Whatever is pressed, however the terminal is resized, while a colleague writes: nothing crashes, and the focus is kept."""

import os
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue

import pytest

from tests.conftest import OpenCrm
from tests.screens.stage import Stage, on_stage
from tui_crm import i18n
from tui_crm.commands import COMMANDS
from tui_crm.errors import NotFound
from tui_crm.models.codes import ActivityKind
from tui_crm.models.when import When

TYPED = [
    *"abz019 .,:;@-+()",
    "王",
    "é",
    "ｗ",
    "space",
    "tab",
    "shift+tab",
    "backspace",
    "left",
    "right",
    "ctrl+a",
    "ctrl+k",
]
LEAVING = {"q", "ctrl+q"}
"""Keys that end the program."""

SIZES = [(20, 5), (80, 24), (112, 30), (200, 60), (300, 80), (1, 1), (79, 23), (40, 100)]


OVER = 0
"""No number of anything to write: the colleague goes home."""


def every_key() -> list[str]:
    """Return all keys that do something somewhere, and some to type with."""
    bound = {key for command in COMMANDS.values() for key in command.keys.split(",") if key}
    return sorted(bound - LEAVING) + TYPED


@contextmanager
def colleague(open_crm: OpenCrm) -> Iterator[Callable[[int], None]]:
    """Let somebody else write something of the number that the call is given, at the same time as the keys are pressed."""
    numbers = SimpleQueue[int]()
    crm = open_crm("wang")
    failures: list[BaseException] = []

    def work() -> None:
        try:
            while number := numbers.get():
                (who,) = crm.contacts.add({"name": f"新客户 {number}", "phones": [f"139 0000 {number:04}"]}).ids
                crm.activities.log(ActivityKind.CALL, who, text=f"call {number} @li")
                crm.followups.add(When(crm.clock.today(), None, ""), contact_id=who, text="again")
                with suppress(NotFound):  # where it was just deleted by a key
                    crm.contacts.edit(1, {"note": f"changed {number} times"})
                if number % 3 == 0:
                    crm.contacts.delete([who])
        except BaseException as error:  # noqa: BLE001 - told in the test's own thread
            failures.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield numbers.put
    finally:
        numbers.put(OVER)
        thread.join()
    assert failures == []


async def press_at_random(
    stage: Stage, dice: random.Random, pressed: list[str], count: int, write: Callable[[int], None]
) -> None:
    """Press keys that ``dice`` decide, up to ``count`` in ``pressed``; ``write`` and resize meanwhile; a setting may end it."""
    keys = every_key()
    while len(pressed) < count:
        pressed.append(dice.choice(keys))
        write(len(pressed))  # not by the clock: a busy machine would have more to bear than a quiet one
        await stage.pilot.press(pressed[-1])
        told = f"key {len(pressed)}: …{' '.join(pressed[-12:])}"
        assert stage.app._exception is None, told
        if stage.app.starts_again:
            return
        assert stage.app.is_running, told
        if len(pressed) % 40 == 1:
            await stage.pilot.resize_terminal(*dice.choice(SIZES))
        screen = stage.app.screen
        focusable = [widget for widget in screen.focus_chain if widget.display]
        assert screen.focused is not None or not focusable, f"the focus is lost on {screen}: {told}"


async def play(people: Path, open_crm: OpenCrm, seed: int, count: int) -> None:
    """Press keys on every language's screens while a colleague writes; where a setting asks for it, open them again."""
    i18n.set_language(("en", "zh_CN")[seed % 2])
    dice, pressed = random.Random(seed), list[str]()
    with colleague(open_crm) as write:
        while len(pressed) < count:
            async with on_stage(people, start=("today", "contacts", "journey")[seed % 3], wait=False) as stage:
                await press_at_random(stage, dice, pressed, count, write)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files that a key makes fall into a folder that goes away."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert os.getcwd() == str(folder)  # noqa: PTH109 - what relative paths start from


@pytest.mark.parametrize("seed", range(3))
async def test_random_keys_break_nothing(people: Path, open_crm: OpenCrm, seed: int) -> None:
    await play(people, open_crm, seed, 60)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(100, 120))
async def test_ten_thousand_random_keys_break_nothing(people: Path, open_crm: OpenCrm, seed: int) -> None:
    await play(people, open_crm, seed, 500)

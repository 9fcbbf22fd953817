"""What all dialogs share: a line of keys that is true, seen and clicked, on the edge that everything in them keeps."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.screens.waiting import until
from tests.widgets.lines import screen_lines
from tests.widgets.stage import Stage
from tui_crm.commands import COMMANDS
from tui_crm.screens.dialogs.chooser import Choice, Chooser
from tui_crm.screens.dialogs.dialog import Dialog
from tui_crm.screens.dialogs.line import LineDialog
from tui_crm.screens.dialogs.palette import Palette
from tui_crm.screens.dialogs.question import Question
from tui_crm.screens.dialogs.reader import Reader
from tui_crm.screens.dialogs.tagging import Tagging
from tui_crm.widgets.card import CardRow, CardSection
from tui_crm.widgets.cell import Cell

PAGE = (CardSection((CardRow((Cell("a page"),)),)),)
DIALOGS: dict[str, tuple[Callable[[], Dialog[Any]], str, str]] = {
    # what it begins with, its line of keys
    "question": (lambda: Question("Delete?"), "Delete?", "y yes  n no  esc close"),
    "reader": (lambda: Reader(PAGE), "a page", "esc close  ↓ down  ↑ up"),
    "tagging": (lambda: Tagging("Tag?", lambda _begun: ()), "Tag?", "enter tag  tab complete  esc close"),
    "chooser": (lambda: Chooser([Choice("a", "apple")], ("Thing", "", "")), "Thing", "enter choose  esc close"),
    "palette": (lambda: Palette([COMMANDS["app.undo"]], None), "a part of the name", "enter choose  esc close"),
}


@pytest.mark.parametrize("name", DIALOGS)
async def test_its_keys_stand_below_on_the_same_edge(name: str) -> None:
    make, begins, keys = DIALOGS[name]
    stage = Stage()
    async with stage.open(80, 24) as pilot:
        await stage.push_screen(make())
        await until(pilot, lambda: any(begins in line for line in screen_lines(stage)), lambda: screen_lines(stage))
        lines = screen_lines(stage)
        first = next(line for line in lines if begins in line)
        last = next(line for line in lines if keys in line)
        assert first.index(begins) == last.index(keys)


@pytest.mark.parametrize("name", DIALOGS)
async def test_a_key_can_be_clicked(name: str) -> None:
    make, _begins, keys = DIALOGS[name]
    stage, answers = Stage(), list[object]()
    async with stage.open(80, 24) as pilot:
        stage.push_screen(make(), answers.append)
        await until(pilot, lambda: any(keys in line for line in screen_lines(stage)), lambda: screen_lines(stage))
        row = next(number for number, line in enumerate(screen_lines(stage)) if keys in line)
        await pilot.click(offset=(screen_lines(stage)[row].index("esc"), row))
        await until(pilot, lambda: answers, lambda: screen_lines(stage))
    assert answers == [None]


@pytest.mark.parametrize("make", [lambda: Tagging("Tag?", lambda _begun: ()), lambda: LineDialog("Tag?", "")])
async def test_down_writes_nothing_in_a_dialog_of_one_line(make: Callable[[], Dialog[Any]]) -> None:
    stage, answers = Stage(), list[object]()
    async with stage.open(80, 24) as pilot:
        stage.push_screen(make(), answers.append)
        await until(pilot, lambda: stage.screen.focused is not None, lambda: screen_lines(stage))
        await pilot.press(*"vip", "down", "down")
        assert answers == []
        await pilot.press("enter")
        await until(pilot, lambda: answers, lambda: screen_lines(stage))

"""The table of commands: every key of every screen comes from it, none does two things, all have words."""

import importlib
import inspect
import pkgutil
from collections import Counter

import pytest
from textual.binding import Binding
from textual.screen import Screen
from textual.widget import Widget

from tests.widgets.stage import Stage
from tui_crm import app, screens, widgets
from tui_crm.app import CrmApp
from tui_crm.commands import COMMANDS, HEADINGS, TOGETHER, Where, bindings, given_at, key_hints
from tui_crm.screens.dialogs.keys import keys_page
from tui_crm.screens.screen import CrmScreen


def our_classes() -> set[type[Widget] | type[CrmApp]]:
    """Return every widget and screen of ours."""
    packages = [
        screens,
        widgets,
        *(importlib.import_module(f"tui_crm.screens.{name}") for name in ("dialogs", "importing")),
    ]
    modules = [
        importlib.import_module(f"{package.__name__}.{found.name}")
        for package in packages
        for found in pkgutil.iter_modules(package.__path__)
    ]
    classes = [found for module in [*modules, app] for _, found in inspect.getmembers(module, inspect.isclass)]
    return {found for found in classes if issubclass(found, Widget | CrmApp) and found.__module__.startswith("tui_crm")}


def test_every_binding_is_in_the_table() -> None:
    strays = []
    for found in our_classes():
        for binding in found.__dict__.get("BINDINGS", ()):
            assert isinstance(binding, Binding)
            command = COMMANDS.get(binding.id or "")
            if command is None or binding.key != command.keys:
                strays.append((found, binding))
    assert strays == []


def test_every_command_has_a_method() -> None:
    methods = {name for found in our_classes() for name in dir(found) if name.startswith("action_")}
    missing = [
        command.id
        for command in COMMANDS.values()
        if f"action_{command.action.partition('.')[2].partition('(')[0]}" not in methods
    ]
    assert missing == []


@pytest.mark.parametrize("places", TOGETHER, ids="+".join)
def test_no_key_does_two_things(places: tuple[Where, ...]) -> None:
    keys = Counter(key for command in given_at(*places) for key in command.keys.split(","))
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_place_is_tried_above() -> None:
    assert {place for places in TOGETHER for place in places} == set(Where)


def test_the_places_of_every_screen_are_together() -> None:
    found = {screen for screen in our_classes() if issubclass(screen, CrmScreen) and "PLACES" in screen.__dict__}
    assert found
    elsewhere = {
        Where.FILTER,
        Where.WORDS,
        Where.CALENDAR,
        Where.CHART,
        Where.BOARD,
    }  # while another widget has the keys
    known = [set(places) for places in TOGETHER]
    assert [screen for screen in found if set(screen.PLACES) - elsewhere not in known] == []


def test_every_command_has_words() -> None:
    assert all(command.title for command in COMMANDS.values())
    assert all(command.help for command in COMMANDS.values() if command.palette)


def test_the_help_has_every_command_of_the_screen() -> None:
    commands = given_at(*HEADINGS)
    rows = [row for section in keys_page(commands) for row in section.rows]
    assert [row.label.strip() for row in rows] == [command.all_keys for command in commands]
    assert len({len(row.label) for row in rows}) == 1
    assert len({len(row.cells[0].text) for row in rows if row.hanging}) == 1, "what is said of commands is in a column"
    assert [row.hanging for row in rows] == [bool(command.help) for command in commands]


def test_bindings_name_their_command() -> None:
    for place in Where:
        assert {binding.id for binding in bindings(place) if isinstance(binding, Binding)} == {
            command.id for command in given_at(place)
        }


def test_keys_are_called_as_people_call_them() -> None:
    assert COMMANDS["app.quit"].all_keys == "q ctrl+q"


def test_the_line_of_keys_has_what_matters() -> None:
    hints = key_hints(given_at(Where.CONTACTS, Where.CONTACT, Where.LIST, Where.MARKS, Where.EVERYWHERE))
    assert {"/", "del", "space", "enter", "u", "?", "q"} <= {hint.key for hint in hints}
    assert "pgdn" not in {hint.key for hint in hints}


async def test_a_command_without_anything_to_work_on_is_not_given() -> None:
    undo, mark = COMMANDS["app.undo"], COMMANDS["list.mark"]

    class Bare(Screen[None]):
        """Nothing to focus."""

    stage = Stage()
    async with stage.open():
        bare = Bare()
        await stage.push_screen(bare)
        assert undo.is_enabled(bare)
        assert not mark.is_enabled(bare)

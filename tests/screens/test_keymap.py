"""One's own keys on the screens: those of the app, of a screen, of a list and of a dialog, and all that shows keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.payloads import PAYLOADS
from tests.screens.stage import on_stage
from tests.screens.test_hostile import SOME, assert_harmless
from tests.widgets.lines import screen_strips
from tui_crm import paths
from tui_crm.commands import use_keymap
from tui_crm.keymap import Keymap
from tui_crm.screens.dialogs.palette import Palette
from tui_crm.screens.dialogs.reader import Reader
from tui_crm.screens.dialogs.tagging import Tagging
from tui_crm.widgets.tab_bar import TabBar

KEYS = """
"app.undo" = "ctrl+z"
"app.palette" = "f2,ctrl+p"
"contacts.filter" = "b"
"contact.tag" = "Y"
"contact.delete" = ""
"list.down" = "O,down"
"list.last" = "ctrl+e"
"palette.down" = "ctrl+j"
"dialog.leave" = "f10"
"filter.leave" = "ctrl+g"
"go.settings" = "f4"
"go.today" = ""
"""


@pytest.fixture(autouse=True)
def keys(request: pytest.FixtureRequest) -> Iterator[None]:
    file = paths.keys_file()
    file.parent.mkdir(parents=True)
    file.write_text(getattr(request, "param", KEYS), encoding="utf-8")
    yield
    use_keymap(Keymap())


async def test_keys_of_every_sort_are_the_chosen_ones(people: Path) -> None:
    async with on_stage(people, 140, 40) as stage:
        await stage.press("O", "O")
        assert stage.table.cursor_position == 2
        await stage.press("j", "end", "G")
        assert stage.table.cursor_position == 2, "their own keys do nothing any more"
        await stage.press("ctrl+e")
        assert stage.table.cursor_position == stage.table.source.count - 1
        await stage.press("slash", "t")
        assert stage.table.has_focus
        await stage.press("Y")
        await stage.until(lambda: isinstance(stage.app.screen, Tagging))
        await stage.press("escape")
        assert isinstance(stage.app.screen, Tagging), "what is not its key any more does nothing"
        await stage.press("f10")
        await stage.until(lambda: stage.app.screen is stage.contacts)
        await stage.press("b")
        assert stage.filter.input.has_focus
        await stage.type("fn")
        assert stage.filter.text == "fn", "what is typed is text"
        await stage.press("ctrl+g")
        assert stage.table.has_focus


async def test_a_key_of_the_app_and_of_the_palette(people: Path) -> None:
    async with on_stage(people, 140, 40) as stage:
        before = stage.table.source.count
        await stage.press("Y")
        await stage.type("new")
        await stage.press("enter")
        await stage.until_told("ctrl+z to undo")
        await stage.press("u")
        await stage.press("ctrl+z")
        await stage.until_told("Undid")
        assert stage.table.source.count == before
        await stage.press("f2")
        await stage.until(lambda: isinstance(stage.app.screen, Palette))
        chooser = stage.app.screen
        assert isinstance(chooser, Palette)
        await stage.press("ctrl+j", "ctrl+j")
        assert chooser.list.cursor_position == 2


async def test_a_command_without_a_key_is_in_the_palette_only(people: Path) -> None:
    async with on_stage(people, 140, 40) as stage:
        await stage.press("delete")
        assert stage.toasts == []
        assert "delete" not in stage.lines[-1]
        await stage.press("f2")
        await stage.until(lambda: isinstance(stage.app.screen, Palette))
        await stage.type("delete")
        await stage.press("enter")
        await stage.until_told("Deleted")


async def test_what_shows_keys_shows_the_chosen_ones(people: Path) -> None:
    async with on_stage(people, 180, 40) as stage:
        await stage.until_shown("b filter")
        assert {"b filter", "Y tag", "ctrl+z undo"} <= {text.strip() for text in stage.lines[-1].split("  ")}
        assert stage.lines[0].split()[0] == "·"
        assert "f4 Settings" in stage.lines[0]
        await stage.press("?")
        await stage.until(lambda: isinstance(stage.app.screen, Reader))
        text = "\n".join(stage.lines)
        assert "O ↓" in text
        assert "f10 close" in text


@pytest.mark.parametrize("keys", ['"go.today" = ""\n"go.contacts" = ""\n"go.journey" = ""\n'], indirect=True)
async def test_tabs_without_keys_are_told_apart(people: Path) -> None:
    async with on_stage(people, 140, 40) as stage:
        await stage.until(lambda: stage.lines[0].split()[0] == "·")
        await stage.pilot.click(TabBar, offset=(stage.lines[0].index("Journey"), 0))
        await stage.until(lambda: stage.app.current_mode == "journey")
        bold = [segment.text for segment in screen_strips(stage.app)[0] if segment.style and segment.style.bold]
        assert bold == ["2", "·", "Journey"], "and how much waits in the first"


@pytest.mark.parametrize("keys", ['"contacts.filter" = "x"\n"contact.tga" = "y"\n"app.redo" = "u"\n'], indirect=True)
async def test_what_is_wrong_is_told_once_with_its_line(people: Path) -> None:
    async with on_stage(people) as stage:
        await stage.until_told("keys.toml:2: there is no command “contact.tga”; did you mean “contact.tag”?")
        await stage.until_told("keys.toml:3: u is the key of “app.undo” already")
        await stage.press("x")
        assert stage.filter.input.has_focus


@pytest.mark.parametrize("keys", [f"'{PAYLOADS[name]}' = \"[bold]{name}[/x]\"" for name in SOME], indirect=True)
async def test_what_stands_in_the_file_is_told_harmlessly(people: Path) -> None:
    async with on_stage(people, 140, 40) as stage:
        await stage.until_told("keys.toml:1: ")
        await stage.pilot.pause()
        assert_harmless(stage, "keys.toml")

"""Choosing keys by pressing them: the file says so from then on, and so does everything that shows keys."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.screens.stage import Stage, on_stage
from tui_crm import paths
from tui_crm.commands import COMMANDS, use_keymap
from tui_crm.keymap import Keymap
from tui_crm.screens.dialogs.own_keys import KeyLines, OwnKeys, PressKey


@pytest.fixture(autouse=True)
def no_keys() -> Iterator[None]:
    """Leave no keys of one's own to the next test."""
    yield
    use_keymap(Keymap())


class Keys(Stage):
    """The list of keys on a stage."""

    @property
    def dialog(self) -> OwnKeys:
        found = next(screen for screen in self.app.screen_stack if isinstance(screen, OwnKeys))
        assert isinstance(found, OwnKeys)
        return found

    async def ask_for(self, name: str) -> None:
        """Ask for another key of the command called ``name``."""
        numbers = {command.id: number for number, command in self.dialog._lines.commands.items()}
        await self.put_cursor(self.dialog.list, numbers[name])
        await self.until(lambda: self.dialog.here is COMMANDS[name])
        await self.press("enter")
        await self.until(lambda: isinstance(self.app.screen, PressKey))


@asynccontextmanager
async def keys_on(file: Path) -> AsyncIterator[Keys]:
    async with on_stage(file, 120, 40) as stage:
        await stage.app.push_screen(OwnKeys())
        shown = Keys(stage.app, stage.pilot)
        await shown.until(lambda: shown.dialog.here)
        yield shown


def written() -> str:
    return paths.keys_file().read_text(encoding="utf-8")


def test_every_command_is_in_the_list() -> None:
    assert {command.id for command in KeyLines().commands.values()} == COMMANDS.keys()


async def test_a_key_is_chosen_by_pressing_it(people: Path) -> None:
    async with keys_on(people) as stage:
        await stage.ask_for("contacts.filter")
        await stage.press("f8")
        await stage.until_told("filter: f8")
        assert written() == '"contacts.filter" = "f8"\n'
        await stage.until(lambda: COMMANDS["contacts.filter"].first_key == "f8")
        await stage.until_shown("f8", "settings file")
        await stage.press("escape")
        await stage.until_shown("f8 filter")
        await stage.press("f8")
        assert stage.filter.input.has_focus


async def test_a_key_that_is_taken_is_refused_and_can_be_another(people: Path) -> None:
    async with keys_on(people) as stage:
        await stage.ask_for("contacts.filter")
        await stage.press("u")
        await stage.until_shown("u is the key of “app.undo” already")
        await stage.press("enter")
        await stage.until_shown("enter is the key of “list.open” already")
        await stage.press("tab")
        await stage.until_told("filter: tab")
        assert written() == '"contacts.filter" = "tab"\n'


async def test_the_key_it_comes_with_comes_back(people: Path) -> None:
    async with keys_on(people) as stage:
        await stage.press("delete")
        assert stage.toasts == []
        await stage.ask_for("app.undo")
        await stage.press("ctrl+z")
        await stage.until(lambda: COMMANDS["app.undo"].first_key == "ctrl+z")
        await stage.until(lambda: stage.dialog.check_action("reset", ()))
        await stage.press("delete")
        await stage.until(lambda: COMMANDS["app.undo"].first_key == "u")
        assert written() == ""


async def test_a_file_that_was_spoiled_meanwhile_is_told_and_not_written_over(people: Path) -> None:
    async with keys_on(people) as stage:
        await stage.ask_for("app.undo")
        await stage.press("f7")
        await stage.until_told("undo: f7")
        await stage.until(lambda: stage.dialog.check_action("reset", ()))
        paths.keys_file().write_bytes(b"\xff\xfe")
        await stage.press("delete")
        await stage.until_told("keys.toml: it is not valid UTF-8 text", "mend it or move it away")
        await stage.ask_for("app.undo")
        await stage.press("f8")
        await stage.until_shown("it is not valid UTF-8 text")
    assert paths.keys_file().read_bytes() == b"\xff\xfe"


async def test_escape_leaves_it_as_it_is(people: Path) -> None:
    async with keys_on(people) as stage:
        await stage.ask_for("app.undo")
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is stage.dialog)
        assert not paths.keys_file().exists()


async def test_what_is_wrong_in_the_file_stays_as_it_is(people: Path) -> None:
    paths.keys_file().parent.mkdir(parents=True, exist_ok=True)
    paths.keys_file().write_text('# mine\n"nonsense" = "x"\n', encoding="utf-8")
    async with keys_on(people) as stage:
        await stage.ask_for("app.undo")
        await stage.press("f7")
        await stage.until_told("undo: f7")
        assert written() == '# mine\n"nonsense" = "x"\n"app.undo" = "f7"\n'

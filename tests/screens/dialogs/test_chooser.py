"""Choosing from a short list: by keys, by mouse, by typing; the theme seen meanwhile."""

from textual.screen import Screen

from tests.screens.waiting import until
from tests.widgets.lines import screen_lines
from tests.widgets.stage import Stage
from tui_crm.commands import COMMANDS
from tui_crm.screens.dialogs.chooser import Choice, Chooser
from tui_crm.screens.dialogs.palette import Palette
from tui_crm.screens.dialogs.themes import ThemeChooser
from tui_crm.themes import built_in_themes

CHOICES = (Choice("a", "apple", "red fruit", "f1"), Choice("p", "pear", "green fruit"), Choice("f", "fruit", "any"))


async def answer_of(dialog: Screen[str | None], *keys: str) -> str | None:
    """Return what a dialog answers to ``keys``."""
    stage, answers = Stage(), list[str | None]()
    async with stage.open() as pilot:
        stage.push_screen(dialog, answers.append)
        await until(pilot, lambda: stage.focused is not None, lambda: screen_lines(stage))
        await pilot.press(*keys)
        await until(pilot, lambda: answers, lambda: screen_lines(stage))
    return answers[0]


async def test_enter_chooses() -> None:
    titles = ("Thing", "", "")
    assert await answer_of(Chooser(CHOICES, titles), "enter") == "a"
    assert await answer_of(Chooser(CHOICES, titles), "down", "enter") == "p"
    assert await answer_of(Chooser(CHOICES, titles, begin="f"), "enter") == "f"
    assert await answer_of(Chooser(CHOICES, titles), "escape") is None


def test_a_title_fits_better_than_a_remark() -> None:
    for words, fits in (
        (["fruit"], [1, 1, 3]),
        (["it"], [1, 1, 2]),
        (["fruit", "green"], [0, 1, 0]),
        (["zzz"], [0] * 3),
    ):
        assert [choice.fits(words) for choice in CHOICES] == fits


async def test_a_note_of_wide_letters_has_room() -> None:
    stage = Stage()
    async with stage.open() as pilot:
        await stage.push_screen(Chooser((Choice("a", "apple", "", "现在"),), ("Thing", "", "")))
        await until(pilot, lambda: any("现在" in line for line in screen_lines(stage)), lambda: screen_lines(stage))


async def test_a_command_is_found_by_typing() -> None:
    commands = [COMMANDS[name] for name in ("contacts.filter", "app.undo", "app.redo", "app.theme")]
    assert await answer_of(Palette(commands, None), *"red", "enter") == "app.redo"
    assert await answer_of(Palette(commands, None), "down", "down", "up", "enter") == "app.undo"
    assert await answer_of(Palette(commands, None), *"zzz", "enter", "escape") is None


async def test_themes_are_seen_while_choosing() -> None:
    themes = tuple(built_in_themes().values())
    other = next(theme.name for theme in themes if theme.name != "dusk")
    stage = Stage()
    async with stage.open() as pilot:
        stage.push_screen(ThemeChooser(themes, "dusk"))
        await until(pilot, lambda: stage.focused is not None, lambda: screen_lines(stage))
        assert stage.theme == "dusk"
        await pilot.press("down" if themes[0].name == "dusk" else "up")
        await until(pilot, lambda: stage.theme == other, lambda: stage.theme)
        await pilot.press("escape")
        await pilot.pause()
        assert stage.theme == "dusk"


async def test_to_look_for_a_theme_changes_none() -> None:
    themes, seen = tuple(built_in_themes().values()), []
    stage = Stage()
    async with stage.open() as pilot:
        stage.theme = themes[-1].name
        await pilot.pause()
        stage.theme_changed_signal.subscribe(stage, lambda theme: seen.append(theme.name))
        stage.push_screen(ThemeChooser(themes, themes[-1].name))
        await until(pilot, lambda: isinstance(stage.screen, ThemeChooser), lambda: stage.screen)
        await pilot.pause()
        assert seen == []


async def test_a_chosen_theme_stays() -> None:
    themes = tuple(built_in_themes().values())
    chosen = await answer_of(ThemeChooser(themes, "dusk"), "end", "enter")
    assert chosen == themes[-1].name

"""Our themes in Textual's hands."""

from pathlib import Path

import pytest
from rich.console import Console
from textual.app import App
from textual.color import Color
from textual.design import ColorSystem
from textual.widgets import Label

from tests.widgets.lines import screen_lines
from tests.widgets.stage import Stage
from tui_crm import themes
from tui_crm.errors import UsageError
from tui_crm.themes import Theme, built_in_themes, read_theme
from tui_crm.widgets.filter_bar import FilterBar
from tui_crm.widgets.key_bar import KeyBar, KeyHint
from tui_crm.widgets.theming import fitting_theme, install_themes, textual_theme


@pytest.mark.parametrize("name", ["contrast", "dusk", "paper"])
def test_every_colour_arrives_to_the_digit(name: str) -> None:
    theme = built_in_themes()[name]
    app: App[None] = App()
    install_themes(app, [theme], name)
    variables = app.get_css_variables()
    assert {colour: variables[colour] for colour in theme.colours} == theme.colours


def test_every_variable_a_theme_may_set_is_one_that_textual_knows() -> None:
    known = ColorSystem(primary="#123456").generate()
    assert [name for name in themes.VARIABLES if name not in known] == []


def test_a_themes_own_variables_win() -> None:
    dusk = built_in_themes()["dusk"]
    mine = Theme("mine", True, dusk.colours, {"scrollbar": "#ff0000"})
    assert textual_theme(mine).variables["scrollbar"] == "#ff0000"
    assert textual_theme(dusk).variables["scrollbar"] == dusk.colours["faint"]


@pytest.mark.parametrize("name", ["dusk", "paper"])
def test_all_the_values_are_colours_that_textual_reads(name: str) -> None:
    variables = dict(textual_theme(built_in_themes()[name]).variables)
    assert variables.pop("input-cursor-text-style") == "none"
    assert [value for value in variables.values() if Color.parse(value).a != 1] == []


def test_only_our_themes_are_left() -> None:
    app: App[None] = App()
    install_themes(app, built_in_themes().values(), "paper")
    assert set(app.available_themes) == {"contrast", "dusk", "paper", "terminal"}
    assert app.theme == "paper"


def app_on(colours: str | None, *, no_color: bool = False) -> App[None]:
    app: App[None] = App()
    app.console = Console(color_system=colours)  # type: ignore[arg-type]
    app.no_color = no_color
    return app


@pytest.mark.parametrize(
    ("colours", "no_color", "chosen", "fitting"),
    [
        ("truecolor", False, False, "dusk"),
        ("256", False, False, "dusk"),
        ("standard", False, False, "terminal"),
        ("standard", False, True, "dusk"),
        (None, False, False, "terminal"),
        ("truecolor", True, True, "terminal"),
    ],
)
def test_the_terminals_own_colours_are_used_where_it_has_few(
    colours: str | None, fitting: str, *, no_color: bool, chosen: bool
) -> None:
    assert fitting_theme(app_on(colours, no_color=no_color), "dusk", chosen=chosen) == fitting


def test_a_theme_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError) as caught:
        install_themes(App(), built_in_themes().values(), "noon")
    assert "noon" in caught.value.message
    assert "dusk, paper, terminal" in caught.value.hint


async def test_a_theme_of_the_terminals_own_colours_works(tmp_path: Path) -> None:
    names = dict.fromkeys(("background", "surface", "panel", "foreground"), "ansi_default")
    names |= {"primary": "ansi_blue", "accent": "ansi_yellow", "success": "ansi_green"}
    names |= {"warning": "ansi_yellow", "error": "ansi_red"}
    text = "dark = true\n" + "".join(f'{name} = "{colour}"\n' for name, colour in names.items())
    (tmp_path / "plain.toml").write_text(text, encoding="utf-8")
    stage = Stage(Label("hello"), KeyBar((KeyHint("n", "new"),)), FilterBar())
    install_themes(stage, [read_theme(tmp_path / "plain.toml")], "plain")
    async with stage.open(20, 5):
        assert screen_lines(stage)[:3] == ["hello", " n new", " /"]
        assert stage.get_css_variables()["muted"] == "ansi_bright_black"

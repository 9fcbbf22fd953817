"""Themes read from files: complete, checked, and every fault named with its file."""

from pathlib import Path

import pytest

from tui_crm import paths, themes
from tui_crm.themes import OPTIONAL, REQUIRED, BadTheme, Theme, all_themes, built_in_themes, is_colour, read_theme

TEXT = ("foreground", "muted", "primary", "secondary", "accent", "success", "warning", "error")
GROUNDS = ("background", "surface", "panel")
COLOURS = dict.fromkeys(REQUIRED, "#123456") | {"foreground": "#ffffff", "background": "#000000"}


def write(file: Path, dark: object = True, extra: str = "", **colours: str) -> Path:  # noqa: FBT002
    keys = {"dark": str(dark).lower()} | {name: f'"{value}"' for name, value in {**COLOURS, **colours}.items()}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(f"{name} = {value}" for name, value in keys.items()) + "\n" + extra, encoding="utf-8")
    return file


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours ``#rrggbb`` (WCAG 2.2, 1.4.3)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_ratio_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", ["dusk", "paper"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXT)
def test_what_must_be_read_can_be_read(name: str, ground: str, text: str) -> None:
    colours = built_in_themes()[name].colours
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("name", ["dusk", "paper"])
def test_the_four_weights_of_text_differ(name: str) -> None:
    colours = built_in_themes()[name].colours
    plain, muted, faint = (contrast(colours[text], colours["background"]) for text in ("foreground", "muted", "faint"))
    assert plain / muted > 2
    assert muted / faint > 2


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXT)
def test_high_contrast_is_high(ground: str, text: str) -> None:
    colours = built_in_themes()["contrast"].colours
    assert contrast(colours[text], colours[ground]) >= 7


def test_the_terminals_own_theme_has_no_colour_of_ours() -> None:
    assert all(colour.startswith("ansi_") for colour in built_in_themes()["terminal"].colours.values())


def test_dusk_is_dark_and_paper_is_light() -> None:
    assert {name: theme.dark for name, theme in built_in_themes().items()} == {
        "contrast": True,
        "dusk": True,
        "paper": False,
        "terminal": True,
    }


def test_built_in_themes_come_from_the_wheel_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "_themes" / "packaged.toml")
    monkeypatch.setattr(themes, "_PACKAGED", tmp_path / "_themes")
    assert list(built_in_themes()) == ["packaged"]


def test_a_bad_built_in_theme_is_a_defect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "broken.toml", background="soup")
    monkeypatch.setattr(themes, "_PACKAGED", tmp_path)
    with pytest.raises(RuntimeError, match=r"broken\.toml"):
        built_in_themes()


def test_a_theme_is_a_value_with_all_its_colours(tmp_path: Path) -> None:
    theme = read_theme(write(tmp_path / "evening.toml", dark=False, accent="#ABC", error="ansi_bright_red"))
    assert theme.name == "evening"
    assert theme.dark is False
    assert set(theme.colours) == {*REQUIRED, *OPTIONAL}
    assert theme.colours["accent"] == "#aabbcc"
    assert theme.colours["error"] == "ansi_bright_red"


def test_what_a_theme_leaves_out_is_made_of_what_it_says(tmp_path: Path) -> None:
    theme = read_theme(write(tmp_path / "evening.toml", primary="#00ff00"))
    assert theme.colours["secondary"] == "#00ff00"
    assert theme.colours["muted"] == "#9e9e9e"
    assert theme.colours["faint"] == "#575757"


def test_the_terminals_own_colours_do_not_mix(tmp_path: Path) -> None:
    theme = read_theme(write(tmp_path / "plain.toml", foreground="ansi_default", background="ansi_default"))
    assert theme.colours["muted"] == theme.colours["faint"] == "ansi_bright_black"


def test_variables_are_kept(tmp_path: Path) -> None:
    file = write(tmp_path / "evening.toml", extra='[variables]\nscrollbar = "#F00"\n')
    assert read_theme(file).variables == {"scrollbar": "#ff0000"}


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("dark = true\n", ["missing: background, surface, panel", "error"]),
        ('dark = "yes"\n', ["dark must be true or false"]),
        ("dark =\n", ["cannot be read"]),
        ('colour = "#fff"\n', ["missing: dark", "unknown: colour"]),
        ('accent = "soup"\nerror = 7\n', ["accent = 'soup' is not a colour", "error = 7 is not a colour"]),
        ("variables = 3\n", ["variables must be a table"]),
        ('[variables]\nscrolbar = "#fff"\nborder = "x"\n', ["unknown variables: scrolbar", "border = 'x' is not"]),
    ],
)
def test_every_fault_is_named_with_the_file(tmp_path: Path, content: str, named: list[str]) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(BadTheme) as caught:
        read_theme(file)
    assert str(file) in caught.value.message
    assert caught.value.exit_code == 2
    assert [part for part in named if part not in caught.value.message] == []


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadTheme, match=r"mine\.toml"):
        read_theme(file)


def test_a_name_that_no_command_could_say_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadTheme, match="called like its file"):
        read_theme(write(tmp_path / "My Theme!.toml"))


def test_a_users_theme_joins_the_others_and_may_replace_one() -> None:
    write(paths.user_themes() / "dusk.toml", background="#010101")
    write(paths.user_themes() / "mine.toml")
    found = all_themes().found
    assert set(found) == {*built_in_themes(), "mine"}
    assert found["dusk"].colours["background"] == "#010101"


def test_each_bad_file_is_told_once_and_skipped(tmp_path: Path) -> None:
    write(tmp_path / "good.toml")
    write(tmp_path / "bad.toml", accent="soup", error="salad")
    (tmp_path / "worse.toml").mkdir()
    read = all_themes(tmp_path)
    assert set(read.found) == {*built_in_themes(), "good"}
    assert [Path(problem.message.split()[1].rstrip(":")).name for problem in read.problems] == [
        "bad.toml",
        "worse.toml",
    ]


@pytest.mark.parametrize("value", ["#fff", "#FFFFFF", "ansi_red", "ansi_bright_black", "ansi_default"])
def test_colours(value: str) -> None:
    assert is_colour(value)


@pytest.mark.parametrize(
    "value", ["red", "#ff", "#fffff", "#ggg", "ansi_pink", "ansi_bright_default", "", 7, None, "#fff\n"]
)
def test_not_colours(value: object) -> None:
    assert not is_colour(value)


def test_themes_are_values() -> None:
    assert Theme("a", True, {"x": "#fff"}) == Theme("a", True, {"x": "#fff"})

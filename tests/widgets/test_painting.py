"""Cells become segments: the mark, the text, the padding, each in its colour."""

from collections.abc import Sequence

import pytest
from rich.style import Style

from tests.widgets.stage import Stage
from tui_crm.display import Align
from tui_crm.themes import built_in_themes
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.key_bar import KeyBar
from tui_crm.widgets.painting import PLAIN, ink, paint

GROUND = Style(bgcolor="black")


async def painted(cell: Cell, width: int | None, align: Align = "left") -> Sequence[str]:
    widget = KeyBar()
    async with Stage(widget).open():
        return [segment.text for segment in paint(widget, cell, GROUND, width, align)]


@pytest.mark.parametrize(
    ("cell", "width", "align", "drawn"),
    [
        (Cell("张伟"), 6, "left", ["张伟  "]),
        (Cell("张伟"), 6, "right", ["  张伟"]),
        (Cell("张伟"), None, "left", ["张伟"]),
        (Cell("active", mark="●"), 10, "left", ["● ", "active  "]),
        (Cell("active", mark="●"), 10, "right", ["  ● ", "active"]),
        (Cell("dormant", mark="◐"), 6, "left", ["◐ ", "dor…"]),
        (Cell("dormant", mark="◐"), 1, "left", ["…", ""]),
        (Cell("active", mark="●"), None, "left", ["● ", "active"]),
        (Cell("a\nb\x1b", mark="\x07"), None, "left", ["␇ ", "a b␛"]),
    ],
)
async def test_cells_are_drawn(cell: Cell, width: int | None, align: Align, drawn: list[str]) -> None:
    assert await painted(cell, width, align) == drawn


async def test_every_role_has_a_style_of_its_own_and_keeps_the_ground() -> None:
    widget = KeyBar()
    async with Stage(widget).open():
        looks = {role: next(paint(widget, Cell("x", role), GROUND)).style for role in Role}
        assert all(style is not None and style.bgcolor == GROUND.bgcolor for style in looks.values())
        distinct = {role: style for role, style in looks.items() if role is not Role.WARNING}  # the accent's colour
        assert len(set(distinct.values())) == len(Role) - 1
        assert ink(widget, Role.STRONG).bold
        assert ink(widget, Role.ERROR, bold=True).bold
        assert not ink(widget, Role.ERROR).bold


async def test_a_role_has_the_colour_of_the_theme_in_use() -> None:
    widget = KeyBar()
    stage = Stage(widget)
    async with stage.open() as pilot:
        for theme in (theme for theme in built_in_themes().values() if theme.name != "terminal"):
            stage.theme = theme.name
            await pilot.pause()
            for role, colour in ((Role.MUTED, "muted"), (Role.PLAIN, "foreground"), (Role.ERROR, "error")):
                drawn = ink(widget, role).color
                assert drawn is not None
                assert drawn.get_truecolor().hex == theme.colours[colour]


@pytest.mark.parametrize(
    ("mark", "drawn"), [("●", ["active"]), ("张伟", ["张伟 ", "active"]), ("li:", ["li: ", "active"])]
)
async def test_read_aloud_a_mark_that_is_a_word_stays(mark: str, drawn: list[str]) -> None:
    widget = KeyBar()
    stage = Stage(widget)
    async with stage.open():
        stage.add_class(PLAIN)
        assert [segment.text for segment in paint(widget, Cell("active", mark=mark), GROUND)] == drawn

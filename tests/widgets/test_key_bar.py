"""The keys at the bottom: as many as fit, the important ones to the last."""

from tests.widgets.lines import assert_golden, screen_lines
from tests.widgets.stage import Stage
from tui_crm.widgets.key_bar import KeyBar, KeyHint

KEYS = (
    KeyHint("n", "new", 8),
    KeyHint("e", "edit", 7),
    KeyHint("space", "选择", 3),
    KeyHint("v", "views", 1),
    KeyHint("enter", "journey", 4),
    KeyHint("/", "filter", 9),
    KeyHint("?", "keys", 10),
)


async def test_the_bar_looks_right_at_every_width() -> None:
    stage = Stage(KeyBar(KEYS, note="demo.db · li"))
    async with stage.open(100, 3) as pilot:
        lines = []
        for width in (100, 80, 60, 40, 25, 10, 1):
            await pilot.resize_terminal(width, 3)
            await pilot.pause()
            lines += [f"{width}:", screen_lines(stage)[0]]
        assert_golden("key_bar", lines)


async def test_of_equals_the_later_ones_go_first() -> None:
    stage = Stage(KeyBar(tuple(KeyHint(key, "label") for key in "abc")))
    async with stage.open(20, 3):
        assert screen_lines(stage)[0] == " a label  b label"


async def test_the_keys_that_matter_most_come_before_the_note() -> None:
    bar = KeyBar(
        (KeyHint("enter", "go on", 96), KeyHint("?", "keys", 85), KeyHint("n", "new", 63)), note="demo.db · li"
    )
    stage = Stage(bar)
    async with stage.open(38, 3) as pilot:
        assert screen_lines(stage)[0] == " enter go on  ? keys     demo.db · li"
        await pilot.resize_terminal(34, 3)
        await pilot.pause()
        assert screen_lines(stage)[0] == " enter go on  ? keys  n new"
        bar.show(note="Deleting… all", firm=True)
        await pilot.pause()
        assert screen_lines(stage)[0] == " enter go on        Deleting… all"


async def test_keys_and_note_change() -> None:
    bar = KeyBar(KEYS)
    stage = Stage(bar)
    async with stage.open(40, 3) as pilot:
        bar.show((KeyHint("x", "export"),), note="li")
        await pilot.pause()
        assert screen_lines(stage)[0] == " x export" + " " * 28 + "li"
        bar.show(note="")
        await pilot.pause()
        assert screen_lines(stage)[0] == " x export"


async def test_a_click_says_which() -> None:
    bar = KeyBar(KEYS)
    stage = Stage(bar)
    async with stage.open(100, 3) as pilot:
        for x in (1, 5, 6, 8, 99):
            await pilot.click(bar, offset=(x, 0))
        assert [message.key for message in stage.all_heard(KeyBar.Chosen)] == ["n", "n", "e"]

"""The filter line over a list: what it posts, its count, and its word on what is wrong."""

import pytest
from textual import events

from tests.widgets.lines import screen_lines
from tests.widgets.stage import Stage
from tui_crm.widgets.filter_bar import FilterBar


async def test_every_keystroke_is_told() -> None:
    bar = FilterBar()
    stage = Stage(bar)
    async with stage.open(60, 5) as pilot:
        bar.input.focus()
        await pilot.press(*"张w", "backspace")
        await pilot.pause()
        assert [message.text for message in stage.all_heard(FilterBar.Changed)] == ["张", "张w", "张"]


async def test_a_paste_is_one_safe_line() -> None:
    bar = FilterBar()
    stage = Stage(bar)
    async with stage.open(60, 5) as pilot:
        bar.input.focus()
        bar.input.post_message(events.Paste("a\x1b[31m\u202eb\nsecond line"))
        await pilot.pause()
        await pilot.pause()
        assert bar.text == "a␛[31mb"
        assert bar.input.cursor_position == len(bar.text)


@pytest.mark.parametrize("key", ["enter", "down"])
async def test_enter_and_down_submit(key: str) -> None:
    bar = FilterBar()
    stage = Stage(bar)
    async with stage.open(60, 5) as pilot:
        bar.input.focus()
        await pilot.press(*"li", key)
        await pilot.pause()
        assert len(stage.all_heard(FilterBar.Submitted)) == 1


async def test_escape_leaves_the_filter_as_it_is() -> None:
    bar = FilterBar()
    stage = Stage(bar)
    async with stage.open(60, 5) as pilot:
        bar.input.focus()
        await pilot.press("x", "escape")
        await pilot.pause()
        assert [message.text for message in stage.all_heard(FilterBar.Changed)] == ["x"]
        assert len(stage.all_heard(FilterBar.Left)) == 1


async def test_the_text_can_be_set() -> None:
    bar = FilterBar()
    stage = Stage(bar)
    async with stage.open(60, 5) as pilot:
        bar.text = "stage:active"
        bar.input.focus()
        await pilot.press("x")
        await pilot.pause()
        assert bar.text == "stage:activex"


async def test_the_count_stands_at_the_right() -> None:
    bar = FilterBar(placeholder="type")
    stage = Stage(bar)
    async with stage.open(40, 5) as pilot:
        bar.show_count("14 of [1,000,000]")
        await pilot.pause()
        assert screen_lines(stage)[0] == " / type" + " " * 15 + "14 of [1,000,000]"


@pytest.mark.parametrize(
    ("message", "at", "line"),
    [
        ("no such field", 3, "      └ no such field"),
        ("no such field", 0, "   └ no such field"),
        ("the filter ends in the middle", -1, "   the filter ends in the middle"),
        ("nobody is called “x”, did you mean wang?", 8, " └ nobody is called “x”, did you mean wang?"),
        ("a message that is far too long for such a narrow line", 8, "   └ a message that is far too long for such…"),
    ],
)
async def test_what_is_wrong_is_pointed_at(message: str, at: int, line: str) -> None:
    bar = FilterBar()
    stage = Stage(bar)
    async with stage.open(46, 5) as pilot:
        bar.text = "张z foo:b x"
        await pilot.pause()
        bar.show_problem(message, at)
        await pilot.pause()
        assert screen_lines(stage)[1].strip() == line.strip()
        if at == 3:
            assert screen_lines(stage)[1] == "       └ no such field"
        bar.clear_problem()
        await pilot.pause()
        assert screen_lines(stage)[1] == ""

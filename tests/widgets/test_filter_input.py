"""The line a filter is typed into: colours, completions, and nothing in it that could harm."""

import pytest

from tests.payloads import PAYLOADS
from tests.widgets.lines import screen_lines, screen_strips
from tests.widgets.stage import Stage
from tui_crm.display import safe
from tui_crm.widgets.cell import Role
from tui_crm.widgets.filter_input import FilterInput
from tui_crm.widgets.line_input import Complete

WORDS = ("stage:", "stage:active", "stage:dormant", "city:")


def words(text: str, cursor: int) -> list[str]:
    """Complete the last word before the cursor from WORDS."""
    before, _, word = text[:cursor].rpartition(" ")
    return [f"{before} {each}".lstrip() for each in WORDS if word and each.startswith(word) and each != word]


def an_input(complete: Complete | None = words) -> FilterInput:
    return FilterInput(
        highlight=lambda text: [(0, text.find(":") + 1, Role.PRIMARY)], complete=complete, placeholder="filter"
    )


def styled(stage: Stage, text: str) -> str:
    style = next(segment.style for segment in screen_strips(stage)[0] if text in segment.text)
    return str(style)


async def test_fields_are_coloured_as_they_are_typed() -> None:
    stage = Stage(an_input())
    async with stage.open(40, 3) as pilot:
        await pilot.press(*"city:x")
        await pilot.pause()
        assert "#7aa2f7" in styled(stage, "city:")
        assert "#7aa2f7" not in styled(stage, "x")


async def test_the_rest_of_the_best_completion_stands_behind_the_cursor() -> None:
    stage = Stage(an_input())
    async with stage.open(40, 3) as pilot:
        await pilot.press(*"st")
        await pilot.pause()
        await pilot.pause()
        assert screen_lines(stage)[0] == "stage:"
        await pilot.press("right")
        await pilot.pause()
        assert stage.query_one(FilterInput).value == "stage:"


async def test_tab_walks_through_the_completions_and_back() -> None:
    line = an_input()
    stage = Stage(line)
    async with stage.open(40, 3) as pilot:
        await pilot.press(*"st")
        seen = []
        for key in ("tab", "tab", "tab", "tab", "shift+tab", "shift+tab"):
            await pilot.press(key)
            seen.append(line.value)
        assert seen == ["stage:", "stage:active", "stage:dormant", "stage:", "stage:dormant", "stage:active"]
        assert line.cursor_position == len("stage:active")


async def test_backwards_one_begins_with_the_last() -> None:
    line = an_input()
    stage = Stage(line)
    async with stage.open(40, 3) as pilot:
        await pilot.press(*"st", "shift+tab")
        assert line.value == "stage:dormant"


async def test_a_word_in_the_middle_is_completed_there() -> None:
    line = an_input()
    stage = Stage(line)
    async with stage.open(40, 3) as pilot:
        await pilot.press(*"ci zhang", *["left"] * 6, "tab")
        assert (line.value, line.cursor_position) == ("city: zhang", 5)


async def test_typing_on_asks_anew() -> None:
    line = an_input()
    stage = Stage(line)
    async with stage.open(40, 3) as pilot:
        await pilot.press(*"st", "tab", *"d", "tab")
        assert line.value == "stage:dormant"


@pytest.mark.parametrize("complete", [None, words])
async def test_where_nothing_completes_tab_goes_on(complete: Complete | None) -> None:
    line, other = an_input(complete), an_input()
    stage = Stage(line, other)
    async with stage.open(40, 3) as pilot:
        await pilot.press(*"zz", "tab")
        assert stage.focused is other
        await pilot.press("shift+tab")
        assert stage.focused is line
        assert line.value == "zz"


async def test_escape_leaves_what_was_typed() -> None:
    line = an_input()
    stage = Stage(line)
    async with stage.open(40, 3) as pilot:
        await pilot.press(*"zz", "escape")
        await pilot.pause()
        assert (line.value, len(stage.all_heard(FilterInput.Left))) == ("zz", 1)


@pytest.mark.parametrize(("at", "underlined"), [(0, "zz"), (3, "foo:b"), (5, "o:b"), (2, "foo:b"), (8, ""), (-1, "")])
async def test_the_wrong_word_is_underlined(at: int, underlined: str) -> None:
    line = an_input()
    stage = Stage(line)
    async with stage.open(40, 3) as pilot:
        line.value = "zz foo:b "
        line.mark_wrong(at)
        await pilot.pause()
        shown = [segment.text for segment in screen_strips(stage)[0] if segment.style and segment.style.underline]
        assert "".join(shown) == underlined


async def test_nothing_blinks_and_the_placeholder_is_safe() -> None:
    line = FilterInput(placeholder="[b]x[/b]\x1b")
    stage = Stage(line)
    async with stage.open(40, 3):
        assert screen_lines(stage)[0] == "[b]x[/b]␛"
        assert line.cursor_blink is False


async def test_what_is_set_becomes_safe() -> None:
    line = an_input()
    stage = Stage(line)
    async with stage.open(40, 3):
        for name, text in PAYLOADS.items():
            line.value = text
            assert line.value == safe(text)[:2_000], name

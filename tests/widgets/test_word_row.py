"""The row of words: what is chosen, by key and by mouse, also where there is no room for all."""

import pytest

from tests.widgets.lines import screen_lines
from tests.widgets.stage import Stage
from tui_crm.widgets.painting import PLAIN
from tui_crm.widgets.word_row import Word, WordRow

WORDS = tuple(Word(key, key, str(number)) for number, key in enumerate(("call", "visit", "mail", "note", "change")))


def toggled(stage: Stage) -> list[str]:
    return [message.key for message in stage.all_heard(WordRow.Toggled)]


async def test_keys_choose() -> None:
    row = WordRow()
    stage = Stage(row)
    async with stage.open(80, 3) as pilot:
        row.show(WORDS)
        row.focus()
        await pilot.press("space", "l", "right", "enter", "h", "left", "left", "space")
        assert toggled(stage) == ["call", "mail", "call"]
        await pilot.press("escape")
        assert stage.all_heard(WordRow.Left)


async def test_the_mouse_chooses() -> None:
    row = WordRow()
    stage = Stage(row)
    async with stage.open(80, 3) as pilot:
        row.show(WORDS)
        await pilot.pause()
        await pilot.click(offset=(screen_lines(stage)[0].index("visit"), 0))
        await pilot.click(offset=(70, 0))
        assert toggled(stage) == ["visit"]


async def test_chosen_words_have_a_mark() -> None:
    row = WordRow()
    stage = Stage(row)
    async with stage.open(80, 3) as pilot:
        row.show([Word("call", "call", "6", chosen=True), Word("visit", "visit", "2")])
        await pilot.pause()
        assert screen_lines(stage)[0] == " ● call 6  visit 2"


async def test_the_row_follows_its_cursor() -> None:
    row = WordRow()
    stage = Stage(row)
    async with stage.open(20, 3) as pilot:
        row.show(WORDS)
        row.focus()
        await pilot.press("l", "l", "l", "l")
        await pilot.pause()
        line = screen_lines(stage)[0]
        assert "change" in line
        assert "call" not in line
        await pilot.click(offset=(line.index("change"), 0))
        assert toggled(stage) == ["change"]


@pytest.mark.parametrize("key", ["space", "l"])
async def test_without_words_nothing_happens(key: str) -> None:
    row = WordRow()
    stage = Stage(row)
    async with stage.open(20, 3) as pilot:
        row.focus()
        await pilot.press(key)
        assert toggled(stage) == []


async def test_read_aloud_chosen_words_stand_in_brackets() -> None:
    row = WordRow()
    stage = Stage(row)
    async with stage.open(80, 3) as pilot:
        stage.add_class(PLAIN)
        row.show([Word("call", "call", "6", chosen=True), Word("visit", "visit", "2")])
        await pilot.pause()
        assert screen_lines(stage)[0] == " [call] 6  visit 2"


@pytest.mark.parametrize(
    ("width", "shown"), [(35, " call 0  visit 1  mail 2  note 3 …"), (47, " call 0  visit 1  mail 2  note 3  change 4")]
)
async def test_a_word_is_never_cut(width: int, shown: str) -> None:
    row = WordRow()
    stage = Stage(row)
    async with stage.open(width, 3) as pilot:
        row.show(WORDS)
        await pilot.pause()
        assert screen_lines(stage)[0] == shown


@pytest.mark.parametrize("width", range(6, 60))
async def test_the_word_under_the_cursor_is_whole(width: int) -> None:
    row = WordRow()
    stage = Stage(row)
    async with stage.open(max(12, width), 3) as pilot:
        row.show(WORDS)
        row.focus()
        for word in WORDS:
            await pilot.pause()
            assert f"{word.text} {word.note}" in screen_lines(stage)[0]
            await pilot.press("l")

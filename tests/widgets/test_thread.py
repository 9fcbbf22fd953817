"""A thread as it is drawn and read: every word in full, notes set off in words, the cursor from word to word."""

from tests.widgets.lines import screen_lines
from tests.widgets.stage import Stage
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.thread import Thread, Word

LONG = " ".join(f"word{number}" for number in range(60))


def word(text: str, *, aside: bool = False, by: str = "Anna") -> Word:
    return Word((Cell(by), Cell("mail")), Cell("09:30", Role.MUTED), text, is_aside=aside)


async def test_words_are_read_one_by_one() -> None:
    thread = Thread()
    stage = Stage(thread)
    async with stage.open(40, 10) as pilot:
        thread.show(
            [word("first\n第二行"), word(LONG), word("an aside", aside=True, by="note"), word("")], keep_cursor=False
        )
        await pilot.pause()
        lines = screen_lines(stage)
        assert lines[-1].split() == ["▎", "Anna", "mail", "09:30"], "one begins at the newest"
        assert "▏ an aside" in lines
        await pilot.press("g")
        await pilot.pause()
        lines = screen_lines(stage)
        assert [lines[0][:12], lines[1], lines[2], lines[3]] == ["▎ Anna  mail", "▎ first", "▎ 第二行", ""]
        seen = set(lines)
        for _ in range(12):
            await pilot.press("j")
            await pilot.pause()
            seen |= set(screen_lines(stage))
        assert all(any(f"word{number} " in f"{line} " for line in seen) for number in range(60)), "none is passed by"
        await pilot.press("G", "pageup")
        await pilot.pause()
        assert thread._cursor == 1
        await pilot.click(thread, offset=(5, 9))
        await pilot.press("home", "pagedown", "end")
        assert thread._cursor == 3


async def test_who_reads_the_newest_goes_on_with_it_and_others_stay() -> None:
    thread = Thread()
    stage = Stage(thread)
    async with stage.open(40, 10) as pilot:
        thread.empty = (Cell("nothing was said"),)
        await pilot.pause()
        assert screen_lines(stage)[1] == "  nothing was said"
        await pilot.press("j", "G", "pagedown")
        thread.show([word("a")], keep_cursor=True)
        thread.show([word("a"), word("b")], keep_cursor=True)
        assert thread._cursor == 1
        await pilot.press("k")
        thread.show([word("a"), word("b"), word("c")], keep_cursor=True)
        assert thread._cursor == 0
        thread.show([], keep_cursor=True)
        await pilot.pause()
        assert screen_lines(stage)[1] == "  nothing was said"

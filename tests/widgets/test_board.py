"""Keys and mouse on a board, where the cursor stays when cards change, and how little a key costs."""

from random import Random

import pytest
from textual.pilot import Pilot

from tests.widgets.board_stage import COLUMNS, DESK, LANES, CountingBoard, Place, card, shown
from tests.widgets.lines import assert_golden, screen_lines
from tests.widgets.stage import Stage
from tui_crm.widgets.board import Board
from tui_crm.widgets.board_cards import Arrangement, BoardCard, Spot
from tui_crm.widgets.board_layout import BoardLayout
from tui_crm.widgets.board_layout import Place as Line
from tui_crm.widgets.cell import Cell

MANY = [(number, COLUMNS[number % 4].key, number % 3) for number in range(1, 2_001)]
FLAT = [(number, column, 0) for number, column, _lane in DESK]


def test_every_card_is_found_on_its_lines_and_nowhere_else() -> None:
    dice = Random(5)
    for _ in range(50):
        size, keys = dice.randrange(30), [column.key for column in COLUMNS]
        places: list[Place] = [(number, dice.choice(keys), dice.randrange(3)) for number in range(size)]
        board = Arrangement(COLUMNS, LANES, places)
        columns = sorted(dice.sample(range(5), dice.randrange(1, 6)))
        layout = BoardLayout(board, columns, 4)
        for column in columns:
            for position in range(board.count_in(column)):
                spot = Spot(column, position)
                line = layout.line_of(spot)
                assert [layout.spot_at(column, layout.at(line + part)) for part in range(4)] == [spot] * 4
                assert layout.nearest(column, line) == spot
                assert board.spot_of(board.id_at(spot) or 0) == spot
        seen = {layout.spot_at(column, layout.at(line)) for line in range(layout.lines) for column in columns} - {None}
        assert len(seen) == sum(map(board.count_in, columns))
        titles = [line for line in range(layout.lines) if layout.at(line).row < 0]
        lanes = {board.lane_of(spot) for spot in seen if spot is not None}
        assert len(titles) == max(0, len(lanes) - 1)


def test_the_nearest_card_of_a_column_is_looked_for_over_lanes() -> None:
    board = Arrangement(COLUMNS, LANES, [(1, "new", 0), (2, "new", 2), *((n, "open", 1) for n in range(3, 9))])
    layout = BoardLayout(board, (0, 1), 4)
    assert [layout.nearest(0, layout.line_of(Spot(1, row))).position for row in range(6)] == [0, 0, 0, 1, 1, 1]
    assert layout.nearest(4, 7) == Spot(4, 0)
    assert layout.at(0) == Line(0, 0, 0)


KEYS = {
    "": 1,
    "j": 2,
    "down down down": 3,
    "j k k": 1,
    "l": 10,
    "l l": 20,  # in another lane: the nearest there is
    "right right left": 12,
    "G": 3,
    "G g": 1,
    "l G": 14,
    "l end home": 10,
    "l pagedown": 14,
    "l pagedown pageup": 10,
    "l l l l": None,  # the empty column
    "l l l l j h": 30,
}


async def test_keys_move_the_cursor() -> None:
    board = Board()
    stage = Stage(board)
    async with stage.open(80, 18) as pilot:
        for keys, card_id in KEYS.items():
            shown(board, DESK, LANES)
            await pilot.press(*keys.split())
            assert board.highlighted_id == card_id, keys
            heard = [message.card_id for message in stage.all_heard(Board.Highlighted)]
            assert not keys or heard[-1] == card_id, keys
            line = board.head + board._line - board.scroll_offset.y
            name = "nothing here" if card_id is None else f"T-{card_id} "
            assert f"▎ {name}" in screen_lines(stage)[line], keys


async def test_h_and_l_move_a_card_by_wish_only() -> None:
    board = Board()
    stage = Stage(board)
    async with stage.open(140, 24) as pilot:
        shown(board, DESK)
        await pilot.press("H")
        assert stage.all_heard(Board.MoveWanted) == []
        await pilot.press("j", "L", "l", "H", "enter", "l", "l", "l", "L", "H", "enter")
        await pilot.pause()
        wishes = [(message.card_id, message.column) for message in stage.all_heard(Board.MoveWanted)]
        assert wishes == [(2, "open"), (11, "new")]
        assert [message.card_id for message in stage.all_heard(Board.Selected)] == [11]
        assert board.board.spot_of(2) == Spot(0, 1)


async def rest(pilot: Pilot[None], board: CountingBoard) -> None:
    """Let everything be drawn, and begin to count."""
    await pilot.pause()
    board.forget()


async def test_a_key_costs_what_changes_on_the_screen_not_what_is_on_the_board() -> None:
    board, asked = CountingBoard(), list[int]()

    def told(card_id: int) -> BoardCard:
        asked.append(card_id)
        return card(card_id)

    stage = Stage(board)
    async with stage.open(200, 60) as pilot:
        board.show(Arrangement(COLUMNS, LANES, MANY), told, keep_cursor=False)
        await pilot.pause()
        assert len(asked) == board.laid_out == 4 * 15  # those on the screen
        for key in ("j", "k", "l", "h", "j", "space"):
            asked.clear()
            await rest(pilot, board)
            await pilot.press(key)
            await pilot.pause()
            assert board.laid_out <= 3, key
            assert board.drawn <= 9, key
            assert asked == [], key
        for key in ("pagedown", "G", "pageup", "ctrl+u", "g"):
            asked.clear()
            await rest(pilot, board)
            await pilot.press(key)
            await pilot.pause()
            assert len(asked) <= 2 * 60, key
            assert board.laid_out <= 2 * 60, key
            assert board.drawn <= 2 * 60, key


async def test_only_a_card_that_says_something_else_is_laid_out_again() -> None:
    board, titles = CountingBoard(), {7: "delivery date slipped"}

    def told(card_id: int) -> BoardCard:
        return card(card_id, titles.get(card_id, "delivery date slipped"))

    stage = Stage(board)
    async with stage.open(200, 40) as pilot:
        board.show(Arrangement(COLUMNS, (), MANY), told, keep_cursor=False)
        await rest(pilot, board)
        board.refresh_cards()
        await pilot.pause()
        assert board.laid_out == 0
        titles[5] = "it slipped again"
        board.show(Arrangement(COLUMNS, (), MANY), told, keep_cursor=True)
        await pilot.pause()
        assert board.laid_out == 1
        assert any("it slipped again" in line for line in screen_lines(stage))


async def test_the_cursor_stays_with_its_card() -> None:
    board = Board()
    stage = Stage(board)
    async with stage.open(140, 12) as pilot:
        shown(board, [(number, "new", 0) for number in range(1, 40)])
        await pilot.press(*"jjjjjjj")
        before = board._line - board.scroll_offset.y
        shown(board, [(number, "new", 0) for number in (*range(50, 60), *range(3, 40))], keep_cursor=True)
        assert (board.highlighted_id, board._line - board.scroll_offset.y) == (8, before)
        heard = len(stage.all_heard(Board.Highlighted))
        shown(board, [(8, "open", 0), (9, "new", 0)], keep_cursor=True)  # a colleague moved it
        assert (board.highlighted_id, board.highlighted_column) == (8, "open")
        await pilot.pause()
        assert len(stage.all_heard(Board.Highlighted)) == heard
        shown(board, [(9, "new", 0), (10, "open", 0), (11, "open", 0)], keep_cursor=True)  # and now it is gone
        assert board.highlighted_id == 10
        shown(board, [(9, "new", 0), (10, "waiting", 0), (11, "open", 0)], keep_cursor=True, onto=11)
        assert board.highlighted_id == 11
        board.show(
            Arrangement(COLUMNS, (), [(11, "waiting", 0), (12, "open", 0)]), card, keep_cursor=True, leaving={11}
        )
        assert board.highlighted_id == 12
        shown(board, [], keep_cursor=True)
        await pilot.pause()
        assert stage.all_heard(Board.Highlighted)[-1].card_id is None
        assert board.highlighted_column == "open"


async def test_cards_are_marked_for_bulk() -> None:
    board = Board()
    stage = Stage(board)
    async with stage.open(140, 24) as pilot:
        shown(board, DESK)
        await pilot.press("space", "space", "l", "space")
        assert set(board.selected()) == {1, 2, 12}
        shown(board, FLAT[1:], keep_cursor=True)
        assert set(board.selection) == {1, 2, 12}  # also one that is not shown now
        await pilot.press("*")
        assert set(board.selection) == {number for number, _column, _lane in FLAT}
        await pilot.press("*")
        assert not board.selection
        assert len(stage.all_heard(Board.SelectionChanged)) == 5


async def test_the_mouse_selects_opens_turns_and_scrolls() -> None:
    board = Board()
    stage = Stage(board)
    async with stage.open(80, 18) as pilot:
        shown(board, MANY)
        await pilot.click(board, offset=(20, 6))
        assert board.highlighted_id == 8
        await pilot.click(board, offset=(20, 6), times=2)
        await pilot.pause()
        assert [message.card_id for message in stage.all_heard(Board.Selected)] == [8]
        names = screen_lines(stage)[0]
        await pilot.click(board, offset=(names.index("Waiting") + 2, 0))
        assert board.highlighted_column == "waiting"
        await pilot.resize_terminal(200, 18)
        await pilot.click(board, offset=(100, 50 % 18))
        assert board.highlighted_column == "waiting"
        await pilot.click(board, offset=(45, 0))
        assert board.highlighted_column == "open"
        await pilot.click(board, offset=(39, 5))  # between two columns
        assert board.highlighted_column == "open"
        board.scroll_down(animate=False)
        await pilot.pause()
        assert board.scroll_offset.y > 0


@pytest.mark.parametrize(("width", "keys"), [(80, "lj"), (120, "llll"), (140, "lj"), (200, "lj ")])
async def test_a_board_looks_as_it_did(width: int, keys: str) -> None:
    board = Board()
    stage = Stage(board)
    async with stage.open(width, 24) as pilot:
        shown(board, DESK, LANES)
        await pilot.press(*("space" if key == " " else key for key in keys))
        await pilot.pause()
        assert_golden(f"board_{width}", screen_lines(stage))


async def test_plain_screens_say_all_in_words_one_column_at_a_time() -> None:
    board = Board()
    stage = Stage(board)
    stage.add_class("-plain")
    async with stage.open(200, 12) as pilot:
        shown(board, DESK, LANES)
        await pilot.press("l", "space")
        await pilot.pause()
        lines = screen_lines(stage)
        assert lines[0].split("  ")[1:] == [
            "New 3",
            "> Open 5/3 over",
            "",
            "Waiting 2/30",
            "",
            "Resolved 1",
            "",
            "Closed 2,310",
        ]
        assert [lines[1], lines[2], lines[3]] == ["", "urgent 5", "* T-10 漏发配件，要求补发"]
        assert lines[6].startswith("> T-11 ")
        assert lines[6].endswith("complaint · urgent")
        assert not set("▎▏▌─") & set("".join(lines))


@pytest.mark.parametrize("theme", ["terminal", "paper"])
async def test_the_cursor_is_seen_without_colours(theme: str) -> None:
    board = Board()
    stage = Stage(board, theme=theme)
    async with stage.open(140, 12):
        shown(board, DESK)
        reversed_ = [
            segment.text
            for strip in stage.screen._compositor.render_strips()
            for segment in strip
            if segment.style is not None and segment.style.reverse
        ]
        assert any("漏发配件" in text or "T-1" in text for text in reversed_) == (theme == "terminal")
        assert sum("▎" in line for line in screen_lines(stage)) == 1 + 3


@pytest.mark.parametrize("lanes", [(), LANES], ids=["no lanes", "lanes"])
async def test_an_empty_board_says_what_it_is_told(lanes: tuple[Cell, ...]) -> None:
    board = Board()
    stage = Stage(board)
    async with stage.open(80, 12) as pilot:
        await pilot.press("j", "l", "pagedown", "L", "*")
        shown(board, [], lanes)
        board.empty = (card(1).title,)
        await pilot.press("j", "G", "l", "h", "pagedown", "enter", "L", "space", "*")
        await pilot.pause()
        assert "delivery date slipped" in screen_lines(stage)[3]
        assert stage.all_heard(Board.Selected) == []

"""The pane beside the list: sections, labels in a column, long text on the lines below."""

from tests.widgets.lines import assert_golden, screen_lines, screen_strips
from tests.widgets.stage import Stage
from tui_crm.themes import built_in_themes
from tui_crm.widgets.card import Card, CardRow, CardSection
from tui_crm.widgets.cell import Cell, Role

SECTIONS = (
    CardSection(
        (CardRow((Cell("张伟", Role.STRONG), Cell("c1042", Role.MUTED))), CardRow((Cell("采购经理 · 上海云帆"),)))
    ),
    CardSection((CardRow((Cell("138 0013 8000"),), "tel"), CardRow((Cell("yf_zhangwei"),), "微信"))),
    CardSection((CardRow((Cell("active", mark="●", mark_role=Role.SUCCESS), Cell("silent 3 d, usual gap 21 d"))),)),
    CardSection(
        (
            CardRow(
                (Cell("18 Nov", Role.MUTED), Cell("asks for a better price than last year's")), "call", Role.SUCCESS
            ),
            CardRow((Cell("上海云帆贸易有限公司请尽快寄样品并附新价目表"),), "mail", Role.PRIMARY),
            CardRow((), "csat"),
        ),
        "LAST",
    ),
)


async def test_the_card_looks_right() -> None:
    card = Card()
    stage = Stage(card)
    async with stage.open(36, 24) as pilot:
        card.show(SECTIONS)
        await pilot.pause()
        assert_golden("card", screen_lines(stage))


async def test_no_line_is_wider_than_the_card() -> None:
    card = Card()
    stage = Stage(card)
    async with stage.open(60, 40) as pilot:
        card.show(SECTIONS)
        for width in (60, 30, 20, 12, 6, 4):
            await pilot.resize_terminal(width, 40)
            await pilot.pause()
            assert {strip.cell_length for strip in screen_strips(stage)} == {width}
            assert "张伟" in "".join(screen_lines(stage)).replace(" ", "") or width < 8


async def test_a_very_long_text_does_not_push_the_rest_away() -> None:
    card = Card()
    stage = Stage(card)
    async with stage.open(40, 24) as pilot:
        card.show((CardSection((CardRow((Cell("很长" * 50_000),)), CardRow((Cell("the rest"),)))),))
        await pilot.pause()
        lines = screen_lines(stage)
        assert lines[13] == "  the rest"
        assert lines[12].endswith("…")


async def test_a_text_that_is_cut_among_its_words_says_so() -> None:
    card = Card()
    stage = Stage(card)
    async with stage.open(40, 24) as pilot:
        card.show((CardSection((CardRow((Cell("internationalisation " * 60),)), CardRow((Cell("the rest"),)))),))
        await pilot.pause()
        lines = screen_lines(stage)
        assert lines[12] == "  internationalisation…"
        assert lines[13] == "  the rest"


async def test_a_text_hangs_beside_what_leads_to_it_where_there_is_room() -> None:
    card = Card()
    stage = Stage(card)
    row = CardRow((Cell("7月1日"), Cell("已接通 · 索要新价目表和样品，希望下周三之前寄到")), "电话", hanging=True)
    async with stage.open(46, 10) as pilot:
        card.show((CardSection((row,)),))
        await pilot.pause()
        assert screen_lines(stage)[1:4] == [
            "  电话 7月1日 已接通 · 索要新价目表和样品，",
            "              希望下周三之前寄到",
            "",
        ]
        await pilot.resize_terminal(38, 10)
        await pilot.pause()
        assert screen_lines(stage)[1:4] == [
            "  电话 7月1日 已接通 · 索要新价目表",
            "       和样品，希望下周三之前寄到",
            "",
        ]


async def test_another_record_starts_at_its_top() -> None:
    card = Card()
    stage = Stage(card)
    rows = tuple(CardRow((Cell(f"line {number}"),)) for number in range(50))
    async with stage.open(40, 10) as pilot:
        card.show((CardSection(rows),))
        await pilot.pause()
        card.scroll_to(y=30, animate=False)
        await pilot.pause()
        assert screen_lines(stage)[0].startswith("  line 29")
        card.show((CardSection(rows[:40]),))
        await pilot.pause()
        assert screen_lines(stage)[1].startswith("  line 0")
        card.show(())
        await pilot.pause()
        assert "".join(screen_lines(stage)).strip() == ""


async def test_colours_follow_the_theme() -> None:
    card = Card()
    stage = Stage(card)
    async with stage.open(40, 10) as pilot:
        card.show(SECTIONS)
        for name in ("paper", "dusk"):
            stage.theme = name
            await pilot.pause()
            style = next(segment.style for segment in screen_strips(stage)[1] if "c1042" in segment.text)
            assert style is not None
            assert style.color is not None
            assert style.bgcolor is not None
            theme = built_in_themes()[name].colours
            assert style.color.get_truecolor().hex == theme["muted"]
            assert style.bgcolor.get_truecolor().hex == theme["surface"]

"""A screen as an SVG."""

import re

from textual.app import App, ComposeResult
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tests.docs.picture import CELL, picture, text_of


class _Words(App[None]):
    CSS = "_Over Static { width: 10; }"

    def compose(self) -> ComposeResult:
        yield Static(Content("张伟 ● a<b & c"))
        yield Static(Content.styled("  bold", "bold"))


class _Over(ModalScreen[None]):
    def compose(self) -> ComposeResult:
        yield Static("over")


async def test_its_text_can_be_read_again() -> None:
    app = _Words()
    async with app.run_test(size=(30, 4)):
        svg = picture(app)
        assert svg == picture(app)
    assert text_of(svg) == ["张伟 ● a&lt;b &amp; c", "bold"]
    assert 'class="b"' in svg


async def test_everything_stands_in_its_cell() -> None:
    app = _Words()
    async with app.run_test(size=(30, 4)):
        svg = picture(app)
    left = 12.0
    assert re.search(
        f'<text x="{left + CELL - 7.5:.1f}"[^>]* letter-spacing="1.8" font-size="15">张伟', svg
    )  # each amid two cells
    assert f'<text x="{left + 5 * CELL:.1f}"' in svg  # ●, behind four cells and a blank
    assert f'<text x="{left + 7 * CELL:.1f}"' in svg


async def test_what_lies_under_a_dialog_is_in_it() -> None:
    app = _Words()
    async with app.run_test(size=(30, 4)) as pilot:
        await app.push_screen(_Over())
        await pilot.pause()
        text = "\n".join(text_of(picture(app)))
    assert "over" in text
    assert "bold" in text

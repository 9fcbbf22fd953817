"""User text in Textual's own widgets: verbatim, never markup."""

import pytest
from textual.widgets import Label

from tests.payloads import PAYLOADS
from tests.widgets.lines import screen_lines
from tests.widgets.stage import Stage
from tui_crm.display import safe
from tui_crm.widgets.safe_text import safe_content


@pytest.mark.parametrize("name", PAYLOADS)
def test_content_holds_the_safe_text_and_no_more(name: str) -> None:
    content = safe_content(PAYLOADS[name])
    assert content.plain == safe(PAYLOADS[name])
    assert content.spans == []


def test_a_style_covers_all_of_it() -> None:
    assert [(span.start, span.end, span.style) for span in safe_content("张三[/]", "bold").spans] == [(0, 5, "bold")]


async def test_a_label_shows_it_verbatim() -> None:
    stage = Stage(Label(safe_content("bad [/foo] [b]x[/b]", "bold")))
    async with stage.open():
        assert screen_lines(stage)[0] == "bad [/foo] [b]x[/b]"

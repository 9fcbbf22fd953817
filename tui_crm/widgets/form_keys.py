"""The keys of forms. They stand apart from the widgets, so that the table of commands need not load these."""

from typing import Final

from textual.binding import Binding

from tui_crm.i18n import N_

ROWS: Final = (
    Binding("down", "step(1)", N_("next field"), show=False, id="form.next"),
    Binding("enter", "enter", N_("next field"), show=False, id="form.enter"),
    Binding("up", "step(-1)", N_("field before"), show=False, id="form.previous"),
    Binding("pagedown", "page(1)", N_("page down"), show=False, id="form.page_down"),
    Binding("pageup", "page(-1)", N_("page up"), show=False, id="form.page_up"),
)
"""In every row."""

LINE: Final = (
    Binding("tab", "take", N_("complete"), show=False, id="form.complete"),
    Binding("ctrl+n", "turn(1)", N_("next suggestion"), show=False, id="form.suggest"),
    Binding("ctrl+p", "turn(-1)", N_("suggestion before"), show=False, id="form.suggest_back"),
)
"""In a line."""

CHOICE: Final = (
    Binding("right,space", "turn(1)", N_("next choice"), show=False, id="form.choose"),
    Binding("left", "turn(-1)", N_("choice before"), show=False, id="form.choose_back"),
)
"""In a choice."""

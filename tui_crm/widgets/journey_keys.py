"""The keys of a timeline and of a row of words. They stand apart from the widgets, so that the table of commands need not
load these.
"""

from typing import Final

from textual.binding import Binding

from tui_crm.i18n import N_

TIMELINE: Final = (
    Binding("down,j", "move(1)", N_("down"), show=False, id="timeline.down"),
    Binding("up,k", "move(-1)", N_("up"), show=False, id="timeline.up"),
    Binding("pagedown", "page(1)", N_("page down"), show=False, id="timeline.page_down"),
    Binding("pageup", "page(-1)", N_("page up"), show=False, id="timeline.page_up"),
    Binding("ctrl+d", "page(0.5)", N_("half a page down"), show=False, id="timeline.half_down"),
    Binding("ctrl+u", "page(-0.5)", N_("half a page up"), show=False, id="timeline.half_up"),
    Binding("home,g", "go_first", N_("first row"), show=False, id="timeline.first"),
    Binding("end,G", "go_last", N_("last row"), show=False, id="timeline.last"),
    Binding("right_square_bracket", "month(1)", N_("month before"), show=False, id="timeline.month_before"),
    Binding("left_square_bracket", "month(-1)", N_("month after"), show=False, id="timeline.month_after"),
    Binding("full_stop", "go_now", N_("to now"), show=False, id="timeline.now"),
    Binding("enter", "unfold", N_("unfold"), show=False, id="timeline.unfold"),
    Binding("right,l", "fold(False)", N_("unfold"), show=False, id="timeline.open"),
    Binding("left,h", "fold(True)", N_("fold"), show=False, id="timeline.fold"),
)

WORDS: Final = (
    Binding("right,l", "move(1)", N_("to the right"), show=False, id="words.right"),
    Binding("left,h", "move(-1)", N_("to the left"), show=False, id="words.left"),
    Binding("space,enter", "choose", N_("choose"), show=False, id="words.toggle"),
    Binding("escape,down,j", "leave", N_("to the list"), show=False, id="words.leave"),
)

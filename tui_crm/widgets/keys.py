"""The keys that widgets bring. They stand apart from the widgets, so that the table of commands need load none of these."""

from typing import Final

from textual.binding import Binding

from tui_crm.i18n import N_


def _bound(name: str, keys: str, action: str, title: str) -> Binding:
    return Binding(keys, action, title, show=False, id=name)


def _moving(widget: str) -> tuple[Binding, ...]:
    """Return the keys that move through the lines of a widget."""
    return (
        _bound(f"{widget}.down", "down,j", "move(1)", N_("down")),
        _bound(f"{widget}.up", "up,k", "move(-1)", N_("up")),
        _bound(f"{widget}.page_down", "pagedown", "page(1)", N_("page down")),
        _bound(f"{widget}.page_up", "pageup", "page(-1)", N_("page up")),
        _bound(f"{widget}.half_down", "ctrl+d", "page(0.5)", N_("half a page down")),
        _bound(f"{widget}.half_up", "ctrl+u", "page(-0.5)", N_("half a page up")),
        _bound(f"{widget}.first", "home,g", "first", N_("first row")),
        _bound(f"{widget}.last", "end,G", "last", N_("last row")),
    )


LIST: Final = (*_moving("list"), _bound("list.open", "enter", "choose", N_("open")))

MARKS: Final = (
    _bound("list.mark", "space", "mark", N_("select")),
    _bound("list.mark_all", "*", "mark_all", N_("select all")),
)
"""In a list whose records can be marked."""

BOARD: Final = (
    _bound("board.right", "right,l", "step(1)", N_("next column")),
    _bound("board.left", "left,h", "step(-1)", N_("column before")),
    *_moving("board"),
    _bound("board.open", "enter", "choose", N_("open")),
    _bound("board.push_right", "L,shift+right", "push(1)", N_("move on")),
    _bound("board.push_left", "H,shift+left", "push(-1)", N_("move back")),
    _bound("board.mark", "space", "mark", N_("select")),
    _bound("board.mark_all", "*", "mark_all", N_("select all")),
)

THREAD: Final = _moving("thread")

FILTER: Final = (
    _bound("filter.complete", "tab", "complete(1)", N_("complete")),
    _bound("filter.complete_back", "shift+tab", "complete(-1)", N_("complete, backwards")),
    _bound("filter.leave", "escape", "leave", N_("leave")),
    _bound("filter.submit", "enter", "submit", N_("to the list")),
    _bound("filter.below", "down", "go_below", N_("to the list below")),
)

TIMELINE: Final = (
    *_moving("timeline"),
    _bound("timeline.month_before", "right_square_bracket", "month(1)", N_("month before")),
    _bound("timeline.month_after", "left_square_bracket", "month(-1)", N_("month after")),
    _bound("timeline.now", "full_stop", "now", N_("to now")),
    _bound("timeline.unfold", "enter", "choose", N_("open")),
    _bound("timeline.open", "right,l", "fold(False)", N_("unfold")),
    _bound("timeline.fold", "left,h", "fold(True)", N_("fold")),
)

CHART: Final = (
    *_moving("chart"),
    _bound("chart.right", "right,l", "step(1)", N_("next number")),
    _bound("chart.left", "left,h", "step(-1)", N_("number before")),
    _bound("chart.open", "enter", "choose", N_("open")),
)

WORDS: Final = (
    _bound("words.right", "right,l", "move(1)", N_("to the right")),
    _bound("words.left", "left,h", "move(-1)", N_("to the left")),
    _bound("words.toggle", "space,enter", "choose", N_("choose")),
    _bound("words.leave", "escape,down,j", "leave", N_("to the list")),
)

FORM: Final = (
    _bound("form.next", "down", "step(1)", N_("next field")),
    _bound("form.enter", "enter", "enter", N_("next field")),
    _bound("form.previous", "up,shift+tab", "step(-1)", N_("field before")),
    _bound("form.page_down", "pagedown", "page(1)", N_("page down")),
    _bound("form.page_up", "pageup", "page(-1)", N_("page up")),
)

COMPLETE: Final = _bound("form.complete", "tab", "take", N_("complete"))
"""In any field of a form: it completes where there is something to complete, and else goes on."""

FORM_LINE: Final = (
    COMPLETE,
    _bound("form.suggest", "ctrl+n", "turn(1)", N_("next suggestion")),
    _bound("form.suggest_back", "ctrl+p", "turn(-1)", N_("suggestion before")),
)

FORM_CHOICE: Final = (
    _bound("form.choose", "right,space", "turn(1)", N_("next choice")),
    _bound("form.choose_back", "left", "turn(-1)", N_("choice before")),
)

PICKS: Final = (
    _bound("picks.mark", "m", "mark", N_("select")),
    _bound("picks.mark_all", "*", "mark_all", N_("select all")),
)
"""In a list whose records can be marked, and where space does something with them."""

CALENDAR: Final = (
    _bound("calendar.left", "left,h", "day(-1)", N_("day before")),
    _bound("calendar.right", "right,l", "day(1)", N_("day after")),
    _bound("calendar.up", "up,k", "step(-1)", N_("up")),
    _bound("calendar.down", "down,j", "step(1)", N_("down")),
    _bound("calendar.before", "pageup,left_square_bracket", "page(-1)", N_("page before")),
    _bound("calendar.after", "pagedown,right_square_bracket", "page(1)", N_("page after")),
    _bound("calendar.first", "home,g", "edge(-1)", N_("first day")),
    _bound("calendar.last", "end,G", "edge(1)", N_("last day")),
    _bound("calendar.today", "full_stop", "today", N_("to today")),
    _bound("calendar.open", "enter,tab", "choose", N_("into the day")),
)

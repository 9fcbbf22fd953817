"""Every widget, every slot, every payload: nothing crashes, nothing acts, no control reaches the terminal."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pytest
from textual.widget import Widget

from tests.payloads import PAYLOADS
from tests.widgets.lines import screen_strips
from tests.widgets.stage import Stage
from tui_crm import widgets
from tui_crm.display import cut, safe
from tui_crm.widgets.board import Board
from tui_crm.widgets.board_cards import Arrangement, BoardCard, BoardColumn
from tui_crm.widgets.board_lines import BoardLines
from tui_crm.widgets.calendar_grid import CalendarGrid, Day, Entry, Page
from tui_crm.widgets.card import Card, CardRow, CardSection
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.charts import Chart, ChartPiece
from tui_crm.widgets.columns import Column
from tui_crm.widgets.filter_bar import FilterBar
from tui_crm.widgets.filter_input import FilterInput
from tui_crm.widgets.form import Form, FormBody
from tui_crm.widgets.form_advice import FormAdvice
from tui_crm.widgets.form_editors import FormChoice, FormLine
from tui_crm.widgets.form_field import FieldKind, FormField, Remark
from tui_crm.widgets.form_row import FormRow
from tui_crm.widgets.form_text import FormText, safe_text
from tui_crm.widgets.headline import Headline
from tui_crm.widgets.key_bar import KeyBar, KeyHint
from tui_crm.widgets.line_input import LineInput
from tui_crm.widgets.pick_table import PickTable
from tui_crm.widgets.record_lines import RecordLines
from tui_crm.widgets.record_table import RecordTable
from tui_crm.widgets.tab_bar import Tab, TabBar
from tui_crm.widgets.thread import Thread
from tui_crm.widgets.thread import Word as ThreadWord
from tui_crm.widgets.timeline import Timeline
from tui_crm.widgets.timeline_lines import Band, Rule, TimelineLines, TimelineRow
from tui_crm.widgets.word_row import Word, WordRow

Fill = Callable[[Widget, str], None]
FORBIDDEN = {
    *map(chr, range(32)),
    *map(chr, range(127, 160)),
    *"\u2028\u2029\u200b\ufeff\u202e\u2066\u2067\u2069\u202a",
}


class Everywhere:
    """A source whose rows hold one text in every cell and mark."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ids: Sequence[int] = range(1, 4)
        self.count = 3

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
        cells = (Cell(self.text), Cell(self.text, Role.STRONG, mark=self.text))
        return dict.fromkeys(ids, cells)


def fill_table(widget: Widget, text: str) -> None:
    assert isinstance(widget, RecordTable)
    widget.empty = (Cell(text), Cell(text, Role.MUTED))
    widget._columns = (Column("a", text, 40), Column("b", text, 20, align="right"))
    widget._width = 0
    widget.show(Everywhere(text), keep_cursor=True)


def fill_card(widget: Widget, text: str) -> None:
    assert isinstance(widget, Card)
    rows = (CardRow((Cell(text), Cell(text, mark=text)), text), CardRow((Cell(text),)))
    widget.show((CardSection(rows, text),))


def fill_filter(widget: Widget, text: str) -> None:
    assert isinstance(widget, FilterBar)
    widget.text = text
    widget.show_count(cut(text, 20))
    widget.show_problem(text, 1)


def fill_input(widget: Widget, text: str) -> None:
    assert isinstance(widget, LineInput)
    widget.value = text
    widget.placeholder = safe(text)


def fill_tabs(widget: Widget, text: str) -> None:
    assert isinstance(widget, TabBar)
    widget.show((Tab("1", "1", text, cut(text, 9)), Tab("2", "2", text)))


def fill_keys(widget: Widget, text: str) -> None:
    assert isinstance(widget, KeyBar)
    widget.show((KeyHint("x", text), KeyHint("y", "fits")), note=text)


def fill_text(widget: Widget, text: str) -> None:
    assert isinstance(widget, FormText)
    widget.clear()
    widget.insert(text)


def fill_choice(widget: Widget, text: str) -> None:
    assert isinstance(widget, FormChoice)
    widget._choices = (("a", cut(text, 60)), ("b", "fits"))
    widget.refresh()


def fill_row(widget: Widget, text: str) -> None:
    assert isinstance(widget, FormRow)
    widget.field = FormField("a", text, heading=text)
    widget.editor.text = text
    widget.tell(Remark(text, text))


def fill_advice(widget: Widget, text: str) -> None:
    assert isinstance(widget, FormAdvice)
    widget.show((Cell(text), Cell(text, Role.MUTED)))


def fill_form(widget: Widget, text: str) -> None:
    assert isinstance(widget, Form)
    widget.begin()
    widget.fill({"a": text, "b": text})
    widget.tell("b", Remark(text, text, is_error=True))
    widget.say(Remark(text, text))


def fill_headline(widget: Widget, text: str) -> None:
    assert isinstance(widget, Headline)
    widget.show((Cell(text), Cell(text, Role.STRONG, mark=text)), (Cell(text),))


def fill_words(widget: Widget, text: str) -> None:
    assert isinstance(widget, WordRow)
    widget.show((Word("a", text, cut(text, 9)), Word("b", text, chosen=True)))


class Told:
    """A source of a timeline whose entries, bands and rules hold one text everywhere."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.keys: Sequence[int] = (1, 2)
        self.ahead = 1
        self.months = (0,)
        self.widths = (9, 9, 9)
        self.rules = (Rule(1, Cell(text), across=True), Rule(1, Cell(text), Cell(text), broken=True))

    def rows(self, keys: Sequence[int]) -> Mapping[int, TimelineRow]:
        cell = Cell(self.text, mark=self.text)
        said = (Cell(self.text), Cell(self.text, Role.STRONG))
        return dict.fromkeys(keys, TimelineRow(cell, cell, cell, said, cell, cell, ((self.text, cell), ("", cell))))

    def band(self, position: int) -> Band:
        return Band(self.text, Role.ACCENT, dotted=position == 0)


def fill_timeline(widget: Widget, text: str) -> None:
    assert isinstance(widget, Timeline)
    widget.empty = (Cell(text),)
    widget.show(Told(text), keep_cursor=False)
    if 2 not in widget._unfolded:
        widget.action_unfold()


def fill_calendar(widget: Widget, text: str) -> None:
    assert isinstance(widget, CalendarGrid)
    day = Day(2, (Entry(cut(text, 5), text, text), Entry("", text)), text)
    widget.show(Page(MONDAY, 1, (cut(text, 9),) * 7, MONDAY, days={MONDAY: day}, height=2), MONDAY, 0)


def fill_board(widget: Widget, text: str) -> None:
    assert isinstance(widget, Board)
    cell = Cell(text, mark=text)
    card = BoardCard(cell, cell, (cell, cell), (cell,), (cell, cell), cell)
    columns = (BoardColumn("a", text, 1, cell), BoardColumn("b", text))
    widget.empty = (cell,)
    cards = [(number, "ab"[number % 2], number % 2) for number in range(1, 4)]
    widget.show(Arrangement(columns, (cell, cell), cards), lambda _id: card, keep_cursor=False)


def fill_thread(widget: Widget, text: str) -> None:
    assert isinstance(widget, Thread)
    cell = Cell(text, mark=text)
    widget.empty = (cell,)
    widget.show((ThreadWord((cell, cell), cell, text), ThreadWord((cell,), cell, "", is_aside=True)), keep_cursor=False)


def fill_chart(widget: Widget, text: str) -> None:
    assert isinstance(widget, Chart)
    widget.show(
        ([ChartPiece(Cell(text))], [ChartPiece(Cell(text, Role.STRONG, mark=text), "a", 0.5)]), keep_cursor=False
    )


def unheard(*_said: str) -> None:
    """Hear what is typed, and do nothing about it."""


MONDAY = date(2026, 11, 23)
COLUMNS = (Column("a", "A", 40), Column("b", "B", 20))
FILLED: dict[type[Widget], tuple[Callable[[], Widget], Fill]] = {
    RecordTable: (lambda: RecordTable(COLUMNS), fill_table),
    Card: (Card, fill_card),
    FilterBar: (lambda: FilterBar(complete=lambda text, _: [f"{text}[/x]\x1b"]), fill_filter),
    FilterInput: (FilterInput, fill_input),
    LineInput: (LineInput, fill_input),
    FormLine: (lambda: FormLine("", lambda text, _: [f"{text}[/x]\x1b"], unheard), fill_input),
    FormText: (lambda: FormText("", 5, unheard), fill_text),
    FormChoice: (lambda: FormChoice((("a", ""),), "a", unheard), fill_choice),
    FormRow: (lambda: FormRow(FormField("a", "A"), "", 22, unheard, is_first=True), fill_row),
    FormAdvice: (FormAdvice, fill_advice),
    Form: (lambda: Form((FormField("a", "A"), FormField("b", "B", FieldKind.LINES)), {}), fill_form),
    TabBar: (lambda: TabBar((), "2"), fill_tabs),
    KeyBar: (KeyBar, fill_keys),
    Timeline: (Timeline, fill_timeline),
    Headline: (Headline, fill_headline),
    WordRow: (WordRow, fill_words),
    PickTable: (lambda: PickTable(COLUMNS), fill_table),
    CalendarGrid: (CalendarGrid, fill_calendar),
    Board: (Board, fill_board),
    Thread: (Thread, fill_thread),
    Chart: (Chart, fill_chart),
}
ROOM: dict[type[Widget], int] = {CalendarGrid: 5}
"""How long a text is that surely has room, where that is less than 15 characters."""


def our_widgets() -> set[type[Widget]]:
    """Return every widget class defined in tui_crm.widgets."""
    modules = [
        importlib.import_module(f"tui_crm.widgets.{each.name}") for each in pkgutil.iter_modules(widgets.__path__)
    ]
    classes = [found for module in modules for _, found in inspect.getmembers(module, inspect.isclass)]
    return {found for found in classes if issubclass(found, Widget) and found.__module__.startswith("tui_crm")}


def test_no_widget_is_left_out() -> None:
    assert our_widgets() - {RecordLines, FormBody, TimelineLines, BoardLines} == set(FILLED)


def test_there_are_enough_payloads() -> None:
    assert len(PAYLOADS) >= 30


@pytest.mark.parametrize("kind", FILLED, ids=lambda kind: kind.__name__)
async def test_no_payload_gets_through(kind: type[Widget]) -> None:
    make, fill = FILLED[kind]
    widget = make()
    stage = Stage(widget)
    async with stage.open(80, 12) as pilot:
        for name, text in PAYLOADS.items():
            fill(widget, text)
            await pilot.pause()
            strips = screen_strips(stage)
            drawn = "".join(strip.text for strip in strips)
            assert FORBIDDEN.isdisjoint(drawn), name
            drawn.encode("utf-8")
            assert [strip.cell_length for strip in strips] == [80] * 12, name
            shown = safe(text).strip()
            lines = shown if kind is not FormText else safe_text(text).strip()
            assert (
                len(text) > 1_000 or len(shown) > ROOM.get(kind, 15) or all(line in drawn for line in lines.split("\n"))
            ), name
            styles = [segment.style for strip in strips for segment in strip if segment.style]
            assert not any(style.link or "@click" in style.meta for style in styles), name
        assert stage.is_running


@pytest.mark.parametrize("kind", FILLED, ids=lambda kind: kind.__name__)
async def test_a_click_on_an_action_fires_nothing(kind: type[Widget]) -> None:
    make, fill = FILLED[kind]
    widget = make()
    stage = Stage(widget)
    async with stage.open(80, 12) as pilot:
        fill(widget, "[@click=app.quit]x[/]")
        await pilot.pause()
        for x, y in ((3, 0), (18, 0), (3, 1), (18, 1), (22, 1), (60, 1)):
            await pilot.click(offset=(x, y))
        assert stage.is_running
        assert stage._exit is False

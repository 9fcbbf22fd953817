"""Tables and cards for people: aligned in cells, cut only by a terminal, coloured only where it can."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.sinks import pipe, terminal, text_of
from tui_crm.cli import table
from tui_crm.cli.columns import Column
from tui_crm.cli.kinds import Id, Number
from tui_crm.cli.terminal import Sink
from tui_crm.display import measure

UTC = ZoneInfo("UTC")


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    note: str = ""
    seats: int | None = None


COLUMNS: tuple[Column[Person], ...] = (
    Column("id", "id", Id("contact")),
    Column("name", "name"),
    Column("seats", "seats", Number()),
    Column("note", "note"),
    Column("secret", "secret", value=lambda person: person.name * 9, in_table=False),
)
PEOPLE = (Person(1, "张伟", "buys tea", 5), Person(22, "Anna Schmidt", "", 1200))


def listed(sink: Sink, people: Sequence[Person] = PEOPLE) -> str:
    table.write_table(sink, people, COLUMNS, UTC)
    return text_of(sink)


def test_columns_line_up_in_cells_and_numbers_at_the_right() -> None:
    assert listed(pipe()) == (
        "id   name          seats  note\nc1   张伟              5  buys tea\nc22  Anna Schmidt   1200\n"
    )


def test_no_rows_are_no_lines() -> None:
    assert listed(pipe(), []) == ""


def test_nothing_is_cut_in_a_pipe() -> None:
    assert "x" * 500 in listed(pipe(), [Person(1, "x" * 500)])


def test_on_a_terminal_the_widest_column_is_cut() -> None:
    people = [Person(1, "张伟", "a note that is longer than the line", 5)]
    assert listed(terminal(30), people) == ("id  name  seats  note\nc1  张伟      5  a note that …\n")


@pytest.mark.parametrize("width", range(26, 60))
def test_every_line_fits_the_terminal(width: int) -> None:
    people = [Person(1, "张伟" * 9, "note " * 9, 10**6), Person(2, "Anna" * 9, "笔记" * 9)]
    assert max(map(measure, listed(terminal(width), people).splitlines())) <= width


def test_only_a_terminal_with_colours_gets_any() -> None:
    assert listed(terminal(coloured=True)).startswith("\x1b[1mid   name          seats  note\x1b[0m\n")
    assert "\x1b" not in listed(terminal())
    assert "\x1b" not in listed(pipe())


@given(st.text())
def test_a_row_is_one_line_without_control_characters(name: str) -> None:
    lines = listed(terminal(40), [Person(1, name)]).split("\n")
    assert len(lines) == 3
    assert not set(lines[1]) & {*map(chr, range(32)), *map(chr, range(0x7F, 0xA0)), *"\u2028\u2029\u202e"}


def test_a_card_is_a_line_a_field_that_says_something() -> None:
    sink = pipe()
    table.write_card(sink, Person(1, "张伟", "first\nsecond\t!"), COLUMNS, UTC)
    assert text_of(sink) == "id    c1\nname  张伟\nnote  first\n      second  !\n"


def test_a_card_folds_at_the_edge_of_the_terminal() -> None:
    sink = terminal(20)
    table.write_card(sink, Person(1, "Li", "one two three four"), COLUMNS, UTC)
    assert text_of(sink) == "id    c1\nname  Li\nnote  one two three\n      four\n"


def test_markdown_escapes_what_would_break_the_table() -> None:
    sink = pipe()
    table.write_markdown(sink, [Person(1, "a|b\\", "x\n<b>`y`![i](//z)", 3)], COLUMNS, UTC)
    assert text_of(sink) == (
        "| id | name | seats | note |\n| --- | --- | ---: | --- |\n| c1 | a\\|b\\\\ | 3 | x<br>&lt;b>\\`y\\`!\\[i\\](//z) |\n"
    )


def test_a_card_in_markdown() -> None:
    sink = pipe()
    table.write_markdown_card(sink, Person(1, "Li|"), COLUMNS, UTC)
    assert text_of(sink) == "| field | value |\n| --- | --- |\n| id | c1 |\n| name | Li\\| |\n"

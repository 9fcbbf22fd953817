"""JSON, JSON lines, CSV, TSV and ids: what is stored, line by line, harmless to spreadsheets and terminals."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.sinks import pipe, terminal, text_of
from tui_crm.cli import machine
from tui_crm.cli.columns import Column
from tui_crm.cli.kinds import Id, Number, Text
from tui_crm.cli.terminal import Sink
from tui_crm.models.spreadsheet import unguard_cell


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    seats: int | None = None


COLUMNS: tuple[Column[Person], ...] = (
    Column("name", "name"),
    Column("id", "id", Id("contact")),
    Column("seats", "seats", Number()),
    Column("hidden", "hidden", value=lambda person: person.name.lower(), in_table=False),
)
NAME: tuple[Column[Person], ...] = (Column("name", "name", Text()),)
LI, WANG = Person(1, "Li"), Person(22, "王芳", 3)
Writer = Callable[[Sink, Iterable[Person], Sequence[Column[Person]]], None]
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def test_json_is_an_array_with_a_record_a_line_and_every_column() -> None:
    sink = pipe()
    machine.write_json(sink, [LI, WANG], COLUMNS)
    assert text_of(sink) == (
        "[\n"
        '{"name": "Li", "id": "c1", "seats": null, "hidden": "li"},\n'
        '{"name": "王芳", "id": "c22", "seats": 3, "hidden": "王芳"}\n'
        "]\n"
    )


def test_no_records_are_an_empty_array() -> None:
    sink = pipe()
    machine.write_json(sink, [], COLUMNS)
    assert text_of(sink) == "[]\n"


def test_json_lines_are_an_object_a_line() -> None:
    sink = pipe()
    machine.write_json_lines(sink, [LI, WANG], COLUMNS[:2])
    assert text_of(sink) == '{"name": "Li", "id": "c1"}\n{"name": "王芳", "id": "c22"}\n'


def test_one_record_is_one_object_with_a_key_a_line() -> None:
    sink = pipe()
    machine.write_json_object(sink, LI, COLUMNS[:2])
    assert text_of(sink) == '{\n  "name": "Li",\n  "id": "c1"\n}\n'


def test_json_for_an_output_without_unicode_is_still_the_same_json() -> None:
    sink = pipe("ascii")
    machine.write_json(sink, [Person(1, "王😀")], NAME)
    assert text_of(sink) == '[\n{"name": "\\u738b\\ud83d\\ude00"}\n]\n'


@given(TEXT)
def test_json_says_what_is_stored_and_steers_no_terminal(name: str) -> None:
    sink = terminal()
    machine.write_json_lines(sink, [Person(1, name)], NAME)
    written = text_of(sink)
    assert json.loads(written) == {"name": name}
    assert not set(written.removesuffix("\n")) & {
        *map(chr, range(32)),
        *map(chr, range(0x7F, 0xA0)),
        *"\u202e\u2066\u2028",
    }


def test_csv_has_the_keys_as_header_and_guards_formulas() -> None:
    sink = pipe()
    machine.write_csv(sink, [Person(1, "=1+1"), Person(2, 'Li "the", cat\n'), WANG], COLUMNS[:3])
    assert text_of(sink) == ('name,id,seats\n\'=1+1,c1,\n"Li ""the"", cat\n",c2,\n王芳,c22,3\n')


@given(st.lists(TEXT))
def test_csv_comes_back_as_it_was(names: list[str]) -> None:
    sink = pipe()
    machine.write_csv(sink, [Person(1, name) for name in names], NAME)
    header, *rows = csv.reader(io.StringIO(text_of(sink), newline=""))
    assert header == ["name"]
    assert [unguard_cell(name) for (name,) in rows] == names


def test_tsv_has_what_is_stored_and_escapes_what_would_break_its_lines() -> None:
    sink = pipe()
    machine.write_tsv(sink, [Person(1, "a\tb\nc\r\\"), Person(2, "@sum")], COLUMNS[:2])
    assert text_of(sink) == "name\tid\na\\tb\\nc\\r\\\\\tc1\n@sum\tc2\n"


_UNESCAPED = {"\\t": "\t", "\\n": "\n", "\\r": "\r", "\\\\": "\\"}


@given(st.lists(TEXT))
def test_tsv_comes_back_as_it_was(names: list[str]) -> None:
    sink = pipe()
    machine.write_tsv(sink, [Person(1, name) for name in names], NAME)
    header, *rows = text_of(sink).removesuffix("\n").split("\n")
    assert header == "name"
    assert [re.sub(r"\\[tnr\\]", lambda escape: _UNESCAPED[escape[0]], row) for row in rows] == names


def test_what_has_no_id_gives_no_line() -> None:
    sink = pipe()
    columns: tuple[Column[Person], ...] = (Column("id", "id", Id("contact"), value=lambda person: person.seats),)
    machine.write_ids(sink, [LI, WANG], columns)
    assert text_of(sink) == "c3\n"


def test_ids_are_the_column_of_ids_or_else_the_first() -> None:
    sink = pipe()
    machine.write_ids(sink, [LI, WANG], COLUMNS)
    assert text_of(sink) == "c1\nc22\n"
    sink = pipe()
    machine.write_ids(sink, [LI, WANG], NAME)
    assert text_of(sink) == "Li\n王芳\n"


@pytest.mark.parametrize("write", [machine.write_csv, machine.write_tsv, machine.write_ids])
def test_on_a_terminal_the_cells_are_made_harmless_and_in_a_pipe_they_are_not(write: Writer) -> None:
    evil = [Person(1, "\x1b]52;c;eA==\x07x\u202e")]
    watched, piped = terminal(), pipe()
    write(watched, evil, NAME)
    write(piped, evil, NAME)
    assert "\x1b" not in text_of(watched)
    assert "\x1b]52;c;eA==\x07x\u202e" in text_of(piped)


@pytest.mark.parametrize(
    "write",
    [machine.write_json, machine.write_json_lines, machine.write_csv, machine.write_tsv, machine.write_ids],
)
def test_rows_are_written_while_they_come(write: Writer) -> None:
    sink = pipe()
    lengths = []

    def rows() -> Iterator[Person]:
        for number in range(3):
            lengths.append(len(text_of(sink)))
            yield Person(number, "x" * 100)

    write(sink, rows(), NAME)
    assert lengths[1] - lengths[0] >= 100
    assert lengths[2] - lengths[1] >= 100

"""Delimited text is read record by record, with the line each begins in, whatever it is written in."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.services.importing.conftest import WriteFile
from tui_crm.errors import BadInput
from tui_crm.services.importing.files.input_file import InputFile
from tui_crm.services.importing.files.tables import LONGEST_CELL
from tui_crm.services.importing.files.text_table import TextTable


def _records(file: InputFile, **options: str) -> list[tuple[int, list[str]]]:
    return list(TextTable(file, **options).records())


def test_records_come_with_the_line_they_begin_in(write_file: WriteFile) -> None:
    text = 'a,b\r\n"one\r\ntwo",2\r\n\r\n3,4\r\n"five\n\nsix",7'
    with InputFile(write_file(text)) as file:
        assert _records(file) == [
            (1, ["a", "b"]),
            (2, ["one\r\ntwo", "2"]),
            (4, []),
            (5, ["3", "4"]),
            (6, ["five\n\nsix", "7"]),
        ]


def test_old_line_ends_are_line_ends(write_file: WriteFile) -> None:
    with InputFile(write_file("a,b\r1,2\r3,4\r")) as file:
        assert _records(file) == [(1, ["a", "b"]), (2, ["1", "2"]), (3, ["3", "4"])]


def test_excel_declares_its_delimiter_in_a_line_that_counts(write_file: WriteFile) -> None:
    with InputFile(write_file("sep=;\r\na;b\r\n1,2;3\r\n", "utf-8-sig")) as file:
        assert _records(file) == [(2, ["a", "b"]), (3, ["1,2", "3"])]


def test_a_delimiter_asked_for_wins(write_file: WriteFile) -> None:
    with InputFile(write_file("sep=;\na:b;c\n")) as file:
        assert _records(file, delimiter=":") == [(2, ["a", "b;c"])]


def test_an_empty_file_has_no_records(write_file: WriteFile) -> None:
    with InputFile(write_file("")) as file:
        assert _records(file) == []


def test_a_quote_that_is_never_closed_is_named_by_its_line(write_file: WriteFile) -> None:
    text = "a,b\n" + "1,2\n" * 50_000 + '3,"4\n' + "5,6\n" * 3
    with InputFile(write_file(text)) as file, pytest.raises(BadInput, match="line 50002: a quote that is opened here"):
        _records(file)


def test_a_cell_without_end_is_named_by_its_line(write_file: WriteFile) -> None:
    text = "a,b\n1," + "x" * (LONGEST_CELL + 1) + "\n"
    with InputFile(write_file(text)) as file, pytest.raises(BadInput, match=r"line 2: a cell .* more than 1048576"):
        _records(file)


def test_the_longest_cell_is_read(write_file: WriteFile) -> None:
    with InputFile(write_file(f"a,b\n1,{'x' * LONGEST_CELL}\n")) as file:
        assert len(_records(file)[1][1][1]) == LONGEST_CELL


def test_damage_far_in_the_file_is_named(write_file: WriteFile) -> None:
    data = "姓名,电话\n".encode("gbk") + "张伟,1\n".encode("gbk") * 20_000 + b"\xff\xff,2\n"
    with (
        InputFile(write_file(data)) as file,
        pytest.raises(BadInput, match=r"people\.csv, line 20002, column 1: .* GB18030") as caught,
    ):
        _records(file)
    assert "--encoding" in caught.value.hint


def test_damage_at_the_beginning_is_named(write_file: WriteFile) -> None:
    with (
        InputFile(write_file("名\n".encode("utf-16-le") + b"\x00\xd8")) as file,
        pytest.raises(BadInput, match=r"people\.csv, line 2, column 1"),
    ):
        _records(file, encoding="utf-16-le")


def test_a_zero_byte_is_refused(write_file: WriteFile) -> None:
    with (
        InputFile(write_file(b"name,phone\nAnna\0,1\n" + b"Ben,2\n" * 9)) as file,
        pytest.raises(BadInput, match="line 2, column 5"),
    ):
        _records(file)


def test_two_passes_do_not_disturb_each_other(write_file: WriteFile) -> None:
    text = "a,b\n" + "".join(f"{n},x\n" for n in range(30_000))
    with InputFile(write_file(text)) as file:
        table = TextTable(file)
        outer = table.records()
        assert next(outer) == (1, ["a", "b"])
        assert sum(1 for _record in table.records()) == 30_001
        assert [line for line, _cells in outer] == list(range(2, 30_002))


CELL = st.text('王芳李娜Annaé,;\t|"\n 0@.-', max_size=8).map(str.strip)
TABLE = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=8)
)
HEADER = ["姓名", "公司", "电话", "邮箱", "备注"]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "utf-32"]


@given(table=TABLE, encoding=st.sampled_from(ENCODINGS), delimiter=st.sampled_from(",;\t|"))
def test_any_table_in_any_encoding_reads_back(
    write_file: WriteFile, table: list[list[str]], encoding: str, delimiter: str
) -> None:
    table = [HEADER[: len(table[0])], *table]
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator="\n").writerows(table)
    with InputFile(write_file(written.getvalue(), encoding)) as file:
        assert [cells for _line, cells in _records(file, delimiter=delimiter)] == table

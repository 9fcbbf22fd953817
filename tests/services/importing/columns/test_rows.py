"""Rows become records: line by line, with every problem named, in bounded memory."""

import tracemalloc
from collections.abc import Iterator

import pytest

from tests.services.importing.columns.test_shapes import Own
from tests.services.importing.conftest import SHANGHAI, TODAY, ReadRows, WriteFile
from tui_crm.errors import BadInput
from tui_crm.services.importing.choices import Order
from tui_crm.services.importing.columns.mapping import map_columns
from tui_crm.services.importing.columns.rows import RowMapper
from tui_crm.services.importing.files.reading import open_rows
from tui_crm.services.importing.kinds.registry import kind_called


def test_a_row_knows_its_line(read_rows: ReadRows) -> None:
    rows = read_rows('Name,Notes\nAnna,"one\ntwo"\n\nBen\n')
    assert [(row.line, row.values) for row in rows] == [(2, {"name": "Anna", "note": "one\ntwo"}), (5, {"name": "Ben"})]


def test_every_problem_of_a_row_is_told(read_rows: ReadRows) -> None:
    [row] = read_rows("Name,Email,Gender,下次联系时间\nAnna,nobody,blue,soon\n")
    assert [problem.column for problem in row.problems] == ["Email", "Gender", "下次联系时间"]
    assert row.values == {"name": "Anna"}


def test_more_cells_than_the_header_has_are_a_problem(read_rows: ReadRows) -> None:
    rows = read_rows("Name,Email\nAnna,a@b.example,,x,y\nBen,b@c.example,,\n")
    assert [tuple(problem) for problem in rows[0].problems] == [("", "x | y", "the row has more cells than the header")]
    assert rows[1].problems == ()


def test_control_characters_are_removed_and_counted(read_rows: ReadRows) -> None:
    rows = read_rows("Name,Notes,Shoe\nAn\x1bna,a\x07\x08b,\x07\nBen,c\td  e,\n")
    assert [(row.values["name"], row.values["note"], row.removed) for row in rows] == [
        ("Anna", "ab", 3),
        ("Ben", "c\td  e", 0),
    ]


def test_the_order_of_day_and_month_is_decided_by_all_rows(read_rows: ReadRows) -> None:
    rows = read_rows("Name,Birthday,Next contact date\nAnna,3/4/1984,\nBen,,4/5/2024\nCleo,,3/15/2024\n")
    assert rows[0].values["birthday"] == "1984-03-04"
    assert rows[1].values["next_follow_up"] == ("2024-04-05", None)


def test_a_teams_own_date_helps_to_decide(read_rows: ReadRows) -> None:
    rows = read_rows("Name,Birthday,signed\nAnna,3/4/1984,\nBen,,15/3/2024\n", team_fields=[Own("signed", "date")])
    assert rows[0].values["birthday"] == "1984-04-03"


def test_dates_that_contradict_each_other_decide_nothing(read_rows: ReadRows) -> None:
    text = "Name,Birthday\nAnna,3/4/1984\nBen,3/15/1984\nCleo,15/3/1984\n"
    with pytest.raises(BadInput, match="contradict each other"):
        read_rows(text)
    rows = read_rows(text, date_order=Order.MONTH_FIRST)
    assert [len(row.problems) for row in rows] == [0, 0, 1]


def test_dates_that_are_clear_each_for_itself_need_no_order(read_rows: ReadRows) -> None:
    rows = read_rows("Name,Birthday\nBen,3/15/1984\nCleo,15/3/1984\n")
    assert [row.values["birthday"] for row in rows] == ["1984-03-15", "1984-03-15"]


def test_an_order_that_nothing_tells_is_asked_for(read_rows: ReadRows) -> None:
    text = "Name,Birthday\nAnna,3/4/1984\nBen,5/6/1990\n"
    with pytest.raises(BadInput, match="column “Birthday”: “3/4/1984”"):
        read_rows(text)
    assert read_rows(text, date_order=Order.DAY_FIRST)[0].values["birthday"] == "1984-04-03"
    assert read_rows(text, date_order=Order.MONTH_FIRST)[0].values["birthday"] == "1984-03-04"


def test_a_column_that_is_not_mapped_decides_nothing(read_rows: ReadRows) -> None:
    with pytest.raises(BadInput, match="Birthday"):
        read_rows("Name,Birthday,Connected On\nAnna,3/4/1984,3/15/2024\n")


def test_a_file_without_unclear_dates_is_read_once(write_file: WriteFile, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_rows(write_file("Name,Birthday\nAnna,1984-03-04\nBen,3/15/1984\n")) as source:
        mapping = map_columns(source, kind_called("contacts").columns)
        passes = []
        records = source.table.records

        def counted() -> Iterator[tuple[int, list[str]]]:
            passes.append(1)
            return records()

        monkeypatch.setattr(source.table, "records", counted)
        mapper = RowMapper(source, mapping, zone=SHANGHAI, today=TODAY)
        assert len([mapper.mapped(*row) for row in source]) == 2
    assert len(passes) == 1


def test_rows_can_be_read_again_with_another_mapping(write_file: WriteFile) -> None:
    with open_rows(write_file("First Name,Company,Phone\nAnna,Acme,1\n")) as source:
        names = []
        for kind in ("contacts", "companies"):
            mapper = RowMapper(source, map_columns(source, kind_called(kind).columns), zone=SHANGHAI, today=TODAY)
            [row] = source
            names.append(mapper.mapped(*row).values["name"])
    assert names == ["Anna", "Acme"]


def test_memory_does_not_grow_with_the_file(write_file: WriteFile) -> None:
    lines = "".join(f"Anna {n},a{n}@b.example,1984-03-{n % 28 + 1:02},{'x' * 400}\n" for n in range(10_000))
    path = write_file(f"Name,Email,Birthday,Notes\n{lines}")
    with open_rows(path) as source:
        mapper = RowMapper(source, map_columns(source, kind_called("contacts").columns), zone=SHANGHAI, today=TODAY)
        rows = (mapper.mapped(*row) for row in source)
        next(rows)
        tracemalloc.start()
        assert sum(1 for _row in rows) == 9_999
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 2 * 1024 * 1024 < path.stat().st_size

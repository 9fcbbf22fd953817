"""A workbook that is written has typed cells, texts that stay texts, and the same bytes for the same rows and clock."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from tui_crm.errors import OutputFailed, UsageError
from tui_crm.services.exporting import spreadsheet
from tui_crm.services.exporting.spreadsheet import Cell, CellType, Column, Written, check_rows, write_xlsx

COLUMNS = (
    Column("姓名"),
    Column("number", CellType.NUMBER),
    Column("day", CellType.DATE),
    Column("at", CellType.DATETIME),
    Column("yes", CellType.YES_NO),
    Column("money", CellType.MONEY),
)
ROWS: list[list[Cell]] = [
    ["=1+1", 5, date(2024, 3, 12), datetime(2024, 3, 12, 1, 14, tzinfo=UTC), True, Decimal("1234.50")],
    ["013800138000", "0.5", "2024-03-12", None, False, 3],
    ["https://example.com", "12345678901234567", "--03-12", datetime(1850, 1, 1, tzinfo=UTC), "", "about 5"],
]
MADE = datetime(2026, 11, 22, 8, tzinfo=UTC)


def written(rows: list[list[Cell]] = ROWS) -> bytes:
    file = io.BytesIO()
    write_xlsx(file, "客户", COLUMNS, iter(rows), made_at=MADE, zone=ZoneInfo("Asia/Shanghai"))
    return file.getvalue()


def test_cells_are_what_their_columns_say_and_texts_where_they_cannot_be() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written()))
    sheet = book["客户"]
    read = [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert read == [
        [("=1+1", "s"), (5, "n"), (datetime(2024, 3, 12), "d"), (datetime(2024, 3, 12, 9, 14), "d"), (True, "b"),  # noqa: DTZ001
         (1234.5, "n")],
        [("013800138000", "s"), (0.5, "n"), (datetime(2024, 3, 12), "d"), (None, "n"), (False, "b"), (3, "n")],  # noqa: DTZ001
        [("https://example.com", "s"), ("12345678901234567", "s"), ("--03-12", "s"), ("1850-01-01 08:05", "s"), (None, "n"),
         ("about 5", "s")],
    ]  # fmt: skip
    assert sheet["F2"].number_format == "#,##0.00"
    assert (sheet.freeze_panes, sheet["A1"].font.b, sheet.auto_filter.ref) == ("A2", True, "A1:F4")
    assert book.properties.created == MADE.replace(tzinfo=None)


def test_columns_are_as_wide_as_what_they_show_within_bounds() -> None:
    rows: list[list[Cell]] = [["甲乙丙丁戊己庚辛\n短", 1], ["x" * 200, 2]]
    widths = openpyxl.load_workbook(io.BytesIO(written(rows[:1])))["客户"].column_dimensions
    assert [round(widths[letter].width) for letter in "ABCF"] == [19, 9, 9, 9]
    assert round(openpyxl.load_workbook(io.BytesIO(written(rows)))["客户"].column_dimensions["A"].width) == 51


def test_the_same_rows_and_clock_give_the_same_bytes() -> None:
    assert written() == written()


def test_a_text_that_no_cell_can_hold_is_cut_and_counted() -> None:
    file = io.BytesIO()
    assert write_xlsx(file, "S", COLUMNS[:1], [["a" * 40_000], ["b"]]) == Written(rows=2, cut=1)


def test_a_file_is_whole_or_what_was_there_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "out.xlsx"
    place.write_text("before")
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 2)
    with pytest.raises(UsageError, match="2 rows at most, and these are 3"):
        write_xlsx(place, "S", COLUMNS, ROWS)
    assert not list(tmp_path.glob("*.part"))
    assert place.read_text() == "before"
    with pytest.raises(OutputFailed):
        write_xlsx(tmp_path / "no" / "folder.xlsx", "S", COLUMNS, ROWS)


def test_too_many_rows_are_refused_before_they_are_written() -> None:
    check_rows(spreadsheet.MOST_ROWS)
    with pytest.raises(UsageError, match="1048575 rows at most"):
        check_rows(spreadsheet.MOST_ROWS + 1)


@pytest.mark.parametrize(
    ("name", "shown"), [("a/b:c", "a b c"), ("x" * 40, "x" * 31), ("'", "Sheet 1"), ("History", "Sheet 1")]
)
def test_a_sheet_has_a_name_that_is_allowed(name: str, shown: str) -> None:
    file = io.BytesIO()
    write_xlsx(file, name, COLUMNS[:1], [])
    assert openpyxl.load_workbook(file).sheetnames == [shown]

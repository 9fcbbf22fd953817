"""A spreadsheet is read by a process of its own: what it finds comes as a table, what it dies of as one sentence."""

from pathlib import Path

import pytest

from tests.services.importing.conftest import WriteFile
from tests.services.importing.files.sheets.workbooks import sheet_xml, xlsx
from tui_crm.errors import BadInput, OutputFailed, UsageError
from tui_crm.services.importing.choices import FileFormat
from tui_crm.services.importing.files import sheet_process
from tui_crm.services.importing.files.reading import open_rows
from tui_crm.services.importing.files.tables import ReadOptions, RejectedRow

FIXTURES = Path(__file__).parents[3] / "fixtures" / "imports"
_ROW = '<row><c t="str"><v>name</v></c></row>'


@pytest.mark.parametrize("name", ["people.xls", "people.ods"])
def test_the_elder_formats_are_read_like_the_new_one(name: str) -> None:
    with open_rows(FIXTURES / name) as source:
        assert list(source) == [
            (3, ["张三", "13800138000", "zhang@example.com", "甲公司", "1980-02-03", "2026-12-01 09:30", "1234.5", "TRUE",
                 "第一行\n第二行"]),
            (4, ["李四", "1.38E+10", "", "甲公司", "", "", "5", "FALSE", ""]),
            (6, ["王五", "", "wang@example.com", *[""] * 6]),
        ]  # fmt: skip
        assert source.table.format == FileFormat(name[-3:])
        assert (source.header_line, source.skipped.blank, source.state) == (2, 1, None)
        (remark,) = source.table.remarks()
        assert "only the sheet “客户”" in remark
        assert remark.endswith(": 说明")


def test_the_sheet_that_is_asked_for_is_read() -> None:
    with open_rows(FIXTURES / "people.xls", ReadOptions(sheet="1")) as source:
        assert source.header == ("填表前请先阅读",)
        assert source.table.remarks() == []
    with pytest.raises(UsageError, match=r"people\.xls has no sheet “客人”") as refused:
        open_rows(FIXTURES / "people.xls", ReadOptions(sheet="客人"))
    assert refused.value.hint == "it has: 说明, 客户"


def test_a_format_that_is_asked_for_has_to_be_true() -> None:
    with pytest.raises(BadInput, match=r"people\.xls is no XLSX file, but XLS"):
        open_rows(FIXTURES / "people.xls", ReadOptions(file_format=FileFormat.XLSX))


@pytest.mark.parametrize("name", ["export.xls", "export.xlsx"])
def test_a_text_with_the_name_of_a_spreadsheet_is_read_as_the_text_it_is(write_file: WriteFile, name: str) -> None:
    with open_rows(write_file("name\tphone\nAnna\t13800138000\n", name=name)) as source:
        assert (source.table.format, list(source)) == (FileFormat.TSV, [(2, ["Anna", "13800138000"])])


def test_a_reader_that_dies_is_one_sentence(write_file: WriteFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_process, "_CHILD", "import os; os.abort()")
    with pytest.raises(BadInput, match=r"a\.xlsx is damaged, or takes too much memory"):
        open_rows(write_file(xlsx(sheet_xml(_ROW)), name="a.xlsx"))


def test_a_reader_that_says_nothing_is_ended(write_file: WriteFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_process, "_CHILD", "import time; time.sleep(600)")
    monkeypatch.setattr(sheet_process, "SILENCE", 0.1)
    with pytest.raises(BadInput, match="nothing came of it for 0 seconds"):
        open_rows(write_file(xlsx(sheet_xml(_ROW)), name="a.xlsx"))


def test_a_reader_has_little_memory(write_file: WriteFile, monkeypatch: pytest.MonkeyPatch) -> None:
    greedy = (
        "import sys; sys.path[:] = sys.argv[2:]; from tui_crm.services.importing.files.sheets import child, opening;"
        " opening.open_book = lambda _file: bytearray(2 << 30); child.main(sys.argv[1])"
    )
    monkeypatch.setattr(sheet_process, "_CHILD", greedy)
    with pytest.raises(BadInput, match=r"a\.xlsx is not read: it takes too much memory"):
        open_rows(write_file(xlsx(sheet_xml(_ROW)), name="a.xlsx"))


def test_a_full_disk_is_told_as_such(write_file: WriteFile, monkeypatch: pytest.MonkeyPatch) -> None:
    full = sheet_process._CHILD.replace("main(", "sys.stdout = open('/dev/full', 'w'); main(")
    monkeypatch.setattr(sheet_process, "_CHILD", full)
    with pytest.raises(OutputFailed, match="cannot keep the input: No space left on device"):
        open_rows(write_file(xlsx(sheet_xml(_ROW)), name="a.xlsx"))


def test_rows_come_before_the_damage_behind_them(write_file: WriteFile) -> None:
    rows = "".join(f'<row><c t="str"><v>name {number}</v></c></row>' for number in range(20_000))
    path = write_file(xlsx(f"<worksheet><sheetData>{rows}<row></sheetData>"), name="cut.xlsx")
    with open_rows(path) as source:
        begun = iter(source)
        assert next(begun) == (3, ["name 2"])
        with pytest.raises(BadInput, match=r"cut\.xlsx is damaged or was cut short"):
            list(begun)


def test_a_text_that_thousands_of_cells_repeat_is_refused(write_file: WriteFile) -> None:
    texts = f"<si><t>{''.join(map(str, range(100_000)))}</t></si>"
    rows = _ROW + '<row><c t="s"><v>0</v></c></row>' * 300
    path = write_file(xlsx(sheet_xml(rows), texts=texts), name="a.xlsx")
    told = pytest.raises(BadInput, match=r"a\.xlsx, row 139: more than 64 MB of text came before it")
    with open_rows(path) as source, told:
        list(source)


def test_nothing_is_left_behind(write_file: WriteFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    with open_rows(write_file(xlsx(sheet_xml(_ROW * 3)), name="a.xlsx")) as source:
        assert not list(scratch.iterdir())
        assert len(list(source)) == len(list(source)) == 2


def test_rejected_rows_come_back_as_a_workbook(write_file: WriteFile, tmp_path: Path) -> None:
    with open_rows(write_file(xlsx(sheet_xml(_ROW)), name="a.xlsx")) as source:
        rows = [RejectedRow(3, ["=1+1", "013800138000", "''=x"], ("3", "phone", "013", "no phone"))]
        source.table.write_rejects(
            tmp_path / "r.xlsx", ["name", "phone"], ["line", "column", "value", "reason"], lambda: iter(rows)
        )
    with open_rows(tmp_path / "r.xlsx") as source:
        assert source.header == ("name", "phone")  # what was told of them is left out
        assert list(source) == [(2, ["=1+1", "013800138000", "''=x"])]

"""`crm import` of a spreadsheet: the sheet that has the people, its bad rows back as a workbook, the mended ones in."""

import shutil
from pathlib import Path

from openpyxl import load_workbook

from tests.conftest import RunCrm

PEOPLE = Path(__file__).parents[2] / "fixtures" / "imports" / "people.xls"


def test_a_workbook_goes_in_and_its_bad_row_comes_back_to_be_mended(crm: RunCrm, tmp_path: Path) -> None:
    file = shutil.copy(PEOPLE, tmp_path / "people.xls")
    imported = crm("import", "contacts", str(file), "--keep-good", "--map", "金额=")
    assert imported.exit_code == 1
    assert "people.xls, line 4: 手机: “1.38E+10” is a phone number that a spreadsheet rounded" in imported.stderr
    assert "only the sheet “客户” of" in imported.stderr
    bad = tmp_path / "people.rejects.xlsx"
    book = load_workbook(bad)
    cells = [[cell.value for cell in row] for row in book["客户"].iter_rows()]
    assert cells[0][:2] + cells[0][-4:] == ["姓名", "手机", "line", "column", "value", "reason"]
    assert cells[1][:2] + cells[1][-4:-1] == ["李四", "1.38E+10", "4", "手机", "1.38E+10"]
    book["客户"]["B2"] = 13900139000
    book.save(bad)
    mended = crm("import", "contacts", str(bad), "--map", "金额=")
    assert (mended.exit_code, mended.stderr) == (0, "")
    assert "13900139000 · mobile" in crm("contact", "show", "李四").stdout


def test_a_broken_workbook_is_one_sentence(crm: RunCrm, tmp_path: Path) -> None:
    (tmp_path / "cut.xlsx").write_bytes(b"PK\x03\x04 and no more")
    refused = crm("import", "contacts", str(tmp_path / "cut.xlsx"))
    assert (refused.exit_code, refused.stdout) == (4, "")
    assert refused.stderr.endswith("cut.xlsx is damaged or was cut short; get it once more, or save it as XLSX again\n")

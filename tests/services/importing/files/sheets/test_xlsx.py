"""What is in the XML of an XLSX is read as a person sees it, whoever wrote it and however."""

import io

import pytest

from tests.services.importing.files.sheets.workbooks import sheet_xml, xlsx
from tui_crm.services.importing.files.sheets.book import Row
from tui_crm.services.importing.files.sheets.choosing import choose
from tui_crm.services.importing.files.sheets.package import Package
from tui_crm.services.importing.files.sheets.refusing import Refused
from tui_crm.services.importing.files.sheets.xlsx import Xlsx


def opened(content: bytes) -> Xlsx:
    return Xlsx(Package(io.BytesIO(content)))


def rows_of(content: bytes) -> list[Row]:
    book = opened(content)
    return list(book.rows(book.sheets[0]))


def test_cells_of_every_kind_become_text() -> None:
    styles = (
        '<numFmts><numFmt numFmtId="170" formatCode="yyyy/m/d h:mm"/><numFmt numFmtId="171" formatCode="000000"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>'
    )
    texts = "<si><t>1.38E+10</t></si><si><r><t>甲</t></r><r><t xml:space='preserve'> 公司</t></r><rPh><t>かな</t></rPh></si>"
    row = (
        '<row r="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c><v>13800138000</v></c><c s="1"><v>45363</v></c>'
        '<c s="2"><v>45363.5</v></c><c s="3"><v>1234</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c>'
        '<c t="inlineStr"><is><t>a_x000D_b _x005F_x000D_</t></is></c><c t="str"><f>A1&amp;"x"</f><v>cached</v></c>'
        '<c t="d"><v>2024-03-12T00:00:00Z</v></c><c><v>oops</v></c></row>'
    )
    read = rows_of(xlsx(sheet_xml(row), texts=texts, styles=styles))
    expected = ["1.38E+10", "甲 公司", "13800138000", "2024-03-12", "2024-03-12 12:00", "001234", "TRUE", "",
                "a\rb _x000D_", "cached", "2024-03-12", "oops"]  # fmt: skip
    assert read == [(1, expected)]


def test_days_of_a_workbook_that_counts_from_1904() -> None:
    content = xlsx(
        sheet_xml('<row><c s="0"><v>43901</v></c></row>'),
        styles='<cellXfs><xf numFmtId="14"/></cellXfs>',
        properties='<workbookPr date1904="1"/>',
    )
    assert rows_of(content) == [(1, ["2024-03-12"])]


def test_only_cells_with_text_count_whatever_the_sheet_claims() -> None:
    rows = (
        '<row r="2" hidden="1"><c r="B2" t="str"><v>hidden</v></c><c r="D2" s="1"/></row><row r="3"><c r="A3" s="1"/></row>'
        '<row r="1048576"><c r="A1048576" t="str"><v>last</v></c></row>'
    )
    assert rows_of(xlsx(sheet_xml(rows, before='<dimension ref="A1:XFD1048576"/>'))) == [
        (2, ["", "hidden"]),
        (1048576, ["last"]),
    ]


def test_a_cell_merged_downwards_speaks_for_each_row() -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="str"><v>{company}</v></c><c r="B{n}" t="str"><v>{name}</v></c></row>'
        for n, (company, name) in enumerate([("甲", "张"), ("", "李"), ("", "王"), ("", "赵")], 1)
    )
    merged = '<mergeCells count="2"><mergeCell ref="A1:A3"/><mergeCell ref="A5:C5"/></mergeCells>'
    read = rows_of(xlsx(sheet_xml(rows, after=merged)))
    assert [cells for _row, cells in read] == [["甲", "张"], ["甲", "李"], ["甲", "王"], ["", "赵"]]


def test_a_formula_without_a_stored_result_is_counted() -> None:
    book = opened(xlsx(sheet_xml('<row><c t="str"><v>a</v></c><c><f>1+1</f></c><c><f>2</f><v>2</v></c></row>')))
    assert list(book.rows(book.sheets[0])) == [(1, ["a", "", "2"])]
    assert book.unvalued == 1


def test_prefixes_and_separators_of_other_programs_do_not_matter() -> None:
    sheet = (
        '<x:worksheet xmlns:x="urn:x"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    content = xlsx("", parts={"xl/worksheets/sheet1.xml": "", "xl\\Worksheets\\Sheet1.xml": sheet})
    book = opened(content.replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheet0.xml"))
    assert list(book.rows(book.sheets[0])) == [(1, ["a"])]


def _sheet(*rows: str) -> str:
    cells = ("".join(f'<c t="str"><v>{cell}</v></c>' for cell in row.split(",")) for row in rows)
    return sheet_xml("".join(f"<row>{row}</row>" for row in cells))


def test_the_sheet_whose_header_means_most_is_chosen_and_others_are_named() -> None:
    book = opened(
        xlsx(_sheet("How to fill this in", "Read first"), _sheet("x,y"), _sheet(""), _sheet("a note", "name,b"))
    )

    def is_known(cell: str) -> bool:
        return cell == "name"

    choice = choose(book, None, is_known)
    assert (choice.sheet.name, choice.others) == ("S4", ("S1", "S2"))
    assert [choose(book, wanted, is_known).sheet.name for wanted in ("s2", "3", " S1")] == ["S2", "S3", "S1"]
    with pytest.raises(Refused) as refused:
        choose(book, "5", is_known)
    assert refused.value.details == {"wanted": "5", "sheets": ["S1", "S2", "S3", "S4"]}


def test_a_hidden_sheet_is_only_read_where_no_other_has_rows() -> None:
    content = xlsx(_sheet("name,phone"), _sheet("x,y"))
    hidden = content  # the workbook's own part decides
    book = opened(hidden)
    book.sheets = [type(each)(each.place, each.name, each.place == 0) for each in book.sheets]
    assert choose(book, None, lambda cell: cell == "name").sheet.name == "S2"
    assert choose(book, "S1", lambda _cell: False).sheet.name == "S1"

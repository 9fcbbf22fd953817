"""Bombs, programs, secrets and rubbish are refused before they do harm, each for what it is."""

import os
from pathlib import Path

import pytest

from tests.services.importing.files.sheets.workbooks import SHEET, archive, sheet_xml, xlsx
from tui_crm.services.importing.files.sheets import package
from tui_crm.services.importing.files.sheets.opening import open_book
from tui_crm.services.importing.files.sheets.refusing import Refused

_MILLION = 1 << 20
_ROW = '<row><c t="str"><v>a</v></c></row>'
_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    '<worksheet><sheetData><row><c t="str"><v>&c;</v></c></row></sheetData></worksheet>'
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_GOOD = xlsx(sheet_xml(_ROW))


def reason_of(content: bytes, tmp_path: Path) -> str:
    """Return why a file is not read, to its last row."""
    (tmp_path / "file").write_bytes(content)
    descriptor = os.open(tmp_path / "file", os.O_RDONLY)
    try:
        book = open_book(descriptor)
        for sheet in book.sheets:
            list(book.rows(sheet))
    except Refused as refused:
        return refused.why
    finally:
        os.close(descriptor)
    return ""


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (_GOOD, ""),
        (_GOOD[:-30], "damaged"),
        (_GOOD[:200] + bytes(60) + _GOOD[260:], "damaged"),
        (archive({"readme.txt": "hello"}), "no-workbook"),
        (archive({"word/document.xml": "<w/>", "[Content_Types].xml": "<Types/>"}), "no-workbook"),
        (archive({"mimetype": "application/vnd.oasis.opendocument.text"}), "no-workbook"),
        (archive({"mimetype": _ODS, "META-INF/manifest.xml": "<a><encryption-data/></a>"}), "password"),
        (archive({"mimetype": _ODS, "content.xml": "<"}), "damaged"),
        (xlsx(sheet_xml(_ROW), kind="application/vnd.ms-excel.sheet.macroEnabled.main+xml"), "macros"),
        (xlsx(_LAUGHS), "entities"),
        (xlsx(sheet_xml(_ROW), parts={SHEET: "<worksheet><sheetData><row>"}), "damaged"),
        (xlsx(sheet_xml('<row><c t="s"><v>7</v></c></row>')), "damaged"),
        (xlsx(sheet_xml('<row r="1"><c r="XFD1" t="str"><v>far</v></c></row>')), "columns"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (_OLE + "WordDocument".encode("utf-16-le"), "no-workbook"),
        (_OLE, "damaged"),
    ],
)
def test_what_is_not_read_is_told_for_what_it_is(content: bytes, code: str, tmp_path: Path) -> None:
    assert reason_of(content, tmp_path) == code


def test_a_cell_that_unpacks_to_a_hundred_times_its_file(tmp_path: Path) -> None:
    bomb = xlsx(sheet_xml(_ROW), texts="<si><t>" + "a" * (9 * _MILLION) + "</t></si>")
    assert len(bomb) < _MILLION // 50
    assert reason_of(bomb, tmp_path) == "ratio"


def test_a_cell_of_more_than_a_million_characters(tmp_path: Path) -> None:
    assert (
        reason_of(xlsx(sheet_xml(f'<row><c t="str"><v>{"a" * (_MILLION + 1)}</v></c></row>')), tmp_path) == "long-cell"
    )
    texts = f"<si><t>{'a' * _MILLION}</t><t>a</t></si>"
    assert reason_of(xlsx(sheet_xml(_ROW), texts=texts), tmp_path) == "long-text"


def test_an_archive_of_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(package, "MOST_UNPACKED", 1000)
        assert reason_of(_GOOD, tmp_path) == "unpacked"
    monkeypatch.setattr(package, "MOST_MEMBERS", 6)
    assert reason_of(_GOOD, tmp_path) == "members"

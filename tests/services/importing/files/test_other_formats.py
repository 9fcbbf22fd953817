"""A file that is no table of text is told by its format and shows none of its content."""

import pytest

from tui_crm.errors import BadInput
from tui_crm.services.importing.files.other_formats import refuse_other_format


@pytest.mark.parametrize(
    ("name", "head", "told"),
    [
        ("x.xls", b"\r\n<!-- a -->\n<HTML xmlns:x='urn:x'><table>", "is a web page"),
        ("x.xls", "<table><tr>".encode("utf-16"), "is a web page"),
        ("x.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:x">', "is an XML file"),
        ("x.pdf", b"%PDF-1.7", "is a PDF document"),
        ("x.csv.gz", b"\x1f\x8b\x08\x00", "is compressed; unpack it first"),
    ],
)
def test_it_is_told_by_its_format_and_not_shown(name: str, head: bytes, told: str) -> None:
    with pytest.raises(BadInput, match=f"{name} {told}"):
        refuse_other_format(name, head)


@pytest.mark.parametrize(
    "head", [b"", b"name,phone\n", b"[Name],[Phone]\n", b"{Name},Phone\n", "［姓名］,电话\n".encode("gb18030")]
)
def test_tables_pass(head: bytes) -> None:
    refuse_other_format("x.csv", head)

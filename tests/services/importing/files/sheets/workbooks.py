"""Workbooks of our own making: the parts of an XLSX written out, so that a test can put anything into them."""

import io
import zipfile
from collections.abc import Mapping

CONTENT_TYPES = "[Content_Types].xml"
SHEET = "xl/worksheets/sheet1.xml"
_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def sheet_xml(rows: str, *, before: str = "", after: str = "") -> str:
    """Return the XML of a sheet whose data are ``rows``."""
    return f"<worksheet {_NS}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def xlsx(
    *sheets: str,
    texts: str = "",
    styles: str = "",
    properties: str = "",
    kind: str = _KIND,
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Return a workbook with these ``sheets`` (XML), called S1, S2 …; ``parts`` replace or add to what is in the archive."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    related = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    more = f'<Relationship Id="t" Type="{_RELATIONS}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    more += f'<Relationship Id="s" Type="{_RELATIONS}/styles" Target="styles.xml"/>'
    content: dict[str, str | bytes] = {
        CONTENT_TYPES: f'<Types><Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships {_PACKAGE}><Relationship Id="a" Type="{_RELATIONS}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_NS} xmlns:r="{_RELATIONS}">{properties}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships {_PACKAGE}>{related}{more}</Relationships>",
        "xl/sharedStrings.xml": f"<sst {_NS}>{texts}</sst>",
        "xl/styles.xml": f"<styleSheet {_NS}>{styles}</styleSheet>",
    }
    content |= {f"xl/worksheets/sheet{n}.xml": sheet for n, sheet in zip(numbers, sheets, strict=True)}
    return archive(content | dict(parts or {}))


def archive(content: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in content.items():
            target.writestr(name, text)
    return file.getvalue()

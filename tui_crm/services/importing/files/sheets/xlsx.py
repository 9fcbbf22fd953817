"""What is in an XLSX workbook: its sheets, its texts, and what the formats of its cells show.

openpyxl is not used: it takes as long, keeps ``_x000D_`` in texts, expands entities, and refuses a workbook for a style
that it does not know, though only the number formats matter here.
"""

import posixpath
from collections.abc import Iterator
from typing import Final

from tui_crm.services.importing.files.sheets.book import Row, Sheet
from tui_crm.services.importing.files.sheets.markup import Attributes, Walk, local, walk_all
from tui_crm.services.importing.files.sheets.merged import downward, merged_downwards
from tui_crm.services.importing.files.sheets.package import Package
from tui_crm.services.importing.files.sheets.refusing import Refused, Why, check_length
from tui_crm.services.importing.files.sheets.values import Shown, shown_by
from tui_crm.services.importing.files.sheets.xlsx_cells import CellFormat, Cells, Lookup, unescaped

_DAYS = (*range(14, 18), *range(27, 32), 36, *range(50, 55), 57, 58)
_TIMES = (*range(18, 22), *range(32, 36), 45, 47, 55, 56)
_BUILT_IN: Final = {
    **dict.fromkeys(map(str, _DAYS), CellFormat(Shown.DAY)),
    **dict.fromkeys(map(str, _TIMES), CellFormat(Shown.TIME)),
    "22": CellFormat(Shown.MOMENT),
    "46": CellFormat(Shown.SPAN),
}
_TRUE: Final = frozenset({"1", "true", "on"})
_MACROS: Final = "macroenabled"
_WORKBOOK: Final = "xl/workbook.xml"


class Xlsx:
    """An XLSX workbook, open: its sheets in their order. Raises Refused where the archive holds none."""

    format = "xlsx"

    def __init__(self, package: Package) -> None:
        self._package = package
        self.size = package.size
        self.unvalued = 0
        self.sheets: list[Sheet] = []
        self._members: list[str] = []
        workbook = _workbook_in(package)
        self._related = _relations(package, workbook)
        self._later_epoch = False
        walk_all(package.chunks(workbook), Walk(self._see))
        self._lookup: Lookup | None = None

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """Yield the rows of a sheet that have text; what is merged downwards speaks for each row."""
        if self._lookup is None:
            self._lookup = Lookup(self._texts(), self._formats(), self._later_epoch)
        cells = Cells(self._lookup)
        member = self._members[sheet.place]
        merged = merged_downwards(self._package.chunks(member))
        yield from downward(cells.rows(self._package.chunks(member)), merged)
        self.unvalued = cells.unvalued

    def _see(self, name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            self._later_epoch = attributes.get("date1904", "").lower() in _TRUE
        elif name == "sheet":
            kind, member = self._related.get(local(attributes, "id"), ("", ""))
            if kind == "worksheet" and member in self._package:
                is_hidden = attributes.get("state", "visible") != "visible"
                self.sheets.append(Sheet(len(self.sheets), attributes.get("name", ""), is_hidden))
                self._members.append(member)

    def _part(self, kind: str) -> str:
        return next((member for each, member in self._related.values() if each == kind), "")

    def _texts(self) -> list[str]:
        found = _Texts()
        walk_all(self._package.chunks(self._part("sharedStrings")), Walk(found.start, found.end, found.text))
        return found.texts

    def _formats(self) -> dict[str, CellFormat]:
        found = _Formats()
        walk_all(self._package.chunks(self._part("styles")), Walk(found.start, found.end))
        return found.formats


def _workbook_in(package: Package) -> str:
    """Return the member that is the workbook. Raises Refused where there is none, or one with programs."""
    found = [member for kind, member in _relations(package, "").values() if kind == "officeDocument"]
    workbook = next((member for member in [*found, _WORKBOOK] if member in package), None)
    if workbook is None:
        raise Refused(Why.NO_WORKBOOK)
    if workbook.endswith(".bin"):
        raise Refused(Why.BINARY)
    kinds: dict[str, str] = {}

    def see(_name: str, attributes: Attributes) -> None:
        if part := attributes.get("PartName"):
            kinds[part.lstrip("/").lower()] = attributes.get("ContentType", "").lower()

    walk_all(package.chunks("[Content_Types].xml"), Walk(see))
    kind = kinds.get(workbook.lower(), "")
    if _MACROS in kind:
        raise Refused(Why.MACROS)
    if kind and "sheet" not in kind:
        raise Refused(Why.NO_WORKBOOK)
    return workbook


def _relations(package: Package, member: str) -> dict[str, tuple[str, str]]:
    """Return what a member refers to: by the number of the relation its kind, such as worksheet, and the member meant."""
    folder, name = posixpath.split(member)
    found: dict[str, tuple[str, str]] = {}

    def see(element: str, attributes: Attributes) -> None:
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
            found[attributes.get("Id", "")] = kind, target

    walk_all(package.chunks(posixpath.join(folder, "_rels", f"{name}.rels")), Walk(see))
    return found


class _Texts:
    """The shared texts of a workbook: the runs of each put together, without the signs of how it is pronounced."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._length = 0
        self._takes = False
        self._phonetic = 0

    def start(self, name: str, _attributes: Attributes) -> None:
        if name == "t":
            self._takes = not self._phonetic
        elif name == "rPh":
            self._phonetic += 1

    def end(self, name: str) -> None:
        if name == "t":
            self._takes = False
        elif name == "rPh":
            self._phonetic -= 1
        elif name == "si":
            self.texts.append(unescaped("".join(self._pieces)))
            self._pieces.clear()
            self._length = 0

    def text(self, text: str) -> None:
        if self._takes:
            self._pieces.append(text)
            self._length += len(text)
            check_length(self._length)


class _Formats:
    """What the styles of a workbook's cells show, by their numbers; those that show plain numbers are left out."""

    def __init__(self) -> None:
        self.formats: dict[str, CellFormat] = {}
        self._own: dict[str, CellFormat] = {}
        self._within = False
        self._count = 0

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            self._own[attributes.get("numFmtId", "")] = CellFormat(*shown_by(attributes.get("formatCode", "")))
        elif name == "cellXfs":
            self._within = True
        elif name == "xf" and self._within:
            number = attributes.get("numFmtId", "")
            format_ = self._own.get(number) or _BUILT_IN.get(number)
            if format_ is not None and format_ != CellFormat():
                self.formats[str(self._count)] = format_
            self._count += 1

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._within = False

"""Which kind of workbook a file is, told by what is in it, and which are not read at all."""

import mmap
import os
from io import SEEK_CUR, SEEK_END, SEEK_SET, BufferedReader, RawIOBase
from itertools import islice
from typing import Final

from tui_crm.services.importing.files.sheets.book import Book
from tui_crm.services.importing.files.sheets.elder import Elder
from tui_crm.services.importing.files.sheets.package import Package
from tui_crm.services.importing.files.sheets.refusing import Refused, Why
from tui_crm.services.importing.files.sheets.xlsx import Xlsx

_OLE: Final = b"\xd0\xcf\x11\xe0"
_IN_OLE: Final = {
    "EncryptedPackage": Why.PASSWORD,
    "WordDocument": Why.NO_WORKBOOK,
    "__substg1.0_": Why.NO_WORKBOOK,
}
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument."
_MANIFEST: Final = "META-INF/manifest.xml"


def open_book(descriptor: int) -> Book:
    """Open the workbook in the open file ``descriptor``. Raises Refused for what is none, or is not safe to read."""
    file = BufferedReader(_Positioned(descriptor), 1 << 16)
    head = file.peek(8)[:8]
    if head.startswith(_OLE):
        _refuse_others_in_ole(descriptor)
        return Elder(file, "xls", os.fstat(descriptor).st_size)
    package = Package(file)
    kind = b"".join(islice(package.chunks("mimetype"), 1)).strip()
    if kind.startswith(_OPEN_DOCUMENT):
        if not kind.startswith(_ODS):
            raise Refused(Why.NO_WORKBOOK)
        if b"encryption-data" in b"".join(package.chunks(_MANIFEST)):
            raise Refused(Why.PASSWORD)
        return Elder(file, "ods", package.size)
    return Xlsx(package)


def _refuse_others_in_ole(descriptor: int) -> None:
    """Raise Refused where the old container of Office holds something else than a workbook that can be read."""
    with mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ) as content:
        for name, why in _IN_OLE.items():
            if content.find(name.encode("utf-16-le")) >= 0:
                raise Refused(why)


class _Positioned(RawIOBase):
    """A reader with a place of its own in an open file, which the process that handed it over reads at the same time."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._size = os.fstat(descriptor).st_size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        self._at = {SEEK_SET: 0, SEEK_CUR: self._at, SEEK_END: self._size}[whence] + offset
        if self._at < 0:
            raise OSError("before the beginning")  # noqa: EM101, TRY003 - as of any file; seen as damage
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        found = self._read(len(buffer))
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)

    def _read(self, count: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._descriptor, count, self._at)
        os.lseek(self._descriptor, self._at, os.SEEK_SET)
        return os.read(self._descriptor, count)

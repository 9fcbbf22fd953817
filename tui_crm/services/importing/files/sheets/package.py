"""What is in the zip archive that a workbook is, and whether it is safe to unpack: judged by its directory alone.

Python's ``zipfile`` never unpacks more of a member than the directory says, so that the sizes can be relied on.
"""

import posixpath
import zlib
from collections.abc import Iterator
from typing import IO, Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from tui_crm.services.importing.files.sheets.refusing import Refused, Why

MOST_UNPACKED: Final = 512 << 20
"""How many bytes all members may have together, unpacked."""

MOST_MEMBERS: Final = 10_000
_HIGHEST_RATIO: Final = 200  # sheets of nothing but blanks in colour come to 40; deflate ends at 1,032
_SMALL: Final = 8 << 20  # below, no ratio does harm
_CHUNK: Final = 1 << 18
_ENCRYPTED: Final = 1  # the bit of a member's flags

DAMAGED: Final = (BadZipFile, zlib.error, EOFError, RuntimeError, OSError, UnicodeDecodeError)
"""What is raised where an archive is cut short or damaged."""


class Package:
    """A zip archive that is no bomb. Raises Refused for one that is, and for a damaged one."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            archive = ZipFile(file)
        except (*DAMAGED, ValueError) as error:
            raise Refused(Why.DAMAGED) from error
        members = archive.infolist()
        self.size = sum(member.file_size for member in members)
        """How many bytes it has, unpacked."""
        _refuse_bombs(members, self.size)
        self._archive = archive
        # Some programs write their names with the separators of Windows, or in capitals.
        self._members = {member.filename.replace("\\", "/").lstrip("/").lower(): member for member in members}

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._members

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a member, nothing where there is none of that name. Raises Refused for a damaged one."""
        member = self._members.get(_key(name))
        if member is None:
            return
        if member.flag_bits & _ENCRYPTED:
            raise Refused(Why.PASSWORD)
        try:
            with self._archive.open(member) as source:
                while chunk := source.read(_CHUNK):
                    yield chunk
        except DAMAGED as error:
            raise Refused(Why.DAMAGED) from error


def _key(name: str) -> str:
    return posixpath.normpath(name).lstrip("/").lower()


def _refuse_bombs(members: list[ZipInfo], unpacked: int) -> None:
    if len(members) > MOST_MEMBERS:
        raise Refused(Why.MEMBERS, count=len(members))
    if unpacked > MOST_UNPACKED:
        raise Refused(Why.UNPACKED, size=unpacked >> 20, limit=MOST_UNPACKED >> 20)
    for member in members:
        if member.file_size > max(_SMALL, _HIGHEST_RATIO * member.compress_size):
            raise Refused(Why.RATIO, size=member.file_size >> 20)

"""A mailbox read mail by mail, however large it is: an mbox, or a file that is a single mail."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from tui_crm.services.mail.reading import MOST_OCTETS

_LINE: Final = 1 << 20  # octets that are read of a line at a time
_FROM: Final = b"From "
_TIME: Final = re.compile(rb"\d\d:\d\d")
_YEAR: Final = 4  # digits
_HEADER: Final = re.compile(rb"[!-9;-~]+[ \t]*:")
_USUAL: Final = frozenset(
    {b"from", b"to", b"subject", b"date", b"message-id", b"received", b"return-path", b"mime-version"}
)
_MOST_HEADERS: Final = 200  # lines that are looked at for them
_QUOTED: Final = re.compile(rb">+From ")


class Found(NamedTuple):
    """A mail as it lies there; ``line`` is where it begins. Of one that is too large only so much is kept as tells that."""

    line: int
    content: bytes


def is_mailbox(head: bytes) -> bool:
    """Tell of the beginning of a file whether it is an mbox or a mail: its first line, or its headers, say so."""
    plain = head.removeprefix(BOM_UTF8).lstrip(b"\r\n")
    if _begins(plain.partition(b"\n")[0]):
        return True
    lines = plain.partition(b"\n\n")[0].replace(b"\r\n", b"\n").split(b"\n")
    headers = [line for line in lines[:_MOST_HEADERS] if _HEADER.match(line)]
    names = {line.partition(b":")[0].strip().lower() for line in headers}
    return bool(headers) and headers[0] == lines[0] and len(names & _USUAL) > 1


def mails(file: BinaryIO) -> Iterator[Found]:
    """Yield the mails of a file in the ways of mbox (``mboxrd``); one without its marks is a single mail."""
    kept: list[bytes] = []
    begun, size, number = 1, 0, 0
    is_mbox, after_blank, whole_line = False, True, True
    for line in iter(lambda: file.readline(_LINE), b""):
        number += whole_line
        line = line.removeprefix(BOM_UTF8) if number == 1 else line  # noqa: PLW2901 - editors put one there
        if whole_line and after_blank and _begins(line):
            if any(map(bytes.strip, kept)):
                yield Found(begun, b"".join(kept))
            begun, kept, size, is_mbox = number, [], 0, True
        elif size <= MOST_OCTETS:
            plain = line[1:] if is_mbox and whole_line and _QUOTED.match(line) else line
            size += len(plain)
            kept.append(plain)
        after_blank = whole_line and not line.strip()
        whole_line = line.endswith(b"\n")
    if any(map(bytes.strip, kept)):
        yield Found(begun, b"".join(kept))


def _begins(line: bytes) -> bool:
    """Tell whether a mail begins behind a line: ``From `` somebody, with a time and, at its end, a year.

    Looked at once from the left: one pattern for all of it can be made to take hours over a line of a mail.
    """
    if not line.startswith(_FROM):
        return False
    said = line.rstrip()
    return said[-_YEAR:].isdigit() and _TIME.search(said, len(_FROM), len(said) - _YEAR) is not None

"""How the bytes of a mail become text: what they say they are written in, and else what people have.

Headers are read by the rules of RFC 2047, but for the mistakes that mail programs make: raw bytes, charsets narrower than
what is written in them, characters that are parted between two encoded words.
"""

import base64
import binascii
import codecs
import quopri
import re
from typing import Final

_WIDER: Final = {
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "gb18030-2000": "gb18030",
    "big5": "big5hkscs", "iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "utf-8", "ascii": "utf-8",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932", "iso-8859-8-i": "iso-8859-8",
    "unicode-1-1-utf-7": "utf-7", "utf8": "utf-8",
}  # fmt: skip
"""What is declared, and the wider encoding that is really meant."""

_GUESSES: Final = ("utf-8", "gb18030")
_WORD: Final = re.compile(r"=\?([^?\s]{1,40})\?([bq])\?([^?]*)\?=", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"(\?=)\s+(=\?)")


def decoded(content: bytes, declared: str = "") -> str:
    """Return ``content`` as text: as ``declared``, where that is an encoding and fits, else as what it is likely to be."""
    for name in filter(None, (_codec(declared), *_GUESSES)):
        try:
            return content.decode(name)
        except (UnicodeError, ValueError):
            continue
    return content.decode("cp1252", errors="replace")


def header(raw: str) -> str:
    """Return a header as people read it; ``raw`` is as the parser gives it, with undeclared bytes as surrogates."""
    text = _without_surrogates(raw)
    if "=?" not in text:
        return text
    text = _BETWEEN.sub(r"\1\2", text)
    pieces: list[str] = []
    pending, pending_charset, end = b"", "", 0
    for word in _WORD.finditer(text):
        charset = word[1].partition("*")[0].lower()  # RFC 2231 may name a language behind it
        if pending and (word.start() != end or charset != pending_charset):
            pieces.append(decoded(pending, pending_charset))
            pending = b""
        pieces.append(text[end : word.start()])
        pending, pending_charset, end = pending + _content(word), charset, word.end()
    return "".join((*pieces, decoded(pending, pending_charset) if pending else "", text[end:]))


def _content(word: re.Match[str]) -> bytes:
    content = word[3].encode(errors="replace")
    if word[2] in "qQ":
        return quopri.decodestring(content, header=True)
    try:
        return base64.b64decode(content + b"=" * (-len(content) % 4))
    except binascii.Error:
        return word[0].encode(errors="replace")


def _without_surrogates(raw: str) -> str:
    """Return ``raw`` with the bytes that nobody declared read as what they are likely to be."""
    if not any("\udc80" <= character <= "\udcff" for character in raw):
        return raw
    return decoded(raw.encode("utf-8", errors="surrogateescape"))


def _codec(declared: str) -> str | None:
    """Return Python's name of a declared charset; None where it is no encoding of text."""
    name = declared.strip().strip("\"'").lower()
    try:
        found = codecs.lookup(_WIDER.get(name, name))
    except (LookupError, ValueError):
        return None
    is_text: bool = found._is_text_encoding  # noqa: SLF001 - nothing public tells rot13 from an encoding
    return found.name if is_text else None

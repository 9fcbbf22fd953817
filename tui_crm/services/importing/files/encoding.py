"""In which encoding a text file is written, decided from the whole file, and where it breaks the encoding.

A byte order mark decides; then strict UTF-8, over all of the file; then UTF-16 by its zero bytes; then one of the few
encodings people have. A file that is mostly UTF-8 is damaged UTF-8, never something else: reading it stops at the damage.
"""

import codecs
import io
import re
from dataclasses import dataclass
from typing import BinaryIO

from tui_crm.errors import BadInput, UsageError
from tui_crm.i18n import _
from tui_crm.services.importing.columns.familiar import LEGACY, familiarity

_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_CLEAR_LEAD = 0.15
_RARELY = 40  # in bytes: at least one character of twenty is a plain one
_PLAIN = re.compile(r"[\r\n\t,;|@ 0-9a-z]")

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What people call an encoding, and the wider one that Windows programs really write under that name.
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-8-sig": "utf-8",
}
_NAMES = {"gb18030": "GB18030", "big5hkscs": "Big5", "cp1252": "Windows-1252", "cp932": "Shift-JIS"}


@dataclass(frozen=True)
class Encoding:
    """A Python ``codec`` and how many bytes of byte order mark stand before the text."""

    codec: str
    mark: int = 0

    @property
    def name(self) -> str:
        """The encoding as people call it."""
        return _NAMES.get(self.codec, self.codec.upper())


def encoding_of(file: BinaryIO, asked: str | None = None) -> Encoding:
    """Return the encoding of seekable ``file``, or the one ``asked`` for by name, with the file's mark if it has one.

    Raises UsageError for a name that is no text encoding, BadInput for a file that is no text.
    """
    file.seek(0)
    head = file.read(_SAMPLE)
    mark, marked = next(((mark, codec) for mark, codec in _MARKS if head.startswith(mark)), (b"", None))
    if asked is not None:
        return _asked_for(asked, head, marked, len(mark))
    if marked is not None:
        return Encoding(marked, len(mark))
    if codec := _utf16(head):
        return Encoding(codec)
    return Encoding("utf-8" if _is_utf8(file) else _legacy(_foreign_lines(file)))


def codec_called(name: str) -> str | None:
    """Return the codec of the text encoding that people call ``name``, None where there is none."""
    try:
        codec = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        return None
    is_text = codec._is_text_encoding  # noqa: SLF001 - nothing public tells rot13 from an encoding
    return _WIDER.get(codec.name, codec.name) if is_text else None


def _asked_for(asked: str, head: bytes, marked: str | None, mark: int) -> Encoding:
    name = codec_called(asked)
    if name is None:
        raise UsageError(
            _("“{name}” is no text encoding").format(name=asked),
            hint=_("for example {names}").format(names="utf-8, gb18030, big5, utf-16, cp1252, shift_jis"),
        )
    if name in {"utf-16", "utf-32"}:
        return Encoding(marked, mark) if marked and marked.startswith(name) else Encoding(_utf16(head) or f"{name}-le")
    return Encoding(name, mark if marked == name else 0)


def _utf16(head: bytes) -> str | None:
    """Tell UTF-16 and its byte order by plain digits, letters and line ends; None for anything else."""
    if b"\0" not in head:
        return None
    plain = {codec: len(_PLAIN.findall(head.decode(codec, "ignore"))) for codec in ("utf-16-le", "utf-16-be")}
    codec = max(plain, key=lambda each: plain[each])
    if 3 * min(plain.values()) >= plain[codec] or plain[codec] * _RARELY < len(head):
        return None
    try:
        codecs.getincrementaldecoder(codec)().decode(head)
    except UnicodeDecodeError:
        return None
    return codec


def _is_utf8(file: BinaryIO) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(_CHUNK):
            if b"\0" in chunk:  # no text, whatever follows: see refuse_zero_bytes
                return True
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _foreign_lines(file: BinaryIO) -> list[bytes]:
    """Return the first lines that are not ASCII, 64 KiB of them at most."""
    file.seek(0)
    lines: list[bytes] = []
    left = _SAMPLE
    while left > 0 and (line := file.readline(_SAMPLE)):
        if not line.isascii():
            lines += (part for part in line.split(b"\r") if not part.isascii())
            left -= len(line)
    return lines


def _legacy(lines: list[bytes]) -> str:
    if sum(map(_decodes_as_utf8, lines)) * 2 > len(lines):
        return "utf-8"
    scores = sorted(((familiarity(lines, codec), codec) for codec in LEGACY), reverse=True)
    (best, codec), (second, _codec) = scores[:2]
    return codec if best - second >= _CLEAR_LEAD else _by_statistics(b"\n".join(lines), codec)


def _decodes_as_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _by_statistics(sample: bytes, otherwise: str) -> str:
    import chardet  # noqa: PLC0415 - only bytes that our own look cannot tell apart need it

    found = chardet.detect(sample, include_encodings=LEGACY, compat_names=False)["encoding"]
    return found if found in LEGACY else otherwise


_DAMAGE = "\udcff"  # no text decodes to a lone surrogate


def _mark_damage(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _DAMAGE, error.end


codecs.register_error("tui_crm.damage", _mark_damage)


def undecodable(name: str, file: BinaryIO, encoding: Encoding) -> BadInput:
    """Return the error that names the first place where ``file``, called ``name``, breaks ``encoding``."""
    line, column = _place_of(_DAMAGE, file, encoding)
    return BadInput(
        _("{file}, line {line}, column {column}: these bytes are not {encoding}").format(
            file=name, line=line, column=column, encoding=encoding.name
        ),
        hint=_("name the right encoding with --encoding, or save the file as UTF-8"),
    )


def refuse_zero_bytes(name: str, file: BinaryIO, encoding: Encoding) -> None:
    """Raise BadInput naming the first zero byte of a file called ``name``, which no text in an encoding of single bytes holds."""
    if encoding.codec.startswith(("utf-16", "utf-32")):
        return
    file.seek(0)
    while chunk := file.read(_CHUNK):
        if b"\0" in chunk:
            line, column = _place_of("\0", file, encoding)
            raise BadInput(
                _("{file}, line {line}, column {column}: a zero byte").format(file=name, line=line, column=column),
                hint=_("the file is damaged or no text; save it again as CSV"),
            )


def _place_of(character: str, file: BinaryIO, encoding: Encoding) -> tuple[int, int]:
    """Return the line and column, from 1, where ``character`` first stands in ``file``."""
    file.seek(encoding.mark)
    text = io.TextIOWrapper(file, encoding.codec, errors="tui_crm.damage")
    line, column = 1, 1
    try:
        while (at := (piece := text.readline(_CHUNK)).find(character)) < 0:
            assert piece, "it stands somewhere"
            line, column = (line + 1, 1) if piece.endswith("\n") else (line, column + len(piece))
    finally:
        text.detach()
    return line, column + at

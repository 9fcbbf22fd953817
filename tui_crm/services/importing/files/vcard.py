"""How cards are read out of a vCard file (2.1, 3.0, 4.0): where each begins and ends, and the properties in it.

Lines are read as bytes, one character each, for a property may name a charset of its own; UTF-16 is read as the text it is.
"""

import re
from binascii import a2b_qp
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple, TextIO

from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.services.importing.files.encoding import Encoding, codec_called
from tui_crm.services.importing.files.tables import LONGEST_CELL

LONGEST_CARD: Final = 1 << 24
"""How many characters a card may have, its pictures included."""

BYTES: Final = "latin-1"
"""The codec that gives each byte as a character."""

LONGEST_MARK: Final = 40
"""A line with more characters than this is no beginning and no end."""

_BEGIN, _END = "BEGIN:VCARD", "END:VCARD"
_PIECE = 1 << 20
_LINE = 64  # so much more a line of a card costs, however short
_MOST = 2000  # properties of a card
_LONGEST_HEAD = 1 << 14  # characters of what stands before the value of one
_HEAD = 500
_PROPERTY = re.compile(r'\s*(?:([\w-]+)\.)?([\w-]+)\s*((?:;(?:"[^"]*"|[^":])*)?):')
_PARAMETER = re.compile(r';((?:"[^"]*"|[^";])*)')
_QUOTED = re.compile(r"[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE[;:]", re.IGNORECASE)
_ENCODINGS = frozenset(("QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"))
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PARTS: Final = {sign: re.compile(rf"((?:\\.|[^{sign}])*)(?:{sign}|\Z)", re.DOTALL) for sign in ";,"}


class BrokenCardError(Exception):
    """Why a card cannot be read (translated)."""


@dataclass(frozen=True)
class Card:
    """A card: the line it begins in, its lines between beginning and end, and whether it has an end."""

    line: int
    lines: tuple[str, ...]
    is_whole: bool = True

    @property
    def is_old(self) -> bool:
        """Whether it is of version 2.1, which writes and folds differently."""
        return any(line.replace(" ", "").upper().startswith("VERSION:2.1") for line in self.lines[:5])


class Property(NamedTuple):
    """A property: name and parameters in capitals, the value decoded and still escaped; words without a name are a TYPE."""

    group: str
    name: str
    parameters: Mapping[str, tuple[str, ...]]
    value: str
    is_old: bool

    @property
    def types(self) -> tuple[str, ...]:
        """What its TYPE says, in small letters."""
        return tuple(each.lower() for each in self.parameters.get("TYPE", ()))

    @property
    def text(self) -> str:
        """The whole value as a text."""
        return self._plain(self.value)

    def parts(self, sign: str = ";") -> list[str]:
        """Return the texts between ``sign``s (``;`` or ``,``)."""
        if "\\" not in self.value:
            return [part.strip() for part in self.value.replace("\r\n", "\n").split(sign)]
        found = [self._plain(part) for part in _PARTS[sign].findall(self.value)]
        return found[:-1] if len(found) > 1 and not self.value.endswith(sign) else found

    def _plain(self, value: str) -> str:
        if "\\" not in value:
            return value.replace("\r\n", "\n").strip()

        def meant(escaped: re.Match[str]) -> str:
            sign = escaped[1]
            if sign in "nN":
                return escaped[0] if self.is_old else "\n"
            return sign if sign in ';,:\\"' else escaped[0]

        return _ESCAPED.sub(meant, value).replace("\r\n", "\n").strip()


def cards(name: str, stream: TextIO) -> Iterator[Card]:
    """Yield the cards of a file called ``name``. Raises BadInput naming the line of what is in no card."""
    began, lines, size, inner = 0, list[str](), 0, 0
    for number, line in enumerate(_lines(name, stream), 1):
        mark = "".join(line.split()).upper() if len(line) < LONGEST_MARK else ""
        if not began:
            if mark == _BEGIN:
                began, lines, size, inner = number, [], 0, 0
            elif line.strip():
                raise _no_card(name, number)
            continue
        if mark == _BEGIN and not (lines and lines[-1].upper().startswith("AGENT")) and not inner:
            yield Card(began, tuple(lines), is_whole=False)
            began, lines, size = number, [], 0
            continue
        if mark == _END and not inner:
            yield Card(began, tuple(lines))
            began = 0
            continue
        inner += (mark == _BEGIN) - (mark == _END)
        lines.append(line)
        size += len(line) + _LINE
        if size > LONGEST_CARD:
            raise _too_long(name, began)
    if began:
        yield Card(began, tuple(lines), is_whole=False)


def _lines(name: str, stream: TextIO) -> Iterator[str]:
    number = 0
    while line := stream.readline(_PIECE):
        number += 1
        while not line.endswith("\n") and (more := stream.readline(_PIECE)):
            line += more
            if len(line) > LONGEST_CARD:
                raise _too_long(name, number)
        yield line.removesuffix("\n")


def _no_card(name: str, line: int) -> BadInput:
    return BadInput(
        _("{file}, line {line}: a card should begin here: {mark}").format(file=name, line=line, mark=_BEGIN)
    )


def _too_long(name: str, line: int) -> BadInput:
    return BadInput(
        _("{file}, line {line}: {text}").format(
            file=name,
            line=line,
            text=_("what begins here has more than {count} characters").format(count=LONGEST_CARD),
        )
    )


def properties(card: Card, encoding: Encoding) -> Iterator[Property]:
    """Yield the properties of a card in a file of ``encoding``. Raises BrokenCardError, when those before are yielded."""
    is_old, is_binary, inner = card.is_old, False, 0
    for number, line in enumerate(_unfolded(card.lines, keeps_space=is_old)):
        if number > _MOST:
            raise BrokenCardError(_("the card has more than {count} properties").format(count=_MOST))
        found = _PROPERTY.match(line, 0, _LONGEST_HEAD)
        if found is None:
            if is_binary:  # a picture that is not folded
                continue
            raise BrokenCardError(_("“{text}” is no property of a card").format(text=line.strip()[:40]))
        group, name, head = found.groups()
        value = line[found.end() :]
        name = name.strip().upper()
        if name in {"BEGIN", "END"}:  # a card in this one
            inner += 1 if name == "BEGIN" else -1
            continue
        parameters = _parameters(_decoded(head, encoding))
        is_binary = bool({"B", "BASE64"} & set(parameters.get("ENCODING", ())))
        if len(value) > LONGEST_CELL and not is_binary:
            raise BrokenCardError(_("“{key}” has more than {count} characters").format(key=name, count=LONGEST_CELL))
        if not inner and not is_binary:
            yield Property(group or "", name, parameters, _value(value, parameters, encoding), is_old)
    if not card.is_whole:
        raise BrokenCardError(_("the card has no end: {mark}").format(mark=_END))


def _unfolded(lines: tuple[str, ...], *, keeps_space: bool) -> Iterator[str]:
    """Join the lines of each property: those that begin with a blank, and in quoted-printable those after a ``=``."""
    parts: list[str] = []
    is_cut = False
    for line in lines:
        if is_cut:
            parts.append(line)
        elif parts and line[:1] in {" ", "\t"}:
            parts.append(line if keeps_space else line[1:])
        else:
            if parts:
                yield "".join(parts)
            parts = [line] if line.strip() else []
        is_cut = line.endswith("=") and bool(parts) and bool(_QUOTED.match(parts[0][:_HEAD]))
        if is_cut:
            parts[-1] = parts[-1][:-1]
    if parts:
        yield "".join(parts)


@lru_cache(maxsize=1000)
def _parameters(head: str) -> Mapping[str, tuple[str, ...]]:
    """Return the parameters of a property; those of a file are few, each many times."""
    found: dict[str, tuple[str, ...]] = {}
    for parameter in _PARAMETER.findall(head):
        name, sign, said = parameter.partition("=")
        if not sign:
            name, said = ("ENCODING" if name.strip().upper() in _ENCODINGS else "TYPE"), name
        key = name.strip().upper()
        words = tuple(word.strip() for word in said.replace('"', "").split(",") if word.strip())
        found[key] = (*found.get(key, ()), *(word.upper() if key == "ENCODING" else word for word in words))
    return found


def _value(value: str, parameters: Mapping[str, tuple[str, ...]], encoding: Encoding) -> str:
    charset = next(iter(parameters.get("CHARSET", ())), None)
    is_quoted = "QUOTED-PRINTABLE" in parameters.get("ENCODING", ())
    if not is_quoted and ((charset is None and value.isascii()) or is_wide(encoding)):
        return value
    written = value.encode("utf-8" if is_wide(encoding) else BYTES)
    codec = codec_called(charset) if charset else "utf-8" if is_wide(encoding) else encoding.codec
    if codec is None:
        raise BrokenCardError(_("“{name}” is no text encoding").format(name=charset))
    plain = a2b_qp(written) if is_quoted else written
    try:
        return plain.decode(codec)
    except UnicodeDecodeError as error:
        again = plain[error.end :]
        if is_quoted and decodes(again, codec):  # phones cut a character in two
            cut = "".join(f"={byte:02X}" for byte in plain[error.start : error.end])
            return plain[: error.start].decode(codec) + cut + again.decode(codec)
        raise BrokenCardError(
            _("“{text}” is not {encoding}").format(text=value[:40], encoding=charset or encoding.name)
        ) from None


def decodes(plain: bytes, codec: str) -> bool:
    """Tell whether bytes are text in ``codec``."""
    try:
        plain.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _decoded(head: str, encoding: Encoding) -> str:
    if head.isascii() or is_wide(encoding):
        return head
    return head.encode(BYTES).decode(encoding.codec, "backslashreplace")


def is_wide(encoding: Encoding) -> bool:
    """Tell whether an encoding writes no character in one byte, so that its text is decoded as a whole."""
    return encoding.codec.startswith(("utf-16", "utf-32"))

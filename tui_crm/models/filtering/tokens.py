"""Which pieces the text of a filter consists of; any text has some, whether they make sense together or not.

Full-width punctuation, as Chinese input methods write it, is read as its plain twin: ：，、（）＜＞＝“”. Parentheses
inside a word or value belong to it: 宝洁（中国）.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_PLAIN = str.maketrans("：，、（）＜＞＝“”－　", ':,,()<>=""- ')

_FIELD = re.compile(r"([^\W\d][\w.-]*):")
_WORD = re.compile(r'[^\s"()](?:[^\s"()]|\([^\s"()]*\))*')
_QUOTED = re.compile(r'"((?:\\.|[^"\\])*)("|\\?\Z)', re.DOTALL)
_COMPARISON = re.compile(r">=|<=|[<>=≥≤]")
_VALUE = re.compile(r'(?!\.\.)[^\s,()"](?:(?!\.\.)(?:[^\s,()"]|\([^\s"()]*\)))*')
_LONG = {"≥": ">=", "≤": "<="}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SPECIAL = re.compile(r'["“”\\]')


class Kind(StrEnum):
    """What a piece is."""

    WORD = "word"
    QUOTED = "quoted"
    FIELD = "field"
    COMPARISON = "comparison"
    VALUE = "value"
    QUOTED_VALUE = "quoted value"
    RANGE = ".."
    COMMA = ","
    OR = "or"
    NOT = "not"
    OPEN = "("
    CLOSE = ")"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a filter from ``start`` to ``end``; ``text`` is what it says, without quotes, colon and escapes."""

    kind: Kind
    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return the pieces of ``text`` in order; a quote that is never closed reaches to the end."""
    return list(_Scanner(text).pieces())


def quoted(text: str) -> str:
    """Return ``text`` in quotes."""
    return f'"{_SPECIAL.sub(lambda match: chr(92) + match[0], text)}"'


def written_value(text: str) -> str:
    """Return a field's value as a filter writes it, in quotes where it would be read as something else."""
    plain = text.translate(_PLAIN)
    sign = _COMPARISON.match(plain) or keyword(text) or "." in (plain[:1], plain[-1:])
    return text if _VALUE.fullmatch(plain) and not sign else quoted(text)


def written_word(text: str) -> str:
    """Return a term of a search as a filter writes it, in quotes where it would be read as something else."""
    plain = text.translate(_PLAIN)
    bare = _WORD.fullmatch(plain) and not _FIELD.match(plain) and plain[0] != "-" and plain.lower() not in {"or", "not"}
    return text if bare else quoted(text)


def keyword(value: str) -> str:
    """Return ``none`` or ``any`` where an unquoted value says so in English or Chinese, else ""."""
    return {"none": "none", "any": "any", "无": "none", "有": "any"}.get(value.lower(), "")


class _Scanner:
    """Walks through ``text``, reading the syntax in its plain twin of the same length."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._plain = text.translate(_PLAIN)
        self._at = 0

    def pieces(self) -> Iterator[Token]:
        while self._at < len(self._text):
            if self._plain[self._at].isspace():
                self._at += 1
            elif match := _FIELD.match(self._plain, self._at):
                yield self._token(Kind.FIELD, match.end(1), match.end())
                yield from self._values()
            else:
                yield self._piece()

    def _piece(self) -> Token:
        character = self._plain[self._at]
        if character == '"':
            return self._quoted(Kind.QUOTED)
        if character in "()":
            return self._token(Kind(character), self._at + 1)
        if character == "-" and self._plain[self._at + 1 : self._at + 2].strip():
            return self._token(Kind.NOT, self._at + 1)
        match = _WORD.match(self._plain, self._at)
        assert match is not None
        lower = match[0].lower()
        return self._token(Kind(lower) if lower in {"or", "not"} else Kind.WORD, match.end())

    def _values(self) -> Iterator[Token]:
        """Yield what follows a field's colon up to white space or a parenthesis."""
        while self._at < len(self._text):
            character = self._plain[self._at]
            if character == '"':
                yield self._quoted(Kind.QUOTED_VALUE)
            elif character == ",":
                yield self._token(Kind.COMMA, self._at + 1)
            elif self._plain.startswith("..", self._at):
                yield self._token(Kind.RANGE, self._at + 2)
            elif match := _COMPARISON.match(self._plain, self._at):
                sign = _LONG.get(match[0], match[0])
                yield Token(Kind.COMPARISON, sign, self._at, match.end())
                self._at = match.end()
            elif match := _VALUE.match(self._plain, self._at):
                yield self._token(Kind.VALUE, match.end())
            else:
                return

    def _quoted(self, kind: Kind) -> Token:
        match = _QUOTED.match(self._plain, self._at)
        assert match is not None
        content = self._text[match.start(1) : match.end(1)]
        token = Token(kind, _ESCAPED.sub(r"\1", content), self._at, match.end())
        self._at = match.end()
        return token

    def _token(self, kind: Kind, end_of_text: int, end: int | None = None) -> Token:
        token = Token(kind, self._text[self._at : end_of_text], self._at, end or end_of_text)
        self._at = token.end
        return token

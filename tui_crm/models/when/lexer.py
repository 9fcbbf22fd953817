"""Which words and numbers a text about time is made of.

A text is cut from left to right: first the shapes of numbers, dates and clocks, then the longest word of either
language. English words end where their letters end; Chinese ones stand side by side.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from tui_crm.models.when import words_en, words_zh
from tui_crm.models.when.puzzle import DAY_OR_MONTH, MINUTES_OR_MONTHS, NO_SUCH, UNKNOWN, WHICH_WEEK, Puzzle
from tui_crm.models.when.shapes import Meaning, shapes

_SEPARATORS = frozenset(" ,.;()")
_TWO_SIDED: Final = (
    (r"(?<=\d)/(?=\d)", DAY_OR_MONTH),
    (r"(?<=\d)m\b|(?<=\d )m\b", MINUTES_OR_MONTHS),
    (r"(?<=[下上]一)个(?=周|星期|礼拜)", WHICH_WEEK),
)
"""What is no word because it would mean one thing or another, and why."""
_Words = Mapping[str, list[Meaning]]


class Token(NamedTuple):
    """A word or number with its meaning and its place in the plain text."""

    kind: str
    value: int
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Cut ``text``, made plain by ``typed_text``, into tokens; raises Puzzle at an unknown word."""
    return _cut(text, vocabulary())


def _cut(text: str, words: _Words) -> list[Token]:
    longest = max(map(len, words))
    found: list[Token] = []
    at = 0
    while at < len(text):
        if text[at] in _SEPARATORS:
            at += 1
            continue
        end, meanings = _shape_at(text, at) or _word_at(text, at, words, longest)
        found += [Token(kind, value, at, end) for kind, value in meanings if kind != "noise"]
        at = end
    return found


def _shape_at(text: str, at: int) -> tuple[int, list[Meaning]] | None:
    for shape, reader in shapes():
        if match := shape.match(text, at):
            try:
                return match.end(), reader(match)
            except ValueError as error:
                raise Puzzle(NO_SUCH, at, match.end()) from error
    return None


def _word_at(text: str, at: int, words: _Words, longest: int) -> tuple[int, list[Meaning]]:
    for end in range(min(len(text), at + longest), at, -1):
        word = text[at:end]
        if word in words and not (_is_letter(word[-1]) and _is_letter(text[end : end + 1])):
            return end, words[word]
    unknown = re.match(r"[a-z]+|\d+|[^\sa-z\d]+", text[at:])
    reason = next((why for shape, why in _TWO_SIDED if re.compile(shape).match(text, at)), UNKNOWN)
    raise Puzzle(reason, at, at + (unknown.end() if unknown else 1))


def _is_letter(character: str) -> bool:
    return "a" <= character <= "z"


@cache
def vocabulary() -> _Words:
    """Return what each word of both languages says, the short ones spelled out."""
    words = {
        word: [(kind, value)]
        for language in (words_en.WORDS, words_zh.WORDS)
        for kind, numbers in language.items()
        for value, synonyms in numbers.items()
        for word in synonyms.split(", ")
    }
    spelled_out = {
        short: [(token.kind, token.value) for token in _cut(text, words)]
        for short, text in (words_en.SAME_AS | words_zh.SAME_AS).items()
    }
    return words | spelled_out

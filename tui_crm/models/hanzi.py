"""How Chinese characters are read, and which simplified form stands for them.

``hanzi.tsv`` holds a default reading without tone (ü written v) and the simplified form of each character;
``heteronyms`` holds the words and surnames that are read otherwise. Nothing here knows more than these tables, so a
name gets the same key whether it is typed or imported with a million others.
"""

import re
from functools import cache
from pathlib import Path

from tui_crm.models.heteronyms import SURNAMES, WORDS

_TABLE = Path(__file__).with_name("hanzi.tsv")
_COLUMNS = 3


def simplified(text: str) -> str:
    """Return ``text`` with each traditional character replaced by its simplified one; the length stays."""
    return text if text.isascii() else text.translate(_simplified_forms())


def pinyin(text: str, *, surname: bool = False) -> list[str]:
    """Return the syllables of the Chinese characters in ``text``, other characters left out."""
    return [reading for reading in readings(text, surname=surname) if reading]


def readings(text: str, *, surname: bool = False) -> list[str]:
    """Return one entry a character: its syllable, "" where it has none.

    With ``surname`` the text is a person's name, and its beginning is read as surnames are.
    """
    table = _default_readings()
    found = [table.get(character, "") for character in text]
    plain = simplified(text)
    if not _heteronyms().isdisjoint(plain):
        for match in _irregular_words().finditer(plain):
            _correct(found, match.start(), match[0], WORDS[match[0]])
    if surname:
        head = plain[:2] if plain[:2] in SURNAMES else plain[:1]
        _correct(found, 0, head, SURNAMES.get(head, {}))
    return found


def _correct(found: list[str], start: int, word: str, irregular: dict[str, str]) -> None:
    for at, character in enumerate(word, start):
        found[at] = irregular.get(character, found[at])


@cache
def _heteronyms() -> frozenset[str]:
    return frozenset(character for irregular in WORDS.values() for character in irregular)


@cache
def _irregular_words() -> re.Pattern[str]:
    return re.compile("|".join(sorted(WORDS, key=len, reverse=True)))


@cache
def _default_readings() -> dict[str, str]:
    cells = _cells()
    return {character: reading for character, reading in zip(cells[::_COLUMNS], cells[1::_COLUMNS], strict=True)}


@cache
def _simplified_forms() -> dict[int, str]:
    cells = _cells()
    return {ord(old): new for old, new in zip(cells[::_COLUMNS], cells[2::_COLUMNS], strict=True) if new}


@cache
def _cells() -> list[str]:
    return _TABLE.read_text(encoding="utf-8").replace("\n", "\t").removesuffix("\t").split("\t")

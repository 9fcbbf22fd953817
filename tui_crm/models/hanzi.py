"""How Chinese characters are read, and which simplified form stands for them.

``hanzi.tsv`` holds a default reading without tone (ü written v) and the simplified form of each character;
``heteronyms`` holds the words and surnames that are read otherwise. Nothing here knows more than these tables, so a
name gets the same key whether it is typed or imported with a million others.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tui_crm.models.heteronyms import SURNAMES, WORDS

_FILE = Path(__file__).with_name("hanzi.tsv")


def simplified(text: str) -> str:
    """Return ``text`` with each traditional character replaced by its simplified one; the length stays."""
    return text if text.isascii() else text.translate(_table().simplified)


def pinyin(text: str, *, surname: bool = False) -> list[str]:
    """Return the syllables of the Chinese characters in ``text``, other characters left out.

    With ``surname`` the text is a person's name, and its beginning is read as surnames are.
    """
    irregular = irregular_readings(text, surname=surname)
    syllables = (irregular.get(at) or reading(character) for at, character in enumerate(text))
    return [syllable for syllable in syllables if syllable]


def reading(character: str) -> str:
    """Return the default syllable of ``character``, "" where it has none."""
    return _table().readings.get(character, "")


def has_chinese(text: str) -> bool:
    """Say whether a character of ``text`` has a reading."""
    return not (text.isascii() or _table().readings.keys().isdisjoint(text))


def irregular_readings(text: str, *, surname: bool = False) -> dict[int, str]:
    """Return the syllables that are not the default ones by their position in ``text``; mostly there are none."""
    if _suspects().isdisjoint(text):
        return {}
    plain = simplified(text)
    found: dict[int, str] = {}
    for match in _irregular_words().finditer(plain):
        found.update(_positions(WORDS[match[0]], match[0], match.start()))
    head = plain[:2] if plain[:2] in SURNAMES else plain[:1]
    if surname and head in SURNAMES:
        found.update(_positions(SURNAMES[head], head, 0))
    return found


def _positions(readings: dict[str, str], word: str, start: int) -> dict[int, str]:
    return {at: readings[character] for at, character in enumerate(word, start) if character in readings}


@cache
def _suspects() -> frozenset[str]:
    """Return the characters, traditional ones too, without which no word and no surname is irregular."""
    plain = {character for readings in (*WORDS.values(), *SURNAMES.values()) for character in readings}
    return frozenset(plain | {chr(old) for old, new in _table().simplified.items() if new in plain})


@cache
def _irregular_words() -> re.Pattern[str]:
    return re.compile("|".join(sorted(WORDS, key=len, reverse=True)))


class _Table(NamedTuple):
    readings: dict[str, str]
    simplified: dict[int, str]


@cache
def _table() -> _Table:
    cells = _FILE.read_text(encoding="utf-8").replace("\n", "\t").removesuffix("\t").split("\t")
    characters, syllables, forms = (cells[column::3] for column in range(3))
    return _Table(
        dict(zip(characters, syllables, strict=True)),
        {ord(old): new for old, new in zip(characters, forms, strict=True) if new},
    )

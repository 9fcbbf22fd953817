"""How is what somebody typed made plain to read: width, case, script, numerals, names of months."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

NUMERALS: Final = "零〇一二两三四五六七八九十百"
"""The Chinese numerals that :func:`chinese_number` reads, for character classes."""

ENGLISH_MONTHS: Final = {
    1: ("jan", "january"),
    2: ("feb", "february"),
    3: ("mar", "march"),
    4: ("apr", "april"),
    5: ("may",),
    6: ("jun", "june"),
    7: ("jul", "july"),
    8: ("aug", "august"),
    9: ("sep", "sept", "september"),
    10: ("oct", "october"),
    11: ("nov", "november"),
    12: ("dec", "december"),
}
"""What each month is called, in plain text."""

_TRADITIONAL = "週禮後個兩點號時鐘鍾來這農曆閏臘陰陽舊萬億幣圓塊內間過剛現"
_SIMPLIFIED = "周礼后个两点号时钟钟来这农历闰腊阴阳旧万亿币圆块内间过刚现"
_PUNCTUATION = {"。": ",", "、": ",", "−": "-", "–": "-", "—": "-", "‐": "-", "’": "'"}
_FOLDING = str.maketrans({**dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True)), **_PUNCTUATION})

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_COUNTED = r"(?:([一二两三四五六七八九])百(?=零.$|.?十|$))?(?:([一二三四五六七八九])?(十))?(?:^零|(?<=百)零)?([一二两三四五六七八九])?"
_YEAR_LENGTH = 4


@dataclass(frozen=True)
class PlainText:
    """Plain ``text`` with the offset of each of its characters in what was typed, and of the end."""

    text: str
    offsets: tuple[int, ...]


def plain(typed: str) -> PlainText:
    """Fold full width, case, the traditional characters of dates and amounts, and runs of white space.

    One typed character may become several, so every plain character keeps the offset it came from.
    """
    characters: list[str] = []
    offsets: list[int] = []
    for offset, typed_character in enumerate(typed):
        for character in unicodedata.normalize("NFKC", typed_character).casefold().translate(_FOLDING):
            blank = character.isspace()
            if blank and (not characters or characters[-1] == " "):
                continue
            characters.append(" " if blank else character)
            offsets.append(offset)
    if characters and characters[-1] == " ":
        characters.pop()
        offsets.pop()
    return PlainText("".join(characters), (*offsets, len(typed)))


def chinese_number(text: str) -> int:
    """Read ASCII digits or Chinese numerals: 0 to 999 counted (``一百二十三``), a year digit by digit (``二〇二六``).

    ``三四`` is no number (it means three or four). Raises ValueError.
    """
    if text.isascii() and text.isdigit():
        return int(text)
    if len(text) == _YEAR_LENGTH and all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    if text in {"零", "〇"}:
        return 0
    counted = re.fullmatch(_COUNTED, text)
    if not counted or not any(counted.groups()):
        raise ValueError(text)
    hundreds, tens, ten, ones = counted.groups()
    return 100 * _DIGITS.get(hundreds, 0) + 10 * (_DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)

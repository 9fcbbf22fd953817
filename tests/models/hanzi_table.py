"""Make ``tui_crm/models/hanzi.tsv`` from pypinyin and OpenCC: ``python -m tests.models.hanzi_table --write``.

One line a Chinese character of the Basic Multilingual Plane, in code point order: the character, its default reading
without tone (ü written v), and its simplified form where it has another one. Both packages are for development only.
"""

import sys
from pathlib import Path

import opencc
from pypinyin import lazy_pinyin
from pypinyin.pinyin_dict import pinyin_dict

TABLE = Path(__file__).parents[2] / "tui_crm" / "models" / "hanzi.tsv"
RANGES = (range(0x3007, 0x3008), range(0x3400, 0x4DC0), range(0x4E00, 0xA000))

# OpenCC keeps 瞭, 著 and 藉 because some words do, and takes 么 for a traditional 幺; a search must find the others.
OWN_FORMS = {"瞭": "了", "著": "着", "藉": "借", "麼": "么", "麽": "么", "么": "么"}

# pypinyin's first reading of these is seldom the one in names of people, companies and places.
OWN_READINGS = {"都": "du", "长": "chang", "長": "chang", "晟": "sheng", "卜": "bu"}


def table() -> str:
    """Return the whole file's text."""
    characters = [chr(point) for points in RANGES for point in points]
    converters = [opencc.OpenCC(name) for name in ("t2s", "hk2s", "tw2s")]
    return "".join(_line(character, converters) for character in characters)


def _line(character: str, converters: list[opencc.OpenCC]) -> str:
    simplified = _simplified(character, converters)
    reading = OWN_READINGS.get(character) or (lazy_pinyin(character)[0] if ord(character) in pinyin_dict else "")
    if not reading and simplified == character:
        return ""
    return f"{character}\t{reading}\t{'' if simplified == character else simplified}\n"


def _simplified(character: str, converters: list[opencc.OpenCC]) -> str:
    if character in OWN_FORMS:
        return OWN_FORMS[character]
    forms = (converter.convert(character) for converter in converters)
    form = next((form for form in forms if form != character and len(form) == 1), character)
    return form if form == character else _simplified(form, converters)


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python -m tests.models.hanzi_table --write")
    TABLE.write_text(table(), encoding="utf-8", newline="\n")

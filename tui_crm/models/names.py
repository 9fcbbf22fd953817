"""How a name is put together, sorted, and spelled in Latin letters.

Sorting follows a Chinese dictionary: syllable by syllable, then character by character, so that all 张 stand together
between ``zhan`` and ``zhao``, beside the people who write themselves Zhang. Everything else sorts by its folded words.
"""

from collections.abc import Callable

from tui_crm.models.folding import composed, fold, is_single, words
from tui_crm.models.hanzi import has_chinese, irregular_readings, reading


class _Spelling(dict[int, str]):
    """What each code point of a name becomes: ``chinese`` of its syllable and itself, else ``other`` of its folding.

    The default readings are worked out once a character, so that spelling a name is one ``str.translate``.
    """

    def __init__(self, chinese: Callable[[str, str], str], other: Callable[[str], str]) -> None:
        super().__init__()
        self._chinese = chinese
        self._other = other

    def __missing__(self, code: int) -> str:
        character = chr(code)
        syllable, folded = reading(character), fold(character)
        self[code] = self._chinese(syllable, folded) if syllable else self._other(folded)
        return self[code]

    def words(self, name: str, irregular: dict[int, str]) -> list[str]:
        """Return the words of ``name``, with ``irregular`` syllables at their positions."""
        if not irregular:
            return name.translate(self).split()
        spelled = [self[ord(character)] for character in name]
        for at, syllable in irregular.items():
            spelled[at] = self._chinese(syllable, fold(name[at]))
        return "".join(spelled).split()


def _without_single(folded: str) -> str:
    return "" if folded.startswith(" ") else folded


_SORTED = _Spelling(lambda syllable, character: f" {syllable}{character}", str)
_JOINED = _Spelling(lambda syllable, _character: syllable, _without_single)
_INITIALS = _Spelling(lambda syllable, _character: syllable[0], _without_single)


def name_key(name: str, *, person: bool) -> str:
    """Return the key by which ``name`` sorts as plain code points: its folded words, a space between.

    A Chinese character is its syllable and, as the next word, its simplified form. Signs are left out; a name of
    nothing else is its own key. ``person`` reads a leading surname as surnames are read.
    """
    if name.isascii():
        return " ".join(words(name)) or name
    name = composed(name)
    return " ".join(_SORTED.words(name, irregular_readings(name, surname=person))) or name


def spellings(name: str, *, person: bool) -> tuple[str, ...]:
    """Return the pinyin of ``name`` written together and its initials, () for a name without Chinese characters.

    Other words stand in them folded (ABC贸易 is ``abcmaoyi`` and ``abcmy``), kana, hangul and characters without a
    reading do not.
    """
    if not has_chinese(name):
        return ()
    name = composed(name)
    irregular = irregular_readings(name, surname=person)
    return "".join(_JOINED.words(name, irregular)), "".join(_INITIALS.words(name, irregular))


def full_name(family: str, given: str) -> str:
    """Return the whole name of a person from its two parts, either of which may be blank or hold the whole name.

    Chinese, Japanese and Korean names are written family first and without a space, others given name first.
    """
    if family.isascii() and given.isascii() and family.isalpha() and given.isalpha():  # most names, told at a glance
        return given if family.lower() == given.lower() else f"{given} {family}"
    family, given = " ".join(family.split()), " ".join(given.split())
    if not (family and given):
        return family or given
    first, last = words(given), words(family)
    if _holds(first, last):
        return given
    if _holds(last, first):
        return family
    eastern = all(is_single(word) for word in last + first)
    return family + given if eastern else f"{given} {family}"


def _holds(whole: list[str], part: list[str]) -> bool:
    """Say whether ``part`` is the beginning or the end of ``whole``; one character is no whole name (丁 + 丁)."""
    if not part or (len(whole) == 1 and is_single(whole[0])):
        return False
    return part in (whole[: len(part)], whole[-len(part) :])

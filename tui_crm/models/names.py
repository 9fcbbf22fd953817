"""How a name is put together, sorted, and spelled in Latin letters.

Sorting follows a Chinese dictionary: syllable by syllable, then character by character, so that all 张 stand together
between ``zhan`` and ``zhao``, beside the people who write themselves Zhang. Everything else sorts by its folded words.
"""

from collections.abc import Callable

from tui_crm.models.folding import composed, fold, is_single, words
from tui_crm.models.hanzi import has_chinese, irregular_readings, reading


class _Spelling(dict[int, str]):
    """What each code point of a name becomes: ``form`` of syllable and character if it is Chinese, else its folding.

    The default readings are worked out once a character, so that spelling a name is one ``str.translate``.
    """

    def __init__(self, form: Callable[[str, str], str]) -> None:
        super().__init__()
        self._form = form

    def __missing__(self, code: int) -> str:
        character = chr(code)
        syllable = reading(character)
        self[code] = self._form(syllable, fold(character)) if syllable else fold(character)
        return self[code]

    def words(self, name: str, irregular: dict[int, str]) -> list[str]:
        """Return the words of ``name``, with ``irregular`` syllables at their positions."""
        if not irregular:
            return name.translate(self).split()
        regular = [self[ord(character)] for character in name]
        forms = {at: self._form(syllable, fold(name[at])) for at, syllable in irregular.items()}
        return "".join([forms.get(at, form) for at, form in enumerate(regular)]).split()


_SORTED = _Spelling(lambda syllable, character: f" {syllable}{character}")
_JOINED = _Spelling(lambda syllable, _character: syllable)
_INITIALS = _Spelling(lambda syllable, _character: syllable[0])


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

    What is not Chinese stands as it is, folded: ABC贸易 is ``abcmaoyi`` and ``abcmy``.
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
    family, given = " ".join(family.split()), " ".join(given.split())
    if not (family and given):
        return family or given
    parts, others = words(given), words(family)
    if _holds(parts, others):
        return given
    if _holds(others, parts):
        return family
    eastern = all(is_single(word) for word in others + parts)
    return family + given if eastern else f"{given} {family}"


def _holds(whole: list[str], part: list[str]) -> bool:
    """Say whether ``part`` is the beginning or the end of ``whole``."""
    return bool(part) and part in (whole[: len(part)], whole[-len(part) :])

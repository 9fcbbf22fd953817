"""How a name is put together, sorted, and spelled in Latin letters.

Sorting follows a Chinese dictionary: syllable by syllable, then character by character, so that all 张 stand together
between ``zhan`` and ``zhao``, beside the people who write themselves Zhang. Everything else sorts by its folded words.
"""

from tui_crm.models.folding import fold, is_single, words
from tui_crm.models.hanzi import readings, simplified


def name_key(name: str, *, person: bool) -> str:
    """Return the key by which ``name`` sorts as plain code points: folded words, a space between.

    A Chinese character is its syllable and, as the next word, its simplified form. Signs are left out; a name of
    nothing else is its own key. ``person`` reads a leading surname as surnames are read.
    """
    if name.isascii():
        return " ".join(fold(name).split()) or name
    plain = simplified(name)
    spelled = [
        f" {syllable} {plain[at]} " if syllable else name[at]
        for at, syllable in enumerate(readings(name, surname=person))
    ]
    return " ".join(fold("".join(spelled)).split()) or name


def spellings(name: str, *, person: bool) -> tuple[str, ...]:
    """Return the pinyin of ``name`` written together and its initials, () for a name without Chinese characters.

    What is not Chinese stands as it is, folded: ABC贸易 is ``abcmaoyi`` and ``abcmy``.
    """
    if name.isascii():
        return ()
    syllables = readings(name, surname=person)
    if not any(syllables):
        return ()
    if all(syllables):
        return "".join(syllables), "".join([syllable[0] for syllable in syllables])
    pairs = list(zip(name, syllables, strict=True))
    joined = "".join([syllable or character for character, syllable in pairs])
    initials = "".join([syllable[:1] or character for character, syllable in pairs])
    return "".join(words(joined)), "".join(words(initials))


def joined_pinyin(name: str, *, person: bool = False) -> str:
    """Return the pinyin of ``name`` written together; "" for a name without Chinese characters."""
    return next(iter(spellings(name, person=person)), "")


def initials(name: str, *, person: bool = False) -> str:
    """Return the first letters of the syllables of ``name``; "" for a name without Chinese characters."""
    return next(iter(spellings(name, person=person)[1:]), "")


def full_name(family: str, given: str) -> str:
    """Return the whole name of a person from its two parts, either of which may be blank or hold the whole name.

    Chinese, Japanese and Korean names are written family first and without a space, others given name first.
    """
    family, given = " ".join(family.split()), " ".join(given.split())
    if not family or _holds(words(given), words(family)):
        return given
    if not given or _holds(words(family), words(given)):
        return family
    eastern = all(is_single(word) for word in words(family + given))
    return family + given if eastern else f"{given} {family}"


def _holds(whole: list[str], part: list[str]) -> bool:
    """Say whether ``part`` is the beginning or the end of ``whole``."""
    return bool(part) and part in (whole[: len(part)], whole[-len(part) :])

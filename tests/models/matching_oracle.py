"""Say whether a search matches a record, word by word from the definition in ``tui_crm/models/matching.py``.

It works on the record's plain values, without index, tokens joined to strings, or the code it checks.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from tui_crm.models.hanzi import pinyin, reading, simplified
from tui_crm.models.phones import Phone

LETTERS = {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"}
EASTERN = "\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff"
WORD = re.compile(f"[{EASTERN}]|(?:(?![{EASTERN}])[^\\W_])+")
VOICING = {"\u3099", "\u309a"}


def scan_matches(
    query: str, names: Sequence[str], *, person: bool, texts: Sequence[str] = (), phones: Sequence[Phone] = ()
) -> bool:
    values = [words(value) for value in (*names, *texts, *(phone.number for phone in phones))]
    single = [word for name in names for word in spelled(name, person=person)]
    for phone in phones:
        single += [phone.digits, (phone.e164 or "").removeprefix("+")]
    values += [(word,) for word in single if word]
    ends = [phone.e164 or phone.digits for phone in phones]
    return all(
        stands(term, values) or any(stands_together(joined, values, ends) for joined in together)
        for term, together in terms_of(query)
    )


@lru_cache(1000)
def terms_of(query: str) -> list[tuple[tuple[str, ...], list[str]]]:
    """Return each term with the runs it is part of, written together."""
    terms = [folded for term in split_terms(query) if (folded := words(term))]
    return [
        (term, ["".join(word for part in run for word in part) for run in runs_with(terms, at)])
        for at, term in enumerate(terms)
    ]


@lru_cache(100_000)
def words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", simplified(unicodedata.normalize("NFC", text)).casefold()).casefold()
    letters = [
        str(unicodedata.decimal(letter, "")) or LETTERS.get(letter, letter)
        for letter in plain
        if letter in VOICING or not unicodedata.combining(letter)
    ]
    return tuple(WORD.findall(simplified(unicodedata.normalize("NFKC", "".join(letters)))))


@lru_cache(100_000)
def spelled(name: str, *, person: bool) -> tuple[str, ...]:
    syllables = pinyin(name, surname=person)
    if not syllables:
        return ()
    rest = iter(syllables)
    parts = [next(rest) if reading(character) else character for character in name]
    firsts = [part[0] if reading(character) else character for part, character in zip(parts, name, strict=True)]
    return typed_together("".join(parts)), typed_together("".join(firsts))


def typed_together(text: str) -> str:
    return "".join(word for word in words(text) if not re.fullmatch(f"[{EASTERN}]", word))


def split_terms(query: str) -> Iterator[str]:
    inside = False
    term = ""
    for character in query:
        if character in '"“”':
            yield term
            inside, term = not inside, ""
        elif character.isspace() and not inside:
            yield term
            term = ""
        else:
            term += character
    yield term


def stands(term: Sequence[str], values: Sequence[Sequence[str]]) -> bool:
    *heads, last = term
    eastern = bool(re.fullmatch(f"[{EASTERN}]", last))
    for value in values:
        for at in range(len(value) - len(heads)):
            word = value[at + len(heads)]
            if list(value[at : at + len(heads)]) == heads and (word == last if eastern else word.startswith(last)):
                return True
    return False


def kind(term: Sequence[str]) -> str:
    if all(re.fullmatch("[a-z]+", word) for word in term):
        return "latin"
    return "digits" if all(re.fullmatch("[0-9]+", word) for word in term) else "other"


def runs_with(terms: Sequence[Sequence[str]], at: int) -> Iterator[Sequence[Sequence[str]]]:
    for _kind, group in groupby(range(len(terms)), key=lambda place: kind(terms[place])):
        places = list(group)
        if at in places and len(places) <= 6:
            for first in places:
                for last in places:
                    if first <= at <= last:
                        yield terms[first : last + 1]
    yield terms[at : at + 1]


def stands_together(joined: str, values: Sequence[Sequence[str]], ends: Sequence[str]) -> bool:
    beginnings = [joined]
    if re.fullmatch("[0-9]{4,}", joined):
        bare = joined.lstrip("0")
        beginnings += [bare] if len(bare) >= 4 else []
        if any(end.endswith(joined) for end in ends):
            return True
    elif not re.fullmatch("[a-z]+", joined):
        return False
    return any(word.startswith(tuple(beginnings)) for value in values for word in value)

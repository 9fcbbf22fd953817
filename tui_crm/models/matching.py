"""What a search matches: the one definition.

A record has values: its names, its texts, its phones as typed. Each value is a row of words (``folding``). Besides, each
of these is a value of one word: a Chinese name's pinyin written together, its initials, a phone's national digits and
its E.164 digits.

A search has terms, parted by white space; what stands in quotes is one term. Every term must match:

- its words stand side by side in one value, in order, the last of them as the beginning of a word (a Chinese,
  Japanese or Korean character is a word of its own, so any part of Chinese text matches);
- or, written together, it is the beginning of a word, if it is of Latin letters only, or of four and more digits only
  (of which leading zeros, a trunk or international prefix, may be left out);
- or, if it is of four and more digits only, it is the end of a phone;
- or one of the last two holds for some run of adjacent terms that it is part of, written together: two to six terms of
  Latin letters only (``zhang wei``) or of digits only (``138 0013 8000``).

A term without a letter or digit says nothing and is left out. SQLite's FTS5 gives just these records when it holds
:func:`index_name` and :func:`index_body` with the tokenizer ``ascii`` and is asked :func:`fts_query`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby

from tui_crm.models.folding import VALUE_END, fold, is_single, words
from tui_crm.models.names import spellings
from tui_crm.models.phones import Phone

__all__ = ["BREAK", "Term", "fts_query", "index_body", "index_name", "parse_terms", "words"]

BREAK = "\ue000"
"""The word between two values: no term holds it, so none matches across. :func:`fold` takes it out of texts."""

TAIL = "\ue001"
"""What a phone's digits begin with when they are indexed backwards."""

FEWEST_DIGITS = 4
"""From how many digits on a term may be the end of a phone."""

LONGEST_RUN = 6
"""How many adjacent terms are tried written together."""

_TERM = re.compile('["“”]([^"“”]*)["“”]?|[^\\s"“”]+')


def index_name(names: Iterable[str], *, person: bool) -> str:
    """Return the words of ``names`` as the index holds them, with the spellings of those in Chinese."""
    values: list[str] = []
    for name in names:
        values.append(name)
        values += spellings(name, person=person)
    return _indexed(values)


def index_body(texts: Iterable[str], phones: Iterable[Phone]) -> str:
    """Return the words of ``texts`` and ``phones`` as the index holds them."""
    values, tails = list(texts), ""
    for phone in phones:
        whole = phone.e164[1:] if phone.e164 else phone.digits
        values += dict.fromkeys((phone.number, phone.digits, whole))
        tails += f" {TAIL}{whole[::-1]}" if whole else ""
    return _indexed(values) + tails


def _indexed(values: list[str]) -> str:
    folded = fold(VALUE_END.join(filter(None, values)))
    return " ".join(folded.replace(VALUE_END, f" {BREAK} ").split())


class Script(Enum):
    """What all words of a term are of."""

    LATIN = auto()
    DIGITS = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a search: its folded words, at least one."""

    words: tuple[str, ...]

    @property
    def script(self) -> Script:
        """Whether the term is of Latin letters only, of digits only, or neither."""
        joined = "".join(self.words)
        if not joined.isascii():
            return Script.OTHER
        if joined.isalpha():
            return Script.LATIN
        return Script.DIGITS if joined.isdigit() else Script.OTHER


def parse_terms(text: str) -> tuple[Term, ...]:
    """Return the terms of a search in order; any text is a search."""
    found = (match[0] if match[1] is None else match[1] for match in _TERM.finditer(text))
    return tuple(Term(tuple(folded)) for term in found if (folded := words(term)))


def fts_query(terms: Sequence[Term], column: str | None = None) -> str:
    """Return the FTS5 expression for ``terms``, in one ``column`` or in all; "" for no terms, which is no restriction."""
    clauses = [_clause(run, at) for run in _runs(terms) for at in range(len(run))]
    expression = " AND ".join(dict.fromkeys(clauses))
    return f"{column} : ({expression})" if column and expression else expression


def _runs(terms: Sequence[Term]) -> Iterator[list[Term]]:
    """Yield the adjacent terms of one script that may be tried written together, other terms one by one."""
    for script, group in groupby(terms, key=lambda term: term.script):
        run = list(group)
        if script is not Script.OTHER and len(run) <= LONGEST_RUN:
            yield run
        else:
            yield from ([term] for term in run)


def _clause(run: Sequence[Term], at: int) -> str:
    phrases = [_phrase(run[at].words)]
    for begin in range(at + 1):
        for end in range(at + 1, len(run) + 1):
            phrases += _together(run[begin:end])
    return f"({' OR '.join(dict.fromkeys(phrases))})"


def _phrase(tokens: Sequence[str]) -> str:
    return f'"{" ".join(tokens)}"{"" if is_single(tokens[-1]) else "*"}'


def _together(run: Sequence[Term]) -> list[str]:
    joined = "".join(word for term in run for word in term.words)
    if run[0].script is Script.LATIN:
        return [_phrase([joined])]
    if run[0].script is Script.OTHER or len(joined) < FEWEST_DIGITS:
        return []
    bare = joined.lstrip("0")
    without_zeros = [_phrase([bare])] if len(bare) >= FEWEST_DIGITS else []
    return [_phrase([joined]), *without_zeros, _phrase([TAIL + joined[::-1]])]

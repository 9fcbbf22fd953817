"""Which sequences of words make a phrase; a new way to say a thing is one line here.

A pattern lists kinds of tokens. One in capitals hands its number to the phrase's function under the same name, one in
small letters only has to be there, ``?`` after it means it may be missing. The longest pattern that fits wins.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tui_crm.models.when import phrases
from tui_crm.models.when.lexer import Token
from tui_crm.models.when.puzzle import NEEDS_CALENDAR, NO_SUCH, UNKNOWN, Puzzle
from tui_crm.models.when.reading import Reading, Reference

Meaning = Callable[..., Reading]
"""A function of :mod:`~tui_crm.models.when.phrases`."""

_KINDS = {
    "COUNT": {"num", "fourdigits"},
    "DATE": {"num"},
    "HOUR": {"num"},
    "MINUTES": {"num"},
    "QUARTERS": {"num"},
    "REL": {"this", "next"},
    "YEAR": {"fourdigits"},
    "PERIOD": {"week", "month", "quarter", "year"},
    "UNIT": {"minute", "hour", "day", "week", "month", "quarter", "year"},
}
"""The kinds of token that a capital name stands for, where they are not its own name in small letters."""

RULES: tuple[tuple[Meaning, tuple[str, ...]], ...] = (
    (phrases.written_day, ("ISO",)),
    (phrases.written_instant, ("ISO CLOCK OFFSET",)),
    (phrases.named_day, ("DAYWORD",)),
    (phrases.bare_weekday, ("WEEKDAY",)),
    (phrases.weekday_of_week, ("REL WEEKDAY", "REL week WEEKDAY", "WEEKDAY REL week")),
    (phrases.next_working_day, ("NEXT COUNT? workday",)),
    (phrases.working_edge, ("NTH workday REL? PERIOD", "REL? PERIOD NTH workday")),
    (phrases.last_working_day, ("NEXT workday REL? PERIOD",)),
    (phrases.first_of_period, ("NEXT PERIOD",)),
    (phrases.edge_of_period, ("REL PERIOD EDGE", "EDGE REL PERIOD")),
    (phrases.nearest_edge, ("PERIOD EDGE", "EDGE PERIOD")),
    (phrases.edge_of_month, ("MON EDGE", "EDGE MON")),
    (phrases.edge_of_month_of_other_year, ("REL year MON EDGE", "EDGE MON REL year")),
    (phrases.edge_of_written_month, ("YEAR year MON EDGE", "EDGE MON YEAR")),
    (phrases.edge_of_written_year, ("YEAR year EDGE", "EDGE YEAR")),
    (phrases.day_of_month, ("DATE ri",)),
    (phrases.day_of_other_month, ("REL month DATE ri", "DATE ri REL month")),
    (phrases.day_of_year, ("MON DATE ri?", "DATE ri? MON")),
    (phrases.day_of_other_year, ("REL year MON DATE ri?", "MON DATE ri? REL year", "DATE ri? MON REL year")),
    (phrases.day_of_written_year, ("YEAR year MON DATE ri?", "MON DATE ri? YEAR", "DATE ri? MON YEAR")),
    (phrases.clock, ("CLOCK",)),
    (phrases.hour_and_minutes, ("HOUR DIAN", "HOUR DIAN MINUTES fen?", "HOUR DIAN HALF", "HOUR DIAN QUARTERS ke")),
    (phrases.past_the_hour, ("PAST HOUR",)),
    (phrases.bare_hour, ("HOUR",)),
    (phrases.part_of_day, ("PART",)),
    (phrases.part_of_today, ("this PART",)),
    (phrases.length, ("COUNT UNIT", "HALF UNIT", "DECIMAL UNIT", "COUNT HALF UNIT", "COUNT UNIT HALF")),
    (phrases.working_days, ("COUNT workday",)),
    (phrases.direction, ("DIRECTION",)),
    (phrases.present, ("now",)),
)


class _Atom(NamedTuple):
    """One place of a pattern: the kinds that fit, and the name their number is handed over by, or none."""

    kinds: frozenset[str]
    name: str


def _sequences(pattern: str) -> list[tuple[_Atom, ...]]:
    """Return the pattern with and without what may be missing."""
    sequences: list[tuple[_Atom, ...]] = [()]
    for word in pattern.split():
        name = word.removesuffix("?")
        atom = _Atom(frozenset(_KINDS.get(name, {name.lower()})), name.lower() if name.isupper() else "")
        longer = [(*sequence, atom) for sequence in sequences]
        sequences = longer + sequences if word.endswith("?") else longer
    return sequences


PATTERNS = sorted(
    ((sequence, meaning) for meaning, patterns in RULES for pattern in patterns for sequence in _sequences(pattern)),
    key=lambda pair: -len(pair[0]),
)
"""All sequences with their meaning, the longest first."""


def next_phrase(tokens: Sequence[Token], ref: Reference) -> tuple[int, Reading]:
    """Read the phrase at the beginning of ``tokens``: how many of them it takes, and what it says. Raises Puzzle."""
    for sequence, meaning in PATTERNS:
        phrase = list(zip(sequence, tokens, strict=False))
        if len(phrase) < len(sequence) or any(token.kind not in atom.kinds for atom, token in phrase):
            continue
        if ref.calendar is None and any("workday" in atom.kinds for atom in sequence):
            raise Puzzle(NEEDS_CALENDAR, tokens[0].start, phrase[-1][1].end)
        try:
            return len(phrase), meaning(ref, **{atom.name: token.value for atom, token in phrase if atom.name})
        except (ValueError, OverflowError) as error:
            raise Puzzle(NO_SUCH, tokens[0].start, phrase[-1][1].end) from error
    raise Puzzle(UNKNOWN, tokens[0].start, tokens[0].end)

"""How the text of a filter may go on at the cursor: names of fields, and values of the field that stands there."""

from collections.abc import Iterable, Sequence
from typing import Final

from tui_crm.models.filtering.fields import Fields
from tui_crm.models.filtering.parsing import SORT
from tui_crm.models.filtering.tokens import Kind, Token, tokens, written_value

MOST: Final = 50
"""How many completions are offered."""

_VALUES = frozenset({Kind.VALUE, Kind.QUOTED_VALUE})
_BEFORE_VALUES = frozenset({Kind.FIELD, Kind.COMMA, Kind.COMPARISON, Kind.RANGE})


def completions(text: str, cursor: int, fields: Fields) -> list[str]:
    """Return what ``text`` up to ``cursor`` could become, best first; [] where nothing is known to go on with."""
    before = text[:cursor]
    pieces = tokens(before)
    last = pieces[-1] if pieces else None
    if last is None or last.end < len(before) or last.kind in {Kind.NOT, Kind.OPEN}:
        return [before + name for name in _names(fields, "")][:MOST]
    if last.kind in {Kind.WORD, Kind.OR}:
        return [before[: last.start] + "-" * (last.text == "-") + name for name in _names(fields, last.text)][:MOST]
    if last.kind in _VALUES | _BEFORE_VALUES:
        return _completed_values(before, pieces, fields)[:MOST]
    return []


def _names(fields: Fields, beginning: str) -> Iterable[str]:
    begun = beginning.casefold().removeprefix("-")
    names = [*fields.names(), *SORT[:1], *(fields.aliases() if begun else ()), *(SORT[1:] if begun else ())]
    return (f"{name}:" for name in names if name.casefold().startswith(begun))


def _completed_values(before: str, pieces: Sequence[Token], fields: Fields) -> list[str]:
    name = next(piece for piece in reversed(pieces) if piece.kind is Kind.FIELD)
    last = pieces[-1]
    begun, start = (last.text, last.start) if last.kind in _VALUES else ("", len(before))
    if name.text.lower() in SORT:
        return [before[:start] + key for key in _sort_keys(fields, begun)]
    field = fields.field(name.text)
    if field is None:
        return []
    test = next(piece.end for piece in reversed(pieces) if piece.kind in {Kind.FIELD, Kind.COMMA})
    asis = [*fields.snippets(field), *(word for word in ("none", "any") if word in field.operators)]
    whole = [before[:test] + written for written in asis if written.startswith(before[test:].lower())]
    values = [before[:start] + written_value(value) for value in fields.values(field, begun)]
    return list(dict.fromkeys([*values, *whole]))


def _sort_keys(fields: Fields, begun: str) -> Iterable[str]:
    sign, wanted = "-" * begun.startswith("-"), begun.removeprefix("-").lower()
    known = (field for field in map(fields.field, fields.names()) if field and field.sortable)
    return (sign + field.name for field in known if field.name.startswith(wanted))

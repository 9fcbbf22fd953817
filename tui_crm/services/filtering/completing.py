"""How the text of a filter may go on at the cursor: names of fields, and values of the field that stands there."""

from collections.abc import Iterable
from typing import Final

from tui_crm.db.records import folded
from tui_crm.services.filtering.fields import Fields
from tui_crm.services.filtering.parsing import SORT
from tui_crm.services.filtering.tokens import Kind, Token, tokens, written_value

MOST: Final = 50
"""How many completions are offered."""

_IN_VALUE = frozenset({Kind.FIELD, Kind.COMPARISON, Kind.COMMA, Kind.RANGE})


def completions(text: str, cursor: int, fields: Fields) -> list[str]:
    """Return what ``text`` up to ``cursor`` could become, best first; [] where nothing is known to go on with."""
    before = text[:cursor]
    pieces = tokens(before)
    last = pieces[-1] if pieces else None
    if last is None or last.end < len(before) or last.kind in {Kind.NOT, Kind.OPEN}:
        return [before + name for name in _names(fields, "")][:MOST]
    if last.kind is Kind.WORD:
        return [before[: last.start] + name for name in _names(fields, last.text)][:MOST]
    begun = last if last.kind in {Kind.VALUE, Kind.QUOTED_VALUE} else None
    if not begun and last.kind not in _IN_VALUE:
        return []
    name = next(piece for piece in reversed(pieces) if piece.kind is Kind.FIELD)
    start = begun.start if begun else len(before)
    values = _values(fields, name, begun.text if begun else "")
    return [before[:start] + value for value in values][:MOST]


def _names(fields: Fields, beginning: str) -> Iterable[str]:
    wanted = beginning.lower()
    found = [name for name in (*fields.names(), *SORT[:1]) if name.startswith(wanted)]
    if wanted:
        found += [name for name in (*fields.aliases(), *SORT[1:]) if name.startswith(wanted)]
    return (f"{name}:" for name in found)


def _values(fields: Fields, name: Token, beginning: str) -> Iterable[str]:
    if name.text.lower() in SORT:
        sign = "-" * beginning.startswith("-")
        known = [field for field in map(fields.field, fields.names()) if field and field.sortable]
        return [sign + field.name for field in known if field.name.startswith(beginning.removeprefix("-").lower())]
    field = fields.field(name.text)
    if field is None:
        return []
    keywords = [str(word) for word in ("none", "any") if word in field.operators and word.startswith(beginning.lower())]
    values = [written_value(value) for value in fields.values(field, beginning)]
    return dict.fromkeys([*values, *keywords] if folded(beginning) else [*values, *keywords])

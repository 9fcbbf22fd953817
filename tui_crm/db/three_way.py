"""How a change to a list is taken back after somebody has changed the list again: value by value, where values can be told
apart.
"""

from collections.abc import Sequence
from typing import TypeAlias

from tui_crm.db.records import Collection

Value: TypeAlias = tuple[object, ...]
Key: TypeAlias = tuple[object, ...]


def taken_back(
    part: Collection, now: Sequence[Value], old: Sequence[Value], new: Sequence[Value], region: str
) -> tuple[tuple[Value, ...], bool]:
    """Return ``now`` with the change ``old`` → ``new`` taken back, and whether all of it could be.

    A value that was changed since stays. A list whose values cannot be told apart stays as a whole.
    """
    before, after, present = (_by_key(part, values, region) for values in (old, new, now))
    if before is None or after is None or present is None:
        return tuple(now), False
    whole = not part.ordered or list(before) == list(after) or before.keys() != after.keys()
    result = dict(present)
    for key in {**before, **after}:
        was, became = before.get(key), after.get(key)
        if was == became or present.get(key) == was:
            continue
        if present.get(key) != became:
            whole = False
        elif was is None:
            del result[key]
        else:
            result[key] = was
    values = _in_place(result, present, list(before))
    alone = _with_one_chosen(part, values, present)
    return alone, whole and alone == values


def _by_key(part: Collection, values: Sequence[Value], region: str) -> dict[Key, Value] | None:
    keyed = {part.key_of(value, region): value for value in values}
    return keyed if part.key and len(keyed) == len(values) else None


def _in_place(result: dict[Key, Value], present: dict[Key, Value], order: Sequence[Key]) -> tuple[Value, ...]:
    """Return the values that are there in their order, with those that came back where they stood before."""
    keys = [key for key in result if key in present]
    for place, key in enumerate(order):
        if key in result and key not in present:
            keys.insert(place, key)
    return tuple(result[key] for key in keys)


def _with_one_chosen(part: Collection, values: Sequence[Value], present: dict[Key, Value]) -> tuple[Value, ...]:
    """Take the mark that only one value may bear from those that came back, if one that is there bears it."""
    if not part.sole:
        return tuple(values)
    at = part.columns.index(part.sole)
    there = set(present.values())
    if not any(value[at] for value in values if value in there):
        return tuple(values)
    return tuple(value if value in there else (*value[:at], 0, *value[at + 1 :]) for value in values)

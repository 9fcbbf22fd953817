"""How several people stand in one cell, each with the id that tells who of a name it is: ``Ann <c2>; "Smith; Sons" <c7>``."""

import re
from collections.abc import Iterable
from typing import Final

_PLAIN: Final = re.compile(r'[^";<>\s](?:[^";<>\n]*[^";<>\s])?')
_ONE: Final = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^";<>]*?))\s*<(c\d+)>\s*(?:;|\Z)')
_NUMBERED: Final = re.compile(r"(.*) <(c\d+)>", re.DOTALL)


def listed(people: Iterable[tuple[str, str]]) -> str:
    """Return names with their ids in one text; a name with signs that stand between them is in quotes."""
    return "; ".join(f"{_quoted(name)} <{number}>" for name, number in people)


def _quoted(name: str) -> str:
    return name if _PLAIN.fullmatch(name) else '"' + name.replace('"', '""') + '"'


def read_list(text: str) -> list[str] | None:
    """Return each of those whom :func:`listed` wrote, as ``name <c2>``; None for any other text."""
    found: list[str] = []
    at = 0
    while at < len(text):
        one = _ONE.match(text, at)
        if one is None:
            return None
        name = one[2] if one[1] is None else one[1].replace('""', '"')
        found.append(f"{name} <{one[3]}>")
        at = one.end()
    return found or None


def numbered(text: str) -> tuple[str, str] | None:
    """Return the name and the id of ``name <c2>``; None for any other text."""
    found = _NUMBERED.fullmatch(text)
    return (found[1], found[2]) if found else None

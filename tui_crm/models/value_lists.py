"""How several values are written on one line, and how a label is written before a value: ``work=a@b.c, "1380,1"``.

People write it on the command line (one value an option) and in the forms of the screens (all on one line).
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

Item = TypeVar("Item")

SEPARATORS: Final = ",;，；、"
"""What stands between values; in quotes it is part of one."""

_LABEL = re.compile(r"([^\W\d_]+(?: [^\W\d_]+)*)=(.*)", re.DOTALL)
_PARTS = re.compile(rf'(?:"[^"]*"|[^{SEPARATORS}"]|")+')
_QUOTED = re.compile(r'"([^"]*)"')


def with_label(text: str) -> tuple[str, str]:
    """Return a value and the label that stands before ``=`` where it is plain words, else ""."""
    match = _LABEL.fullmatch(text.strip())
    return (match[2], match[1]) if match else (text, "")


def named(text: str) -> tuple[str, str] | None:
    """Return the name before ``=`` and the text behind it, None where there is no name."""
    name, equals, rest = text.partition("=")
    return (name.strip(), rest.strip()) if equals and name.strip() else None


def parts(text: str) -> list[str]:
    """Return the values on a line; blank ones are left out."""
    found = (_QUOTED.sub(r"\1", part.strip()).strip() for part in _PARTS.findall(text))
    return [part for part in found if part]


def line_of(values: Iterable[str]) -> str:
    """Return values as a line that :func:`parts` reads; quotes in a value that needs some become single ones."""
    return ", ".join(map(_quoted, values))


def _quoted(value: str) -> str:
    return '"' + value.replace('"', "'") + '"' if re.search(f'[{SEPARATORS}"]', value) else value


def items(text: str, known: Mapping[str, Item]) -> "list[Item | str]":
    """Return the values on a line, in the place of each that is ``known`` as it is written what it stands for."""
    written = {"".join(parts(_quoted(key))): item for key, item in known.items()}
    return [written.get(part, part) for part in parts(text)]

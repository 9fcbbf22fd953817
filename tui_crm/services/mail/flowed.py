"""The lines of a mail that a program broke to fit its width, put together again (RFC 3676, ``format=flowed``).

Thunderbird, Apple Mail and Gmail write so: a line that goes on in the next one ends in a space.
"""

from collections.abc import Iterator
from typing import Final

_SIGNATURE: Final = "-- "


def unflowed(text: str, *, without_space: bool = False) -> str:
    """Return ``text`` with a line a paragraph; ``without_space`` (DelSp=yes) the space at a break belongs to no word."""
    return "\n".join(_paragraphs(text, without_space=without_space))


def _paragraphs(text: str, *, without_space: bool) -> Iterator[str]:
    """Yield the paragraphs; one ends where a line does not go on, and where the depth of the quotation changes."""
    pieces: list[str] = []
    before = ""
    for line in text.replace("\r\n", "\n").split("\n"):
        marks, said = _parted(line)
        if pieces and (marks != before or said == _SIGNATURE):
            yield _quoted(before, pieces)
            pieces = []
        goes_on = said.endswith(" ") and said != _SIGNATURE
        pieces.append(said[:-1] if goes_on and without_space else said)
        before = marks
        if not goes_on:
            yield _quoted(before, pieces)
            pieces = []
    if pieces:
        yield _quoted(before, pieces)


def _parted(line: str) -> tuple[str, str]:
    """Return the marks of a quotation, and what is said without the space that may stand before it."""
    said = line.lstrip(">")
    return line[: len(line) - len(said)], said.removeprefix(" ")


def _quoted(marks: str, pieces: list[str]) -> str:
    said = "".join(pieces).rstrip(" ") if pieces != [_SIGNATURE] else _SIGNATURE
    return f"{marks} {said}".rstrip(" ") if marks else said

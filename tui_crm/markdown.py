"""How does text stand in Markdown so that it stays text? CommonMark, with the tables and strikes of GitHub."""

from typing import Final

_SIGNS: Final = str.maketrans({**{sign: "\\" + sign for sign in "\\`*_[]|#~"}, "<": "&lt;", "&": "&amp;"})


def escaped(text: str) -> str:
    """Return ``text`` as it is written so that it is read as what it is, whatever signs are in it."""
    return text.translate(_SIGNS)

"""HTML as plain text, as a mail program without pictures shows it.

Every character is passed once: the standard library's parser can be made to take hours over one mail.
"""

import html
import re
from collections.abc import Iterator
from typing import Final

_UNSEEN: Final = frozenset({"script", "style", "head", "title", "template", "noscript"})
_LINES: Final = frozenset(
    "br p div tr li ul ol dl dt dd table blockquote pre hr section article header footer h1 h2 h3 h4 h5 h6".split()  # noqa: SIM905 - read as words
)
_CELLS: Final = frozenset({"td", "th"})
_NAME: Final = re.compile(r"</?([a-z][a-z0-9]{0,20})", re.IGNORECASE)
_RUN: Final = re.compile(r"[ \t\r\n\f]+")


def plain_text(page: str) -> str:
    """Return what a page says, without markup, a line a paragraph, item or row."""
    lines: list[str] = []
    for line in map(str.strip, "".join(_pieces(page)).split("\n")):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip()


def _pieces(page: str) -> Iterator[str]:
    """Yield the texts between the tags and what the tags stand for."""
    at = 0
    while (begin := page.find("<", at)) >= 0:
        yield _said(page[at:begin])
        name = _NAME.match(page, begin)
        if name is None and page[begin + 1 : begin + 2] not in {"!", "?"}:
            yield "<"  # no tag: somebody wrote it
            at = begin + 1
            continue
        is_comment = page.startswith("<!--", begin)
        end = page.find("-->" if is_comment else ">", begin)
        if end < 0:
            return  # what never ends says nothing
        at = end + (3 if is_comment else 1)
        word = name[1].lower() if name else ""
        if word in _UNSEEN and page[begin + 1] != "/":
            at = _behind(page, word, at)
        yield "\n" if word in _LINES else " " if word in _CELLS else ""
    yield _said(page[at:])


def _behind(page: str, word: str, at: int) -> int:
    """Return where what nobody sees has ended; at the end of the page where it never does."""
    closed = re.compile(f"</{word}", re.IGNORECASE).search(page, at)
    return closed.start() if closed else len(page)


def _said(text: str) -> str:
    return html.unescape(_RUN.sub(" ", text))

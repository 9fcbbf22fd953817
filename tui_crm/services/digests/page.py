"""A digest as one page for a browser or a mail: nothing is loaded from elsewhere; what people wrote is escaped."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_crm import i18n
from tui_crm.i18n import _
from tui_crm.services.digests import words

if TYPE_CHECKING:
    from tui_crm.models.agenda import AgendaPage
    from tui_crm.models.digest import Digest

_STYLE: Final = Path(__file__).with_suffix(".css")
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def html(digest: "Digest") -> Iterator[str]:
    """Yield the lines of the page."""
    title = escape(words.title(digest))
    yield from ("<!doctype html>", f'<html lang="{i18n.language().replace("_", "-")}">', "<head>")
    yield from ('<meta charset="utf-8">', f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">')
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield from (
        f"<title>{title}</title>",
        "<style>",
        _STYLE.read_text(encoding="utf-8").rstrip(),
        "</style>",
        "</head>",
    )
    yield from (
        "<body>",
        "<main>",
        "<header>",
        f"<h1>{title}</h1>",
        f"<p>{escape(words.as_of(digest))}</p>",
        "</header>",
    )
    if not digest.wants_attention:
        yield f"<p>{escape(words.nothing())}</p>"
    for page in (page for page in digest.pages if page.lines):
        yield from _section(page)
    made_by = _("made by tui-crm")
    yield from (f"<footer>{escape(made_by)}</footer>", "</main>", "</body>", "</html>")


def _section(page: "AgendaPage") -> Iterator[str]:
    yield from (f'<section class="{page.section}">', f"<h2>{escape(words.heading(page))}</h2>", "<ol>")
    for line in words.lines(page):
        aside = escape(" · ".join(line.more))
        who = f"<b>{escape(line.who)}</b>" if line.who else ""
        said = " ".join(filter(None, (who, escape(line.what))))
        yield f'<li><time>{escape(line.when)}</time><div>{said} <span class="aside">{aside}</span></div></li>'
    yield "</ol>"
    if more := words.left_out(page):
        yield f"<p>{escape(more)}</p>"
    yield "</section>"

"""A digest as one page for a browser or a mail: nothing is loaded from elsewhere; what people wrote is escaped."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_crm.services.digests import words
from tui_crm.services.html_pages import bottom, text, top

if TYPE_CHECKING:
    from tui_crm.models.agenda import AgendaPage
    from tui_crm.models.digest import Digest

_STYLE: Final = Path(__file__).with_suffix(".css")


def html(digest: "Digest") -> Iterator[str]:
    """Yield the lines of the page."""
    title = words.title(digest)
    yield f"{top(title, _STYLE)}<h1>{text(title)}</h1>\n<p>{text(words.as_of(digest))}</p>\n</header>"
    if not digest.wants_attention:
        yield f"<p>{text(words.nothing())}</p>"
    for page in (page for page in digest.pages if page.lines):
        yield from _section(page)
    yield bottom().rstrip()


def _section(page: "AgendaPage") -> Iterator[str]:
    yield from (f'<section class="{page.section}">', f"<h2>{text(words.heading(page))}</h2>", "<ol>")
    for line in words.lines(page):
        aside = text(" · ".join(line.more))
        who = f"<b>{text(line.who)}</b>" if line.who else ""
        said = " ".join(filter(None, (who, text(line.what))))
        yield f'<li><time>{text(line.when)}</time><div>{said} <span class="aside">{aside}</span></div></li>'
    yield "</ol>"
    if more := words.left_out(page):
        yield f"<p>{text(more)}</p>"
    yield "</section>"

"""A digest as plain text, for a mail from cron, and as Markdown, for a chat or a wiki."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui_crm.display import cells, measure
from tui_crm.i18n import _
from tui_crm.markdown import escaped
from tui_crm.services.digests import words

if TYPE_CHECKING:
    from tui_crm.models.digest import Digest


def text(digest: "Digest") -> Iterator[str]:
    """Yield the lines of the text."""
    yield f"{words.title(digest)} · {words.as_of(digest)}"
    if not digest.wants_attention:
        yield words.nothing()
    for page in (page for page in digest.pages if page.lines):
        yield from ("", words.heading(page))
        said = list(words.lines(page))
        width = max(measure(line.when) for line in said)
        for line in said:
            both = line.who and line.what
            about = _("{who}: {what}").format(who=line.who, what=line.what) if both else line.who or line.what
            more = _("({more})").format(more=_(", ").join(line.more))
            yield "  " + "  ".join(filter(None, (cells(line.when, width), about, more)))
        if left_out := words.left_out(page):
            yield f"  {left_out}"


def markdown(digest: "Digest") -> Iterator[str]:
    """Yield the lines of the Markdown (CommonMark); what people wrote is text, whatever signs are in it."""
    yield from (f"# {escaped(words.title(digest))}", "", words.as_of(digest))
    if not digest.wants_attention:
        yield from ("", words.nothing())
    for page in (page for page in digest.pages if page.lines):
        yield from ("", f"## {words.heading(page)}", "")
        for line in words.lines(page):
            who = f"**{escaped(line.who)}**" if line.who else ""
            *others, number = line.more
            said = (line.when, who, escaped(line.what), *map(escaped, others), f"`{number}`")
            yield "- " + " · ".join(filter(None, said))
        if more := words.left_out(page):
            yield f"- {more}"

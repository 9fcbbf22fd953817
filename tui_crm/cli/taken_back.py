"""How taking something back is told: what was done, and what stays as it is, the first of it where that is much."""

from typing import TYPE_CHECKING, Final

from tui_crm.cli.terminal import tell
from tui_crm.display import safe
from tui_crm.i18n import _

if TYPE_CHECKING:
    from tui_crm.cli.context import Session
    from tui_crm.models.cards import Done

MOST_KEPT: Final = 20
"""So many sentences of what stays are told; the history has them."""


def tell_taken_back(session: "Session", done: "Done") -> None:
    """Print what was taken back, or done again, and tell what of it is not."""
    session.out.line(safe(done.what))
    tell(*done.kept[:MOST_KEPT])
    if (more := len(done.kept) - MOST_KEPT) > 0:
        tell(_("… and {count} more").format(count=more))

"""The filter that the words of a command line make, over records of whatever sort, and the order that it asks for."""

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_crm.cli.terminal import tell
from tui_crm.errors import UsageError
from tui_crm.i18n import _

if TYPE_CHECKING:
    from tui_crm.models.filters import Filter
    from tui_crm.services.finding import Finder


def filter_said(finder: "Finder", text: str, sort: str | None = None, *, example: str = "") -> "Filter":
    """Return the filter that ``text`` writes, in the order of ``--sort``; what it speaks of in vain is told.

    ``example`` is such an order. Raises UsageError.
    """
    from tui_crm.models.filters import Filter  # noqa: PLC0415 - commands load the services when they run

    wanted = finder.parse(text)
    tell_doubts(finder, wanted)
    if sort is None:
        return wanted
    said = finder.parse(f"sort:{sort}")
    if said != replace(Filter(), sort=said.sort):
        raise UsageError(
            _("“{sort}” for --sort says more than an order").format(sort=sort),
            hint=_("fields with commas between, such as {example}").format(example=example),
        )
    return replace(wanted, sort=said.sort)


def tell_doubts(finder: "Finder", wanted: "Filter") -> None:
    """Say what a filter speaks of that is not there: it fits nothing, and a script goes on."""
    for doubt in finder.doubts(wanted):
        tell(_("; ").join(filter(None, (doubt.message, doubt.hint))))

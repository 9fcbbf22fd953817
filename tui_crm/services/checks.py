"""What somebody should look at: the checks that cron makes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.models.agenda import Section
from tui_crm.models.digest import Digest

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

USUAL: Final = (Section.OVERDUE, Section.TODAY)
"""What is looked at unless told otherwise."""


class Checks:
    """The checks of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def followups(self, sections: Sequence[Section] = USUAL, *, owner: str | None = None) -> Digest:
        """Return what waits in these sections, of a login or (None) of everybody. Raises NotFound."""
        clock = self._crm.clock
        pages = self._crm.today.waiting(sections, owner=owner)
        return Digest(clock.now().astimezone(clock.zone), owner or "", tuple(pages))

    def sla(self, *, owner: str | None = None, ids: Sequence[int] | None = None) -> Digest:
        """Return the tickets of which a clock has used three quarters of its time, or all of it: those of a login or of
        ``team:NAME``, and of some ``ids`` only, where that is said. Raises NotFound.
        """
        clock = self._crm.clock
        page = self._crm.sla.at_risk(owner=owner, ids=ids)
        return Digest(clock.now().astimezone(clock.zone), owner or "", (page,))

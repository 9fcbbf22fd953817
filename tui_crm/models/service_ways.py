"""How tickets of a kind go, from where they start to the call afterwards; and the usual ways of a team that has set none."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tui_crm.i18n import N_
from tui_crm.models.codes import Priority
from tui_crm.models.ticket import TicketKind

ASKED: Final = ("cause", "remedy", "confirmed")
"""The fields of a ticket that closing one can ask for."""

ASKED_LABELS: Final[Mapping[str, str]] = {
    "cause": N_("cause"),
    "remedy": N_("remedy"),
    "confirmed": N_("the customer’s confirmation"),
}


@dataclass(frozen=True)
class Way:
    """The way of one kind: its starting ``priority``, who gets it, what closing asks for, and the lines to tick off.

    ``aftercare_days`` is after how many days the customer is asked again, None for never; ``owner`` is a login, ``team`` a
    name. ``id`` and ``version`` are None of a usual one that nobody has written down.
    """

    kind: str
    priority: str = Priority.NORMAL
    owner_id: int | None = None
    team_id: int | None = None
    aftercare_days: int | None = None
    needs_cause: bool = False
    needs_remedy: bool = False
    needs_confirmation: bool = False
    checklist: tuple[str, ...] = ()
    owner: str = ""
    team: str = ""
    id: int | None = None
    version: int | None = None

    @property
    def handled_by(self) -> str:
        """Who gets them: ``li``, ``team:support``, "" for nobody."""
        return self.owner or (f"team:{self.team}" if self.team else "")

    @property
    def asks(self) -> tuple[str, ...]:
        """What closing a ticket asks for: cause, remedy, confirmed; a complaint's cause and remedy whatever is set."""
        always = self.kind == TicketKind.COMPLAINT
        wanted = (always or self.needs_cause, always or self.needs_remedy, self.needs_confirmation)
        return tuple(name for name, needed in zip(ASKED, wanted, strict=True) if needed)


USUAL_WAYS: Final[Mapping[str, Way]] = {
    way.kind: way
    for way in (
        Way(TicketKind.QUESTION),
        Way(TicketKind.REQUEST),
        Way(TicketKind.INCIDENT, aftercare_days=7, needs_cause=True, needs_remedy=True),
        Way(
            TicketKind.COMPLAINT,
            Priority.HIGH,
            aftercare_days=3,
            needs_cause=True,
            needs_remedy=True,
        ),
        Way(TicketKind.SUGGESTION, Priority.LOW),
    )
}
"""What holds of a kind while the team has said nothing of it."""

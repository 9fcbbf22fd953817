"""The pane beside the board: the ticket that the cursor is on at a glance, and what was said on it last."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tui_crm.screens.preview import Preview
from tui_crm.widgets.card import CardSection

if TYPE_CHECKING:
    from tui_crm.clock import Clock
    from tui_crm.models.cards import ActivityEntry
    from tui_crm.models.score import ScoreEntry
    from tui_crm.models.ticket import TicketCard
    from tui_crm.services.crm import Crm

RECENT: Final = 4
"""So many words are shown."""


@dataclass(frozen=True)
class TicketStory:
    """A ticket, what was said on it (or the newest of that), the oldest first, and how it was rated, the newest first."""

    card: "TicketCard"
    thread: "tuple[ActivityEntry, ...]"
    scores: "tuple[ScoreEntry, ...]" = ()


def read_ticket(crm: "Crm", ticket_id: int, newest: int | None = None) -> TicketStory | None:
    """Return a ticket with its thread, or the ``newest`` words of that alone; None where it is gone."""
    from tui_crm.errors import NotFound  # noqa: PLC0415 - behind the first paint

    try:
        card, thread = crm.tickets.card(ticket_id), crm.tickets.thread(ticket_id, newest)
        return TicketStory(card, tuple(thread), tuple(crm.scores.of_ticket(ticket_id)))
    except NotFound:
        return None


class TicketPreview(Preview[TicketStory]):
    """Shows one ticket at a time."""

    def read(self, crm: "Crm", record_id: int) -> TicketStory | None:
        """Return a ticket with what was said on it last."""
        return read_ticket(crm, record_id, RECENT)

    def drawn(self, found: TicketStory, clock: "Clock") -> Sequence[CardSection]:
        """Return the card beside the board."""
        from tui_crm.screens.ticket_card import sections  # noqa: PLC0415 - behind the first paint
        from tui_crm.screens.ticket_thread import last_words  # noqa: PLC0415 - as above

        first, *others = sections(found, clock)
        return (first, *last_words(found, clock, RECENT), *others)

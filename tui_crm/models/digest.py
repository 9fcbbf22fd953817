"""What a check of the follow-ups found: the sections of what waits, of whom and as of when."""

from dataclasses import dataclass
from datetime import datetime

from tui_crm.models.agenda import AgendaPage


@dataclass(frozen=True)
class Digest:
    """The sections that were looked at, also the empty ones; ``as_of`` is an instant in the zone of whoever looks.

    ``owner`` is the login whose they are, empty for everybody's.
    """

    as_of: datetime
    owner: str
    pages: tuple[AgendaPage, ...]

    @property
    def wants_attention(self) -> bool:
        """Whether anything waits."""
        return any(page.tally.number for page in self.pages)

"""Known problems: what many tickets are about, and what helps until it is solved."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel

from tui_crm.models.field_texts import Name, Text


class ProblemFields(BaseModel):
    """What a person says of a known problem."""

    name: Name
    text: Text | None = None
    workaround: Text | None = None


@dataclass(frozen=True)
class ProblemEntry:
    """A known problem with how many tickets it has collected: all of them, and those that somebody must still see to."""

    id: int
    name: str
    text: str
    workaround: str
    solved_at: datetime | None
    live: int
    tickets: int
    version: int

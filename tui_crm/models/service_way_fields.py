"""What a team says of the service way of a kind, and what may stand there."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from tui_crm.models.codes import Priority
from tui_crm.models.text import clean, clean_line

LONGEST_AFTERCARE = 365
"""After how many days at most one asks again."""


def _lines(text: str) -> str:
    """Return the lines that say something, each once."""
    return "\n".join(dict.fromkeys(filter(None, map(clean_line, clean(text).split("\n")))))


class WayFields(BaseModel):
    """What is said of a service way; the lines of the checklist make one text."""

    priority: Priority
    aftercare_days: int | None = Field(default=None, ge=1, le=LONGEST_AFTERCARE)
    needs_cause: bool
    needs_remedy: bool
    needs_confirmation: bool
    checklist: Annotated[str, AfterValidator(_lines)] | None = None

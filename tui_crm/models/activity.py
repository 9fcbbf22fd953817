"""Activities: what happened with a customer. They are the touchpoints of the journey."""

from pydantic import BaseModel, Field

from tui_crm.models.codes import ActivityKind, Direction
from tui_crm.models.field_texts import Line, Text
from tui_crm.models.record import INSTANT


class ActivityFields(BaseModel):
    """What is said of an activity. ``at`` is an instant in UTC, ``minutes`` its length, ``feeling`` −2 … +2."""

    kind: ActivityKind
    contact_id: int
    at: str = Field(max_length=INSTANT)
    channel: Line | None = None
    direction: Direction | None = None
    outcome: Line | None = None
    objection: Line | None = None
    minutes: int | None = Field(default=None, ge=0, le=7 * 24 * 60)
    feeling: int | None = Field(default=None, ge=-2, le=2)
    campaign: Line | None = None
    subject: Line | None = None
    text: Text | None = None
    author_id: int | None = None

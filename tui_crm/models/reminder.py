"""Reminders: what shall happen. The open ones are the follow-ups."""

from pydantic import BaseModel, Field

from tui_crm.models.codes import Priority
from tui_crm.models.field_texts import Line, Text


class ReminderFields(BaseModel):
    """What is said of a reminder: due on a date (``YYYY-MM-DD``), or a date with a wall time (``HH:MM``) in a zone."""

    contact_id: int | None = None
    due_on: str = Field(min_length=10, max_length=10)
    due_time: str | None = Field(default=None, min_length=5, max_length=5)
    zone: str | None = None
    minutes: int | None = Field(default=None, ge=0, le=7 * 24 * 60)
    place: Line | None = None
    owner_id: int | None = None
    priority: Priority = Priority.NORMAL
    repeat: Line | None = None
    text: Text | None = None

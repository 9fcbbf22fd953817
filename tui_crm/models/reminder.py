"""Reminders: what shall happen. The open ones are the follow-ups."""

from sqlmodel import Column, Field, ForeignKey, Index, Integer, SQLModel, String

from tui_crm.models.codes import Priority
from tui_crm.models.contact import Line, Text
from tui_crm.models.record import INSTANT, Record


class ReminderFields(SQLModel):
    """What is said of a reminder: due on a date (``YYYY-MM-DD``), or a date with a wall time (``HH:MM``) in a zone."""

    contact_id: int | None = None
    due_on: str = Field(min_length=10, max_length=10)
    due_time: str | None = Field(default=None, min_length=5, max_length=5)
    zone: str | None = None
    minutes: int | None = Field(default=None, ge=0)
    place: Line | None = None
    owner_id: int | None = None
    priority: Priority = Field(default=Priority.NORMAL, sa_type=String)
    repeat: Line | None = None
    text: Text | None = None


class Reminder(ReminderFields, Record, table=True):
    """A reminder as stored; ``due_key`` sorts by wall time, ``due_at`` is the derived instant of a timed one."""

    __table_args__ = (
        Index("reminder_by_contact", "contact_id", "done_at", "due_key"),
        Index("reminder_by_due", "done_at", "due_key"),
        {"sqlite_autoincrement": True},
    )
    contact_id: int | None = Field(default=None, sa_column=Column(Integer, ForeignKey("contact.id")))
    customer_id: int | None = Field(default=None, sa_column=Column(Integer, ForeignKey("contact.id"), index=True))
    owner_id: int | None = Field(default=None, sa_column=Column(Integer, ForeignKey("user.id"), index=True))
    due_key: str
    due_at: str | None = Field(default=None, max_length=INSTANT)
    done_at: str | None = Field(default=None, max_length=INSTANT)
    created_at: str = Field(max_length=INSTANT)

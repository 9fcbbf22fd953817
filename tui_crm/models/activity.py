"""Activities: what happened with a customer. They are the touchpoints of the journey."""

from sqlmodel import Column, Field, ForeignKey, Index, Integer, SQLModel, String

from tui_crm.models.codes import ActivityKind, Direction
from tui_crm.models.contact import Line, Text
from tui_crm.models.record import INSTANT, Record


class ActivityFields(SQLModel):
    """What is said of an activity. ``at`` is an instant in UTC, ``minutes`` its length, ``feeling`` −2 … +2."""

    kind: ActivityKind = Field(sa_type=String)
    contact_id: int
    at: str = Field(max_length=INSTANT)
    channel: Line | None = None
    direction: Direction | None = Field(default=None, sa_type=String)
    outcome: Line | None = None
    objection: Line | None = None
    minutes: int | None = Field(default=None, ge=0, le=7 * 24 * 60)
    feeling: int | None = Field(default=None, ge=-2, le=2)
    campaign: Line | None = None
    subject: Line | None = None
    text: Text | None = None
    author_id: int | None = None


class Activity(ActivityFields, Record, table=True):
    """An activity as stored; ``customer_id`` is set when the row is written and stays."""

    __table_args__ = (
        Index("activity_by_contact", "contact_id", "at"),
        Index("activity_by_customer", "customer_id", "at"),
        Index("activity_by_time", "at"),
        {"sqlite_autoincrement": True},
    )
    contact_id: int = Field(sa_column=Column(Integer, ForeignKey("contact.id"), nullable=False))
    customer_id: int = Field(sa_column=Column(Integer, ForeignKey("contact.id"), nullable=False))
    author_id: int | None = Field(default=None, sa_column=Column(Integer, ForeignKey("user.id"), index=True))
    created_at: str = Field(max_length=INSTANT)


class ActivityParticipant(SQLModel, table=True):
    """Somebody who took part beside the contact that the activity is about."""

    __tablename__ = "activity_participant"
    __table_args__ = ({"sqlite_with_rowid": False},)
    activity_id: int = Field(
        sa_column=Column(Integer, ForeignKey("activity.id"), primary_key=True, autoincrement=False)
    )
    contact_id: int = Field(
        sa_column=Column(Integer, ForeignKey("contact.id"), primary_key=True, autoincrement=False, index=True)
    )

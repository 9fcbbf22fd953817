"""The tables, as SQLModel classes: what migrations are compared with. What is said of a thing and how it is checked
stands with the thing (``contact.py``, ``activity.py`` …); the tables that hold no records are in ``log_tables.py``.

The program itself reads columns from ``db/records.py``, which a test holds against these tables: importing SQLModel would
take longer than all of ``crm log call``.
"""

from sqlmodel import Field, Index, SQLModel, text

from tui_crm.models import log_tables, service_tables
from tui_crm.models.record import INSTANT
from tui_crm.models.table_columns import BY_KEY as _BY_KEY
from tui_crm.models.table_columns import NEVER_REUSED as _NEVER_REUSED
from tui_crm.models.table_columns import Record
from tui_crm.models.table_columns import names as _names
from tui_crm.models.table_columns import part_of as _part_of


class Team(Record, table=True):
    """A team."""

    __table_args__ = (_NEVER_REUSED,)
    name: str


class User(Record, table=True):
    """Somebody who works here; a retired one keeps what they did."""

    __table_args__ = (_NEVER_REUSED,)
    login: str = Field(index=True)
    name: str | None = None
    email: str | None = None
    team_id: int | None = Field(default=None, sa_column=_names("team", index=True))
    retired_at: str | None = Field(default=None, max_length=INSTANT)


class Tag(Record, table=True):
    """A label, found by ``name_key`` (folded)."""

    __table_args__ = (_NEVER_REUSED,)
    name: str
    name_key: str = Field(index=True)


class CustomField(Record, table=True):
    """A field that the team added itself."""

    __tablename__ = "custom_field"
    __table_args__ = (_NEVER_REUSED,)
    name: str
    label: str | None = None
    type: str
    choices: str | None = None


class Template(Record, table=True):
    """A text with placeholders for an occasion, found by ``name_key`` (folded)."""

    __table_args__ = (_NEVER_REUSED,)
    name: str
    occasion: str
    channel: str | None = None
    language: str | None = None
    subject: str | None = None
    text: str
    name_key: str = Field(index=True)


class Segment(Record, table=True):
    """A filter over contacts that has a name, found by ``name_key`` (folded)."""

    __table_args__ = (_NEVER_REUSED,)
    name: str
    filter: str
    name_key: str = Field(index=True)


class ImportProfile(Record, table=True):
    """What is said of files of a ``kind``: ``options`` and the ``headers`` they were said of, as JSON."""

    __tablename__ = "import_profile"
    __table_args__ = (_NEVER_REUSED,)
    name: str
    kind: str
    options: str
    headers: str
    name_key: str = Field(index=True)


class TeamSetting(Record, table=True):
    """A setting that belongs to the team (scope ``database`` in ``settings.py``)."""

    __tablename__ = "setting"
    __table_args__ = (_NEVER_REUSED,)
    name: str
    value: str


class CalendarDay(Record, table=True):
    """A day that the team has off, or works, unlike its country and its weekdays; ``day`` is ISO 8601."""

    __tablename__ = "calendar_day"
    __table_args__ = (_NEVER_REUSED,)
    day: str = Field(max_length=10, index=True)
    kind: str
    name: str | None = None
    hours: str | None = None


class Cadence(Record, table=True):
    """How often, in days, one stays in touch with those who have a tag, with the customers of a level, or with those
    whom a segment finds.
    """

    __table_args__ = (_NEVER_REUSED,)
    tag_id: int | None = Field(default=None, sa_column=_names("tag", index=True))
    level: str | None = None
    days: int
    subject_key: str = Field(index=True)
    segment_id: int | None = Field(default=None, sa_column=_names("segment", index=True))


class Contact(Record, table=True):
    """A contact; ``name_key`` and ``birthday_key`` are derived when the row is written.

    ``cadence`` is in how many days one shall be in touch again, whatever holds for others; ``no_next_since`` is when it
    was said of a customer that there is no next step on purpose; that ends when something is logged with them or a
    follow-up is set.
    """

    __table_args__ = (
        Index("contact_by_name", "name_key", "id", "kind", sqlite_where=text("deleted_at IS NULL")),
        Index("contact_by_birthday", "birthday_key", sqlite_where=text("birthday_key IS NOT NULL")),
        _NEVER_REUSED,
    )
    kind: str
    name: str
    family_name: str | None = None
    given_name: str | None = None
    nickname: str | None = None
    gender: str | None = None
    owner_id: int | None = Field(default=None, sa_column=_names("user", index=True))
    source: str | None = Field(default=None, index=True)
    level: str | None = Field(default=None, index=True)
    stage: str = Field(index=True)
    stage_pinned: bool
    channel: str | None = None
    consent: str | None = None
    do_not_contact: bool
    industry: str | None = None
    website: str | None = None
    birthday: str | None = None
    cadence: int | None = None
    needs: str | None = None
    note: str | None = None
    no_next_since: str | None = Field(default=None, max_length=INSTANT)
    created_at: str = Field(max_length=INSTANT, index=True)
    name_key: str
    birthday_key: str | None = None


class ContactEmail(SQLModel, table=True):
    """An e-mail, compared by ``address_key`` (lower case) and ``domain``."""

    __tablename__ = "contact_email"
    __table_args__ = (_BY_KEY,)
    contact_id: int = Field(sa_column=_part_of("contact"))
    position: int = Field(primary_key=True)
    address: str
    label: str | None = None
    address_key: str = Field(index=True)
    domain: str = Field(index=True)


class ContactPhone(SQLModel, table=True):
    """A phone: ``phone_key`` is its E.164 form (its digits where it has none), ``tail`` its digits reversed."""

    __tablename__ = "contact_phone"
    __table_args__ = (_BY_KEY,)
    contact_id: int = Field(sa_column=_part_of("contact"))
    position: int = Field(primary_key=True)
    number: str
    label: str | None = None
    phone_key: str = Field(index=True)
    tail: str = Field(index=True)


class ContactHandle(SQLModel, table=True):
    """A name on another service, compared by ``value_key``."""

    __tablename__ = "contact_handle"
    __table_args__ = (Index("contact_handle_by_value", "service", "value_key"), _BY_KEY)
    contact_id: int = Field(sa_column=_part_of("contact"))
    position: int = Field(primary_key=True)
    service: str
    value: str
    value_key: str


class ContactAddress(SQLModel, table=True):
    """A postal address; the first one gives the list its city, compared by ``city_key``."""

    __tablename__ = "contact_address"
    __table_args__ = (_BY_KEY,)
    contact_id: int = Field(sa_column=_part_of("contact"))
    position: int = Field(primary_key=True)
    label: str | None = None
    street: str | None = None
    city: str | None = None
    region: str | None = None
    postal_code: str | None = None
    country: str | None = None
    city_key: str | None = Field(default=None, index=True)


class Relation(SQLModel, table=True):
    """A tie from a contact to another: belonging to a company (kind ``member``), or any other kind."""

    __table_args__ = (_BY_KEY,)
    contact_id: int = Field(sa_column=_part_of("contact"))
    position: int = Field(primary_key=True)
    other_id: int = Field(sa_column=_names("contact", index=True, needed=True))
    kind: str
    role: str | None = None
    department: str | None = None
    is_primary: bool


class ContactTag(SQLModel, table=True):
    """A label on a contact."""

    __tablename__ = "contact_tag"
    __table_args__ = (Index("contact_tag_by_tag", "tag_id", "contact_id"), _BY_KEY)
    contact_id: int = Field(sa_column=_part_of("contact"))
    tag_id: int = Field(sa_column=_part_of("tag"))


class CustomValue(SQLModel, table=True):
    """The value of a custom field on a contact: canonical text, and the number where it is one."""

    __tablename__ = "custom_value"
    __table_args__ = (
        Index("custom_value_by_value", "field_id", "value", "contact_id"),
        Index("custom_value_by_number", "field_id", "number", "contact_id"),
        _BY_KEY,
    )
    contact_id: int = Field(sa_column=_part_of("contact"))
    field_id: int = Field(sa_column=_part_of("custom_field"))
    value: str
    number: float | None = None


class StageTransition(Record, table=True):
    """A customer's step from one lifecycle stage to another: when it took effect, when it was recorded, and why."""

    __tablename__ = "stage_transition"
    __table_args__ = (Index("stage_transition_by_customer", "contact_id", "effective_at"), _NEVER_REUSED)
    contact_id: int = Field(sa_column=_names("contact", needed=True))
    from_stage: str | None = None
    to_stage: str
    effective_at: str = Field(max_length=INSTANT)
    recorded_at: str = Field(max_length=INSTANT)
    why: str
    operation_id: int


class Activity(Record, table=True):
    """An activity; ``customer_id`` is set when the row is written and stays.

    A mail that was read has its ``message_id``; ``thread`` is the id of the mail that began its conversation. What is
    said on a ticket (``ticket_id``) is an activity, too.
    """

    __table_args__ = (
        Index("activity_by_contact", "contact_id", "at"),
        Index("activity_by_customer", "customer_id", "at"),
        Index("activity_by_time", "at"),
        Index("activity_by_message_id", "message_id", sqlite_where=text("message_id IS NOT NULL")),
        Index("activity_by_thread", "thread", sqlite_where=text("thread IS NOT NULL")),
        Index("activity_by_ticket", "ticket_id", "at", sqlite_where=text("ticket_id IS NOT NULL")),
        _NEVER_REUSED,
    )
    kind: str
    contact_id: int = Field(sa_column=_names("contact", needed=True))
    customer_id: int = Field(sa_column=_names("contact", needed=True))
    at: str = Field(max_length=INSTANT)
    channel: str | None = None
    direction: str | None = None
    outcome: str | None = None
    objection: str | None = None
    minutes: int | None = None
    feeling: int | None = None
    campaign: str | None = None
    subject: str | None = None
    text: str | None = None
    author_id: int | None = Field(default=None, sa_column=_names("user", index=True))
    created_at: str = Field(max_length=INSTANT)
    message_id: str | None = None
    thread: str | None = None
    ticket_id: int | None = Field(default=None, sa_column=_names("ticket"))


class ActivityParticipant(SQLModel, table=True):
    """Somebody who took part beside the contact that the activity is about."""

    __tablename__ = "activity_participant"
    __table_args__ = (_BY_KEY,)
    activity_id: int = Field(sa_column=_part_of("activity"))
    contact_id: int = Field(sa_column=_part_of("contact", index=True))


class Reminder(Record, table=True):
    """A reminder; ``due_key`` sorts by wall time, ``due_at`` is the derived instant of a timed one.

    ``repeat`` is a rule, ``repeat_from`` when its series began (RFC 9557), ``repeat_on`` the day whose turn this one is, and
    ``repeat_of`` the one before it.
    """

    __table_args__ = (
        Index("reminder_by_contact", "contact_id", "done_at", "due_key"),
        Index("reminder_by_due", "done_at", "due_key"),
        Index("reminder_by_ticket", "ticket_id", sqlite_where=text("ticket_id IS NOT NULL")),
        Index("reminder_waiting", "owner_id", "due_key", sqlite_where=text("done_at IS NULL AND deleted_at IS NULL")),
        _NEVER_REUSED,
    )
    contact_id: int | None = Field(default=None, sa_column=_names("contact"))
    customer_id: int | None = Field(default=None, sa_column=_names("contact", index=True))
    due_on: str
    due_time: str | None = None
    zone: str | None = None
    minutes: int | None = None
    place: str | None = None
    owner_id: int | None = Field(default=None, sa_column=_names("user", index=True))
    priority: str
    repeat: str | None = None
    repeat_from: str | None = None
    repeat_on: str | None = None
    repeat_of: int | None = Field(default=None, sa_column=_names("reminder", index=True))
    text: str | None = None
    done_at: str | None = Field(default=None, max_length=INSTANT)
    created_at: str = Field(max_length=INSTANT)
    due_key: str
    due_at: str | None = Field(default=None, max_length=INSTANT)
    ticket_id: int | None = Field(default=None, sa_column=_names("ticket"))


TABLES_ELSEWHERE = (service_tables,)
"""Modules whose tables are among the METADATA, too."""

METADATA = log_tables.METADATA
"""Every table, as Alembic and the tests read it."""

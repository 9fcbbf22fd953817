"""What front ends get to show: frozen values, never rows of the database.

Instants are aware datetimes in UTC, dates are dates, ids are the integers inside (``models/ids.py`` adds the letter).
"""

from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from tui_crm.models import due


@dataclass(frozen=True)
class NextStep:
    """The next open reminder of a contact: a date, with a wall time and its instant where it has one, and its length."""

    reminder_id: int
    due_on: date
    due_time: str | None
    text: str
    due_at: datetime | None = None
    minutes: int | None = None

    def on_the_wall(self, zone: tzinfo | None) -> tuple[date, str | None]:
        """Return its day, and its time (``HH:MM``) where it has one, on a user's wall."""
        return due.on_the_wall(self.due_on, self.due_time, self.due_at, zone)

    def is_overdue(self, now: datetime, today: date) -> bool:
        """Return whether it is; ``today`` is the user's."""
        return due.is_overdue(self.due_on, self.due_at, self.minutes, now=now, today=today)


@dataclass(frozen=True)
class ContactRow:
    """A contact as a line of a list. Stage, owner and level are those of its customer (its company's, if it has one)."""

    id: int
    kind: str
    name: str
    customer_id: int
    company: str
    role: str
    stage: str
    stage_pinned: bool
    owner: str
    level: str
    source: str
    city: str
    email: str
    phone: str
    tags: tuple[str, ...]
    last_at: datetime | None
    next: NextStep | None
    do_not_contact: bool
    created_at: datetime
    deleted: bool
    no_next_since: datetime | None = None
    """When it was said that its customer has no next step on purpose, where nothing is planned."""
    cadence: int | None = None
    touch_by: datetime | None = None


@dataclass(frozen=True)
class Labelled:
    """A value with the label it was given: an e-mail, a phone, a handle (its service is the label)."""

    value: str
    label: str


@dataclass(frozen=True)
class PostalAddress:
    """An address, empty where nothing is known."""

    label: str
    street: str
    city: str
    region: str
    postal_code: str
    country: str


@dataclass(frozen=True)
class Tie:
    """A contact that another one belongs to, or that belongs to it."""

    contact_id: int
    name: str
    kind: str
    role: str
    department: str
    is_primary: bool


@dataclass(frozen=True)
class ContactCard:
    """Everything about one contact. ``version`` and that of its customer (often itself) are what a save starts from.

    ``custom`` has the canonical texts of custom fields by the fields' names, ``custom_titles`` what people call those
    fields, ``custom_types`` what they hold (:class:`tui_crm.models.codes.FieldType`).
    """

    row: ContactRow
    version: int
    customer_version: int
    family_name: str
    given_name: str
    nickname: str
    gender: str
    channel: str
    consent: str
    industry: str
    website: str
    birthday: str
    birthday_next: date | None
    needs: str
    note: str
    emails: tuple[Labelled, ...]
    phones: tuple[Labelled, ...]
    handles: tuple[Labelled, ...]
    addresses: tuple[PostalAddress, ...]
    companies: tuple[Tie, ...]
    people: tuple[Tie, ...]
    custom: dict[str, str] = field(default_factory=dict)
    custom_titles: dict[str, str] = field(default_factory=dict)
    custom_types: dict[str, str] = field(default_factory=dict)
    cadence: str = ""

    def titled_values(self) -> list[tuple[str, str]]:
        """Return the custom fields that have a value as people read them: title and value."""
        return [(self.custom_titles.get(name) or name, value) for name, value in self.custom.items()]


@dataclass(frozen=True)
class DuplicateGroup:
    """Contacts that may be one and the same; ``why`` has ``email``, ``phone`` or ``name`` for what they share."""

    why: tuple[str, ...]
    contacts: tuple[ContactRow, ...]


@dataclass(frozen=True)
class ActivityEntry:
    """Something that happened; ``text`` is the note, ``by`` the author's login.

    A mail that was read has its ``message_id`` and the ``thread`` it belongs to. ``ticket`` is the number of the ticket
    that it was said on.
    """

    id: int
    kind: str
    contact_id: int
    contact: str
    customer_id: int
    at: datetime
    by: str
    channel: str
    direction: str
    outcome: str
    objection: str
    minutes: int | None
    feeling: int | None
    campaign: str
    subject: str
    text: str
    participants: tuple[int, ...]
    version: int
    message_id: str = ""
    thread: str = ""
    ticket_id: int | None = None
    ticket: str = ""


@dataclass(frozen=True)
class ReminderEntry:
    """Something that shall happen; overdue where its day, or its time with its length, has passed and it is not done.

    ``company`` is the customer it belongs to, where that is not the contact itself. ``repeat`` is the text of its rule
    (``models/repeat``), ``repeat_from`` when the series began, ``repeat_on`` the day whose turn this one is: it may be
    due on another one, put off or moved. ``ticket`` is the number of the ticket that it belongs to.
    """

    id: int
    contact_id: int | None
    contact: str
    company: str
    due_on: date
    due_time: str | None
    zone: str | None
    due_at: datetime | None
    minutes: int | None
    place: str
    owner: str
    priority: str
    repeat: str
    text: str
    done_at: datetime | None
    overdue: bool
    version: int
    repeat_from: str = ""
    repeat_on: date | None = None
    ticket_id: int | None = None
    ticket: str = ""

    @property
    def said(self) -> str:
        """What it is for, as people read it: with its ticket's number, where the text does not name that."""
        if not self.ticket or self.ticket in self.text:
            return self.text
        return " · ".join(filter(None, (self.ticket, self.text)))


@dataclass(frozen=True)
class OperationEntry:
    """One thing somebody did. ``state`` is ``done``, ``undone``, or, of an undo or redo itself, ``undo``/``redo``."""

    id: int
    at: datetime
    by: str
    source: str
    what: str
    records: int
    state: str


@dataclass(frozen=True)
class Done:
    """What a write did, in words; ``operation_id`` is None where nothing differed. ``ids`` are the records it made or changed.

    ``kept`` names, in words, what could not be taken back by an undo; ``also`` what came along, such as a new company.
    """

    operation_id: int | None
    what: str
    ids: tuple[int, ...] = ()
    kept: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

"""What a customer of the demo is made of before it is written: cards, and a story of what happened and shall happen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tui_crm.clock import Clock
from tui_crm.models.codes import ActivityKind, Priority, Stage
from tui_crm.models.when import When

DORMANT_AFTER, CHURNED_AFTER = timedelta(days=90), timedelta(days=180)
"""After so long a silence a customer is dormant, and churned."""

_SATURDAY = 5
_WORKING, _WEEK = 5, 7  # days
_STRIDE = 3  # by which other days of each week coincide


@dataclass(frozen=True)
class Touch:
    """Something that happened: ``said`` in the words of ``ActivityFields``, ``person`` the place of one among the staff.

    ``person`` is None for the customer's own card; ``all_staff`` says that everybody took part. ``by`` is whose doing it
    was ("": the owner's).
    """

    kind: ActivityKind
    at: datetime
    person: int | None
    said: dict[str, object]
    all_staff: bool = False
    by: str = ""


@dataclass(frozen=True)
class Step:
    """A change of stage, and why."""

    was: Stage
    now: Stage
    at: datetime
    why: str


@dataclass(frozen=True)
class Promise:
    """Something that shall happen, or was done at ``done_at``; ``person`` is the place of one among the staff."""

    due: When
    text: str
    priority: Priority = Priority.NORMAL
    minutes: int | None = None
    place: str = ""
    person: int = 0
    done_at: datetime | None = None


@dataclass
class Story:
    """A customer's past, oldest first, and future; ``began`` when the first of it happened."""

    began: datetime
    touches: list[Touch] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)


@dataclass(frozen=True)
class Member:
    """A card: what is said of it in the words of ``services/contact_input``, and its tags, of ``people.TAGS``."""

    said: Mapping[str, object]
    tags: tuple[str, ...] = ()
    role: str = ""
    department: str = ""


@dataclass(frozen=True)
class Cast:
    """A customer: its own card, the people of a company, and its story; ``key`` names the tale that it is from.

    ``owner`` is the login of a colleague, "me" for the visitor, "" for nobody.
    """

    head: Member
    staff: tuple[Member, ...]
    stage: Stage
    owner: str
    story: Story
    custom: Mapping[str, str] = field(default_factory=dict)
    key: str = ""


def working_day(day: date) -> date:
    """Return ``day``, or the Friday before it."""
    return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))


def working_day_ago(days: int, today: date) -> date:
    """Return the working day about so many days ago: five of seven, so that what is told falls on all of them alike."""
    weeks, rest = divmod(days, _WEEK)
    day = working_day(today) - timedelta(weeks=weeks)
    for _day in range((rest * _WORKING + weeks * _STRIDE % _WEEK) // _WEEK):
        day = working_day(day - timedelta(days=1))
    return day


def day_ahead(days: int, clock: Clock) -> date:
    """Return the day so many days ahead of today, the Monday behind it where it is a coming weekend."""
    day = clock.today() + timedelta(days=days)
    return day + timedelta(days=7 - day.weekday()) if days > 0 and day.weekday() >= _SATURDAY else day


def in_mail(text: str) -> dict[str, object]:
    """Return what is said by ``subject :: text``, or by a text without a subject."""
    subject, mark, body = text.partition(" :: ")
    return {"subject": subject, "text": body} if mark else {"text": text}

"""What a tale is: one customer's story that is told by hand, from the first word to what shall happen next."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tui_crm.models.codes import ActivityKind, Direction, Priority, Stage


@dataclass(frozen=True)
class Birthday:
    """A birthday so many days ahead of today, of somebody born in ``year``; kept as lunar where ``lunar``."""

    ahead: int
    year: int
    lunar: bool = False


@dataclass(frozen=True)
class Person:
    """Somebody in a tale; ``said`` in the words of ``services/contact_input``."""

    said: Mapping[str, object]
    role: str = ""
    birthday: Birthday | None = None


@dataclass(frozen=True)
class Next:
    """What is agreed on: so many days ahead of today, at a time of the day or some time on it."""

    ahead: int
    text: str
    time: str = ""
    priority: Priority = Priority.NORMAL
    minutes: int | None = None
    place: str = ""
    person: int = 0


@dataclass(frozen=True)
class Entry:
    """Something that happened ``ago`` days before today, to ``person`` of the tale; ``stage`` is what it made of them.

    ``text`` may be ``subject :: text``.
    """

    kind: ActivityKind
    ago: int
    time: str
    text: str
    person: int = 0
    stage: Stage | None = None
    by: str = ""
    all_staff: bool = False
    said: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Tale:
    """A customer with a story: the ``company`` (None: the first of the ``people`` stands alone) and who owns it.

    ``tags`` and ``source`` are words of ``people``; ``ends`` is the stage in which the story ends.
    """

    key: str
    owner: str
    ends: Stage
    people: tuple[Person, ...]
    entries: tuple[Entry, ...]
    company: Mapping[str, object] | None = None
    tags: tuple[str, ...] = ()
    source: str = "website"
    level: str = "B"
    note: str = ""
    nexts: tuple[Next, ...] = ()
    custom: Mapping[str, str] = field(default_factory=dict)


def _entry(kind: ActivityKind, when: str, text: str, **more: object) -> Entry:
    """Return an entry of ``kind``; ``when`` is days ago and the time of the day, ``more`` its own fields and what is said."""
    ago, _space, time = when.partition(" ")
    own = {name: more.pop(name) for name in ("person", "stage", "by", "all_staff") if name in more}
    return Entry(kind, int(ago), time, text, said=more, **own)  # type: ignore[arg-type]


def call(when: str, text: str, feeling: int = 0, *, minutes: int = 8, **more: object) -> Entry:
    """Return a call that reached somebody."""
    return _entry(ActivityKind.CALL, when, text, **_spoken(more, feeling, minutes) | {"outcome": "reached"})


def rang(when: str, text: str = "", outcome: str = "no answer", **more: object) -> Entry:
    """Return a call that reached nobody."""
    return _entry(ActivityKind.CALL, when, text, **{"direction": Direction.OUT, **more}, outcome=outcome)


def visit(when: str, text: str, feeling: int = 1, *, minutes: int = 60, **more: object) -> Entry:
    """Return a visit."""
    return _entry(ActivityKind.VISIT, when, text, **more, feeling=feeling, minutes=minutes)


def meeting(when: str, text: str, feeling: int = 1, *, minutes: int = 45, **more: object) -> Entry:
    """Return a meeting."""
    return _entry(ActivityKind.MEETING, when, text, **more, feeling=feeling, minutes=minutes)


def sent(when: str, text: str, **more: object) -> Entry:
    """Return an e-mail of ours."""
    return _entry(ActivityKind.EMAIL, when, text, **more, direction=Direction.OUT)


def received(when: str, text: str, **more: object) -> Entry:
    """Return an e-mail of theirs."""
    return _entry(ActivityKind.EMAIL, when, text, **more, direction=Direction.IN)


def message(when: str, text: str, channel: str = "wechat", **more: object) -> Entry:
    """Return a message of theirs, unless its direction says otherwise."""
    return _entry(ActivityKind.MESSAGE, when, text, **{"direction": Direction.IN, **more}, channel=channel)


def note(when: str, text: str, **more: object) -> Entry:
    """Return a note of a colleague."""
    return _entry(ActivityKind.NOTE, when, text, **more)


def survey(when: str, text: str, feeling: int, **more: object) -> Entry:
    """Return an answered survey."""
    return _entry(ActivityKind.SURVEY, when, text, **more, feeling=feeling, direction=Direction.IN)


def event(when: str, text: str, **more: object) -> Entry:
    """Return something that a machine noticed."""
    return _entry(ActivityKind.SYSTEM, when, text, **more)


def _spoken(more: Mapping[str, object], feeling: int, minutes: int) -> dict[str, object]:
    return {"direction": Direction.OUT, **more, "feeling": feeling, "minutes": minutes}

"""What is shown of a ticket: a line of a list, and the whole of it with its thread, clocks, checklist and moves."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tui_crm.cli.columns import Column
from tui_crm.cli.kinds import Fields, Flag, Id, Instant, Kind, Mark, Number, Records, Text
from tui_crm.i18n import N_, NP_, _
from tui_crm.models.codes import ACTIVITY_LABELS, DIRECTION_LABELS, PRIORITY_LABELS, ActivityKind
from tui_crm.models.durations import left_or_late, rough, worked
from tui_crm.models.ids import shown
from tui_crm.models.score import SCORE_LABELS
from tui_crm.models.ticket import CLOCK_LABELS, CONFIRMED_LABELS, TICKET_KIND_LABELS, TICKET_STATE_LABELS, WAYS_IN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from zoneinfo import ZoneInfo

    from tui_crm.models.cards import ActivityEntry
    from tui_crm.models.score import ScoreEntry
    from tui_crm.models.ticket import Check, ClockRun, Move, TicketCard, TicketRow


@dataclass(frozen=True)
class Listed:
    """A ticket as it is at a moment."""

    row: "TicketRow"
    now: datetime


@dataclass(frozen=True)
class Timed:
    """A run of a clock as it is at a moment; ``paused`` where it waits with the customer."""

    run: "ClockRun"
    now: datetime
    paused: bool


@dataclass(frozen=True)
class Whole(Listed):
    """Everything about a ticket at a moment."""

    card: "TicketCard"
    thread: "Sequence[ActivityEntry]"
    scores: "Sequence[ScoreEntry]" = ()


class Span(Kind[float]):
    """Seconds on the wall, as people say them."""

    def json(self, value: float) -> int:
        """Return whole seconds."""
        return int(value)

    def shown(self, value: float, zone: "ZoneInfo") -> str:
        """Return ``3 h``."""
        del zone
        return rough(value)


class Left(Span):
    """Seconds until a clock runs out, negative where it has."""

    def shown(self, value: float, zone: "ZoneInfo") -> str:
        """Return ``3 h left`` or ``3 h late``."""
        del zone
        return left_or_late(value)


class Tickets(Records):
    """Other tickets, which people know by number and subject."""

    def shown(self, value: "Sequence[TicketRow]", zone: "ZoneInfo") -> str:
        """Return a ticket a line."""
        states = Text(TICKET_STATE_LABELS)
        return "\n".join(f"{row.number} {row.subject} · {states.shown(row.state, zone)}" for row in value)


class Clocks(Records):
    """Runs of clocks, which people want in words."""

    def shown(self, value: "Sequence[Timed]", zone: "ZoneInfo") -> str:
        """Return a run a line: how it stands, or how it ended."""
        return "\n".join(_told(timed, zone) for timed in value)


class Thread(Records):
    """What was said, as people read it: who and when on one line, the words below."""

    def shown(self, value: "Sequence[ActivityEntry]", zone: "ZoneInfo") -> str:
        """Return the thread, the oldest first."""
        return "\n".join(line for entry in value for line in _said(entry, zone))


def _told(timed: Timed, zone: "ZoneInfo") -> str:
    run = timed.run
    said = {"clock": _(CLOCK_LABELS[run.clock]), "spent": worked(run.spent)}
    if run.target is None:
        return _("{clock}: nothing promised, {spent} so far").format(**said)
    said["target"] = worked(run.target * 60)
    if run.due_at is not None:
        left = Left().shown((run.due_at - timed.now).total_seconds(), zone)
        due = Instant().shown(run.due_at, zone)
        return _("{clock}: until {due}, {left}; {target} are promised").format(**said, due=due, left=left)
    if run.met is None:
        return _("{clock}: paused ({spent} of {target})").format(**said)
    form = _("{clock}: met ({spent} of {target})") if run.met else _("{clock}: missed ({spent} of {target})")
    return form.format(**said)


def _said(entry: "ActivityEntry", zone: "ZoneInfo") -> "Iterable[str]":
    what = _("internal note") if entry.kind == ActivityKind.NOTE else _(ACTIVITY_LABELS.get(entry.kind, entry.kind))
    way = _(DIRECTION_LABELS[entry.direction]) if entry.direction else ""
    at, name = Instant().shown(entry.at, zone), shown("activity", entry.id)
    yield " · ".join(filter(None, (at, entry.by, what, way, entry.channel, entry.subject, name)))
    yield from (f"  {line}" for line in entry.text.split("\n") if entry.text)


def _of(name: str) -> "Callable[[Listed], object]":
    return lambda listed: getattr(listed.row, name) or None


def _owner(listed: Listed) -> str | None:
    row = listed.row
    return row.owner or (f"team:{row.team}" if row.team else None)


def _left(listed: Listed) -> float | None:
    at = listed.row.clock_at
    return None if at is None else (at - listed.now).total_seconds()


ROW: tuple[Column[Listed], ...] = (
    Column("id", N_("id"), Id("ticket"), _of("id"), in_table=False),
    Column("number", NP_("of a ticket", "number"), value=_of("number")),
    Column("state", N_("state"), Text(TICKET_STATE_LABELS), _of("state")),
    Column("kind", N_("kind"), Text(TICKET_KIND_LABELS), _of("kind"), spare=1),
    Column("priority", N_("priority"), Text(PRIORITY_LABELS), _of("priority")),
    Column("subject", N_("subject"), value=_of("subject")),
    Column("contact", N_("contact"), value=_of("contact"), spare=2),
    Column("contact_id", N_("contact"), Id("contact"), _of("contact_id"), in_table=False),
    Column(
        "contact_deleted", N_("contact in the trash"), Mark(), lambda listed: listed.row.contact_deleted, in_table=False
    ),
    Column("company", N_("company"), value=_of("company"), in_table=False),
    Column("customer_id", N_("customer"), Id("contact"), _of("customer_id"), in_table=False),
    Column("handled_by", NP_("of a ticket", "owner"), value=_owner),
    Column("owner", NP_("of a ticket", "owner"), value=_of("owner"), in_table=False),
    Column("team", N_("team"), value=_of("team"), in_table=False),
    Column("channel", N_("channel"), Text(WAYS_IN), _of("channel"), in_table=False),
    Column("product", N_("product"), value=_of("product"), in_table=False),
    Column("opened_at", N_("opened"), Instant(), _of("opened_at"), in_table=False),
    Column(
        "age_seconds", N_("age"), Span(), lambda listed: (listed.now - listed.row.opened_at).total_seconds(), spare=3
    ),
    Column("clock", N_("clock"), Text(CLOCK_LABELS), _of("clock")),
    Column("clock_at", N_("runs out"), Instant(), _of("clock_at"), in_table=False),
    Column("left_seconds", N_("left"), Left(), _left),
    Column("paused", N_("paused"), Mark(), lambda listed: listed.row.paused, in_table=False),
    Column("first_at", N_("first answered"), Instant(), _of("first_at"), in_table=False),
    Column("awaiting_since", N_("waits for us since"), Instant(), _of("awaiting_since"), in_table=False),
    Column("resolved_at", N_("resolved"), Instant(), _of("resolved_at"), in_table=False),
    Column("closed_at", N_("closed"), Instant(), _of("closed_at"), in_table=False),
    Column("reply_count", N_("replies"), Number(), lambda listed: listed.row.replies, in_table=False),
    Column("cause", N_("cause"), value=_of("cause"), in_table=False),
    Column("confirmed", N_("confirmation"), Text(CONFIRMED_LABELS), _of("confirmed"), in_table=False),
    Column("merged_into", N_("merged into"), Id("ticket"), _of("merged_into_id"), in_table=False),
    Column("deleted", N_("in the trash"), Flag(), lambda listed: listed.row.deleted, in_table=False),
    Column("version", N_("version"), Number(), _of("version"), in_table=False),
)
"""A line of a list; machines get ids, codes and instants. ``age`` and ``left`` are seconds on the wall."""


def _run(name: str) -> "Callable[[Timed], object]":
    return lambda timed: getattr(timed.run, name)


CLOCK: tuple[Column[Timed], ...] = (
    Column("clock", N_("clock"), Text(CLOCK_LABELS), _run("clock")),
    Column("target_minutes", N_("promised"), Number(), _run("target")),
    Column("started_at", N_("since"), Instant(), _run("started_at")),
    Column("ended_at", N_("until"), Instant(), _run("ended_at")),
    Column("spent_seconds", N_("spent"), Number(), _run("spent")),
    Column("due_at", N_("runs out"), Instant(), _run("due_at")),
    Column("met", N_("met"), Flag(), _run("met")),
)
CHECK: "tuple[Column[tuple[int, Check]], ...]" = (
    Column("done", N_("done"), value=lambda line: line[1].done_at is not None, kind=Flag(), in_table=False),
    Column("line", N_("line"), Number(), lambda line: line[0]),
    Column("text", N_("what"), value=lambda line: line[1].text),
    Column("done_at", N_("done"), Instant(), lambda line: line[1].done_at),
    Column("done_by", N_("by"), value=lambda line: line[1].done_by or None),
)
MOVE: "tuple[Column[Move], ...]" = (
    Column("at", N_("at"), Instant()),
    Column("from_state", N_("from"), Text(TICKET_STATE_LABELS), lambda move: move.from_state or None, in_table=False),
    Column("to_state", N_("to"), Text(TICKET_STATE_LABELS)),
    Column("by", N_("by"), value=lambda move: move.by or None),
    Column("why", N_("why"), value=lambda move: move.why or None),
)
WORD: "tuple[Column[ActivityEntry], ...]" = (
    Column("id", N_("id"), Id("activity")),
    Column("kind", N_("kind"), Text(ACTIVITY_LABELS)),
    Column("direction", N_("direction"), Text(DIRECTION_LABELS), lambda entry: entry.direction or None),
    Column("at", N_("at"), Instant()),
    Column("author", N_("by"), value=lambda entry: entry.by or None),
    Column("contact_id", N_("contact"), Id("contact")),
    Column("channel", N_("channel"), value=lambda entry: entry.channel or None),
    Column("minutes", N_("minutes"), Number()),
    Column("subject", N_("subject"), value=lambda entry: entry.subject or None),
    Column("text", N_("text"), value=lambda entry: entry.text or None),
)
OTHER: "tuple[Column[TicketRow], ...]" = (
    Column("id", N_("id"), Id("ticket")),
    Column("number", NP_("of a ticket", "number")),
    Column("state", N_("state"), Text(TICKET_STATE_LABELS)),
    Column("subject", N_("subject")),
)


def _on_card(name: str) -> "Callable[[Whole], object]":
    return lambda whole: getattr(whole.card, name) or None


def _timed(whole: Whole) -> list[Timed] | None:
    return [Timed(run, whole.now, whole.row.paused) for run in whole.card.clocks]


_SHOWN = {
    "contact_deleted",
    "company",
    "channel",
    "product",
    "opened_at",
    "cause",
    "confirmed",
    "merged_into",
    "deleted",
}
_HIDDEN = {"clock", "left_seconds"}  # the clocks themselves say it
RATING: "tuple[Column[ScoreEntry], ...]" = (
    Column("kind", N_("kind"), Text(SCORE_LABELS)),
    Column("value", N_("value"), Number()),
    Column("aspects", N_("aspects"), Fields(SCORE_LABELS), lambda entry: entry.aspects or None),
    Column("comment", N_("comment"), value=lambda entry: entry.comment or None),
    Column("contact", N_("contact")),
    Column("at", N_("at"), Instant()),
    Column("id", N_("id"), Id("score"), in_table=False),
)
CARD: tuple[Column[Any], ...] = (
    *(
        replace(column, in_table=(column.in_table or column.key in _SHOWN) and column.key not in _HIDDEN)
        for column in ROW
        if column.key != "deleted"
    ),
    Column("deleted", N_("in the trash"), Mark(), lambda whole: whole.row.deleted),
    Column("text", N_("text"), value=_on_card("text")),
    Column("remedy", N_("remedy"), value=_on_card("remedy")),
    Column("by", N_("opened by"), value=_on_card("by")),
    Column("problem", N_("known problem"), value=_on_card("problem")),
    Column("workaround", N_("what helps"), value=_on_card("workaround")),
    Column("problem_id", N_("known problem"), Id("problem"), _on_card("problem_id"), in_table=False),
    Column("split_from", N_("split from"), Id("ticket"), _on_card("split_from_id")),
    Column("links", N_("linked"), Tickets(OTHER), lambda whole: whole.card.links),
    Column("merged", N_("merged into it"), Tickets(OTHER), lambda whole: whole.card.merged),
    Column("clocks", N_("clocks"), Clocks(CLOCK), _timed),
    Column("checklist", N_("checklist"), Records(CHECK), lambda whole: list(enumerate(whole.card.checklist, start=1))),
    Column("moves", N_("way"), Records(MOVE), lambda whole: whole.card.moves),
    Column("scores", N_("ratings"), Records(RATING), lambda whole: whole.scores or None),
    Column("replies", N_("thread"), Thread(WORD), lambda whole: whole.thread),
)
"""The whole of a ticket."""

"""How the demo's help desk is written: tickets with their moves and words, a known problem, ratings, a survey."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from tui_crm.clock import Clock
from tui_crm.db.calendar_days import calendar
from tui_crm.db.rows import number
from tui_crm.db.sla_policies import policies
from tui_crm.db.transaction import Transaction
from tui_crm.demo import phrases
from tui_crm.demo.colleagues import Written
from tui_crm.demo.desk_story import Desk, Planned, Planner, casebook, way_of
from tui_crm.demo.dice import Dice
from tui_crm.i18n import _
from tui_crm.models.codes import Priority
from tui_crm.models.record import stored_instant
from tui_crm.models.sla import Targets
from tui_crm.models.sla_policies import fitting
from tui_crm.models.ticket import OVER, Confirmed, TicketKind, TicketState
from tui_crm.services import activities
from tui_crm.services.tickets.moving import aftercare_text
from tui_crm.services.tickets.promises import target_columns

if TYPE_CHECKING:
    from tui_crm.models.sla_policies import Policy
    from tui_crm.models.working_time import WorkingCalendar
    from tui_crm.services.crm import Crm

_STARTS: Final[Mapping[str, Priority]] = {
    TicketKind.COMPLAINT: Priority.HIGH,
    TicketKind.SUGGESTION: Priority.LOW,
}
_AFTERCARE: Final[Mapping[str, int]] = {TicketKind.COMPLAINT: 3, TicketKind.INCIDENT: 7}
"""After how many days the customer is asked again."""

_SEED: Final = 19
_ANSWERING, _TELLING_MORE = 62, 40  # percent of those who are asked; and of those who answer
_GOOD, _BAD = 4, 2  # scores from which on, and up to which, an answer is
_ASKED: Final = 40
_SURVEY_DAYS: Final = 18
_RECOMMENDING: Final = (10, 10, 10, 9, 9, 9, 8, 8, 7, 6, 3)
_CONTENT: Final = (5, 5, 5, 5, 4, 4, 4, 3, 2)
_WAITED: Final = (4, 3, 2, 1)

Deed = tuple[datetime, str, "Callable[[Crm], object]"]


@dataclass(frozen=True)
class _Writing:
    """What is needed to write: users by the parts they play, the service team, policies and calendar."""

    to: Transaction
    users: Mapping[str, int]
    service: int
    clock: Clock
    policies: "tuple[Policy, ...]"
    team: "WorkingCalendar"

    def targets(self, kind: str, priority: str = "") -> Targets:
        found = fitting(self.policies, priority or _STARTS.get(kind, Priority.NORMAL), kind, "")
        return found.targets if found else Targets()

    def user(self, part: str) -> int | None:
        return self.users[part] if part else None


def write_desk(
    writing: Transaction, written: Sequence[Written], users: Mapping[str, int], service: int, clock: Clock
) -> Desk:
    """Write the help desk of the demo's customers; ``service`` is the team that tickets come to."""
    into = _Writing(writing, users, service, clock, policies(writing.connection), calendar(writing.connection))
    _write_ways(into)
    promised = {str(kind): into.targets(kind) for kind in TicketKind} | {"high": into.targets("", Priority.HIGH)}
    desk = Planner(clock, into.team, promised).desk(written)
    problem = writing.create("problem", {name: _(text) for name, text in phrases.WOBBLING.items()})
    values = [_ticket(into, place, each, problem) for place, each in enumerate(desk.tickets, 1)]
    for planned, key in zip(desk.tickets, writing.create_many("ticket", values), strict=True):
        planned.ticket_id = key
    writing.create_many("ticket_transition", [row for each in desk.tickets for row in _moves(into, each)])
    writing.create_many("activity", [row for each in desk.tickets for row in _words(into, each)])
    writing.create_many("reminder", [row for each in desk.tickets for row in _aftercare(into, each)])
    _write_ratings(into, desk)
    _write_survey(into, desk)
    return desk


def deeds_of(desk: Desk, clock: Clock) -> Iterator[Deed]:
    """Yield what colleagues did at the desk of late: when, who (the part), and what."""
    into, other, burning = desk.first.ticket_id, desk.again.ticket_id, desk.burning
    merged = desk.again.opened + timedelta(minutes=50)
    yield merged, "anna", lambda crm: crm.tickets.merge(into, [other])
    yield merged + timedelta(minutes=15), "anna", lambda crm: crm.tickets.check(into, 0)
    note = burning.case.note
    yield clock.now() - timedelta(minutes=50), "li", lambda crm: crm.tickets.note(burning.ticket_id, note)


def _write_ways(into: _Writing) -> None:
    """Write how failures and complaints go: to the service team, complaints to one of it, with a list to tick off."""
    flags = {"needs_cause": 1, "needs_remedy": 1, "needs_confirmation": 0, "team_id": into.service}
    lines = "\n".join(_(line) for line in phrases.CHECKLIST)
    ways: list[dict[str, object]] = [
        {"kind": TicketKind.INCIDENT, "priority": Priority.NORMAL, "checklist": lines, **flags},
        {"kind": TicketKind.COMPLAINT, "priority": Priority.HIGH, "owner_id": into.users["anna"], **flags},
    ]
    into.to.create_many("service_way", [{**way, "aftercare_days": _AFTERCARE[str(way["kind"])]} for way in ways])


def _ticket(into: _Writing, place: int, planned: Planned, problem: int) -> dict[str, object]:
    case, kind = planned.case, planned.case.kind
    priority = planned.priority or _STARTS.get(kind, Priority.NORMAL)
    is_over = planned.state in OVER
    by_mail = planned.channel == "email"
    return {
        "number": f"T-{place}",
        "kind": str(kind),
        "state": str(planned.state),
        "priority": str(priority),
        "subject": planned.filled(case.subject),
        "text": None if by_mail else planned.filled(case.text),
        "channel": planned.channel,
        "product": planned.item if "{item}" in case.subject + case.text else None,
        "contact_id": planned.contact,
        "customer_id": planned.of.id,
        "owner_id": into.user(planned.part),
        "team_id": into.service,
        "author_id": into.user(planned.part or "anna"),
        "cause": case.cause or None if is_over else None,
        "remedy": case.remedy or None if is_over else None,
        "confirmed": str(Confirmed.YES) if planned.state is TicketState.CLOSED and place % 3 else None,
        "problem_id": problem if case.wobbles else None,
        "opened_at": stored_instant(planned.opened),
        "created_at": stored_instant(planned.opened),
        "checklist": _checklist(into, planned) if kind is TicketKind.INCIDENT else (),
        **target_columns(into.targets(kind, priority)),
    }


def _checklist(into: _Writing, planned: Planned) -> tuple[tuple[str, str | None, int | None], ...]:
    """Return the lines of a failure's list: ticked off when it was solved, by who sees to it."""
    solved = planned.reached(TicketState.RESOLVED)
    done = (stored_instant(solved), into.user(planned.part or "anna")) if solved else (None, None)
    return tuple((_(line), *done) for line in phrases.CHECKLIST)


def _moves(into: _Writing, planned: Planned) -> Iterator[dict[str, object]]:
    was = None
    for state, at in [(TicketState.NEW, planned.opened), *planned.moves]:
        yield {
            "ticket_id": planned.ticket_id,
            "from_state": was,
            "to_state": str(state),
            "effective_at": stored_instant(at),
            "recorded_at": stored_instant(at),
            "author_id": into.user(planned.part or "anna"),
            "operation_id": into.to.operation_id,
        }
        was = str(state)


def _words(into: _Writing, planned: Planned) -> Iterator[dict[str, object]]:
    """Yield what was said on a ticket; of one that came by mail that mail is the first."""
    mine = {"customer_id": planned.of.id, "ticket_id": planned.ticket_id}
    author = into.user(planned.part or "anna")
    if planned.channel == "email":
        at = stored_instant(planned.opened)
        subject, text = (planned.filled(each) for each in (planned.case.subject, planned.case.text))
        said: dict[str, object] = {"direction": "in", "subject": subject, "text": text}
        yield activities.checked(said, kind="email", contact_id=planned.contact, at=at) | mine | {"created_at": at}
    for word in planned.words:
        at = stored_instant(word.at)
        kind, said = way_of(planned, word)
        values = activities.checked(said, kind=kind, contact_id=planned.contact, at=at)
        yield values | mine | {"author_id": author, "created_at": at}


def _aftercare(into: _Writing, planned: Planned) -> Iterator[dict[str, object]]:
    """Yield the call after closing; one that was due before today is done."""
    closed, days = planned.reached(TicketState.CLOSED), _AFTERCARE.get(planned.case.kind)
    if closed is None or days is None:
        return
    zone = into.clock.zone
    due = into.team.next_working_day(closed.astimezone(zone).date() + timedelta(days=days))
    is_past = due < into.clock.today()
    done = stored_instant(datetime.combine(due, time(10, 30), zone)) if is_past else None
    yield {
        "contact_id": planned.contact,
        "customer_id": planned.of.id,
        "ticket_id": planned.ticket_id,
        "owner_id": into.user(planned.part or "anna"),
        "due_on": due.isoformat(),
        "priority": str(Priority.NORMAL),
        "text": aftercare_text(f"T-{planned.ticket_id}", planned.filled(planned.case.subject)),
        "done_at": done,
        "created_at": stored_instant(closed),
    }


def _write_ratings(into: _Writing, desk: Desk) -> None:
    """Write what customers thought of the tickets that were closed: whoever waited too long says so."""
    asked = [(each, at) for each in desk.tickets if (at := each.reached(TicketState.CLOSED))]
    shared = [_whose(each.of, each.contact) | {"kind": "csat", "ticket_id": each.ticket_id} for each, _at in asked]
    invitations = into.to.create_many(
        "invitation",
        [
            {**whose, "asked_at": stored_instant(at), "reminders": 0, "channel": each.channel}
            for whose, (each, at) in zip(shared, asked, strict=True)
        ],
    )
    scores: list[dict[str, object]] = []
    for whose, (each, at), key in zip(shared, asked, invitations, strict=True):
        dice = Dice(_SEED, each.ticket_id)
        answered = at + timedelta(minutes=dice.between(20, 2400))
        if dice.happens(_ANSWERING) and answered < into.clock.now():
            value = dice.pick(_WAITED if _was_late(into, each) else _CONTENT)
            comment = dice.pick(casebook(each.of).comments[0 if value >= _GOOD else 2 if value <= _BAD else 1])
            author = into.user(each.part or "anna")
            said = {"value": value, "comment": comment or None, "at": stored_instant(answered), "author_id": author}
            scores.append({**whose, **said, "invitation_id": key})
    for score, main in zip(scores, into.to.create_many("score", scores), strict=True):
        dice = Dice(_SEED, -main)
        if dice.happens(_TELLING_MORE):
            near = number(score["value"])
            aspects = [
                {
                    **score,
                    "kind": kind,
                    "value": max(1, min(5, near + dice.between(-1, 1))),
                    "comment": None,
                    "of_id": main,
                }
                for kind in ("speed", "attitude", "ability")
            ]
            into.to.create_many("score", aspects)


def _was_late(into: _Writing, planned: Planned) -> bool:
    solved, target = planned.reached(TicketState.RESOLVED), into.targets(planned.case.kind).resolution
    return bool(solved and target and into.team.between(planned.opened, solved) > target)


def _whose(of: Written, contact: int) -> dict[str, object]:
    return {"contact_id": contact, "customer_id": of.id}


def _write_survey(into: _Writing, desk: Desk) -> None:
    """Write the survey of two weeks ago: whom it went to, who was reminded, and who answered what."""
    day = into.team.add_days(into.clock.today(), -_SURVEY_DAYS)
    sent = datetime.combine(day, time(10, 0), into.clock.zone)
    made = {"kind": "nps", "created_at": stored_instant(sent)}
    survey = into.to.create("survey", {"name": _(phrases.SURVEY), "filter": "stage:active,new", **made})
    asked = desk.customers[:_ASKED]
    dice = [Dice(_SEED + 1, each.id) for each in asked]
    answers = [
        (throw.between(1, 9), throw.pick(_RECOMMENDING)) if throw.happens(_ANSWERING) else None for throw in dice
    ]
    common = {"survey_id": survey, "kind": "nps", "asked_at": stored_instant(sent), "author_id": into.users["anna"]}
    reminded = stored_instant(sent + timedelta(days=7))
    invitations = [
        {
            **_whose(each, each.staff[0] if each.staff else each.id),
            **common,
            "channel": "email",
            "reminders": int(answer is None),
            "reminded_at": reminded if answer is None else None,
        }
        for each, answer in zip(asked, answers, strict=True)
    ]
    keys = into.to.create_many("invitation", invitations)
    scores = []
    for each, throw, answer, invitation, key in zip(asked, dice, answers, invitations, keys, strict=True):
        if answer is not None:
            days, value = answer
            comment = throw.pick(casebook(each).recommends[value]) or None
            at = stored_instant(sent + timedelta(days=days, minutes=throw.between(5, 300)))
            who = {name: invitation[name] for name in ("contact_id", "customer_id", "kind", "author_id")}
            scores.append({**who, "value": value, "comment": comment, "at": at, "invitation_id": key})
    into.to.create_many("score", scores)

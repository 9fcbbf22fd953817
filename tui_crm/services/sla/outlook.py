"""What another promise would change, before anybody makes it: it is counted, and nothing is written."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tui_crm.db import calendar_days, sla_facts, ticket_clocks
from tui_crm.models.record import stored_instant
from tui_crm.models.sla import NO_TARGETS, Facts, Run, Targets, runs
from tui_crm.models.sla_outlook import Compared, Kept, Outlook
from tui_crm.models.sla_policies import Policy, Subject, fitting
from tui_crm.models.ticket import Clock

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.sla_facts import Ended
    from tui_crm.models.working_time import WorkingCalendar

_MINUTE = 60
"""Seconds."""


class Change:
    """Policies as they are and as they would be, where that of one ``subject`` is another."""

    def __init__(self, before: Sequence[Policy], after: Sequence[Policy], subject: Subject) -> None:
        self._before, self._after, self._key = before, after, subject.key

    def targets(self, priority: str, kind: str, level: str) -> Targets | None:
        """Return what would be promised for a ticket, None where nothing changes for it."""
        was, now = (fitting(policies, priority, kind, level) for policies in (self._before, self._after))
        if not any(policy is not None and policy.subject.key == self._key for policy in (was, now)):
            return None
        return now.targets if now is not None else NO_TARGETS


def outlook(connection: "Connection", change: Change, now: datetime, days: int) -> Outlook:
    """Return what a change of a policy would come to."""
    others: dict[int, Targets] = {}
    for ticket in sla_facts.open_tickets(connection):
        targets = change.targets(ticket.priority, ticket.kind, ticket.level)
        if targets is not None and targets != ticket.targets:
            others[ticket.id] = targets
    calendar = calendar_days.calendar(connection)
    otherwise = missed = saved = 0
    for known in ticket_clocks.facts(connection, list(others)):
        was = _running(known.facts, calendar)
        would_be = _running(replace(known.facts, targets=others[known.ticket_id]), calendar)
        otherwise += any(one.target != other.target for one, other in zip(was, would_be, strict=True))
        late = [_is_missed(run, now, calendar) for run in was]
        later = [_is_missed(run, now, calendar) for run in would_be]
        missed += any(then and not before for before, then in zip(late, later, strict=True))
        saved += any(before and not then for before, then in zip(late, later, strict=True))
    since = stored_instant(now - timedelta(days=days))
    past = _past(sla_facts.ended_runs(connection, since), change)
    return Outlook(len(others), otherwise, missed, saved, days, past)


def _running(facts: Facts, calendar: "WorkingCalendar") -> list[Run]:
    return [run for run in runs(facts, calendar) if run.ended_at is None]


def _is_missed(run: Run, now: datetime, calendar: "WorkingCalendar") -> bool:
    return run.target is not None and run.spent_by(now, calendar) > timedelta(minutes=run.target)


def _past(ended: "Sequence[Ended]", change: Change) -> tuple[Compared, ...]:
    found = [(run, change.targets(run.priority, run.kind, run.level)) for run in ended]
    return tuple(
        Compared(
            clock,
            _kept(clock, [(run.target, run.spent) for run, targets in found if targets and run.clock is clock]),
            _kept(clock, [(targets.of(clock), run.spent) for run, targets in found if targets and run.clock is clock]),
        )
        for clock in Clock
    )


def _kept(clock: Clock, spent: Sequence[tuple[int | None, int]]) -> Kept:
    judged = [seconds <= target * _MINUTE for target, seconds in spent if target is not None]
    return Kept(clock, sum(judged), len(judged) - sum(judged))

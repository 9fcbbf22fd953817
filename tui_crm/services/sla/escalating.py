"""What is done when a clock has come so far: the steps of the policies, each once for each run of a clock.

Raising the priority leaves what was promised as it was: the customer was told that time. A step that somebody took back is
not taken again, and none is that a policy has for a time that is past.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from tui_crm.actor import Actor, Source
from tui_crm.db import calendar_days, sla_policies, sla_running, team
from tui_crm.db.sla_running import Running
from tui_crm.i18n import N_, _
from tui_crm.models.cards import Done
from tui_crm.models.codes import Priority
from tui_crm.models.record import stored_instant
from tui_crm.models.sla import Targets
from tui_crm.models.sla_policies import Policy, Step, StepAction, fitting
from tui_crm.models.working_time import NoWorkingTime
from tui_crm.services.labels import told

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.transaction import Transaction
    from tui_crm.models.working_time import WorkingCalendar
    from tui_crm.services.crm import Crm

_PRIORITIES: Final = tuple(Priority)


@dataclass(frozen=True)
class Due:
    """A step that shall be taken for a run of a clock."""

    run: Running
    step: Step

    @property
    def key(self) -> sla_running.Step:
        """What it is known by."""
        run, step = self.run, self.step
        return sla_running.Step(run.ticket_id, run.clock, run.started_at, step.percent, str(step.action))


def escalate(crm: "Crm") -> Done:
    """Take the steps whose time has come, in one operation of the program's own; ``ids`` are the tickets."""
    now = crm.clock.now()
    with crm.database.read() as connection:
        waits = not crm.database.read_only and bool(due_steps(connection, now))
    if waits:
        machine = Actor(crm.actor.login, Source.SYSTEM, crm.clock)
        one, several = N_("Escalated {number}"), N_("Escalated {count} tickets")
        with crm.database.write(machine, several) as writing:
            if due := due_steps(writing.connection, now):
                ids = tuple(dict.fromkeys(each.run.ticket_id for each in due))
                writing.label = one if len(ids) == 1 else several
                number = writing.record("ticket", ids[0])["number"]
                writing.arguments |= {"number": number} if len(ids) == 1 else {"count": len(ids)}
                _take(writing, due)
                return Done(writing.operation_id, told(writing.label, writing.arguments), ids)
    return Done(None, _("Nothing to escalate"))


def due_steps(connection: "Connection", now: datetime) -> list[Due]:
    """Return the steps whose time has come and that were not taken yet, the soonest clock first."""
    targets = sla_running.targets(connection)
    policies = sla_policies.policies(connection) if targets else ()
    percents = {step.percent for policy in policies for step in policy.steps}
    if not percents:
        return []
    reached = _Reached(calendar_days.calendar(connection), now)
    first = {target: reached.until(target, min(percents)) for target in targets}
    found = [
        Due(run, step)
        for run in sla_running.running(connection, first, max(percents))
        for step in _steps(policies, run)
        if run.due_at <= reached.until(run.target, step.percent)
    ]
    if not found:
        return []
    far = _how_far(connection, {each.run.ticket_id for each in found})
    return [each for each in found if each.step.percent > far.get(each.run[:3], 0)]


def _how_far(connection: "Connection", ids: Collection[int]) -> dict[tuple[int, str, str], int]:
    """Return at how many percent the last step was taken for runs of these tickets, by ticket, clock and start.

    What comes before it is past, also where another policy holds since the team changed them.
    """
    far: dict[tuple[int, str, str], int] = {}
    for step in sla_running.taken(connection, ids):
        far[step[:3]] = max(step.percent, far.get(step[:3], 0))
    return far


def _steps(policies: Sequence[Policy], run: Running) -> Sequence[Step]:
    """Return the steps of the policy that promised this time: since then the priority may have been raised, never lowered.

    Where none promises it any more, they are those of the policy that fits now.
    """
    now, *before = (
        fitting(policies, priority, run.kind, run.level)
        for priority in reversed(_PRIORITIES[: _PRIORITIES.index(Priority(run.priority)) + 1])
    )
    targets = Targets(run.first, run.next, run.resolution)
    promised = (each for each in (now, *before) if each and each.targets == targets)
    policy = next(promised, now)
    return policy.steps if policy is not None else ()


class _Reached:
    """Tells up to when clocks run out that have come so far by now."""

    def __init__(self, calendar: "WorkingCalendar", now: datetime) -> None:
        self._calendar, self._now = calendar, now
        self._known: dict[tuple[int, int], str] = {}

    def until(self, target: int, percent: int) -> str:
        """Return the latest instant, as stored, at which a clock runs out that has used ``percent`` of ``target`` minutes."""
        if (target, percent) not in self._known:
            left = timedelta(minutes=target) * (100 - percent) / 100
            try:
                at = self._calendar.after(self._now, left)
            except NoWorkingTime:
                at = self._now
            self._known[target, percent] = stored_instant(at)
        return self._known[target, percent]


def _take(writing: "Transaction", due: Sequence[Due]) -> None:
    """Take steps and note them; a ticket is raised once, however many of its clocks say so."""
    changes: dict[int, dict[str, object]] = {}
    for each in due:
        changes.setdefault(each.run.ticket_id, {}).update(_changes(writing.connection, each))
    writing.update_many("ticket", {key: values for key, values in changes.items() if values})
    writing.create_many("escalation", [{**each.key._asdict(), "at": writing.at} for each in due])


def _changes(connection: "Connection", due: Due) -> Mapping[str, object]:
    """Return what becomes of a ticket by a step; whoever has left gets nothing handed over."""
    step = due.step
    if step.action is StepAction.RAISE:
        place = min(_PRIORITIES.index(Priority(due.run.priority)) + 1, len(_PRIORITIES) - 1)
        return {"priority": str(_PRIORITIES[place])}
    if step.action is StepAction.REASSIGN and step.team_id is not None:
        return {"owner_id": None, "team_id": step.team_id}
    if step.action is StepAction.REASSIGN and step.user_id and not team.is_retired(connection, step.user_id):
        return {"owner_id": step.user_id}
    return {}

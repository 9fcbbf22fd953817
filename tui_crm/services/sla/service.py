"""The promises of an open CRM: what holds for which tickets, what another promise would change, and whether they are kept."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.db import sla_facts, sla_policies, sla_running
from tui_crm.db.sla_running import EVERYBODY
from tui_crm.errors import NotFound
from tui_crm.i18n import N_, _
from tui_crm.models.agenda import AgendaPage, Horizon, Tally
from tui_crm.models.cards import Done
from tui_crm.models.escalation import Escalated
from tui_crm.models.promised_time import written_promise
from tui_crm.models.sla_outlook import PAST_DAYS, Outlook
from tui_crm.models.sla_policies import Policy, Step, Subject
from tui_crm.models.ticket import Clock
from tui_crm.services.labels import told
from tui_crm.services.people import ensure_user
from tui_crm.services.sla import policies as written
from tui_crm.services.sla import watching
from tui_crm.services.sla.escalating import escalate
from tui_crm.services.sla.outlook import Change, outlook
from tui_crm.services.sla.policies import Said
from tui_crm.services.tickets.promises import target_columns

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.transaction import Transaction
    from tui_crm.services.crm import Crm


MOST_AT_RISK: Final = 1000
"""So many tickets are told at most."""


class Sla:
    """The promises of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def policies(self) -> tuple[Policy, ...]:
        """Return what is promised, the policies that say least first: the usual ones where the team has none of its own."""
        with self._crm.database.read() as connection:
            return tuple(sorted(sla_policies.policies(connection), key=lambda policy: policy.place))

    def policy(self, subject: Subject) -> Policy:
        """Return what is promised for these tickets. Raises NotFound."""
        with self._crm.database.read() as connection:
            return _policy(connection, subject)

    def steps(self, steps: Sequence[Step]) -> tuple[str, ...]:
        """Return steps as they are written: ``75:notify``, ``100:reassign:team:support``."""
        with self._crm.database.read() as connection:
            return written.written_steps(connection, steps)

    def set(self, subject: Subject, said: Said, *, apply: bool = False, base: int | None = None) -> Done:
        """Promise something for these tickets; what is not said stays, and is not promised where nothing was before.

        With ``apply`` it holds for those that are open, too. ``base`` is the version one started from. Raises BadInput,
        NotFound, Conflict.
        """
        ensure_user(self._crm)
        label = N_("Promised for {subject}: {times}")
        with self._crm.database.write(self._crm.actor, label) as writing:
            before, policy = _changed(writing.connection, subject, said)
            writing.arguments |= {"subject": str(policy.subject), "times": _times(policy)}
            is_new = written.write_usual_down(writing)
            known = sla_policies.id_of(writing.connection, policy.subject)
            values = written.columns(policy)
            if known is None:
                known, is_new = writing.create("sla_policy", values), True
            else:
                is_new |= writing.update("sla_policy", known, values, base=base)
            change = Change(before, written.with_policy(before, policy), policy.subject)
            if not (_apply(writing, change) if apply else []) and not is_new:
                return Done(None, _("Nothing changed"))
        return Done(writing.operation_id, told(label, writing.arguments), (known,))

    def remove(self, subject: Subject, *, apply: bool = False) -> Done:
        """Promise nothing of its own for these tickets any more: what is promised for others fits them then.

        With ``apply`` that holds for those that are open, too. Where it was the last one the usual ones hold again.
        Raises NotFound, BadInput.
        """
        ensure_user(self._crm)
        label = N_("Promised nothing of its own for {subject} any more")
        with self._crm.database.write(self._crm.actor, label) as writing:
            before = sla_policies.policies(writing.connection)
            gone = _policy(writing.connection, subject)
            writing.arguments["subject"] = str(gone.subject)
            written.write_usual_down(writing)
            known = sla_policies.id_of(writing.connection, gone.subject)
            if known is not None:
                writing.remove("sla_policy", [known])
            if apply:
                _apply(writing, Change(before, written.without(before, gone.subject), gone.subject))
        return Done(writing.operation_id, told(label, writing.arguments), (known or 0,))

    def what_if(self, subject: Subject, said: Said | None, *, days: int = PAST_DAYS) -> Outlook:
        """Return what it would change to say this of a policy, or (None) to remove it; nothing is written.

        Raises BadInput, NotFound.
        """
        with self._crm.database.read() as connection:
            if said is None:
                before, meant = sla_policies.policies(connection), _policy(connection, subject).subject
                after = written.without(before, meant)
            else:
                before, policy = _changed(connection, subject, said)
                meant, after = policy.subject, written.with_policy(before, policy)
            return outlook(connection, Change(before, after, meant), self._crm.clock.now(), days)

    def escalate(self) -> Done:
        """Take the steps whose time has come, each once for each run of a clock, in an operation of the program's own.

        Where there is nothing to do, or the file is read-only, nothing is written. ``ids`` are the tickets.
        """
        return escalate(self._crm)

    def newest_step(self) -> int:
        """Return the newest step that was taken: what comes after it is news."""
        with self._crm.database.read() as connection:
            return sla_running.newest(connection)

    def told_since(self, last: int) -> list[Escalated]:
        """Return what the user is told of steps taken after ``last``: those of their tickets, or of their team's."""
        with self._crm.database.read() as connection:
            mine = watching.mine(connection, self._crm.actor.login)
            return [Escalated(**row._asdict()) for row in sla_running.told_since(connection, last, mine)]

    def count_at_risk(self, *, everybody: bool = False) -> Tally:
        """Return of how many of the user's tickets a clock has used three quarters of its time: cheap, for every minute."""
        with self._crm.database.read() as connection:
            of = EVERYBODY if everybody else watching.mine(connection, self._crm.actor.login)
            return watching.count(connection, self._crm.clock.now(), of)

    def at_risk(self, *, owner: str | None = None, ids: Sequence[int] | None = None) -> AgendaPage:
        """Return these tickets, of a login or ``team:NAME``, and of ``ids``, where that is said; the soonest first.

        Raises NotFound.
        """
        with self._crm.database.read() as connection:
            of = watching.whose(connection, owner)
            return watching.page(connection, Horizon.of(self._crm.clock), of, MOST_AT_RISK, ids)


def _policy(connection: "Connection", subject: Subject) -> Policy:
    meant = written.checked_subject(connection, subject)
    for policy in sla_policies.policies(connection):
        if policy.subject.key == meant.key:
            return policy
    message = _("nothing of its own is promised for {subject}").format(subject=meant)
    raise NotFound(message, hint=_("see: crm sla list"))


def _changed(connection: "Connection", subject: Subject, said: Said) -> tuple[tuple[Policy, ...], Policy]:
    """Return the policies as they are, and the one that is meant with what is said of it."""
    before = sla_policies.policies(connection)
    meant = written.checked_subject(connection, subject)
    known = next((policy for policy in before if policy.subject.key == meant.key), None)
    return before, written.changed(connection, known or written.new_policy(meant), said)


def _times(policy: Policy) -> str:
    return " · ".join(written_promise(policy.targets.of(clock)) for clock in Clock)


def _apply(writing: "Transaction", change: Change) -> list[int]:
    """Let what is promised now hold for open tickets, too; returns those for which it was another."""
    again = {
        ticket.id: target_columns(targets)
        for ticket in sla_facts.open_tickets(writing.connection)
        if (targets := change.targets(ticket.priority, ticket.kind, ticket.level)) is not None
    }
    return writing.update_many("ticket", again)

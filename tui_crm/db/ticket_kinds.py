"""Kinds of field that only tickets have: in whose hands they are, where they are, when they run out, how promises stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import Connection

from tui_crm.db.conditions import Binds, Clause, Place, both, either, negated
from tui_crm.db.contact_filter import CONTACTS
from tui_crm.db.contact_kinds import Segment
from tui_crm.db.date_kinds import Ahead
from tui_crm.db.field_kinds import Choice, FieldKind, InColumn, search, with_words
from tui_crm.db.filter_sql import Others, Query
from tui_crm.db.records import folded
from tui_crm.db.reference_kinds import User
from tui_crm.db.segments import KeptFields, asking_for
from tui_crm.db.sqlite.search import TICKET
from tui_crm.models.filters import FieldTest, Operator
from tui_crm.models.record import stored_instant
from tui_crm.models.text import clean_line
from tui_crm.models.ticket import TEAM
from tui_crm.models.viewpoint import Viewpoint

_TEAMS = "SELECT id FROM team WHERE lower(name) = lower({name}) AND deleted_at IS NULL"


class Owner(User):
    """In whose hands a ticket is: a user by login, ``me``, or ``team:support``."""

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:
        """Return ``me``, or in one line what is to be looked up as a user or, with ``team:`` before it, as a team."""
        who = clean_line(value)
        if who.lower().startswith(TEAM):
            return f"{TEAM}{who[len(TEAM) :].strip()}"
        return super().canonical(operator, value, view)

    def condition(self, test: FieldTest, binds: Binds, view: Viewpoint) -> str:
        """Return the condition that it is in these hands."""
        if test.value.startswith(TEAM):
            return f"o.team_id IN ({_TEAMS.format(name=binds.one(test.value[len(TEAM) :]))})"
        return super().condition(test, binds, view)


class Team(InColumn):
    """A team by its name, whatever the case of its letters."""

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002 - kinds differ
        """Return the name in one line; raises UsageError where it has no letter or digit."""
        return with_words(value)

    def condition(self, test: FieldTest, binds: Binds, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the condition that the team is called so."""
        return f"{self.column} IN ({_TEAMS.format(name=binds.one(test.value))})"


@dataclass(frozen=True)
class Said(FieldKind):
    """What was said on a ticket: its subject, its text and the messages; words are looked for side by side."""

    operators: ClassVar[frozenset[Operator]] = frozenset({Operator.IS})

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002
        """Return ``value`` in one line; raises UsageError where it has no letter or digit."""
        return with_words(value)

    def clause(self, test: FieldTest, binds: Binds, view: Viewpoint) -> Clause:  # noqa: ARG002
        """Return what ``test`` is in SQL."""
        found = search(f'body : "{folded(test.value)}"*', binds, TICKET)
        return Clause(f"c.id IN ({found})", found)


@dataclass(frozen=True)
class OneOf(Choice):
    """One of a few declared states, each a condition on a row of ``place``; ``conditions`` has them by their values."""

    conditions: Mapping[str, str]

    def valued(self, test: FieldTest, binds: Binds, view: Viewpoint) -> Clause:  # noqa: ARG002
        """Return what a test of a value is in SQL."""
        return self.place.having(self.conditions[test.value])

    def clause(self, test: FieldTest, binds: Binds, view: Viewpoint) -> Clause:
        """Return what ``test`` is in SQL: no value is none of the states."""
        if test.operator is Operator.IS:
            return self.valued(test, binds, view)
        some = either([self.place.having(condition) for condition in self.conditions.values()])
        return some if test.operator is Operator.ANY else negated(some)


class Whereabouts(OneOf):
    """Where a ticket is, which may be anywhere: ``in:any``. A filter that does not ask means the list."""

    operators: ClassVar[frozenset[Operator]] = frozenset({Operator.IS, Operator.ANY})

    def clause(self, test: FieldTest, binds: Binds, view: Viewpoint) -> Clause:
        """Return what ``test`` is in SQL."""
        return Clause("1") if test.operator is Operator.ANY else self.valued(test, binds, view)


class RunsOut(Ahead):
    """When the clock that runs out next does; ``overdue`` where it has."""

    snippets: ClassVar[tuple[str, ...]] = ("overdue", "<2h", "today", "tomorrow", "this-week")
    _OVERDUE: ClassVar = ("overdue", "逾期", "超时", "过期")

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:
        """Return ``value`` in one line; raises UsageError where it is no date and not the word ``overdue``."""
        if operator is Operator.IS and value.strip().casefold() in self._OVERDUE:
            return self._OVERDUE[0]
        return super().canonical(operator, value, view)

    def condition(self, test: FieldTest, binds: Binds, view: Viewpoint) -> str:
        """Return the condition that it runs out then."""
        if test.operator is Operator.IS and test.value == self._OVERDUE[0]:
            return f"{self.column} < {binds.one(stored_instant(view.clock.now()))}"
        return super().condition(test, binds, view)


SLA_STATES: Mapping[str, tuple[str, ...]] = {
    "ok": ("正常",),
    "at-risk": ("risk", "warning", "预警", "即将超时"),
    "breached": ("late", "超时", "违约"),
    "paused": ("暂停",),
}
"""How the promises of a ticket can stand, with other words for it."""


@dataclass(frozen=True)
class Standing(Choice):
    """How the promises of a ticket stand, each in this order: ``breached`` where one was or is not kept, ``paused`` where
    they wait for the customer, ``at-risk`` where three quarters of a promised time have passed, else ``ok``; none where
    nothing is promised. ``place`` has the summaries, ``runs`` the runs of the clocks.
    """

    runs: Place

    def clause(self, test: FieldTest, binds: Binds, view: Viewpoint) -> Clause:
        """Return what ``test`` is in SQL."""
        promised = self.runs.having("k.target IS NOT NULL")
        match test.operator:
            case Operator.NONE:
                return negated(promised)
            case Operator.ANY:
                return promised
        now = binds.one(stored_instant(view.clock.now()))
        late = self.runs.having(f"(k.met = 0 OR k.due_at < {now} OR k.spent > k.target * 60)")
        paused = self.place.having("s.paused = 1")
        risk = self.place.having(f"s.warn_at <= {now}")
        rest = [promised, negated(late)]
        match test.value:
            case "breached":
                return late
            case "paused":
                return both([paused, *rest], "ticket")
            case "at-risk":
                return both([risk, negated(paused), *rest], "ticket")
            case _:
                return both([*rest, negated(paused), negated(risk)], "ticket")


class CustomerSegment(Segment, Others):
    """A segment that the customer is in, by its name."""

    def others(self, test: FieldTest, connection: Connection, view: Viewpoint) -> Query:
        """Return the query for the customers of the segment."""
        return Query(CONTACTS, asking_for(test.value), KeptFields(connection).named, (), view)

    def held(self, found: str) -> Clause:
        """Return the clause for tickets of the customers that the statement ``found`` gives."""
        return Clause(f"c.customer_id IN ({found})", f"SELECT o.id FROM ticket o WHERE o.customer_id IN ({found})")

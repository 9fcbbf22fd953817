"""What is shown of promises: policies, what another promise would change, and how promises were kept."""

from typing import TYPE_CHECKING

from tui_crm.cli.columns import Column
from tui_crm.cli.kinds import Id, Number, Records, Text, Texts
from tui_crm.i18n import N_, _, ngettext
from tui_crm.models.codes import PRIORITY_LABELS
from tui_crm.models.durations import worked
from tui_crm.models.ticket import CLOCK_LABELS, TICKET_KIND_LABELS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from tui_crm.models.sla_outlook import Compared, Outlook
    from tui_crm.models.sla_policies import Policy


class Worked(Number):
    """A working time in minutes: the number for machines, hours and minutes for people."""

    def shown(self, value: float, zone: "ZoneInfo") -> str:
        """Return the time in words."""
        del zone
        return worked(value * 60)


class Percent(Number):
    """A percentage."""

    def shown(self, value: float, zone: "ZoneInfo") -> str:
        """Return it with its sign."""
        del zone
        return percent(int(value))


def percent(number: int | None) -> str:
    """Return a percentage with its sign, a dash where there is none."""
    return "—" if number is None else _("{number} %").format(number=number)


POLICY: "tuple[Column[tuple[Policy, tuple[str, ...]]], ...]" = (
    Column("id", N_("id"), Id("sla_policy"), value=lambda row: row[0].id, in_table=False),
    Column("kind", N_("kind"), Text(TICKET_KIND_LABELS), value=lambda row: row[0].kind or None),
    Column("priority", N_("priority"), Text(PRIORITY_LABELS), value=lambda row: row[0].priority or None),
    Column("level", N_("level"), value=lambda row: row[0].level or None),
    Column("first", N_("first response"), Worked(), value=lambda row: row[0].targets.first),
    Column("next", N_("next response"), Worked(), value=lambda row: row[0].targets.next),
    Column("resolution", N_("resolution"), Worked(), value=lambda row: row[0].targets.resolution),
    Column("steps", N_("steps"), Texts(), value=lambda row: row[1], spare=1),
    Column("version", N_("version"), Number(), value=lambda row: row[0].version, in_table=False),
)
"""A policy with its steps as they are written; what is blank holds for any."""

_PAST: "tuple[Column[Compared], ...]" = (
    Column("clock", N_("clock"), Text(CLOCK_LABELS)),
    Column("runs", N_("runs"), Number(), value=lambda each: each.was.runs, in_table=False),
    Column("met", N_("met"), Number(), value=lambda each: each.was.met, in_table=False),
    Column("percent", N_("met, in percent"), Percent(), value=lambda each: each.was.percent),
    Column("would_be_runs", N_("runs"), Number(), value=lambda each: each.would_be.runs, in_table=False),
    Column("would_be_met", N_("met"), Number(), value=lambda each: each.would_be.met, in_table=False),
    Column("would_be_percent", N_("would be met, in percent"), Percent(), value=lambda each: each.would_be.percent),
)


class Past(Records):
    """How each clock was kept, and how it would have been, a line each."""

    def shown(self, value: "Sequence[Compared]", zone: "ZoneInfo") -> str:
        """Return the lines."""
        del zone
        return "\n".join(_compared(each) for each in value)


OUTLOOK: "tuple[Column[Outlook], ...]" = (
    Column("tickets", N_("open tickets with another promise"), Number()),
    Column("due_otherwise", N_("of them due otherwise"), Number()),
    Column("missed", N_("late by then, and not now"), Number()),
    Column("saved", N_("late now, and not then"), Number()),
    Column("days", N_("looked back, in days"), Number()),
    Column("past", N_("met in these days, and then"), Past(_PAST, ("clock", "percent", "would_be_percent"))),
)


def _compared(each: "Compared") -> str:
    was, would_be = (percent(kept.percent) for kept in (each.was, each.would_be))
    runs = ngettext("of {count}", "of {count}", each.was.runs).format(count=each.was.runs)
    return f"{_(CLOCK_LABELS[each.clock])} {was} → {would_be} ({runs})"

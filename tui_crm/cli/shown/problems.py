"""What is shown of a known problem, in a list and alone."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_crm.cli.columns import Column
from tui_crm.cli.kinds import Id, Instant, Number
from tui_crm.cli.shown.tickets import OTHER, Tickets
from tui_crm.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_crm.models.problem import ProblemEntry
    from tui_crm.models.ticket import TicketRow

LISTED: "tuple[Column[ProblemEntry], ...]" = (
    Column("id", N_("id"), Id("problem"), in_table=False),
    Column("name", N_("known problem")),
    Column("live", N_("live tickets"), Number()),
    Column("tickets", N_("tickets in all"), Number()),
    Column("solved_at", N_("solved"), Instant()),
    Column("workaround", N_("what helps"), value=lambda entry: entry.workaround or None, in_table=False),
    Column("text", N_("text"), value=lambda entry: entry.text or None, in_table=False),
    Column("version", N_("version"), Number(), in_table=False),
)


@dataclass(frozen=True)
class Whole:
    """A known problem with the tickets that it has collected."""

    entry: "ProblemEntry"
    rows: "Sequence[TicketRow]"


PROBLEM: tuple[Column[Whole], ...] = (
    Column("id", N_("id"), Id("problem"), lambda whole: whole.entry.id, in_table=False),
    Column("name", N_("known problem"), value=lambda whole: whole.entry.name),
    Column("text", N_("text"), value=lambda whole: whole.entry.text or None),
    Column("workaround", N_("what helps"), value=lambda whole: whole.entry.workaround or None),
    Column("solved_at", N_("solved"), Instant(), lambda whole: whole.entry.solved_at),
    Column("live", N_("live tickets"), Number(), lambda whole: whole.entry.live),
    Column("tickets", N_("tickets"), Tickets(OTHER), lambda whole: whole.rows),
    Column("version", N_("version"), Number(), lambda whole: whole.entry.version, in_table=False),
)

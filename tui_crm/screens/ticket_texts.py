"""How a ticket is said on the screens: its state, its kind, whose it is, and the clock that runs out next."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from tui_crm.commands import COMMANDS
from tui_crm.i18n import N_, NP_, _, ngettext
from tui_crm.models.codes import PRIORITY_LABELS, Priority
from tui_crm.models.durations import left, rough
from tui_crm.models.score import GROUPS, ScoreKind, group_of, kind_in_words
from tui_crm.models.ticket import (
    TICKET_KIND_LABELS,
    TICKET_STATE_LABELS,
    Clock,
    TicketKind,
    TicketRow,
    TicketState,
    Urgency,
)
from tui_crm.screens.times import Moment
from tui_crm.widgets.cell import Cell, Role

if TYPE_CHECKING:
    from tui_crm.clock import Clock as Time

LANE_WORDS: Final[Mapping[str, str]] = {"priority": N_("lanes by priority"), "owner": N_("lanes by owner")}
"""How the board is parted, in marked words."""

_FEELS: Final = {0: Role.SUCCESS, 2: Role.ERROR}  # the groups of answers, the good ones first

URGENCY_ROLES: Final = {Urgency.LATE: Role.ERROR, Urgency.AT_RISK: Role.WARNING}
"""How a clock is coloured that is late, or at risk; any other is as what stands beside it."""

_CLOCKS: Final[Mapping[str, str]] = {
    Clock.FIRST: NP_("clock of a ticket, in short", "first"),
    Clock.NEXT: NP_("clock of a ticket, in short", "reply"),
    Clock.RESOLUTION: NP_("clock of a ticket, in short", "solve"),
}
_PRIORITIES: Final[Mapping[str, Role]] = {Priority.URGENT: Role.ERROR, Priority.HIGH: Role.ACCENT}
_STATES: Final[Mapping[str, tuple[str, Role]]] = {
    TicketState.NEW: ("○", Role.PRIMARY),
    TicketState.OPEN: ("●", Role.PRIMARY),
    TicketState.WAITING: ("◔", Role.MUTED),
    TicketState.RESOLVED: ("◐", Role.SUCCESS),
    TicketState.CLOSED: ("●", Role.FAINT),
}


def state_word(state: str) -> str:
    """Return what a state is called."""
    return _(TICKET_STATE_LABELS.get(state, state))


def state_badge(state: str) -> Cell:
    """Return a state as its mark in its colour and its word."""
    mark, role = _STATES.get(state, ("", Role.PLAIN))
    return Cell(state_word(state), mark=mark, mark_role=role)


def kind_cell(row: TicketRow) -> Cell:
    """Return what kind of ticket it is; a complaint stands out."""
    word = _(TICKET_KIND_LABELS.get(row.kind, row.kind))
    stands_out = row.kind == TicketKind.COMPLAINT and row.is_live
    return Cell(word, Role.ERROR, bold=True) if stands_out else Cell(word, Role.MUTED)


def priority_cell(priority: str) -> Cell:
    """Return a priority, in colour where it is more than normal."""
    return Cell(_(PRIORITY_LABELS.get(priority, priority)), _PRIORITIES.get(priority, Role.MUTED))


def priority_role(priority: str) -> Role | None:
    """Return the colour of a priority that is more than normal, None of any other."""
    return _PRIORITIES.get(priority)


def contact_text(row: TicketRow) -> str:
    """Return who asks; one in the trash is marked so."""
    return _("{name} (in the trash)").format(name=row.contact) if row.contact_deleted else row.contact


def owner_text(row: TicketRow) -> str:
    """Return whose a ticket is: a login, else a team, else nobody."""
    return row.owner or (_("team {name}").format(name=row.team) if row.team else _("nobody"))


def age(row: TicketRow, moment: Moment) -> Cell:
    """Return how old a ticket is, or since when it is over."""
    over = row.closed_at or row.resolved_at
    since = over if over is not None and not row.is_live else row.opened_at
    return Cell(rough((moment.now - since).total_seconds()), Role.MUTED)


def clock_cell(row: TicketRow, moment: Moment) -> Cell:
    """Return the clock of a ticket that runs out next and what is left, by how much it is late, or why none runs."""
    if row.clock_at is not None:
        return _running(row, row.clock_at, moment.now)
    if row.state == TicketState.WAITING:
        return Cell(_("paused"), Role.MUTED)
    if row.is_live:
        return Cell("")
    if row.resolved_at is not None and row.state == TicketState.RESOLVED:
        took = row.resolved_at - row.opened_at
        return Cell(_("solved in {time}").format(time=rough(took.total_seconds())), Role.SUCCESS)
    return Cell("")


def feeling(kind: str, value: int) -> Role:
    """Return the colour of an answer of a kind: that of its group, the good ones and the bad ones."""
    group = group_of(kind, value)
    return _FEELS.get(GROUPS[kind].index(group), Role.PLAIN) if group else Role.PLAIN


def rating_cell(value: int) -> Cell:
    """Return how satisfied a customer is."""
    role = feeling(ScoreKind.CSAT, value)
    return Cell(f"{kind_in_words(ScoreKind.CSAT)} {value}", role, bold=role is Role.ERROR)


def _running(row: TicketRow, due: datetime, now: datetime) -> Cell:
    clock, rest = _(_CLOCKS.get(row.clock, row.clock)), (due - now).total_seconds()
    urgency = row.urgency(now)
    if urgency is Urgency.LATE:
        said = _("{clock} {time} late").format(clock=clock, time=rough(-rest))
    else:
        said = _("{clock} {time}").format(clock=clock, time=left(rest))
    return Cell(said, URGENCY_ROLES.get(urgency, Role.MUTED), bold=urgency is not Urgency.CALM)


def empty_lines(text: str) -> tuple[Cell, ...]:
    """Return what a board or a list without tickets says; ``text`` is the filter."""
    blank = Cell("")
    if text.strip():
        way = _("{key} takes the filter back.").format(key=COMMANDS["tickets.clear"].first_key)
        return Cell(_("No ticket fits this filter."), Role.STRONG), blank, Cell(way, Role.MUTED)
    what_for = _(
        "Here stands what customers ask for: questions, requests, faults, complaints.\n"
        "Each card says whose it is and what runs out next; complaints come first."
    )
    key = _("{key} opens one; and so does this command in a shell:").format(key=COMMANDS["ticket.new"].first_key)
    return (
        Cell(_("No tickets yet."), Role.STRONG),
        blank,
        *(Cell(line, Role.MUTED) for line in what_for.splitlines()),
        blank,
        Cell(key, Role.MUTED),
        blank,
        Cell("  crm ticket open CONTACT --subject SUBJECT", Role.PRIMARY),
    )


def board_count(rows: Sequence[TicketRow], lanes: str, selected: int, clock: "Time") -> str:
    """Return how many tickets go on, how many are late or at risk, how the board is parted, how many are selected."""
    now = clock.now()
    live = [row for row in rows if row.is_live]
    stand = Counter(row.urgency(now) for row in live)
    late, soon = stand[Urgency.LATE], stand[Urgency.AT_RISK]
    said = [ngettext("{count} to do", "{count} to do", len(live)).format(count=f"{len(live):,}")]
    if late:
        said.append(ngettext("{count} late", "{count} late", late).format(count=f"{late:,}"))
    if soon:
        said.append(ngettext("{count} at risk", "{count} at risk", soon).format(count=f"{soon:,}"))
    if lanes in LANE_WORDS:
        said.append(_(LANE_WORDS[lanes]))
    return " · ".join((*said, *_marked(selected)))


def list_count(count: int, selected: int, *, complete: bool) -> str:
    """Return how many tickets a list has, as far as that is known, and how many are selected."""
    said = ngettext("{count} ticket", "{count} tickets", count).format(count=f"{count:,}" + ("" if complete else "+"))
    return " · ".join((said, *_marked(selected)))


def _marked(selected: int) -> tuple[str, ...]:
    if not selected:
        return ()
    return (ngettext("{count} selected", "{count} selected", selected).format(count=f"{selected:,}"),)

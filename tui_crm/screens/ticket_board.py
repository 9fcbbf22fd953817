"""How tickets stand on the board: columns by state, lanes by priority or owner, and what each card says."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final

from tui_crm.i18n import ngettext
from tui_crm.models.codes import Priority
from tui_crm.models.ticket import TicketKind, TicketRow, TicketState, Urgency
from tui_crm.screens.ticket_texts import (
    age,
    clock_cell,
    contact_text,
    kind_cell,
    owner_text,
    priority_cell,
    priority_role,
    rating_cell,
    state_word,
)
from tui_crm.screens.times import Moment
from tui_crm.services.tickets.board import OnBoard
from tui_crm.widgets.board_cards import BLANK, Arrangement, BoardCard, BoardColumn
from tui_crm.widgets.cell import Cell, Role

_CLOSED_IN_LANE: Final = 3  # tickets


class Lanes(StrEnum):
    """What the lanes across the board are made by."""

    NONE = "none"
    PRIORITY = "priority"
    OWNER = "owner"

    @property
    def next(self) -> "Lanes":
        """What comes next, in a circle."""
        every = list(Lanes)
        return every[(every.index(self) + 1) % len(every)]


def arranged(found: OnBoard, lanes: Lanes, me: str, moment: Moment) -> Arrangement:
    """Return where each ticket stands; ``me`` is the login whose lane comes first."""
    keys, titles = _lanes(found.rows, lanes, me)
    columns = [_column(state, found, moment) for state in TicketState]
    return Arrangement(columns, titles, _placed(found.rows, lanes, keys))


def _placed(
    rows: Sequence[TicketRow], lanes: Lanes, keys: Mapping[tuple[str, ...], int]
) -> Iterator[tuple[int, str, int]]:
    """Yield where each ticket stands. Of closed ones only a few stand in a lane beside others: it would get too high."""
    is_mixed = lanes is not Lanes.NONE and any(row.state != TicketState.CLOSED for row in rows)
    closed: Counter[int] = Counter()
    for row in rows:
        lane = keys.get(_lane(row, lanes), 0)
        closed[lane] += row.state == TicketState.CLOSED
        if not is_mixed or row.state != TicketState.CLOSED or closed[lane] <= _CLOSED_IN_LANE:
            yield row.id, row.state, lane


def _column(state: TicketState, found: OnBoard, moment: Moment) -> BoardColumn:
    late = sum(row.urgency(moment.now) is Urgency.LATE for row in found.rows if row.state == state)
    text = ngettext("{count} late", "{count} late", late).format(count=f"{late:,}")
    note = Cell(text, Role.ERROR) if late else BLANK
    total = found.closed if state is TicketState.CLOSED else None
    return BoardColumn(str(state), state_word(state), found.limits.get(state), note, total)


def _lane(row: TicketRow, lanes: Lanes) -> tuple[str, ...]:
    match lanes:
        case Lanes.NONE:
            return ()
        case Lanes.PRIORITY:
            return (row.priority,)
        case Lanes.OWNER:
            return (row.owner, "" if row.owner else row.team)


def _lanes(rows: Sequence[TicketRow], lanes: Lanes, me: str) -> tuple[dict[tuple[str, ...], int], Sequence[Cell]]:
    """Return the number of each lane by its key, and the titles."""
    if lanes is Lanes.NONE:
        return {}, ()
    if lanes is Lanes.PRIORITY:
        priorities = list(reversed(Priority))
        return {(str(each),): place for place, each in enumerate(priorities)}, [
            Cell(priority_cell(each).text, priority_role(each) or Role.STRONG, bold=True) for each in priorities
        ]
    found = {_lane(row, lanes): owner_text(row) for row in rows}
    order = sorted(found, key=lambda key: (key[0] != me, not key[0], not key[1], key))
    titles = [Cell(found[key], Role.ACCENT if key[0] == me else Role.STRONG, bold=True) for key in order]
    return {key: place for place, key in enumerate(order)}, titles


def card(row: TicketRow, moment: Moment, rating: int | None = None) -> BoardCard:
    """Return what the card of a ticket says; ``rating`` is how satisfied the customer is, where that was said."""
    due = clock_cell(row, moment) if rating is None or row.is_live else rating_cell(rating)
    role = priority_role(row.priority)
    kind, weight = kind_cell(row), () if role is None else (priority_cell(row.priority),)
    tags = (kind, *weight) if row.kind == TicketKind.COMPLAINT else (*weight, kind)
    return BoardCard(
        name=Cell(row.number, Role.MUTED),
        title=Cell(row.subject, Role.STRONG),
        who=(Cell(contact_text(row)),),
        aside=(Cell(owner_text(row), Role.MUTED), age(row, moment)),
        tags=tags,
        due=due,
        bar=_bar(row, role, moment),
    )


def _bar(row: TicketRow, role: Role | None, moment: Moment) -> Role:
    if not row.is_live:
        return Role.SUCCESS if row.state == TicketState.RESOLVED else Role.FAINT
    is_late = row.urgency(moment.now) is Urgency.LATE
    return Role.ERROR if is_late or row.kind == TicketKind.COMPLAINT else role or Role.FAINT

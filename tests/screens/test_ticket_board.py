"""How tickets stand on the board, and what is said of their clocks."""

from datetime import datetime, timedelta

import pytest

from tests.conftest import NOW
from tui_crm.models.ticket import TicketKind, TicketRow, TicketState
from tui_crm.screens.ticket_board import Lanes, arranged, card
from tui_crm.screens.ticket_texts import board_count, clock_cell
from tui_crm.screens.times import Moment
from tui_crm.services.tickets.board import OnBoard
from tui_crm.widgets.board_cards import Spot
from tui_crm.widgets.cell import Role

MOMENT = Moment(NOW)


def row(ticket_id: int, **said: object) -> TicketRow:
    known: dict[str, object] = {
        "id": ticket_id, "number": f"T-{ticket_id}", "kind": "question", "state": "open", "priority": "normal",
        "subject": "door", "channel": "", "product": "", "contact_id": 1, "contact": "Anna", "customer_id": 1,
        "company": "", "owner": "", "team": "", "cause": "", "confirmed": "", "opened_at": NOW, "clock": "",
        "clock_at": None, "paused": False, "first_at": None, "resolved_at": None, "closed_at": None,
        "awaiting_since": None, "replies": 0, "merged_into_id": None, "version": 1,
    }  # fmt: skip
    return TicketRow(**(known | said))  # type: ignore[arg-type]


def found(*rows: TicketRow) -> OnBoard:
    return OnBoard(rows, 70, {"open": 2})


def test_lanes_are_by_priority_or_by_owner_ones_own_first() -> None:
    desk = found(
        row(1, owner="wang", priority="low"), row(2, team="Service"), row(3, owner="li", priority="urgent"), row(4)
    )
    board = arranged(desk, Lanes.PRIORITY, "li", MOMENT)
    assert [(lane.text, board.lane_count(number)) for number, lane in enumerate(board.lanes)] == [
        ("urgent", 1), ("normal", 2), ("low", 1),
    ]  # fmt: skip
    over = found(row(1, priority="low"), row(2, priority="low", state="closed"))
    assert arranged(over, Lanes.PRIORITY, "li", MOMENT).lane_count(0) == 1, "most of those closed are not on the board"
    board = arranged(desk, Lanes.OWNER, "li", MOMENT)
    assert [lane.text for lane in board.lanes] == ["li", "wang", "team Service", "nobody"]
    assert not arranged(desk, Lanes.NONE, "li", MOMENT).lanes
    assert [Lanes.NONE.next, Lanes.PRIORITY.next, Lanes.OWNER.next] == [Lanes.PRIORITY, Lanes.OWNER, Lanes.NONE]


def test_a_column_says_its_limit_and_what_is_late() -> None:
    late = row(1, clock="first", clock_at=NOW - timedelta(minutes=5))
    board = arranged(found(late, row(2), row(3)), Lanes.NONE, "li", MOMENT)
    column = board.columns[1]
    assert (column.key, column.limit, column.note.text) == ("open", 2, "1 late")
    assert board.columns[4].total == 70


def test_closed_tickets_make_no_lane_high() -> None:
    closed = [row(number, state="closed") for number in range(10, 30)]
    assert arranged(found(row(1), *closed), Lanes.PRIORITY, "li", MOMENT).count_in(4) == 3
    assert arranged(found(row(1), *closed), Lanes.NONE, "li", MOMENT).count_in(4) == 20
    only = arranged(found(*closed), Lanes.PRIORITY, "li", MOMENT)
    assert only.count_in(4) == 20
    assert only.spot_of(10) == Spot(4, 0)


@pytest.mark.parametrize(
    ("said", "text", "role"),
    [
        ({"clock": "first", "clock_at": timedelta(minutes=25), "warn_at": timedelta(minutes=5)}, "first 25 min", Role.MUTED),
        ({"clock": "next", "clock_at": timedelta(hours=9, minutes=40), "warn_at": timedelta(0)}, "reply 9 h 40", Role.WARNING),
        ({"clock": "resolution", "clock_at": timedelta(days=2)}, "solve 2 d", Role.MUTED),
        ({"clock": "first", "clock_at": timedelta(hours=-2, minutes=-30)}, "first 2 h late", Role.ERROR),
        ({"state": "waiting", "paused": True}, "paused", Role.MUTED),
        ({"state": "open"}, "", Role.PLAIN),
        ({"state": "resolved", "opened_at": timedelta(hours=-5), "resolved_at": timedelta(0)}, "solved in 5 h", Role.SUCCESS),
        ({"state": "closed", "opened_at": timedelta(hours=-5), "closed_at": timedelta(0)}, "", Role.PLAIN),
    ],
)  # fmt: skip
def test_the_clock_that_runs_out_next_is_said(said: dict[str, object], text: str, role: Role) -> None:
    known = {name: NOW + value if isinstance(value, timedelta) else value for name, value in said.items()}
    cell = clock_cell(row(1, **known), MOMENT)
    assert (cell.text, cell.role) == (text, role)


def test_a_card_says_in_words_what_its_colours_say() -> None:
    complaint = card(row(1, kind=TicketKind.COMPLAINT, priority="high", owner="li"), MOMENT)
    assert [cell.text for cell in complaint.tags] == ["complaint", "high"]
    assert complaint.bar is Role.ERROR
    urgent = card(row(2, priority="urgent", team="Service"), MOMENT)
    assert [cell.text for cell in (*urgent.tags, *urgent.aside)] == ["urgent", "question", "team Service", "0 min"]
    rated = [card(row(3, state="resolved"), MOMENT, value).due for value in (5, 3, 2)]
    assert [(cell.text, cell.role) for cell in rated] == [
        ("CSAT 5", Role.SUCCESS), ("CSAT 3", Role.PLAIN), ("CSAT 2", Role.ERROR),
    ]  # fmt: skip
    assert card(row(3), MOMENT, 5).due.text == "", "it goes on again"
    over = card(row(3, kind=TicketKind.COMPLAINT, state=TicketState.RESOLVED), MOMENT)
    assert over.tags[0].role is Role.MUTED


def test_the_count_tells_what_is_late_and_what_soon_will_be() -> None:
    class Stopped:
        def now(self) -> datetime:
            return NOW

    rows = [
        row(1, clock_at=NOW - timedelta(hours=1)), row(2, clock_at=NOW + timedelta(hours=5), warn_at=NOW),
        row(3, state="resolved"), row(4),
    ]  # fmt: skip
    told = board_count(rows, Lanes.PRIORITY, 2, Stopped())  # type: ignore[arg-type]
    assert told == "3 to do · 1 late · 1 at risk · lanes by priority · 2 selected"

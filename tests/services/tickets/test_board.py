"""What stands on the board, and in which order."""

from datetime import timedelta

import pytest

from tests.conftest import NOW, OpenCrm
from tui_crm.models.ticket import TicketState
from tui_crm.services.crm import Crm
from tui_crm.services.tickets import board
from tui_crm.services.tickets.board import on_board


@pytest.fixture
def crm(open_crm: OpenCrm) -> Crm:
    li = open_crm("li")
    li.users.add("wang")
    li.contacts.add({"name": "Anna"})
    return li


def opened(crm: Crm, subject: str, *, days: int = 0, owner: str = "", **said: object) -> int:
    return crm.tickets.open(1, subject=subject, at=NOW - timedelta(days=days), owner=owner or None, **said).ids[0]  # type: ignore[arg-type]


def shown(crm: Crm, text: str = "") -> list[str]:
    return [row.subject for row in on_board(crm, crm.tickets.parse(text)).rows]


def test_complaints_stand_first_then_what_runs_out_and_closed_ones_last(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(crm, "later", days=1)
    opened(crm, "sooner", days=3)
    opened(crm, "complaint", kind="complaint")
    for days in (9, 8, 7):
        crm.tickets.move([opened(crm, f"closed {days}", days=days)], TicketState.CLOSED, at=NOW - timedelta(days=days))
    crm.tickets.merge(opened(crm, "kept", days=2), [opened(crm, "merged away")])
    crm.tickets.delete([opened(crm, "thrown away")])
    crm.settings.set("wip_limits", "open 2")
    monkeypatch.setattr(board, "NEWEST", 2)
    assert shown(crm) == ["complaint", "sooner", "kept", "later", "closed 7", "closed 8"]
    found = on_board(crm, crm.tickets.parse(""))
    assert (found.closed, found.limits) == (3, {"open": 2})


def test_a_filter_narrows_it_in_every_column(crm: Crm) -> None:
    opened(crm, "door", days=1, owner="wang")
    crm.tickets.move([opened(crm, "door again", days=3)], TicketState.CLOSED)
    opened(crm, "window")
    assert shown(crm, "door") == ["door", "door again"]
    assert shown(crm, "state:closed") == ["door again"]
    assert shown(crm, "owner:wang") == ["door"]
    assert shown(crm, "sort:-opened") == ["window", "door", "door again"]
    assert shown(crm, "sort:opened") == ["door", "window", "door again"]


def test_what_is_over_has_its_newest_rating(crm: Crm) -> None:
    first, second, third = (opened(crm, name, days=5) for name in ("a", "b", "c"))
    crm.tickets.move([first, second], TicketState.RESOLVED, at=NOW - timedelta(days=4))
    crm.scores.add("csat", 2, ticket_id=first, at=NOW - timedelta(days=3))
    crm.tickets.move([first], TicketState.OPEN, at=NOW - timedelta(days=2))
    crm.tickets.move([first], TicketState.RESOLVED, at=NOW - timedelta(days=1))
    crm.scores.add("csat", 5, ticket_id=first)
    crm.scores.delete(list(crm.scores.add("csat", 1, ticket_id=second).ids))
    assert on_board(crm, crm.tickets.parse("")).ratings == {first: 5}
    assert crm.scores.ratings([first, second, third]) == {first: 5}

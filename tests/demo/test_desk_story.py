"""The demo's help desk: lively at any hour, told in the customers' languages, and the same each time."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tui_crm.actor import Source
from tui_crm.clock import FixedClock
from tui_crm.db import sql
from tui_crm.demo.business import demo_database
from tui_crm.demo.cases import Casebook
from tui_crm.demo.cases_de import GERMAN_CASES
from tui_crm.demo.cases_en import ENGLISH_CASES
from tui_crm.demo.cases_zh import CHINESE_CASES
from tui_crm.models.ticket import TicketKind, TicketState
from tui_crm.services.crm import Crm

SHANGHAI = ZoneInfo("Asia/Shanghai")
WORKING = FixedClock(datetime(2026, 11, 20, 6, 30, tzinfo=UTC), SHANGHAI)
SUNDAY_NIGHT = FixedClock(datetime(2026, 11, 22, 17, 5, tzinfo=UTC), SHANGHAI)


@pytest.fixture(params=[WORKING, SUNDAY_NIGHT], ids=["working", "sunday"])
def crm(request: pytest.FixtureRequest, tmp_path: Path) -> Crm:
    """Return the demo at an hour of work, and at one when everybody sleeps."""
    path = demo_database(tmp_path, request.param, "kim")
    return Crm.open(path, login="kim", source=Source.CLI, clock=request.param, create=False)


def test_the_desk_is_lively(crm: Crm) -> None:
    rows = crm.tickets.rows(range(1, 200))
    states = Counter(row.state for row in rows)
    assert 80 <= len(rows) <= 120
    assert states["closed"] > 50
    assert {TicketState.NEW, TicketState.OPEN, TicketState.RESOLVED} <= states.keys()
    assert {row.kind for row in rows} == set(TicketKind)
    assert {row.owner for row in rows} >= {"anna", "li", "wang", "kim"}
    assert all(row.opened_at < crm.clock.now() for row in rows)
    assert [row.number for row in rows] == [f"T-{row.id}" for row in rows]
    assert [row.opened_at for row in rows] == sorted(row.opened_at for row in rows)

    late = [row for row in rows if row.is_live and row.clock_at is not None and row.clock_at < crm.clock.now()]
    assert "complaint" in {row.kind for row in late if row.owner == "kim"}
    soon = [row for row in rows if row.priority == "high" and row.state == "new" and row.owner == "kim"]
    assert [row.clock for row in soon] == ["first"]
    (merged,) = [row for row in rows if row.merged_into_id]
    assert merged.customer_id == crm.tickets.rows([merged.merged_into_id or 0])[0].customer_id
    assert [finding for finding in crm.safety.check_up() if finding.state == "bad"] == []

    with crm.database.read() as connection:
        scores = sql.rows(connection, "SELECT kind, count(*), min(value), max(at) FROM score GROUP BY kind")
        problems = sql.scalar(connection, "SELECT count(*) FROM ticket WHERE problem_id IS NOT NULL")
        open_calls = sql.scalar(connection, "SELECT count(*) FROM reminder WHERE ticket_id IS NOT NULL")
    assert {str(kind) for kind, *_rest in scores} == {"csat", "nps", "speed", "attitude", "ability"}
    assert int(str(problems)) >= 3
    assert int(str(open_calls)) >= 5
    kinds = Counter(entry.kind for entry in crm.journey.timeline(merged.customer_id))
    assert kinds["ticket"] >= 4
    crm.close()


@pytest.mark.parametrize("book", [CHINESE_CASES, GERMAN_CASES, ENGLISH_CASES])
def test_a_casebook_has_a_case_of_every_kind(book: Casebook) -> None:
    assert {case.kind for case in book.cases} == set(TicketKind)
    assert sum(case.wobbles for case in book.cases) == 1
    assert all(case.cause and case.remedy for case in book.cases if case.kind is TicketKind.COMPLAINT)
    texts = [text for case in book.cases for text in (case.text, case.answer, case.solved, case.note, case.ask) if text]
    assert len(texts) == len(set(texts))

"""A week of a help desk comes out in the reports as anybody can work it out again from the export."""

import io
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from tests.conftest import RunCrm
from tests.peers import start
from tests.services.tickets.week_desk import Office
from tests.services.tickets.week_numbers import Numbers, Ticket, Week
from tests.services.tickets.week_script import Script
from tests.store import wrong
from tui_crm.models.report import Asked
from tui_crm.services.crm import Crm
from tui_crm.services.exporting.report import ExportFormat, ExportOptions

PERIOD = Asked(period="2026-10-19..2026-10-28")
JSONL = ExportOptions(ExportFormat.JSONL)
COVERED = {
    "sla": ("total", "clock", "owner", "kind", "priority"),
    "bottlenecks": ("total", "state"),
    "satisfaction": ("total", "owner"),
    "tickets": ("total", "kind"),
}
"""Which tables of the reports are worked out again: every number of them."""


def exported(crm: Crm) -> Week:
    tickets, scores = io.StringIO(), io.StringIO()
    crm.exporting.run("tickets", "", tickets, JSONL)
    crm.exporting.run("scores", "", scores, JSONL)
    return Week.read(tickets.getvalue(), scores.getvalue())


def worked_out(crm: Crm, week: Week) -> dict[str, Numbers]:
    users = {user.login: f"u{user.id}" for user in crm.users.all()}

    def person(login: str | None) -> str:
        return users[login] if login else ""

    return {
        "sla": week.sla(person),
        "bottlenecks": week.bottlenecks(),
        "satisfaction": week.satisfaction(person),
        "tickets": week.asked(),
    }


def clocks(ticket: Ticket) -> list[tuple[object, ...]]:
    """Return what the export says of the clocks of a ticket, as ``Week.clocks`` does."""
    runs = [
        (run["clock"], run["target_minutes"], run["spent_seconds"] / 60, run["met"])
        if run["ended_at"]
        else (run["clock"], run["target_minutes"])
        for run in ticket["clocks"]
    ]
    return sorted(runs, key=str)


def check(crm: Crm, size: int) -> int:
    """Compare every clock and every number; returns how many numbers say something."""
    week = exported(crm)
    assert len(week.tickets) + len([row for row in crm.tickets.rows(range(1, size + 1)) if row.merged_into_id]) == size
    for ticket in week.tickets:
        assert clocks(ticket) == week.clocks(ticket), ticket["number"]
    telling = 0
    for name, numbers in worked_out(crm, week).items():
        for table, _row, _column, number in crm.reports.ask(name, PERIOD).numbers():
            if table.name in COVERED[name]:
                assert number.value == numbers.get(number.key, 0 if number.value == 0 else None), (name, number.key)
                telling += bool(number.value)
    assert wrong(crm.database) == {}
    return telling


def played(file: Path, run: RunCrm, size: int, callers: int, judge: Callable[[Office], None]) -> None:
    with Office(file, run) as office:
        office.open_shop()
        office.play(Script(size, callers=callers).steps)
        judge(office)


def test_a_week_of_thirty_tickets(crm_file: Path, crm: RunCrm) -> None:
    def judge(office: Office) -> None:
        assert check(office.crm, 30) > 60
        assert office.commands > 5

    played(crm_file, crm, 30, 8, judge)


@pytest.mark.torture
def test_a_week_of_three_hundred_tickets(crm_file: Path, crm: RunCrm) -> None:
    def judge(office: Office) -> None:
        assert check(office.crm, 300) > 120
        assert office.commands > 500

    played(crm_file, crm, 300, 40, judge)


def play_half(pipe: Connection, file: Path, half: int, size: int) -> None:
    """Play the steps of every second ticket, in a process of its own."""
    with Office(file) as office:
        pipe.send("ready")
        pipe.recv()
        office.play(step for step in Script(size).steps if step.half == half)
    pipe.send("done")


@pytest.mark.torture
def test_two_processes_play_a_half_each_at_once(crm_file: Path) -> None:
    with Office(crm_file) as office:
        office.open_shop()
    halves = [start(play_half, crm_file, half, 300) for half in (0, 1)]
    for _process, pipe in halves:
        assert pipe.recv() == "ready"
    for _process, pipe in halves:
        pipe.send("go")
    for process, pipe in halves:
        assert pipe.recv() == "done"
        process.join()
    with Office(crm_file) as office:
        office.play([])
        assert check(office.crm, 300) > 120

"""`crm report` as one types it."""

import json
from pathlib import Path

import pytest
from typer.testing import Result

from tests.conftest import RunCrm
from tests.screens.people import fill
from tui_crm.models.ticket import TicketState
from tui_crm.services.crm import Crm
from tui_crm.services.reports.registry import REPORTS

NOW = ("--now", "2026-11-21T09:30:00Z")


@pytest.fixture
def report(crm: RunCrm, crm_file: Path, li: Crm) -> RunCrm:
    """Return a call that runs ``crm report`` on the people of the screens, one of whom had a request."""
    fill(li)
    ticket = li.tickets.open(1, subject="printer", owner="li").ids[0]
    li.tickets.reply(ticket, "Switch it on", then=TicketState.RESOLVED)
    li.scores.add("nps", 9, ticket_id=ticket)

    def run(*arguments: str) -> Result:
        return crm("--db", str(crm_file), *NOW, "report", *arguments)

    return run


def test_it_lists_the_reports(report: RunCrm) -> None:
    assert [each["name"] for each in json.loads(report("list", "--format", "json").stdout)] == list(REPORTS)


@pytest.mark.parametrize("name", REPORTS)
def test_it_prints_a_report_and_the_records_behind_a_number(report: RunCrm, name: str) -> None:
    printed = report(name, "--period", "this-year", "--compare", "last-year", "--format", "jsonl").stdout
    numbers = [json.loads(line) for line in printed.splitlines()]
    number = max(numbers, key=lambda each: each["records"])
    assert number["records"] > 0
    ids = report(name, "--period", "this-year", "--behind", number["key"]).stdout.splitlines()
    assert len(set(ids)) == len(ids)
    assert len(ids) == number["records"] or (name in {"sla", "bottlenecks"} and 0 < len(ids) <= number["records"])
    same = report(name, "--period", "this-year", "--behind", number["key"], "--format", "json").stdout
    assert [each["id"] for each in json.loads(same)] == ids


def test_a_filter_and_an_owner_narrow_it(report: RunCrm) -> None:
    def customers(*arguments: str) -> int:
        rows = map(json.loads, report("customers", *arguments, "--format", "jsonl").stdout.splitlines())
        return int(next(row["value"] for row in rows if row["key"] == "total.count"))

    assert customers() > customers("stage:active") > 0
    assert customers() > customers("--owner", "me") == customers("owner:me") > 0


def test_the_table_has_bars_and_no_escapes_where_nobody_looks(report: RunCrm) -> None:
    shown = report("customers").stdout
    assert shown.startswith("Customers · 2025-11-22 – 2026-11-21\n")
    assert "▰" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("activity", "--period", "soon"), 2, "“soon” is no period"),
        (("activity", "--compare", "soon"), 2, "previous, last-year, or a period"),
        (("activity", "--owner", "zorro"), 3, "there is no user “zorro”"),
        (("activity", "sta:x"), 2, "there is no field “sta”"),
        (("activity", "--behind", "total.coun"), 3, "did you mean “total.count”?"),
        (("activity", "--behind", "total.count", "-f", "html"), 2, "behind a number are not written as html"),
        (("activty",), 2, "did you mean “activity”?"),
        (("activity", "--format", "pdf"), 2, "it takes table, csv, tsv, json, jsonl, md, html"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(report: RunCrm, arguments: tuple[str, ...], code: int, said: str) -> None:
    result = report(*arguments)
    assert result.exit_code == code
    assert result.stdout == ""
    assert said in result.stderr

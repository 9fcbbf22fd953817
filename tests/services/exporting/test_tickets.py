"""Tickets and scores go out with all that reports are made of, and come in again as they were."""

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.services.ticket_examples import closed
from tui_crm.actor import Source
from tui_crm.models.codes import ActivityKind
from tui_crm.models.ticket import TicketCard, TicketState
from tui_crm.services.crm import Crm
from tui_crm.services.exporting.kinds.registry import declared
from tui_crm.services.exporting.report import ExportFormat, ExportOptions
from tui_crm.services.importing.report import ImportOptions

JSONL = ExportOptions(ExportFormat.JSONL)


def exported(crm: Crm, text: str = "", options: ExportOptions = JSONL) -> str:
    stream = io.StringIO(newline="")
    crm.exporting.run("tickets", text, stream, options)
    return stream.getvalue()


def desk(crm: Crm) -> None:
    """Write tickets of every sort: rated, waiting, reopened, new, merged, split, linked."""
    first = closed(crm)
    crm.scores.add("csat", 4, ticket_id=first, comment="=fine", aspects={"speed": 5})
    ann = crm.tickets.card(first).row.contact_id
    made = [
        crm.tickets.open(ann, subject=f"=cmd {each}", at=NOW - timedelta(hours=3 + each), kind="question").ids[0]
        for each in range(4)
    ]
    crm.tickets.reply(made[0], "what?", kind=ActivityKind.CALL, at=NOW - timedelta(hours=2), then=TicketState.WAITING)
    crm.tickets.move([made[1]], TicketState.CLOSED, at=NOW - timedelta(hours=2), why="done")
    crm.tickets.move([made[1]], TicketState.OPEN, at=NOW - timedelta(hours=1), why="not yet")
    crm.tickets.merge(made[0], [made[2]])
    crm.problems.collect("Fan", [made[0]], creates=True)
    crm.tickets.link(made[0], [first, made[1]])


def test_an_object_says_all_that_reports_are_made_of(li: Crm) -> None:
    desk(li)
    found = {ticket["number"]: ticket for ticket in map(json.loads, exported(li).splitlines())}
    fire = found["T-1"]
    assert [(move["to_state"], move["by"]) for move in fire["moves"]][:3] == [
        ("new", "li"),
        ("open", "li"),
        ("waiting", "li"),
    ]
    assert {run["clock"] for run in fire["clocks"]} == {"first", "next", "resolution"}
    assert fire["targets"].keys() == {"first", "next", "resolution"}
    assert [(word["direction"], word["kind"], word["author"]) for word in fire["replies"]] == [("out", "email", "li")]
    assert [(score["kind"], score["value"], score["aspects"]) for score in fire["scores"]] == [
        ("csat", 4, {"speed": 5})
    ]
    assert [other["number"] for other in fire["links"]] == ["T-2"]
    assert (found["T-4"]["merged_into"], found["T-4"]["state"]) == ("t2", "closed")
    assert found["T-3"]["closed_at"] is None


def test_a_filter_chooses_as_everywhere_and_it_is_noted(li: Crm, tmp_path: Path) -> None:
    desk(li)
    report = li.exporting.run("tickets", "state:closed", tmp_path / "t.json", ExportOptions(ExportFormat.JSON))
    assert [each["number"] for each in json.loads((tmp_path / "t.json").read_text())] == ["T-1"]
    assert (report.rows, report.operation_id) == (1, li.history.list(limit=1)[0].id)
    assert len(exported(li).splitlines()) == 5
    found = [json.loads(line)["number"] for line in exported(li, "kind:question sort:-opened").splitlines()]
    assert found == ["T-2", "T-3", "T-5"]


def same(card: TicketCard) -> tuple[object, ...]:
    """Return what a ticket is, whatever its file: all but the words on it and the clock that runs from one to the next."""
    row = card.row
    names = (
        "number", "kind", "state", "priority", "subject", "channel", "product", "contact", "company", "owner", "team",
        "cause", "confirmed", "opened_at", "first_at", "resolved_at", "closed_at",
    )  # fmt: skip
    clocks = [run for run in card.clocks if run.clock != "next"]
    moves = [(move.from_state, move.to_state, move.at, move.by) for move in card.moves]
    targets = card.first_minutes, card.next_minutes, card.resolution_minutes
    links = [other.number for other in card.links], [other.number for other in card.merged]
    return (
        *(getattr(row, name) for name in names),
        card.text,
        card.remedy,
        card.by,
        card.problem,
        clocks,
        moves,
        targets,
        links,
    )


@pytest.mark.parametrize("form", declared("tickets").formats)
def test_what_went_out_comes_in_again_as_it_was(li: Crm, tmp_path: Path, form: ExportFormat) -> None:
    desk(li)
    options, files = ExportOptions(form), {}
    for kind in ("companies", "contacts", "tickets", "scores"):
        files[kind] = tmp_path / f"{kind}.{form}"
    for kind, file in files.items():
        li.exporting.run(kind, "", file, options)
    with Crm.open(tmp_path / "other.db", login="zhao", source=Source.CLI, clock=li.clock) as other:
        for kind in ("companies", "contacts"):
            other.importing.run(kind, files[kind], ImportOptions())
        report = other.importing.run("tickets", files["tickets"], ImportOptions())
        assert (report.created, report.rejected, report.unmapped) == (5, 0, ())
        assert list(map(same, map(other.tickets.card, range(1, 6)))) == list(
            map(same, map(li.tickets.card, range(1, 6)))
        )
        scores = other.importing.run("scores", files["scores"], ImportOptions())
        assert (scores.unchanged + scores.updated, scores.rejected, scores.unmapped) == (1, 0, ())
        assert [(score.value, dict(score.aspects)) for score in other.scores.find()] == [(4, {"speed": 5})]
    again = [li.importing.run(kind, file, ImportOptions()) for kind, file in files.items()]
    assert [report.unchanged for report in again] == [report.rows for report in again]


def test_cells_that_a_spreadsheet_would_run_are_guarded(li: Crm) -> None:
    desk(li)
    rows = list(csv.DictReader(io.StringIO(exported(li, options=ExportOptions()))))
    assert (rows[1]["subject"], rows[0]["rating_comment"]) == ("'=cmd 0", "'=fine")
    assert (rows[0]["first_met"], rows[0]["rating"], rows[3]["merged_into"]) == ("yes", "4", "T-2")
    raw = list(csv.DictReader(io.StringIO(exported(li, options=ExportOptions(raw=True)))))
    assert raw[1]["subject"] == "=cmd 0"


@pytest.mark.parametrize("chosen", [ExportFormat.JSON, ExportFormat.CSV])
def test_scores_go_out_with_their_aspects(li: Crm, chosen: ExportFormat) -> None:
    desk(li)
    stream = io.StringIO(newline="")
    li.exporting.run("scores", "", stream, ExportOptions(chosen, raw=chosen is ExportFormat.CSV))
    text = stream.getvalue()
    if chosen is ExportFormat.JSON:
        (score,) = json.loads(text)
        assert (score["ticket"], score["aspects"], score["author"]) == ("T-1", {"speed": 5}, "li")
    else:
        (row,) = csv.DictReader(io.StringIO(text))
        assert (row["ticket"], row["speed"], row["comment"], row["contact"]) == ("T-1", "5", "=fine", "张伟")

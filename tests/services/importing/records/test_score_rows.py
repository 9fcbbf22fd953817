"""Scores come in once, in a column each or one a row, with their aspects, for a contact or on a ticket."""

from pathlib import Path

import pytest

from tests.services.importing.conftest import WriteFile
from tui_crm.models.score import ScoreEntry
from tui_crm.services.crm import Crm
from tui_crm.services.importing.choices import OnMatch
from tui_crm.services.importing.report import ImportOptions, ImportReport

WIDE = """\
Contact,Email,Ticket,NPS,CSAT,Response speed,Attitude,Comment,Date,Recorded by
Ann Bell,ann@x.com,,9,,,,great,2026-11-10,zhao
,,Z-1,,4,5,3,ok,2026-11-06 10:00,
"""
LONG = """\
客户,类型,得分,评价时间,评价内容
Ann Bell,满意度,2,2026-11-10 09:00,太慢
Ann Bell,响应速度,1,2026-11-10 09:00,
Ann Bell,推荐度,6,2026-11-10 09:00,
"""
TICKET = (
    "number,subject,contact,closed at,opened,rating,rating comment\nZ-1,on fire,Ann Bell,2026-11-05,2026-11-02,{}\n"
)


@pytest.fixture
def desk(li: Crm) -> Crm:
    """Return a database with somebody in it who answers."""
    li.contacts.add({"name": "Ann Bell", "emails": ["ann@x.com"], "company": "Acme"})
    li.contacts.add({"name": "Bo"})
    return li


def bring(crm: Crm, file: Path, kind: str = "scores", mode: OnMatch = OnMatch.UPDATE) -> ImportReport:
    return crm.importing.run(kind, file, ImportOptions(on_match=mode))


def counts(report: ImportReport) -> tuple[int, ...]:
    return report.created, report.updated, report.unchanged, report.skipped, report.rejected


def said(found: list[ScoreEntry]) -> list[tuple[object, ...]]:
    return [(score.kind, score.value, score.comment, dict(score.aspects), score.ticket, score.by) for score in found]


def test_a_column_for_each_question(desk: Crm, write_file: WriteFile) -> None:
    bring(desk, write_file(TICKET.format(",")), "tickets")
    file = write_file(WIDE)
    assert counts(bring(desk, file)) == (2, 0, 0, 0, 0)
    assert said(desk.scores.find()) == [
        ("nps", 9, "great", {}, "", "zhao"),
        ("csat", 4, "ok", {"speed": 5, "attitude": 3}, "Z-1", ""),
    ]
    assert desk.followups.find() == []
    assert counts(bring(desk, file)) == (0, 0, 2, 0, 0)
    better = write_file("ticket,csat,attitude,at\nZ-1,5,4,2026-11-06 10:00\n")
    assert counts(bring(desk, better, mode=OnMatch.SKIP)) == (0, 0, 0, 1, 0)
    assert counts(bring(desk, better, mode=OnMatch.FILL)) == (0, 0, 1, 0, 0)
    assert counts(bring(desk, better)) == (0, 1, 0, 0, 0)
    assert said(desk.scores.find())[1] == ("csat", 5, "ok", {"speed": 5, "attitude": 4}, "Z-1", "")


def test_one_answer_a_row(desk: Crm, write_file: WriteFile) -> None:
    file = write_file(LONG)
    report = bring(desk, file)
    assert counts(report) == (3, 0, 0, 0, 0)
    wanted = [("csat", 2, "太慢", {"speed": 1}, "", ""), ("nps", 6, "", {}, "", "")]
    assert sorted(said(desk.scores.find()), key=str) == wanted
    assert counts(bring(desk, file)) == (0, 0, 3, 0, 0)
    assert report.number is not None
    desk.importing.undo(report.number)
    assert desk.scores.find() == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Ann Bell,,nps,11,2026-11-10", "NPS goes from 0 to 10"),
        ("Ann Bell,,csat,7,2026-11-10", "CSAT goes from 1 to 5"),
        ("Ann Bell,,csat,4,", "nothing says when it was given"),
        ("Ann Bell,,csat,4,2026-12-10", "that is still to come"),
        ("Ann Bell,,speed,4,2026-11-10", "an aspect is part of an answer"),
        (",,csat,4,2026-11-10", "name the contact, or a ticket"),
        (",Q-9,csat,4,2026-11-10", "there is no ticket “Q-9”"),
        ("Bo,Z-1,csat,4,2026-11-10", "Z-1 is no ticket of Bo, nor of their company"),
        ("Ann Bell,,,4,2026-11-10", "nothing says what was asked"),
        ("Ann Bell,,csat,,2026-11-10", "no answer"),
        ("Ann Bell,,ces,3,2026-11-01", "line 2 gives the same answer"),
    ],
)
def test_a_row_that_is_no_good_says_why(desk: Crm, write_file: WriteFile, row: str, reason: str) -> None:
    bring(desk, write_file(TICKET.format(",")), "tickets")
    file = write_file(f"contact,ticket,kind,value,at\nAnn Bell,,ces,3,2026-11-01\n{row}\n")
    report = bring(desk, file)
    assert (report.rejected, report.applied, len(desk.scores.find())) == (1, False, 0)
    found = report.reasons[0].reason
    assert reason in found or (row.startswith("Ann Bell,,nps,11") and "no whole number from 0 to 10" in found)


def test_an_answer_on_a_ticket_without_a_date_was_given_when_that_was_done(desk: Crm, write_file: WriteFile) -> None:
    bring(desk, write_file(TICKET.format(",")), "tickets")
    bring(desk, write_file("ticket,csat\nZ-1,4\n"))
    (score,) = desk.scores.find()
    assert f"{score.at:%m-%d}" == "11-05"


def test_a_ticket_comes_with_its_rating(desk: Crm, write_file: WriteFile) -> None:
    assert counts(bring(desk, write_file(TICKET.format("非常满意,快")), "tickets")) == (1, 0, 0, 0, 0)
    assert said(desk.scores.find()) == [("csat", 5, "快", {}, "Z-1", "")]
    assert counts(bring(desk, write_file(TICKET.format("5,")), "tickets")) == (0, 0, 1, 0, 0)
    assert counts(bring(desk, write_file(TICKET.format("bad,slow")), "tickets")) == (0, 1, 0, 0, 0)
    assert said(desk.scores.find()) == [("csat", 1, "slow", {}, "Z-1", "")]
    for cells, reason in ((",why", "and no rating"), ("6,", "“6” is none of")):
        (row,) = bring(desk, write_file(TICKET.format(cells)), "tickets").reasons
        assert reason in row.reason

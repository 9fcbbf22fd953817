"""Activities come in once, with their own author and time, with whom they were, and on which ticket."""

from pathlib import Path

import pytest

from tests import store
from tests.services.importing.conftest import WriteFile
from tui_crm.models.cards import ActivityEntry
from tui_crm.services.crm import Crm
from tui_crm.services.importing.choices import OnMatch
from tui_crm.services.importing.report import ImportOptions, ImportReport

NOTES = """\
跟进时间,跟进人,跟进内容,客户名称,联系人,跟进方式
2026-10-05 14:30,王芳,谈了报价,上海云帆贸易,张伟,上门拜访
2026-10-06 09:00,zhao,发了合同,上海云帆贸易,张伟,微信
2026-10-07,zhao,公司来电,上海云帆贸易,,电话
"""
SALESFORCE = """\
Subject,Date,Due Time,Name,Company / Account,Assigned,Task Subtype,Status,Full Comments,Call Result,Call Duration
Intro,10/13/2026,15:45,Ann Bell,Acme,Li Na,Call,Completed,Asked for a price,No answer,125
Follow-up,10/14/2026,,Ann Bell,Acme,Li Na,Email,Open,,,
"""
HUBSPOT = """\
Activity type,Activity date,Associated Contact,Activity assigned to,Call outcome,Call duration,Call direction,Body
Call,2026-10-01T08:00:00Z,Ann Bell;Bo,kim@our.example,Connected,0:12:30,INBOUND,Agreed
"""
PIPEDRIVE = """\
Activity - Type,Activity - Due date,Activity - Due time,Person - Name,Organization - Name,Activity - Note,Activity - Done
Meeting,2026-10-01,14:00,Ann Bell,Acme,<3 demo,Done
"""
WORDS = """\
ticket,kind,direction,author,time,text
Z-1,email,,zhao,2026-11-03 10:00,We look at it
Z-1,message,in,,2026-11-03 09:00,It is on fire
Z-1,note,,zhao,2026-11-03 09:30,ask Kim
Z-1,call,out,kim,2026-11-03 08:00,Got it
"""


@pytest.fixture
def desk(li: Crm) -> Crm:
    """Return a database with people something happened with."""
    li.contacts.add({"name": "Ann Bell", "emails": ["ann@x.com"], "phones": ["+86 138 0013 8000"], "company": "Acme"})
    li.contacts.add({"name": "Bo"})
    li.contacts.add({"name": "张伟", "company": "上海云帆贸易"})
    return li


def bring(crm: Crm, file: Path, **said: object) -> ImportReport:
    return crm.importing.run("activities", file, ImportOptions(**said))  # type: ignore[arg-type]


def counts(report: ImportReport) -> tuple[int, ...]:
    return report.created, report.updated, report.unchanged, report.skipped, report.rejected


def past(crm: Crm, name: str) -> list[ActivityEntry]:
    return crm.activities.of_contact(crm.contacts.meant(name))[::-1]


def at(entry: ActivityEntry) -> str:
    return entry.at.isoformat()[:16]


def test_imported_activities_keep_author_and_time(desk: Crm, write_file: WriteFile) -> None:
    report = bring(desk, write_file(NOTES))
    assert counts(report) == (3, 0, 0, 0, 0)
    assert dict(report.also_created) == {"users": 2}
    visit, message, call = past(desk, "上海云帆贸易")
    assert (at(visit), visit.by, visit.kind, visit.contact, visit.text) == (
        "2026-10-05T14:30", "王芳", "visit", "张伟", "谈了报价",
    )  # fmt: skip
    assert (message.kind, message.channel, message.by, at(message)) == ("message", "wechat", "zhao", "2026-10-06T09:00")
    assert (call.kind, call.contact, at(call)) == ("call", "上海云帆贸易", "2026-10-07T00:00")
    assert "li" not in {entry.by for entry in past(desk, "上海云帆贸易")}


def test_activities_imported_twice_do_not_double(desk: Crm, write_file: WriteFile) -> None:
    file = write_file(NOTES)
    first = bring(desk, file)
    there = store.dump(desk.database, versions=True)
    again = bring(desk, file)
    assert (counts(again), again.operation_id) == ((0, 0, 3, 0, 0), None)
    assert store.dump(desk.database, versions=True) == there
    twice = write_file(NOTES + NOTES.partition("\n")[2])
    assert counts(bring(desk, twice)) == (0, 0, 6, 0, 0)
    assert first.number is not None
    desk.importing.undo(first.number)
    assert past(desk, "张伟") == []
    assert store.wrong(desk.database) == {}


def test_what_is_not_done_yet_is_refused_and_a_call_says_how_it_ended(desk: Crm, write_file: WriteFile) -> None:
    report = bring(desk, write_file(SALESFORCE), keep_good=True, rejects=Path("/dev/null"))
    assert counts(report) == (1, 0, 0, 0, 1)
    assert [row.reason for row in report.reasons] == ["it is not done yet: what shall happen is imported as a reminder"]
    (call,) = past(desk, "Ann Bell")
    assert (at(call), call.kind, call.by, call.subject, call.outcome, call.minutes) == (
        "2026-10-13T15:45", "call", "Li Na", "Intro", "no answer", 2,
    )  # fmt: skip


def test_a_day_and_its_time_stand_in_two_columns(desk: Crm, write_file: WriteFile) -> None:
    report = bring(desk, write_file(PIPEDRIVE))
    assert (counts(report), report.unmapped) == ((1, 0, 0, 0, 0), ())
    (met,) = past(desk, "Ann Bell")
    assert (met.kind, at(met), met.text, met.by) == ("meeting", "2026-10-01T14:00", "<3 demo", "")


def test_links_in_an_activities_file_are_kept(desk: Crm, write_file: WriteFile) -> None:
    desk.users.edit("li", email="kim@our.example")
    bring(desk, write_file(HUBSPOT))
    (call,) = past(desk, "Bo")
    assert (call.contact, call.participants, call.by) == ("Ann Bell", (desk.contacts.meant("Bo"),), "li")
    assert (call.direction, call.outcome, call.minutes, at(call)) == ("in", "reached", 13, "2026-10-01T08:00")
    ann = desk.contacts.meant("Ann Bell")
    by_all = write_file(
        f"who,date,phone,company,note,contact id\nc{ann},2026-09-01,,,by id,\n,2026-09-02,13800138000,,by phone,\n"
        f"ann@x.com,2026-09-03,,,by mail,\nAnn Bell,2026-09-04,,Acme,by name,c{ann}\n,2026-09-05,,Acme,the firm,\n"
    )
    assert counts(bring(desk, by_all)) == (5, 0, 0, 0, 0)
    found = {entry.text: entry.contact for entry in past(desk, "Acme")}
    assert [found[text] for text in ("by id", "by phone", "by mail", "by name")] == ["Ann Bell"] * 4
    assert found["the firm"] == "Acme"


def test_a_row_that_fits_two_or_none_is_rejected_or_comes_along(desk: Crm, write_file: WriteFile) -> None:
    desk.contacts.add({"name": "Bo"})
    file = write_file(
        "contact,date,text,participants\nBo,2026-10-01,a,\nCy,2026-10-01,b,\nAnn Bell,2026-10-01,c,Di;li\n"
    )
    report = bring(desk, file, keep_good=True, rejects=Path("/dev/null"))
    assert [row.reason for row in report.reasons] == [
        "“Bo” fits 2 contacts", "no contact fits “Cy”", "no contact fits “Di”",
    ]  # fmt: skip
    report = bring(desk, file, keep_good=True, create_contacts=True, rejects=Path("/dev/null"))
    assert (counts(report), dict(report.also_created)) == ((2, 0, 0, 0, 1), {"contacts": 2})
    assert past(desk, "Ann Bell")[0].participants == (desk.contacts.meant("Di"),)
    assert counts(bring(desk, file, keep_good=True, create_contacts=True, rejects=Path("/dev/null"))) == (0, 0, 2, 0, 1)


def test_what_a_row_says_otherwise_changes_what_is_there(desk: Crm, write_file: WriteFile) -> None:
    bring(desk, write_file("contact,date,kind,subject,outcome\nBo,2026-10-01,call,Hi,reached\n"))
    other = write_file(
        "contact,date,kind,subject,outcome,minutes,by\nBo,2026-10-01,call,Hi,interested in more,5,zhao\n"
    )
    assert counts(bring(desk, other, on_match=OnMatch.SKIP)) == (0, 0, 0, 1, 0)
    assert counts(bring(desk, other, on_match=OnMatch.FILL)) == (0, 1, 0, 0, 0)
    (call,) = past(desk, "Bo")
    assert (call.outcome, call.minutes, call.by) == ("reached", 5, "zhao")
    bring(desk, other)
    assert past(desk, "Bo")[0].outcome == "interested in more"
    assert counts(bring(desk, other, on_match=OnMatch.CREATE)) == (1, 0, 0, 0, 0)
    differs = write_file("contact,date,text,minutes\nBo,2026-10-02,x,1\nBo,2026-10-02,x,2\n")
    assert [row.reason for row in bring(desk, differs).reasons] == ["line 2 is about the same activity"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Bo,2027-01-01,x", "that is still to come: what shall happen is imported as a reminder"),
        ("Bo,,x", "nothing says when it was"),
        ("Bo,2026-10-01,", "there is nothing in it"),
        (",2026-10-01,x", "it does not say with whom it was"),
        ("Bo,soon,x", "date: “soon” is no date; write it as 2024-03-12"),
    ],
)
def test_what_is_no_activity_is_said(desk: Crm, write_file: WriteFile, row: str, reason: str) -> None:
    assert [found.reason for found in bring(desk, write_file(f"contact,date,text\n{row}\n")).reasons] == [reason]


def test_words_on_a_ticket_come_with_their_times_and_its_clocks(desk: Crm, write_file: WriteFile) -> None:
    opened = write_file("number,subject,contact,opened\nZ-1,on fire,Ann Bell,2026-11-03 07:00\n", name="t.csv")
    desk.importing.run("tickets", opened, ImportOptions())
    file = write_file(WORDS)
    assert counts(bring(desk, file)) == (4, 0, 0, 0, 0)
    card = desk.tickets.card(desk.tickets.meant("Z-1"))
    assert (card.row.state, card.row.first_at and card.row.first_at.isoformat()[:16]) == ("open", "2026-11-03T08:00")
    assert [(move.to_state, move.at.isoformat()[:16], move.by) for move in card.moves] == [
        ("new", "2026-11-03T07:00", ""), ("open", "2026-11-03T08:00", "kim"),
    ]  # fmt: skip
    assert [(entry.kind, entry.direction, entry.by) for entry in past(desk, "Ann Bell")] == [
        ("call", "out", "kim"), ("message", "in", ""), ("note", "", "zhao"), ("email", "out", "zhao"),
    ]  # fmt: skip
    assert counts(bring(desk, file)) == (0, 0, 4, 0, 0)
    wrong = (
        "ticket,contact,kind,date,text\nZ-1,Bo,call,2026-11-04,x\nZ-9,,call,2026-11-04,x\nZ-1,,survey,2026-11-04,x\n"
    )
    assert [row.reason for row in bring(desk, write_file(wrong)).reasons] == [
        "Z-1 is no ticket of Bo, nor of their company",
        "there is no ticket “Z-9”",
        "“survey” is nothing that is said on a ticket",
    ]


def test_the_first_answer_that_a_ticket_came_with_gets_its_words(desk: Crm, write_file: WriteFile) -> None:
    head = "number,subject,contact,opened,first response at,state,owner\n"
    text = f"{head}Z-1,on fire,Ann Bell,2026-11-03 07:00,2026-11-03 08:00,open,zhao\n"
    desk.importing.run("tickets", write_file(text, name="t.csv"), ImportOptions())
    assert counts(bring(desk, write_file(WORDS))) == (3, 1, 0, 0, 0)
    assert [entry.text for entry in past(desk, "Ann Bell")] == ["Got it", "It is on fire", "ask Kim", "We look at it"]
    assert counts(bring(desk, write_file(WORDS))) == (0, 0, 4, 0, 0)


def test_a_failing_row_4000_leaves_nothing_behind(desk: Crm, write_file: WriteFile) -> None:
    before = store.dump(desk.database)
    rows = [f"Bo,2026-10-01 {count % 24:02}:{count // 24 % 60:02},call,{count}" for count in range(3999)]
    report = bring(desk, write_file("\n".join(["contact,date,kind,text", *rows, "Bo,yesterweek,call,x"])))
    assert (report.applied, report.rejected, report.operation_id) == (False, 1, None)
    assert store.dump(desk.database) == before

"""Reminders come in once, with their time, owner and series, for a contact, on a ticket, or for nobody."""

from pathlib import Path

import pytest

from tests import store
from tests.services.importing.conftest import WriteFile
from tui_crm.models.cards import ReminderEntry
from tui_crm.models.when import parse_when
from tui_crm.services.crm import Crm
from tui_crm.services.importing.choices import OnMatch
from tui_crm.services.importing.report import ImportOptions, ImportReport

TASKS = """\
Task,Due date,Due time,Person,Assigned to user,Priority,Duration,Location,Recurrence,Done,Completed at
Send the offer,2026-12-01,14:30,Ann Bell,zhao,High,0:30,Berlin,,No,
Ask again,2026-12-02,,Ann Bell,,,,,every month,,
Called,2026-11-02,,Bo,kim,,,,,Yes,2026-11-03 10:00
"""
CHINESE = """\
下次跟进时间,内容,客户名称,联系人,负责人,优先级
2026/12/5 9:00,签合同,Acme,Ann Bell,王芳,紧急
2026-12-06,寄样品,Bo,,王芳,中
2026-12-07,盘点,,,,
"""


@pytest.fixture
def desk(li: Crm) -> Crm:
    """Return a database with people one can be reminded of."""
    li.contacts.add({"name": "Ann Bell", "emails": ["ann@x.com"], "company": "Acme"})
    li.contacts.add({"name": "Bo"})
    return li


def bring(crm: Crm, file: Path, **said: object) -> ImportReport:
    return crm.importing.run("reminders", file, ImportOptions(**said))  # type: ignore[arg-type]


def counts(report: ImportReport) -> tuple[int, ...]:
    return report.created, report.updated, report.unchanged, report.skipped, report.rejected


def said(entry: ReminderEntry) -> tuple[object, ...]:
    return entry.due_on.isoformat(), entry.due_time, entry.contact, entry.text, entry.owner, str(entry.priority)


def test_tasks_come_in_as_they_were_and_twice_changes_nothing(desk: Crm, write_file: WriteFile) -> None:
    before = store.dump(desk.database)
    file = write_file(TASKS)
    report = bring(desk, file)
    assert counts(report) == (3, 0, 0, 0, 0)
    called, offer, again = desk.followups.find(done=True)
    assert said(offer) == ("2026-12-01", "14:30", "Ann Bell", "Send the offer", "zhao", "high")
    assert (offer.minutes, offer.place, offer.zone) == (30, "Berlin", "UTC")
    assert said(again) == ("2026-12-02", None, "Ann Bell", "Ask again", "", "normal")
    assert again.repeat.startswith("FREQ=MONTHLY")
    assert called.done_at is not None
    assert (called.owner, called.done_at.isoformat()[:16]) == ("kim", "2026-11-03T10:00")
    assert counts(bring(desk, file)) == (0, 0, 3, 0, 0)
    assert store.wrong(desk.database) == {}
    assert report.number is not None
    desk.importing.undo(report.number)
    after = store.dump(desk.database)
    assert store.difference(before, {**after, "user": before["user"]}) == {}


def test_chinese_headers_and_nobody(desk: Crm, write_file: WriteFile) -> None:
    assert counts(bring(desk, write_file(CHINESE))) == (3, 0, 0, 0, 0)
    assert [said(entry) for entry in desk.followups.find()] == [
        ("2026-12-05", "09:00", "Ann Bell", "签合同", "王芳", "urgent"),
        ("2026-12-06", None, "Bo", "寄样品", "王芳", "normal"),
        ("2026-12-07", None, "", "盘点", "", "normal"),
    ]


def test_our_own_export_comes_back_without_a_change(desk: Crm, write_file: WriteFile) -> None:
    due = parse_when("2026-12-24 00:00", now=desk.clock.now(), zone=desk.clock.zone)
    desk.contacts.add({"name": "Bo"})
    desk.followups.add(due, contact_id=desk.contacts.meant("Ann Bell"), text="=1", priority="low", repeat="every week")
    desk.followups.add(due, contact_id=desk.contacts.meant("ann@x.com") + 2, text="one of two")
    lines = "id,due_on,due_time,zone,contact,contact_id,text,priority,owner,place,minutes,repeat,done_at\n"
    for entry in desk.followups.find():
        lines += (
            f"r{entry.id},{entry.due_on},{entry.due_time or ''},{entry.zone or ''},{entry.contact},c{entry.contact_id},"
            f"{entry.text},{entry.priority},{entry.owner},{entry.place},,{entry.repeat},\n"
        )
    report = bring(desk, write_file(lines))
    assert (counts(report), report.unmapped, report.doubts) == ((0, 0, 2, 0, 0), (), ())


def test_what_a_row_says_otherwise_changes_what_is_there(desk: Crm, write_file: WriteFile) -> None:
    desk.importing.run(
        "tickets", write_file("number,subject,contact\nZ-1,fire,Ann Bell\n", name="t.csv"), ImportOptions()
    )
    bring(desk, write_file("due,text,contact,priority\n2026-12-01,x,Ann Bell,high\n"))
    (mine,) = desk.followups.find()
    assert mine.owner == "li"
    more = write_file("due,text,contact,priority,place,owner,ticket\n2026-12-01,x,Ann Bell,low,Bonn,zhao,Z-1\n")
    assert counts(bring(desk, more, on_match=OnMatch.SKIP)) == (0, 0, 0, 1, 0)
    assert counts(bring(desk, more, on_match=OnMatch.FILL)) == (0, 1, 0, 0, 0)
    (filled,) = desk.followups.find()
    assert (filled.priority, filled.place, filled.owner, filled.ticket) == ("high", "Bonn", "li", "Z-1")
    bring(desk, more)
    assert said(desk.followups.find()[0])[-2:] == ("zhao", "low")
    assert counts(bring(desk, more)) == (0, 0, 1, 0, 0)
    done = write_file("due,text,contact,done at,repeat\n2026-12-01,x,Ann Bell,2026-11-20,weekly\n")
    assert counts(bring(desk, done)) == (0, 1, 0, 0, 0)
    assert desk.followups.find() == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",x,,,,,", "nothing says when it is due"),
        ("2026-12-01,x,Cy,,,,", "no contact fits “Cy”"),
        ("2026-12-01,x,,,yes,,", "it is done, and nothing says when"),
        ("2026-12-01,x,,sometimes,,,", "“sometimes”"),
        ("2026-12-01,x,,,,Mars/Base,", "zone: “Mars/Base” is no time zone such as Asia/Shanghai"),
        ("2026-12-01,x,,,,,noon", "time: “noon” is no time; write it as 14:30"),
    ],
)
def test_what_is_no_reminder_is_said(desk: Crm, write_file: WriteFile, row: str, reason: str) -> None:
    (found,) = bring(desk, write_file(f"due,text,contact,repeat,done,zone,time\n{row}\n")).reasons
    assert reason in found.reason

"""Tickets come in with their past, once, are changed by their number, and find whom they name."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.services.importing.conftest import WriteFile
from tui_crm.errors import BadInput
from tui_crm.models.ticket import TicketCard, TicketState
from tui_crm.services.crm import Crm
from tui_crm.services.importing.choices import OnMatch
from tui_crm.services.importing.report import ImportOptions, ImportReport, PlannedRow

ZENDESK = """\
ID,Requester,Requester email,Assignee,Group,Subject,Status,Priority,Via,Ticket type,Created at,Updated at,Solved at,First reply time in minutes
101,Ann Bell,ann@x.com,li,Support,Printer on fire,Solved,High,Mail,Incident,2026-11-02 09:00,2026-11-03 10:00,2026-11-03 09:30,45
102,Bo Li,bo@y.cn,Wang Wei,Support,Where is it?,Pending,Normal,Web,Question,2026-11-04 09:00,2026-11-04 12:00,,20
"""
CHINESE = """\
工单编号,主题,客户,联系电话,状态,优先级,类型,处理人,创建时间,首次响应时间,解决时间,关闭时间,描述,原因,处理措施
GD-1,打印机坏了,王芳,13900139000,已关闭,紧急,投诉,李明,2026/11/2 9:00,2026/11/2 9:30,2026/11/3 15:00,2026/11/4 10:00,不能打印,墨盒空,更换墨盒
"""
EVERYBODY = ImportOptions(create_contacts=True)


@pytest.fixture
def desk(li: Crm) -> Crm:
    """Return a database with those in it whom the files name."""
    li.contacts.add({"name": "Ann Bell", "emails": ["ann@x.com"], "company": "Acme"})
    li.contacts.add({"name": "Bo Li", "emails": ["bo@y.cn"]})
    li.contacts.add({"name": "王芳", "phones": ["+8613900139000"]})
    li.settings.set("phone_region", "CN")
    return li


def bring(crm: Crm, file: Path, options: ImportOptions = ImportOptions()) -> ImportReport:  # noqa: B008 - frozen
    return crm.importing.run("tickets", file, options)


def planned(crm: Crm, file: Path, options: ImportOptions = ImportOptions(dry_run=True)) -> list[PlannedRow]:  # noqa: B008 - frozen
    found: list[PlannedRow] = []
    crm.importing.run("tickets", file, options, listing=found.extend)
    return found


def card(crm: Crm, number: str) -> TicketCard:
    return crm.tickets.card(crm.tickets.meant(number))


def counts(report: ImportReport) -> tuple[int, ...]:
    return report.created, report.updated, report.unchanged, report.skipped, report.rejected


def steps(found: TicketCard) -> list[tuple[str, str, str]]:
    return [(f"{move.at:%dT%H:%M}", move.to_state, move.by) for move in found.moves]


def test_a_ticket_comes_with_its_past(desk: Crm, write_file: WriteFile) -> None:
    report = bring(desk, write_file(ZENDESK))
    assert (counts(report), dict(report.also_created)) == ((2, 0, 0, 0, 0), {"users": 1, "teams": 1})
    fire, waits = card(desk, "101"), card(desk, "102")
    row = fire.row
    assert (row.kind, row.priority, row.contact, row.company, row.owner, row.team, row.channel) == (
        "incident", "high", "Ann Bell", "Acme", "li", "Support", "Mail",
    )  # fmt: skip
    assert steps(fire) == [("02T09:00", "new", ""), ("02T09:45", "open", "li"), ("03T09:30", "resolved", "li")]
    assert row.first_at == datetime(2026, 11, 2, 9, 45, tzinfo=UTC)
    (answer,) = desk.tickets.thread(row.id)
    assert (answer.by, answer.direction, answer.subject) == ("li", "out", "Printer on fire")
    assert (fire.by, fire.checklist) == ("", ())
    assert steps(waits)[-1] == ("04T12:00", "waiting", "Wang Wei")
    assert waits.row.paused


def test_the_headers_of_a_chinese_help_desk(desk: Crm, write_file: WriteFile) -> None:
    assert counts(bring(desk, write_file(CHINESE, encoding="gb18030"))) == (1, 0, 0, 0, 0)
    found = card(desk, "gd-1")
    assert (found.row.kind, found.row.priority, found.row.contact, found.row.owner) == (
        "complaint",
        "urgent",
        "王芳",
        "李明",
    )
    assert (found.text, found.row.cause, found.remedy) == ("不能打印", "墨盒空", "更换墨盒")
    assert [move.to_state for move in found.moves] == ["new", "open", "resolved", "closed"]
    assert desk.followups.find() == []


def test_the_same_file_again_changes_nothing_and_undo_takes_all_back(desk: Crm, write_file: WriteFile) -> None:
    file = write_file(ZENDESK)
    first, again = bring(desk, file), bring(desk, file)
    assert (counts(again), again.operation_id) == ((0, 0, 2, 0, 0), None)
    assert [run.state for run in desk.importing.list()] == ["nothing", "done"]
    assert first.number is not None
    desk.importing.undo(first.number)
    assert desk.tickets.rows([1, 2]) == []
    assert "Wang Wei" not in desk.users.logins()
    assert counts(bring(desk, file)) == (2, 0, 0, 0, 0)


def test_a_ticket_is_changed_by_its_number(desk: Crm, write_file: WriteFile) -> None:
    bring(desk, write_file(ZENDESK))
    later = write_file(
        "Ticket ID,Status,Solved at,Priority,Assignee,Subject,Cause\n"
        "102,Closed,2026-11-06 09:00,,li,Where is it now?,lost\n"
    )
    (row,) = planned(desk, later)
    assert (row.outcome, row.thing, row.target) == ("updated", "ticket", 2)
    assert row.changes["state"] == ("waiting", "closed")
    assert row.changes["owner"] == ("Wang Wei", "li")
    assert counts(bring(desk, later, ImportOptions(on_match=OnMatch.SKIP))) == (0, 0, 0, 1, 0)
    assert counts(bring(desk, later, ImportOptions(on_match=OnMatch.FILL))) == (0, 1, 0, 0, 0)
    found = card(desk, "102")
    assert (found.row.state, found.row.subject, found.row.cause) == ("waiting", "Where is it?", "lost")
    assert counts(bring(desk, later)) == (0, 1, 0, 0, 0)
    found = card(desk, "102")
    assert (found.row.state, found.row.owner, found.row.priority) == ("closed", "li", "normal")
    assert [move.to_state for move in found.moves][-2:] == ["resolved", "closed"]
    again = "Ticket ID,Status,Solved at\n102,Solved,2026-11-05 09:00\n"
    (row,) = bring(desk, write_file(again)).reasons
    assert "102 came into its state at" in row.reason


def test_a_number_that_is_taken_is_given_anew_where_that_was_said(desk: Crm, write_file: WriteFile) -> None:
    file = write_file(ZENDESK)
    bring(desk, file)
    assert counts(bring(desk, file, ImportOptions(on_match=OnMatch.CREATE))) == (2, 0, 0, 0, 0)
    assert card(desk, "T-3").row.subject == "Printer on fire"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("1,Nobody,,help,,,", "no contact fits “Nobody”"),
        ("1,,,help,,,", "it does not say whose ticket it is"),
        ("1,Ann Bell,,,,,", "without a subject none is made"),
        ("1,Twin,,help,,,", "“Twin” fits 2 contacts"),
        ("1,Ann Bell,,help,soon,,", "“soon” is none of: new, open"),
        ("1,Ann Bell,,help,,gone,", "gone has left"),
        ("1,Ann Bell,,help,,,99", "there is no ticket “99”"),
        ("2,Ann Bell,,first,,,", "line 2 is about the same ticket"),
        ("1,Ann Bell,other@x.com,help,,,", "no contact fits"),
        ("1,c77,,help,,,", "there is no contact c77"),
    ],
)
def test_a_row_that_is_no_good_says_why(desk: Crm, write_file: WriteFile, cells: str, reason: str) -> None:
    for _each in range(2):
        desk.contacts.add({"name": "Twin"})
    desk.users.add("gone")
    desk.users.retire("gone", to="li")
    good = "2,Ann Bell,,first,,,\n"
    file = write_file(f"number,contact,email,subject,state,owner,links\n{good}{cells}\n")
    report = bring(desk, file)
    assert (report.rejected, report.applied, report.number) == (1, False, None)
    assert (report.reasons[0].line, desk.tickets.rows([1])) == (3, [])
    assert reason in report.reasons[0].reason
    kept = bring(desk, file, ImportOptions(keep_good=True))
    assert (counts(kept), kept.applied) == ((1, 0, 0, 0, 1), True)
    assert kept.rejects is not None
    assert reason in kept.rejects.read_text(encoding="utf-8")


def test_who_is_not_on_file_comes_along_where_that_was_asked_for(desk: Crm, write_file: WriteFile) -> None:
    file = write_file(
        "subject,contact,email,company\nA,Eve,eve@new.com,New Ltd\nB,Eve Adams,eve@new.com,New Ltd\nC,,,New Ltd\nD,f@g.hi,,\n"
    )
    rows = planned(desk, file, ImportOptions(dry_run=True, create_contacts=True))
    assert next((row.kind, row.name) for row in rows if row.outcome == "also_created") == ("person", "Eve")
    report = bring(desk, file, EVERYBODY)
    assert (counts(report), dict(report.also_created)) == ((4, 0, 0, 0, 0), {"contacts": 2, "companies": 1})
    assert [row.contact for row in desk.tickets.rows([1, 2, 3, 4])] == ["Eve", "Eve", "New Ltd", "f@g.hi"]
    assert counts(bring(desk, file, EVERYBODY)) == (0, 0, 4, 0, 0)


def test_tickets_are_tied_whatever_their_order(desk: Crm, write_file: WriteFile) -> None:
    file = write_file(
        "number,subject,contact,links,merged into,split from,closed at,created at\n"
        "1,a,Ann Bell,2,,,,2026-11-02\n2,b,Bo Li,,,1,,2026-11-02\n3,c,Ann Bell,,1,,2026-11-04,2026-11-03\n"
    )
    bring(desk, file)
    first, second, third = (card(desk, number) for number in "123")
    assert [row.number for row in first.links] == ["2"]
    assert (second.split_from_id, third.row.merged_into_id, third.row.state) == (
        first.row.id,
        first.row.id,
        TicketState.CLOSED,
    )
    assert counts(bring(desk, file)) == (0, 0, 3, 0, 0)


def test_no_ticket_goes_into_itself_nor_goes_on_once_it_was_merged(desk: Crm, write_file: WriteFile) -> None:
    head, old = (
        "number,subject,contact,state,created at,closed at,merged into,split from\n",
        "closed,2026-11-02,2026-11-03",
    )
    file = write_file(
        f"{head}1,a,Ann Bell,{old},2,\n2,b,Ann Bell,{old},3,\n3,c,Ann Bell,{old},1,\n4,d,Ann Bell,{old},,4\n"
        f"5,e,Ann Bell,open,2026-11-02,,6,\n6,f,Ann Bell,{old},,\n7,g,Ann Bell,{old},6,\n"
    )
    reasons = [row.reason for row in planned(desk, file)]
    assert reasons[:4] == [f"{number} would come from itself, or go into itself" for number in "1234"]
    assert reasons[4:] == ["it is open, but was merged into 6", "", ""]
    assert counts(bring(desk, file, ImportOptions(keep_good=True))) == (2, 0, 0, 0, 5)
    again = write_file(
        "number,state,closed at,first response at,merged into\n6,closed,2026-11-03,,7\n7,open,,2026-11-04,\n"
    )
    assert [row.reason for row in planned(desk, again)] == [
        "6 would come from itself, or go into itself",
        "7 was merged into 6",
    ]
    (opened,) = desk.tickets.open(1, subject="h", number="8").ids
    gone = write_file("number,state,closed at,created at,merged into\n8,closed,2026-11-03,2026-11-02,7\n")
    bring(desk, gone, ImportOptions(on_match=OnMatch.FILL))
    assert desk.tickets.card(opened).row.merged_into_id is None


def test_a_tie_to_a_rejected_ticket_stops_all(desk: Crm, write_file: WriteFile) -> None:
    file = write_file("number,subject,contact,links\n1,a,Ann Bell,2\n2,b,Nobody,\n")
    with pytest.raises(BadInput, match="a ticket is tied to 2, whose row was rejected"):
        bring(desk, file, ImportOptions(keep_good=True))
    assert desk.tickets.rows([1]) == []


def test_a_file_without_numbers_is_known_again(desk: Crm, write_file: WriteFile) -> None:
    file = write_file("主题,联系人,创建时间\n坏了,王芳,2026-11-02\n又坏了,王芳,2026-11-02\n坏了,王芳,2026-11-09\n")
    assert counts(bring(desk, file)) == (3, 0, 0, 0, 0)
    assert counts(bring(desk, file)) == (0, 0, 3, 0, 0)
    assert [row.number for row in desk.tickets.rows([1, 2, 3])] == ["T-1", "T-2", "T-3"]


def test_what_was_promised_is_stamped_unless_the_file_says_it(desk: Crm, write_file: WriteFile) -> None:
    bring(
        desk, write_file("number,subject,contact,first target,priority\n1,a,Ann Bell,5,urgent\n2,b,Ann Bell,,urgent\n")
    )
    said, usual = card(desk, "1"), card(desk, "2")
    assert (said.first_minutes, said.resolution_minutes) == (5, usual.resolution_minutes)
    assert usual.first_minutes not in (None, 5)


def test_a_live_ticket_goes_the_way_of_its_kind(desk: Crm, write_file: WriteFile) -> None:
    desk.users.add("zhao")
    with desk.database.write(desk.actor, "a way") as writing:
        way = {"kind": "request", "priority": "high", "owner_id": 2, "checklist": "look", "needs_cause": 0}
        writing.create("service_way", {**way, "needs_remedy": 0, "needs_confirmation": 0})
    bring(
        desk,
        write_file(
            "number,subject,contact,type,closed at,opened\n1,a,Bo Li,task,,\n2,b,Bo Li,task,2026-11-02,2026-11-02\n"
            "3,c,Bo Li,complaint,,\n"
        ),
    )
    live, over = card(desk, "1"), card(desk, "2")
    assert card(desk, "3").row.owner == "li", (
        "a complaint has an owner at once: whoever brings it in, where nobody else"
    )
    assert (live.row.owner, live.row.priority, len(live.checklist)) == ("zhao", "high", 1)
    assert (over.row.owner, over.row.priority, over.checklist) == ("", "high", ())


def test_a_file_says_what_it_is_about(desk: Crm, write_file: WriteFile) -> None:
    with pytest.raises(BadInput, match="no column says what a ticket is about"):
        bring(desk, write_file("foo,bar\n1,2\n"))


def test_known_problems_are_found_by_name_or_come_along(desk: Crm, write_file: WriteFile) -> None:
    file = write_file("number,subject,contact,known problem\n1,a,Ann Bell,Fan noise\n2,b,Bo Li,fan noise\n3,c,Bo Li,\n")
    assert dict(bring(desk, file).also_created) == {"problems": 1}
    assert [card(desk, number).problem for number in "123"] == ["Fan noise", "Fan noise", ""]
    assert counts(bring(desk, file)) == (0, 0, 3, 0, 0)
    later = write_file("number,known problem\n1,Paper\n3,Paper\n")
    assert counts(bring(desk, later, ImportOptions(on_match=OnMatch.FILL))) == (0, 1, 1, 0, 0)
    assert counts(bring(desk, later)) == (0, 1, 1, 0, 0)
    assert [card(desk, number).problem for number in "123"] == ["Paper", "Fan noise", "Paper"]

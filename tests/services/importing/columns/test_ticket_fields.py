"""The headers that help desks write are understood: each column fills the field that it should, and the rest is told."""

import pytest

from tests.services.importing.conftest import ReadRows, WriteFile
from tui_crm.services.importing.columns.mapping import map_columns
from tui_crm.services.importing.files.reading import open_rows
from tui_crm.services.importing.kinds.registry import kind_called

ZENDESK = (
    "Requester,Requester id,Requester external id,Requester email,Requester domain,Submitter,Assignee,Group,Subject,Tags,"
    "Status,Priority,Via,Ticket type,Created at,Updated at,Assigned at,Organization,Due at,Initially assigned at,Solved at,"
    "Resolution time,Satisfaction Score,Group stations,Assignee stations,Reopens,Replies,First reply time in minutes,Id"
)
FRESHDESK = (
    "Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Due by Time,Resolved time,Closed time,"
    "Last update time,Initial response time,Time tracked,Agent interactions,Customer interactions,Resolution status,"
    "First response status,Tags,Survey results,Product,Full name,Title,Email,Work phone,Mobile phone,Company Name"
)
OSTICKET = (
    "Ticket Number,Date Created,Subject,From,From Email,Priority,Department,Help Topic,Source,Current Status,Last Updated,"
    "SLA Due Date,Due Date,Closed Date,Overdue,Answered,Agent Assigned,Team Assigned,Thread Count,Reopen Count"
)
ZAMMAD = (
    "Number,Title,State,Priority,Owner,Customer,Organization,Group,Created at,Updated at,First response at,Closed at,"
    "Escalation at"
)
CHINESE = (
    "工单编号,工单标题,问题描述,客户姓名,联系电话,客户邮箱,公司名称,工单状态,优先级,工单类型,处理人,受理客服组,创建人,来源渠道,"
    "产品名称,创建时间,更新时间,首次响应时间,解决时间,关闭时间,故障原因,处理措施,满意度评价,评价内容,是否解决"
)


def understood(header: str, write_file: WriteFile) -> tuple[dict[str, str], list[str]]:
    with open_rows(write_file(f"{header}\n{',' * header.count(',')}\n")) as source:
        mapping = map_columns(source, kind_called("tickets").columns)
    return {claim.field.name: claim.header for claim in mapping.claims}, [column.header for column in mapping.unmapped]


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (ZENDESK, {
            "contact": "Requester", "email": "Requester email", "author": "Submitter", "owner": "Assignee", "team": "Group",
            "subject": "Subject", "state": "Status", "priority": "Priority", "channel": "Via", "kind": "Ticket type",
            "opened": "Created at", "updated": "Updated at", "company": "Organization", "resolved": "Solved at",
            "rating": "Satisfaction Score", "first_response_after": "First reply time in minutes", "number": "Id",
        }),
        (FRESHDESK, {
            "number": "Ticket ID", "subject": "Subject", "state": "Status", "priority": "Priority", "channel": "Source",
            "kind": "Type", "owner": "Agent", "team": "Group", "opened": "Created time", "resolved": "Resolved time",
            "closed": "Closed time", "updated": "Last update time", "first_response": "Initial response time",
            "rating": "Survey results", "product": "Product", "contact": "Full name", "email": "Email",
            "phone": "Mobile phone", "company": "Company Name",
        }),
        (OSTICKET, {
            "number": "Ticket Number", "opened": "Date Created", "subject": "Subject", "contact": "From",
            "email": "From Email", "priority": "Priority", "channel": "Source", "state": "Current Status",
            "updated": "Last Updated", "closed": "Closed Date", "owner": "Agent Assigned", "team": "Team Assigned",
        }),
        (ZAMMAD, {
            "number": "Number", "subject": "Title", "state": "State", "priority": "Priority", "owner": "Owner",
            "customer": "Customer", "company": "Organization", "team": "Group", "opened": "Created at",
            "updated": "Updated at", "first_response": "First response at", "closed": "Closed at",
        }),
        (CHINESE, {
            "number": "工单编号", "subject": "工单标题", "text": "问题描述", "customer": "客户姓名", "phone": "联系电话",
            "email": "客户邮箱", "company": "公司名称", "state": "工单状态", "priority": "优先级", "kind": "工单类型",
            "owner": "处理人", "team": "受理客服组", "author": "创建人", "channel": "来源渠道", "product": "产品名称",
            "opened": "创建时间", "updated": "更新时间", "first_response": "首次响应时间", "resolved": "解决时间",
            "closed": "关闭时间", "cause": "故障原因", "remedy": "处理措施", "rating": "满意度评价",
            "rating_comment": "评价内容", "confirmed": "是否解决",
        }),
    ],
)  # fmt: skip
def test_each_help_desk_is_understood(header: str, fields: dict[str, str], write_file: WriteFile) -> None:
    claimed, _left = understood(header, write_file)
    assert claimed == fields


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("state", "On Hold", "waiting"),
        ("state", "已解决", "resolved"),
        ("state", "pending close", "resolved"),
        ("priority", "2 normal", "normal"),
        ("priority", "Emergency", "urgent"),
        ("kind", "Feature Request", "suggestion"),
        ("kind", "報修", "incident"),
        ("rating", "★★★★☆", 4),
        ("rating", "4.0", 4),
        ("rating", "Extremely Happy", 5),
        ("rating", "Offered", None),
        ("confirmed", "是", "yes"),
        ("first target", "60", 60),
        ("links", "A-1; A-2、A-1", ("A-1", "A-2")),
        ("moves", "2026-11-21T09:30:00Z new li", (("2026-11-21T09:30:00Z", "new", "li"),)),
    ],
)
def test_what_cells_mean(field: str, cell: str, value: object, read_rows: ReadRows) -> None:
    (row,) = read_rows(f'number,{field}\n1,"{cell}"\n', "tickets")
    assert (row.reason, row.values.get(field.replace(" ", "_"))) == ("", value)


@pytest.mark.parametrize(
    ("field", "cell", "sentence"),
    [
        ("first target", "0", "“0” is no whole number from 1 to 1000000"),
        ("first target", "1.5", "no whole number"),
        ("moves", "yesterday open", "is no list of states"),
        ("moves", "2026-11-21T09:30:00Z gone li", "is no list of states"),
        ("rating", "7", "“7” is none of"),
        ("priority", "1", "“1” is none of: low, normal, high, urgent"),
    ],
)
def test_what_cells_cannot_mean_is_said(field: str, cell: str, sentence: str, read_rows: ReadRows) -> None:
    (row,) = read_rows(f'number,{field}\n1,"{cell}"\n', "tickets")
    assert sentence in row.reason


@pytest.mark.parametrize("kind", ["tickets", "scores"])
@pytest.mark.parametrize(
    ("headers", "cells", "contact", "company"),
    [
        ("客户名称,联系人", "明珠丝绸,江雨", "江雨", "明珠丝绸"),
        ("Customer,Contact,Company", "Jiang,Jiang Yu,Pearl Silk", "Jiang Yu", "Pearl Silk"),
        ("客户姓名,公司名称", "江雨,明珠丝绸", "江雨", "明珠丝绸"),
        ("客户名称,联系人", "明珠丝绸,", "明珠丝绸", None),
        ("客户名称,联系人", "明珠丝绸,明珠丝绸", "明珠丝绸", None),
    ],
)
def test_a_customer_beside_a_contact_is_their_company(
    kind: str, headers: str, cells: str, contact: str, company: str | None, read_rows: ReadRows
) -> None:
    (row,) = read_rows(f"ticket,csat,{headers}\nA-1,5,{cells}\n", kind)
    assert (row.reason, row.values.get("contact"), row.values.get("company")) == ("", contact, company)
    assert "customer" not in row.values

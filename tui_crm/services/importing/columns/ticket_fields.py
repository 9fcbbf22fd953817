"""Which headers mean which field of a ticket, in English and Chinese.

Headers are written as in ``contact_fields``. Sources: the exports of Zendesk, Freshdesk, Zammad and osTicket, the headers
of Chinese help desks, and our own export.
"""

from collections.abc import Callable, Sequence

from tui_crm.i18n import N_, _
from tui_crm.models.ids import number_of
from tui_crm.services.importing.columns.fields import Claim, Field, Kind, Values, headers, words
from tui_crm.services.importing.columns.shapes import dated, instant, line, text, word
from tui_crm.services.importing.columns.shapes_tickets import (
    is_thread,
    moves,
    numbers,
    rating,
    replies,
    waited,
    whole_minutes,
)
from tui_crm.services.importing.columns.ticket_words import confirmations, kinds, priorities, states
from tui_crm.services.importing.columns.whom_fields import WHOM, settle_customer

_WAITED = (
    "first reply time in minutes | first response time (minutes) | first response time in minutes | 首次响应时长(分钟)"
)


def _is_number(cell: str) -> bool:
    return number_of("ticket", cell) is None  # the ids of our own export are none of another file's


def complete(_claims: Sequence[Claim]) -> Callable[[Values], str | None]:
    """Return what makes a ticket whole, or tells why it is none: nothing says which one it is, nor what it is about."""

    def completed(values: Values) -> str | None:
        settle_customer(values)
        return None if {"number", "subject"} & values.keys() else _("neither a number nor a subject")

    return completed


_SAID = (
    Field("number", N_("the ticket's number: one that is there is changed"), line("number"), headers(
        "number | ticket number | ticket id | ticket no | ticket | case number | case id | case no | issue key"
        " | reference | 工单编号 | 工单号 | 工单id | 工单号码 | 单号 | 服务单号 | 流水号 | 编号 | 案例编号")
        + headers("id", only=_is_number)),
    Field("subject", N_("what it is about, in one line"), line("subject"), headers(
        "subject | title | summary | ticket subject | topic | 主题 | 标题 | 工单标题 | 工单主题 | 问题标题 | 概要")),
    Field("text", N_("what the customer says"), text("text"), headers(
        "text | description | body | content | details | message | first message | 描述 | 内容 | 问题描述 | 工单内容 | 详情"
        " | 工单描述 | 详细描述 | 正文 | 问题内容")),
    Field("kind", N_("question, request, incident, complaint or suggestion"), word("kind", kinds), headers(
        "kind | type | ticket type | category | issue type | 类型 | 工单类型 | 问题类型 | 类别 | 工单分类 | 分类")),
    Field("state", N_("new, open, waiting, resolved or closed"), word("state", states), headers(
        "state | status | ticket status | current status | ticket state | 状态 | 工单状态 | 处理状态 | 当前状态")),
    Field("priority", N_("low, normal, high or urgent"), word("priority", priorities), headers(
        "priority | urgency | ticket priority | 优先级 | 紧急程度 | 优先级别 | 紧急度")),
    Field("owner", N_("who sees to it: a login, e-mail or name"), line("owner"), headers(
        "owner | assignee | agent | assigned to | agent assigned | assigned agent | agent name | assignee name | 处理人"
        " | 受理人 | 负责人 | 客服 | 受理客服 | 处理客服 | 经办人 | 坐席 | 当前处理人")),
    Field("team", N_("which team sees to it"), line("team"), headers(
        "team | group | team assigned | assigned team | assigned group | department | 受理客服组 | 客服小组 | 处理小组 | 小组 | 受理组 | 处理组 | 客服组 | 部门"
        " | 处理部门 | 受理部门")),
    Field("author", N_("who recorded it: a login, e-mail or name"), line("author"), headers(
        "author | submitter | created by | recorded by | opened by | 创建人 | 登记人 | 创建者 | 录入人")),
    Field("channel", N_("how it came: phone, mail, chat …"), line("channel"), headers(
        "channel | source | via | ticket source | origin | 渠道 | 来源 | 工单来源 | 来源渠道 | 受理渠道")),
    Field("product", N_("which product it is about"), line("product"), headers(
        "product | product name | 产品 | 产品名称 | 产品型号 | 设备 | 商品 | 商品名称")),
    Field("cause", N_("what was the cause"), line("cause"), headers(
        "cause | root cause | reason | 原因 | 故障原因 | 问题原因 | 根本原因 | 原因分析")),
    Field("remedy", N_("what was done about it"), text("remedy"), headers(
        "remedy | resolution | solution | resolution notes | 处理措施 | 解决方案 | 处理方案 | 处理结果 | 解决办法 | 处理意见")),
    Field("problem", N_("the known problem that it is due to"), line("problem"), headers(
        "problem | known problem | related problem | 已知问题")),
    Field("confirmed", N_("does the customer say it is solved: yes or no"), word("confirmed", confirmations), headers(
        "confirmed | confirmed by customer | 客户确认 | 是否确认 | 客户是否确认 | 是否解决")),
)  # fmt: skip

_TIMES = (
    Field("opened", N_("when it was opened"), dated("opened", instant), headers(
        "opened at | opened | created at | created time | date created | created | creation date | submitted at | open date"
        " | 创建时间 | 提交时间 | 受理时间 | 创建日期 | 报修时间 | 登记时间 | 开单时间 | 发起时间"), is_date=True),
    Field("first_response", N_("when it was first answered"), dated("first_response", instant), headers(
        "first response at | first response | first reply at | first response date | 首次回复 | 首次响应 | first responded at | initial response time"
        " | first response time | 首次响应时间 | 首次回复时间 | 首响时间 | 响应时间"), is_date=True),
    Field("first_response_after", N_("after how many minutes it was first answered"), waited, headers(_WAITED)),
    Field("resolved", N_("when it was resolved"), dated("resolved", instant), headers(
        "resolved at | resolved | resolved time | solved at | solved | resolution date | date resolved | 解决时间"
        " | 处理完成时间 | 完成时间 | 解决日期 | 处理时间"), is_date=True),
    Field("closed", N_("when it was closed"), dated("closed", instant), headers(
        "closed at | closed | closed time | close at | close date | closed date | date closed | closed on | 关闭时间"
        " | 结束时间 | 关单时间 | 完结时间 | 关闭日期"), is_date=True),
    Field("updated", N_("when it came into its state, where no other column says so"), dated("updated", instant), headers(
        "updated at | last updated | last update time | updated | updated time | last modified | status changed at"
        " | 更新时间 | 最后更新时间 | 更新日期 | 修改时间"), is_date=True),
    Field("replies", N_("what was said on it, as our JSON export has it"), replies, headers("thread", only=is_thread),
          is_certain=True),
    Field("moves", N_("each state it came into: time, state and login, with ; between"), moves, headers("moves")),
)  # fmt: skip

_REST = (
    Field("rating", N_("how content the customer was, 1 to 5"), rating, headers(
        "rating | csat | satisfaction | satisfaction score | satisfaction rating | survey results | survey result"
        " | customer rating | 满意度 | 评价 | 客户评价 | 满意度评价 | 评分 | 服务评价")),
    Field("rating_comment", N_("what the customer says of it"), text("rating_comment"), headers(
        "rating comment | satisfaction comment | survey comment | csat comment | 评价内容 | 评价意见 | 评价备注 | 满意度备注")),
    Field("rated", N_("when the customer said so"), dated("rated", instant), headers(
        "rated at | rated | survey date | satisfaction date | 评价时间 | 评价日期"), is_date=True),
    Field("links", N_("the numbers of tickets that it has to do with"), numbers("links"), headers(
        "links | linked tickets | related tickets | related | 关联工单 | 相关工单")),
    Field("merged_into", N_("the number of the ticket it was merged into"), line("merged_into"), headers(
        "merged into | merged to | 合并到 | 合并至")),
    Field("split_from", N_("the number of the ticket it was split from"), line("split_from"), headers(
        "split from | 拆分自")),
    Field("first_target", N_("the promise for the first response, in minutes of working time"),
          whole_minutes("first_target"), headers("first target")),
    Field("next_target", N_("the promise for each further response, in minutes of working time"),
          whole_minutes("next_target"), headers("next target")),
    Field("resolution_target", N_("the promise for the resolution, in minutes of working time"),
          whole_minutes("resolution_target"), headers("resolution target")),
)  # fmt: skip

TICKETS = Kind(
    "tickets",
    _SAID + WHOM + _TIMES + _REST,
    frozenset(words("ticket | case | 工单")),
    frozenset({"number", "subject"}),
    complete,
    unclear=N_("{file}: no column says what a ticket is about; the columns are {headers}"),
    thing="ticket",
    changing=words(
        "subject | text | kind | state | priority | owner | team | channel | product | cause | remedy | problem | confirmed | contact | first_response | replies | rating | rating_comment | links | merged_into | split_from | first_target | next_target | resolution_target"
    ),
    erasable=words("text | channel | product | cause | remedy"),
    own=frozenset(words("first minutes | first met | resolution minutes | resolution met | replies")),
)
"""What customers asked for, with the states that it came through."""

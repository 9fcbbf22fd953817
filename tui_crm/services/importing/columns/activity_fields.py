"""Which headers mean which field of an activity, in English and Chinese.

Headers are written as in ``contact_fields``. Sources: the activity exports of HubSpot, Salesforce and Pipedrive, logs of
telephone systems, 跟进记录 and 通话记录 of Chinese teams, and our own words.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from tui_crm.i18n import N_, _
from tui_crm.models.codes import ActivityKind
from tui_crm.models.ids import number_of
from tui_crm.services.importing.columns.activity_words import directions, objections, outcomes
from tui_crm.services.importing.columns.fields import Claim, Field, Kind, Values, headers, words
from tui_crm.services.importing.columns.shapes import instant, line, text, word
from tui_crm.services.importing.columns.shapes_activities import (
    CLOCK,
    SECONDS,
    done,
    felt,
    happened,
    lasted,
    moments,
    own_word,
    people,
)
from tui_crm.services.importing.columns.whom_fields import settle_customer

_SEVERAL: Final = re.compile(r"\s*(?:[;；]|:::)\s*")
_BY_HEADER: Final = {
    "call": ActivityKind.CALL, "通话": ActivityKind.CALL, "通話": ActivityKind.CALL, "来电": ActivityKind.CALL,
    "meeting": ActivityKind.MEETING, "会议": ActivityKind.MEETING, "會議": ActivityKind.MEETING,
    "visit": ActivityKind.VISIT, "拜访": ActivityKind.VISIT, "拜訪": ActivityKind.VISIT,
}  # fmt: skip


def is_id(cell: str) -> bool:
    """Tell whether a cell has the shape of one of our own ids of contacts."""
    return number_of("contact", cell) is not None


def named(values: Values) -> None:
    """Put right whom a row names: the first of several contacts, the others along with them; a customer beside is their company."""
    contact, *others = _SEVERAL.split(str(values.get("contact", "")).strip(" ;；"))
    if others and "contact_id" not in values:  # else it is one, and of our own export
        known = values.get("participants", ())
        values["contact"] = contact
        values["participants"] = (*others, *(known if isinstance(known, tuple) else ()))
    settle_customer(values)


def complete(claims: Sequence[Claim]) -> Callable[[Values], str | None]:
    """Return what makes an activity whole; where no column says what happened, headers such as “Call time” do."""
    said = " ".join(claim.header.lower() for claim in claims)
    usual = str(next((kind for word, kind in _BY_HEADER.items() if word in said), ActivityKind.NOTE))

    def completed(values: Values) -> str | None:
        named(values)
        values.setdefault("kind", usual)
        if "at" not in values:
            return _("nothing says when it was")
        if values.pop("done", True) is False:
            return _("it is not done yet: what shall happen is imported as a reminder")
        if values["kind"] == ActivityKind.NOTE and not values.keys() & {"text", "subject"}:
            return _("there is nothing in it")
        return None

    return completed


WHOM: Final = (
    Field("contact", N_("with whom: a name, e-mail, phone or id"), line("contact"), headers(
        "contact | contact name | contact person | person | person name | contact full name | associated contact | associated contacts"
        " | related contact | name | who | full name | first name last name | 联系人 | 联系人姓名 | 姓名 | 客户联系人 | 对方姓名"
        " | 关联联系人 | 对接人")),
    Field("contact_id", N_("their id (c12), where the name beside it is theirs"), line("contact_id"), headers(
        "contact id | person id | 联系人id", only=is_id)),
    Field("customer", N_("the customer: whom it is about, or the company of who is named"), line("customer"), headers(
        "customer | customer name | client | client name | lead | 客户 | 客户名称 | 客户姓名 | 所属客户 | 关联客户 | 线索名称")),
    Field("email", N_("their e-mail"), line("email"), headers(
        "email | contact email | customer email | e-mail | email address | person email | 邮箱 | 客户邮箱 | 联系邮箱"
        " | 电子邮箱 | 联系人邮箱")),
    Field("phone", N_("their phone"), line("phone"), headers(
        "phone | contact phone | customer phone | mobile phone | mobile | phone number | number dialed | called number"
        " | external number | 电话 | 联系电话 | 客户电话 | 手机 | 手机号 | 手机号码 | 客户手机 | 电话号码 | 对方号码 | 客户号码")),
    Field("company", N_("their company"), line("company"), headers(
        "company | organization | organisation | company name | organization name | account | account name"
        " | associated company | related to | company / account | 公司 | 公司名称 | 单位 | 企业名称 | 所属公司 | 客户公司")),
)  # fmt: skip
"""What tells with whom it was; reminders have the same."""

_OWN = (
    Field("id", N_("which of ours it is (a12), of several that say the same"), line("id"), headers(
        "id", only=lambda cell: number_of("activity", cell) is not None)),
)  # fmt: skip

_WHEN = (
    Field("at", N_("when it was"), moments("at", instant), headers(
        "at | activity date | date | call time | call date | start time | started at | start | activity time | date/time | date and time"
        " | logged at | occurred at | timestamp | meeting start time | call start time | marked as done time | last marked as done"
        " | completed date | sent at | due date | created at | create date | created | add time | 跟进时间 | 跟进日期 | 通话时间"
        " | 通话开始时间 | 开始时间 | 呼叫时间 | 拨打时间 | 拜访时间 | 拜访日期 | 联系时间 | 联系日期 | 沟通时间 | 沟通日期"
        " | 会议时间 | 回访时间 | 记录时间 | 日期 | 发生时间 | 完成时间 | 创建时间")
        + headers("time | time of day | due time | hour | 时间 | 时刻", part=CLOCK), is_date=True),
    Field("minutes", N_("how many minutes it took"), lasted("minutes"), headers(
        "minutes | duration | duration (minutes) | duration minutes | duration in minutes | length | 时长(分钟) | 时长 | 分钟"
        " | 通话时长(分钟) | 持续时间 | 会议时长 | 拜访时长")
        + headers("call duration | duration (seconds) | call duration in seconds | call duration (seconds) | seconds"
                  " | talk time | billsec | 通话时长 | 通话时长(秒) | 时长(秒) | 通话秒数", part=SECONDS)),
)  # fmt: skip

_SAID = (
    Field("kind", N_("call, meeting, visit, email, message, note …"), happened, headers(
        "kind | activity type | type | task subtype | task type | activity | engagement type | event type | 跟进方式 | 跟进类型"
        " | 联系方式 | 沟通方式 | 拜访方式 | 活动类型 | 类型 | 方式 | 记录类型 | 回访方式")),
    Field("author", N_("who did it: a login, e-mail or name"), line("author"), headers(
        "author | by | logged by | user | owner | activity owner | assigned to | assigned | assigned to user | activity assigned to"
        " | call owner | agent | sales rep | salesperson | creator | created by | recorded by | hubspot owner | 跟进人 | 跟进人员"
        " | 记录人 | 拜访人 | 通话人 | 联系人员 | 业务员 | 销售 | 销售人员 | 负责人 | 坐席 | 客服 | 经办人 | 创建人 | 录入人 | 员工"
        " | 操作人 | 回访人")),
    Field("direction", N_("in or out"), word("direction", directions), headers(
        "direction | call direction | email direction | call type | 呼叫类型 | 呼叫方向 | 通话类型 | 方向 | 来去电 | 呼入呼出")),
    Field("outcome", N_("how it ended: reached, no answer …"), own_word("outcome", outcomes), headers(
        "outcome | call outcome | call result | result | meeting outcome | call disposition | disposition | 结果 | 通话结果"
        " | 跟进结果 | 通话状态 | 接通状态 | 呼叫结果 | 拜访结果")),
    Field("objection", N_("what was objected: price, timing …"), own_word("objection", objections), headers(
        "objection | objections | 异议 | 客户异议 | 顾虑")),
    Field("feeling", N_("how it felt, -2 to 2"), felt("feeling"), headers("feeling | mood | sentiment | 感受 | 客户情绪 | 情绪")),
    Field("channel", N_("by which channel: wechat, sms …"), line("channel"), headers(
        "channel | via | medium | 渠道 | 沟通渠道")),
    Field("campaign", N_("which campaign it was for"), line("campaign"), headers("campaign | campaign name | 活动名称 | 营销活动 | 市场活动")),
    Field("subject", N_("what it was about, in one line"), line("subject"), headers(
        "subject | title | call title | meeting name | meeting title | activity name | activity subject | email subject | topic"
        " | 主题 | 标题 | 会议主题 | 跟进主题 | 邮件主题")),
    Field("text", N_("what was said and noted"), text("text"), headers(
        "text | note | notes | body | description | content | comments | comment | full comments | call notes | note body | message"
        " | details | summary | meeting description | email body | internal meeting notes | 跟进内容 | 跟进记录 | 内容 | 通话记录 | 通话内容"
        " | 沟通内容 | 沟通记录 | 拜访内容 | 拜访记录 | 联系内容 | 备注 | 详情 | 记录 | 描述 | 会议内容 | 会议纪要 | 回访内容"
        " | 跟进情况 | 通话小结")),
    Field("participants", N_("who else of theirs took part, several in a cell"), people("participants"), headers(
        "participants | with | attendees | other contacts | invitees | 参与人 | 参会人 | 参加人 | 其他联系人 | 参会人员 | 参与人员")),
    Field("ticket", N_("the ticket it was said on, by its number"), line("ticket"), headers(
        "ticket | ticket number | ticket no | case number | associated ticket | 工单 | 工单编号 | 工单号 | 关联工单")),
    Field("done", N_("has it happened: yes or no"), done("done"), headers(
        "done | status | task status | completed | is completed | 状态 | 完成状态 | 是否完成")),
    Field("message_id", N_("the Message-ID of a mail, which tells it from any other"), line("message_id"), headers(
        "message-id | message id | email message id | internet message id")),
    Field("thread", N_("the conversation of a mail: the Message-ID it began with"), line("thread"), headers("thread")),
)  # fmt: skip

ACTIVITIES: Final = Kind(
    "activities",
    (*_OWN, *WHOM, *_WHEN, *_SAID),
    frozenset(words("activity | engagement | call log")),
    frozenset({"contact", "contact_id", "customer", "email", "phone", "company", "ticket"}),
    complete,
    unclear=N_("{file}: no column says with whom it was; the columns are {headers}"),
    thing="activity",
    changing=words(
        "kind | author | direction | outcome | objection | minutes | feeling | channel | campaign | subject | text | participants | ticket"
    ),
    erasable=words("outcome | objection | minutes | feeling | channel | campaign"),
    own=frozenset(words("customer id | ticket id | next")),
)
"""What happened with customers."""

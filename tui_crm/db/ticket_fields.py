"""Which fields filters over tickets know, and what they look among: tickets that are neither closed, merged nor in the
trash, unless a filter speaks of that; complaints that are not solved stand first, then what runs out next.
"""

from collections.abc import Mapping
from typing import Final

from tui_crm.db import contact_values as values
from tui_crm.db.conditions import Card, Place, distinct
from tui_crm.db.contact_fields import KNOWN_LEVELS, STAGES
from tui_crm.db.date_kinds import Moment
from tui_crm.db.field_kinds import YES_NO, Beginning, Choice, Label, Number, Wording
from tui_crm.db.filter_fields import Field, Known, Sorting, few_in_use
from tui_crm.db.filter_sql import Records
from tui_crm.db.records import folded
from tui_crm.db.reference_kinds import ContactName, Identity, Tag
from tui_crm.db.sqlite.search import TICKET
from tui_crm.db.ticket_kinds import (
    SLA_STATES,
    CustomerSegment,
    OneOf,
    Owner,
    RunsOut,
    Said,
    Standing,
    Team,
    Whereabouts,
)
from tui_crm.db.ticket_states import OVER_STATES, UNCLOSED_STATES
from tui_crm.i18n import N_, NP_
from tui_crm.models.codes import Priority, Stage
from tui_crm.models.ticket import TicketState

_CARD = Card("ticket o", "o.id", single=True)
_UNINDEXED = Card("ticket o", "o.id", single=True, indexed=False)
_SUMMARY = Place("ticket_summary s", "s.ticket_id", single=True)
_STANDING = Place("ticket_summary s", "s.ticket_id", single=True, indexed=False)
_RUNS = Place("ticket_clock k", "k.ticket_id", indexed=False)
_ASKING = Place("ticket o JOIN contact k ON k.id = o.contact_id", "o.id", single=True)
_CUSTOMER = Place("ticket o JOIN contact k ON k.id = o.customer_id", "o.id", single=True)
_TAGS = Place(
    "ticket o JOIN contact_tag t ON t.contact_id = o.customer_id JOIN tag g ON g.id = t.tag_id",
    "o.id",
    within="g.deleted_at IS NULL",
)
_PROBLEM = Place("ticket o JOIN problem p ON p.id = o.problem_id", "o.id", within="p.deleted_at IS NULL")
_LATEST = """(SELECT later.id FROM score later WHERE later.ticket_id = score.ticket_id AND later.kind = 'csat'
    AND later.deleted_at IS NULL ORDER BY later.at DESC, later.id DESC LIMIT 1)"""
_SCORE = Place(
    f"(SELECT ticket_id, value FROM score WHERE kind = 'csat' AND deleted_at IS NULL AND id = {_LATEST}) v",
    "v.ticket_id",
)

_KINDS = {
    "question": ("咨询",),
    "request": ("服务请求", "请求"),
    "incident": ("故障",),
    "complaint": ("投诉",),
    "suggestion": ("建议",),
}
_STATES = {
    "new": ("待受理",),
    "open": ("处理中",),
    "waiting": ("等待客户", "等待"),
    "resolved": ("已解决",),
    "closed": ("已关闭",),
}
_PRIORITIES = {"low": ("低",), "normal": ("普通", "中"), "high": ("高",), "urgent": ("紧急",)}
_CLOCKS = {"first": ("首次响应",), "next": ("后续响应",), "resolution": ("解决",)}
_AWAITED = {"us": ("我们", "我方"), "customer": ("客户",)}
_AWAITING = {"us": "s.awaiting_since IS NOT NULL", "customer": "s.paused = 1"}
_PLACES = {"list": ("列表",), "trash": ("回收站", "废纸篓"), "merged": ("已合并", "合并")}
_IN_LIST = "{row}.deleted_at IS NULL AND +{row}.merged_into_id IS NULL"  # an index by what most have not is no help
_WITHIN = {
    "list": _IN_LIST.format(row="o"),
    "trash": "o.deleted_at IS NOT NULL",
    "merged": "o.deleted_at IS NULL AND o.merged_into_id IS NOT NULL",
}
_CHANNELS, _PRODUCTS, _CAUSES = (distinct("ticket", column) for column in ("channel", "product", "cause"))
_PROBLEMS = Known(
    "SELECT name FROM problem WHERE deleted_at IS NULL AND has_words(name, :low) ORDER BY name_key, id LIMIT :most",
    folded,
)
_TEAMS = Known(
    "SELECT name FROM team WHERE deleted_at IS NULL AND has_words(name, :low) ORDER BY id LIMIT :most", folded
)


def _by_summary(column: str) -> Sorting:
    return Sorting(f"(SELECT s.{column} FROM ticket_summary s WHERE s.ticket_id = c.id)")


def _by_contact(column: str, whose: str) -> Sorting:
    return Sorting(f"(SELECT k.{column} FROM contact k WHERE k.id = c.{whose})")


def _ranked(column: str, order: type[Priority | TicketState | Stage]) -> str:
    """Return the place of a column's code in its order."""
    cases = " ".join(f"WHEN '{code}' THEN {place}" for place, code in enumerate(order))
    return f"CASE {column} {cases} END"


_RUNS_OUT = _by_summary("clock_at")

_FIELDS = (
    Field(
        "id",
        N_("Id"),
        Identity("ticket", _CARD, N_("“{text}” is no id of a ticket")),
        ("编号",),
        "id:t42",
        Sorting("c.id"),
    ),
    Field(
        "number", N_("Number"), Beginning(_CARD, "o.number_key", str.casefold), ("no", "工单号", "单号"), "number:T-42"
    ),
    Field(
        "state",
        N_("State"),
        Choice(_CARD, "o.state", _STATES),
        ("状态",),
        "state:new,open",
        Sorting(_ranked("c.state", TicketState)),
    ),
    Field("kind", N_("Kind"), Choice(_UNINDEXED, "o.kind", _KINDS), ("类型",), "kind:complaint", Sorting("c.kind")),
    Field(
        "priority",
        N_("Priority"),
        Choice(_UNINDEXED, "o.priority", _PRIORITIES),
        ("优先级",),
        "priority:high,urgent",
        Sorting(_ranked("c.priority", Priority)),
    ),
    Field(
        "owner",
        NP_("of a ticket", "Owner"),
        Owner(_CARD, "o.owner_id"),
        ("处理人", "负责人"),
        "owner:me",
        Sorting('(SELECT u.login FROM "user" u WHERE u.id = c.owner_id)'),
        values.USERS,
    ),
    Field(
        "team",
        N_("Team"),
        Team(_CARD, "o.team_id"),
        ("团队", "处理团队"),
        "team:support",
        Sorting("(SELECT g.name FROM team g WHERE g.id = c.team_id)"),
        _TEAMS,
    ),
    Field(
        "contact",
        N_("Who asks"),
        ContactName(_ASKING, "k"),
        ("联系人", "who"),
        "contact:wang",
        _by_contact("name_key", "contact_id"),
    ),
    Field(
        "customer",
        N_("Customer"),
        ContactName(_CUSTOMER, "k"),
        ("客户", "company", "公司"),
        "customer:acme",
        _by_contact("name_key", "customer_id"),
        values.COMPANIES,
    ),
    Field("subject", N_("Subject"), Wording(_CARD, "o.subject", searched=TICKET), ("主题", "标题"), "subject:printer"),
    Field("text", N_("What was said"), Said(), ("内容", "正文"), 'text:"does not print"'),
    Field("channel", N_("Channel"), Wording(_UNINDEXED, "o.channel", known=_CHANNELS), ("渠道",), "channel:phone"),
    Field(
        "product",
        N_("Product"),
        Wording(_CARD, "o.product", known=_PRODUCTS),
        ("产品",),
        "product:printer",
        Sorting("c.product"),
        Known(few_in_use("ticket", "product"), folded),
    ),
    Field(
        "cause",
        N_("Cause"),
        Wording(_CARD, "o.cause", known=_CAUSES),
        ("原因",),
        "cause:none",
        Sorting("c.cause"),
        Known(few_in_use("ticket", "cause"), folded),
    ),
    Field("problem", N_("Known problem"), Wording(_PROBLEM, "p.name"), ("已知问题",), "problem:any", None, _PROBLEMS),
    Field(
        "opened",
        N_("Opened"),
        Moment(_CARD, "o.opened_at"),
        ("created", "新建时间", "受理时间", "创建"),
        "opened:today",
        Sorting("c.opened_at"),
    ),
    Field(
        "resolved",
        N_("Resolved"),
        Moment(_STANDING, "s.resolved_at"),
        ("解决时间",),
        "resolved:this-week",
        _by_summary("resolved_at"),
    ),
    Field(
        "closed",
        N_("Closed"),
        Moment(_STANDING, "s.closed_at"),
        ("关闭时间",),
        "closed:this-week",
        _by_summary("closed_at"),
    ),
    Field(
        "waiting",
        N_("Who is waited for"),
        OneOf(_STANDING, "s.paused", _AWAITED, _AWAITING),
        ("等待",),
        "waiting:us",
    ),
    Field(
        "unanswered",
        N_("Unanswered since"),
        Moment(_STANDING, "s.awaiting_since"),
        ("未回复",),
        "unanswered:>2h",
        _by_summary("awaiting_since"),
    ),
    Field("clock", N_("Clock"), Choice(_STANDING, "s.clock", _CLOCKS), ("时限",), "clock:first", None),
    Field("due", N_("Runs out"), RunsOut(_SUMMARY, "s.clock_at"), ("到期", "截止"), "due:overdue", _RUNS_OUT),
    Field("sla", N_("SLA"), Standing(_STANDING, "s.paused", SLA_STATES, _RUNS), ("时效",), "sla:at-risk,breached"),
    Field(
        "csat",
        N_("Satisfaction"),
        Number(_SCORE, "v.value"),
        ("满意度",),
        "csat:<=2",
        Sorting(f"(SELECT v.value FROM {_SCORE.source} WHERE v.ticket_id = c.id)"),
    ),
    Field("confirmed", N_("Confirmed"), Choice(_UNINDEXED, "o.confirmed", YES_NO), ("客户确认",), "confirmed:no"),
    Field(
        "stage",
        N_("Stage"),
        Choice(_CUSTOMER, "k.stage", STAGES),
        ("阶段",),
        "stage:active",
        Sorting(_ranked("(SELECT k.stage FROM contact k WHERE k.id = c.customer_id)", Stage)),
    ),
    Field(
        "level",
        N_("Level"),
        Label(_CUSTOMER, "k.level", KNOWN_LEVELS),
        ("等级", "级别", "客户等级"),
        "level:A",
        _by_contact("level", "customer_id"),
        values.LEVELS,
    ),
    Field("tag", N_("Tag"), Tag(_TAGS, "g.name_key"), ("tags", "标签"), "tag:vip", None, values.TAGS),
    Field("segment", N_("Segment"), CustomerSegment(), ("分群", "客户分群"), "segment:VIPs", None, values.SEGMENTS),
    Field("in", N_("In"), Whereabouts(_UNINDEXED, "o.id", _PLACES, _WITHIN), ("位于",), "in:merged"),
)

TICKET_FIELDS: Final[Mapping[str, Field]] = {field.name: field for field in _FIELDS}
"""Every field of tickets, by name."""

_SPEAKING = ("in", "state", "closed", "resolved", "id", "number", "csat", "confirmed")

TICKETS: Final = Records(
    table="ticket",
    number=TICKET,
    usual={("in",): _IN_LIST.format(row="c"), _SPEAKING: f"c.state IN {UNCLOSED_STATES}"},
    order=(
        f"(c.kind = 'complaint' AND c.state NOT IN {OVER_STATES}) DESC",
        f"{_RUNS_OUT.key} ASC NULLS LAST",
        "c.opened_at",
        "c.id",
    ),
    written_out=lambda _connection, wanted: wanted,
)
"""Tickets: closed ones only where a filter speaks of what only those have, or names a ticket."""

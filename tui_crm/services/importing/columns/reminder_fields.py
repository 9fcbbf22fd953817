"""Which headers mean which field of a reminder, in English and Chinese.

Headers are written as in ``contact_fields``. Sources: our own export, the task exports of HubSpot, Salesforce, Pipedrive and
Todoist, and 待办 and 下次跟进 of Chinese sheets.
"""

from collections.abc import Callable, Sequence
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tui_crm.errors import BadInput
from tui_crm.i18n import N_, _
from tui_crm.models.ids import number_of
from tui_crm.services.importing.columns.activity_fields import WHOM, named
from tui_crm.services.importing.columns.fields import Claim, Field, Kind, Values, headers, words
from tui_crm.services.importing.columns.shapes import converted, dated, instant, line, plain_line, text, wall, word
from tui_crm.services.importing.columns.shapes_activities import done, lasted, time_of_day
from tui_crm.services.importing.columns.ticket_words import priorities

MINE: Final = "mine"
"""The value that says that the file does not tell whose reminders are."""


def _zone(cell: str) -> str:
    name = plain_line(cell)
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput(_("“{value}” is no time zone such as Asia/Shanghai").format(value=name)) from error


def complete(claims: Sequence[Claim]) -> Callable[[Values], str | None]:
    """Return what makes a reminder whole: its time from a column of its own, and whose it is."""
    is_mine = all(claim.field.name != "owner" for claim in claims)

    def completed(values: Values) -> str | None:
        named(values)
        if "due" not in values:
            return _("nothing says when it is due")
        day, time, zone = values["due"] if isinstance(values["due"], tuple) else (None, None, None)
        values["due"] = day, values.pop("time", None) or time, values.pop("zone", None) or zone
        if is_mine:
            values[MINE] = True
        if values.pop("done", False) and "done_at" not in values:
            return _("it is done, and nothing says when")
        return None

    return completed


REMINDERS: Final = Kind(
    "reminders",
    (
        Field("id", N_("which of ours it is (r12), of several that say the same"), line("id"), headers(
            "id", only=lambda cell: number_of("reminder", cell) is not None)),
        Field("due", N_("when it is due: a day, with a time or without"), dated("due", wall), headers(
            "due | due on | due date | due at | deadline | date | remind at | reminder date | reminder | follow-up date | follow up date"
            " | next follow-up | next follow up | next activity date | start date | activity date | 到期日 | 到期时间 | 提醒时间 | 提醒日期"
            " | 下次跟进时间 | 下次跟进日期 | 下次联系时间 | 下次联系日期 | 截止日期 | 截止时间 | 计划时间 | 计划日期 | 日期 | 待办时间"
            " | 回访时间 | 预约时间"), is_date=True),
        Field("time", N_("its time, where that is in a column of its own"), time_of_day("time"), headers(
            "time | due time | time of day | reminder time | 时间 | 时刻")),
        Field("zone", N_("the time zone of that, such as Asia/Shanghai"), converted("zone", _zone), headers(
            "zone | time zone | timezone | 时区")),
        Field("text", N_("what shall be done"), text("text"), headers(
            "text | subject | title | task | task name | task title | name of task | what | to do | todo | note | notes | summary"
            " | next step | description | content | 内容 | 提醒内容 | 跟进内容 | 下次跟进内容 | 待办 | 待办事项 | 待办内容 | 任务 | 任务名称"
            " | 事项 | 标题 | 主题 | 备注 | 计划内容")),
        *WHOM,
        Field("owner", N_("whose it is: a login, e-mail or name; without such a column yours"), line("owner"), headers(
            "owner | assigned to | assignee | assigned | assigned to user | responsible | user | task owner | activity owner"
            " | task assigned to | 负责人 | 执行人 | 跟进人 | 提醒人 | 指派给 | 处理人 | 所有人 | 业务员 | 销售")),
        Field("priority", N_("low, normal, high or urgent"), word("priority", priorities), headers(
            "priority | urgency | task priority | 优先级 | 紧急程度 | 重要程度")),
        Field("minutes", N_("how many minutes it takes"), lasted("minutes"), headers(
            "minutes | duration | duration (minutes) | length | 时长 | 时长(分钟) | 分钟 | 预计时长")),
        Field("place", N_("where"), line("place"), headers("place | location | where | 地点 | 地址 | 位置 | 会议地点")),
        Field("repeat", N_("on which days it comes back: in words, or as an RRULE"), line("repeat"), headers(
            "repeat | recurrence | rrule | repeats | recurring | 重复 | 重复规则 | 循环 | 周期")),
        Field("done_at", N_("when it was done"), dated("done_at", instant), headers(
            "done at | completed at | completed date | completed | completion date | date completed | marked as done time | closed date"
            " | 完成时间 | 完成日期 | 办结时间"), is_date=True),
        Field("done", N_("is it done: yes or no"), done("done"), headers(
            "done | status | task status | is completed | 状态 | 完成状态 | 是否完成 | 任务状态")),
        Field("ticket", N_("the ticket it is about, by its number"), line("ticket"), headers(
            "ticket | ticket number | ticket no | case number | associated ticket | 工单 | 工单编号 | 工单号 | 关联工单")),
    ),
    frozenset(words("task | reminder | 待办 | 任务")),
    frozenset({"due"}),
    complete,
    unclear=N_("{file}: no column says when something is due; the columns are {headers}"),
    thing="reminder",
    changing=words("owner | priority | minutes | place | repeat | done_at | ticket"),
    erasable=words("minutes | place | repeat"),
    own=frozenset(words("customer id | ticket id | overdue")),
)  # fmt: skip
"""What shall happen."""

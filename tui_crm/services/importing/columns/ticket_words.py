"""Which words in a cell mean one of ours about tickets: states, priorities, kinds, and how content somebody was.

Sources: the exports of Zendesk, Freshdesk, Zammad and osTicket, and the words of Chinese help desks.
"""

from functools import cache

from tui_crm.models.codes import Priority
from tui_crm.models.ticket import Confirmed, TicketKind, TicketState
from tui_crm.services.importing.columns.vocabulary import Vocabulary, vocabulary, yes_or_no


@cache
def states() -> Vocabulary:
    """Words for a ticket's state; what waits for anybody outside waits, and what was merged is closed."""
    return vocabulary(
        {
            str(TicketState.NEW): "new | unassigned | 新建 | 新工单 | 待受理 | 待处理 | 未处理 | 未受理 | 待分配 | 新",
            str(TicketState.OPEN): "open | opened | reopened | in progress | processing | assigned | active | 处理中"
            " | 进行中 | 受理中 | 已受理 | 已分配 | 已派单 | 打开 | 开启 | 重新打开 | 跟进中",
            str(TicketState.WAITING): "waiting | pending | on hold | hold | pending reminder | waiting on customer"
            " | waiting for customer | awaiting customer | waiting on third party | awaiting your reply | 等待客户"
            " | 待客户回复 | 等待客户回复 | 待客户确认 | 待反馈 | 等待 | 等待中 | 挂起 | 已挂起 | 暂停 | 已暂停",
            str(TicketState.RESOLVED): "resolved | solved | fixed | completed | done | pending close | 已解决 | 解决"
            " | 已处理 | 处理完成 | 已完成 | 完成",
            str(TicketState.CLOSED): "closed | archived | merged | finished | 已关闭 | 关闭 | 已结束 | 结束 | 已归档"
            " | 已合并 | 关单 | 已关单",
        }
    )


@cache
def priorities() -> Vocabulary:
    """Words for a priority; a number alone means another end of the scale in every program, and means none here."""
    return vocabulary(
        {
            str(Priority.LOW): "low | 1 low | lowest | minor | trivial | 低 | 不紧急 | 较低",
            str(Priority.NORMAL): "normal | 2 normal | medium | moderate | 中 | 中等 | 普通 | 一般 | 正常 | 标准",
            str(Priority.HIGH): "high | 3 high | major | important | 高 | 较高 | 重要 | 优先",
            str(
                Priority.URGENT
            ): "urgent | emergency | critical | highest | blocker | 4 urgent | 紧急 | 非常紧急 | 特急"
            " | 加急 | 最高 | 严重",
        }
    )


@cache
def kinds() -> Vocabulary:
    """Words for what a ticket asks for."""
    return vocabulary(
        {
            str(TicketKind.QUESTION): "question | enquiry | inquiry | how to | information | 咨询 | 问题咨询 | 产品咨询"
            " | 业务咨询 | 售前咨询 | 提问 | 疑问",
            str(TicketKind.REQUEST): "request | service request | task | change request | order | return | refund"
            " | 服务请求 | 请求 | 申请 | 需求 | 任务 | 退货 | 退款 | 换货 | 安装",
            str(TicketKind.INCIDENT): "incident | problem | bug | issue | fault | defect | error | outage"
            " | report a problem | 故障 | 报修 | 维修 | 问题 | 缺陷 | 事件 | 故障报修 | 技术问题",
            str(TicketKind.COMPLAINT): "complaint | 投诉 | 客诉 | 客户投诉 | 抱怨 | 投诉建议",
            str(TicketKind.SUGGESTION): "suggestion | feature request | feature | idea | feedback | improvement | 建议"
            " | 意见 | 意见反馈 | 反馈 | 产品建议",
        }
    )


@cache
def confirmations() -> Vocabulary:
    """Words for the customer's word on whether it is solved."""
    return {word: str(Confirmed.YES if said else Confirmed.NO) for word, said in yes_or_no().items()}


@cache
def ratings() -> Vocabulary:
    """Words for CSAT from 1 to 5; of programs that know two answers only, the good one is 5 and the bad one 1."""
    stars = {value: f"{'★' * value} | {'★' * value}{'☆' * (5 - value)} | {value}/5 | {value} stars | {value}星 | {value}分"
             for value in range(1, 6)}  # fmt: skip
    declared = {
        5: "5 | good | very satisfied | extremely happy | excellent | 非常满意 | 很满意 | 好评 | 五星",
        4: "4 | satisfied | very happy | happy | 满意 | 比较满意 | 四星",
        3: "3 | neutral | ok | okay | average | fair | 一般 | 中立 | 中评 | 三星",
        2: "2 | dissatisfied | unhappy | very unhappy | poor | 不满意 | 不太满意 | 二星",
        1: "1 | bad | very dissatisfied | extremely unhappy | terrible | 非常不满意 | 很不满意 | 差评 | 一星",
    }
    return {
        **vocabulary({value: f"{declared[value]} | {stars[value]}" for value in declared}),
        **vocabulary({None: "offered | unoffered | not offered | not rated | unrated | 未评价 | 未评 | 暂未评价"}),
    }

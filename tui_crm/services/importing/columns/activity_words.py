"""Which words in a cell mean one of ours about activities: kinds, channels, directions, how calls ended, how it felt.

Sources: the exports of HubSpot, Salesforce and Pipedrive, of telephone systems, and the words of Chinese sheets.
"""

from functools import cache

from tui_crm.models.codes import ActivityKind, Direction
from tui_crm.services.importing.columns.vocabulary import Vocabulary, vocabulary, yes_or_no


@cache
def kinds() -> Vocabulary:
    """Words for what happened; what else a program calls a task was work on somebody, and is a note."""
    return vocabulary(
        {
            str(
                ActivityKind.CALL
            ): "call | phone | phone call | call log | calls | telephone | voicemail | 电话 | 通话 | 致电"
            " | 去电 | 来电 | 呼入 | 呼出 | 电话沟通 | 电话跟进 | 电话回访 | 回访 | 打电话 | 电话联系 | 手机",
            str(
                ActivityKind.MEETING
            ): "meeting | event | appointment | demo | lunch | video call | video meeting | online meeting"
            " | webinar | 会议 | 见面 | 面谈 | 约见 | 洽谈 | 视频会议 | 线上会议 | 会面 | 演示",
            str(
                ActivityKind.VISIT
            ): "visit | on-site visit | site visit | customer visit | in person | 拜访 | 上门 | 上门拜访"
            " | 实地拜访 | 走访 | 外出拜访 | 到访 | 来访 | 现场",
            str(
                ActivityKind.EMAIL
            ): "email | e-mail | mail | email sent | incoming email | outgoing email | emails | 邮件"
            " | 电子邮件 | 发邮件 | 邮箱 | 邮件沟通",
            str(
                ActivityKind.MESSAGE
            ): "message | chat | sms | text message | whatsapp | wechat | wecom | dingtalk | feishu"
            " | linkedin message | live chat | im | 微信 | 短信 | 消息 | 企业微信 | 企微 | 钉钉 | 飞书 | qq | 在线聊天 | 微信沟通"
            " | 微信聊天 | 微信跟进 | 在线沟通 | 在线客服",
            str(
                ActivityKind.NOTE
            ): "note | notes | comment | memo | task | to do | todo | deadline | other | follow up | 备注"
            " | 笔记 | 记录 | 其他 | 其它 | 任务 | 待办 | 跟进",
            str(ActivityKind.SURVEY): "survey | questionnaire | 问卷 | 调查 | 满意度调查",
            str(ActivityKind.SYSTEM): "system | automatic | 系统 | 系统消息",
        }
    )


@cache
def ways() -> Vocabulary:
    """Words for what happened that say by which channel, too."""
    return vocabulary(
        {
            "wechat": "wechat | 微信 | 微信沟通 | 微信聊天 | 微信跟进",
            "wecom": "wecom | 企业微信 | 企微",
            "dingtalk": "dingtalk | 钉钉",
            "feishu": "feishu | 飞书",
            "sms": "sms | text message | 短信",
            "whatsapp": "whatsapp",
            "qq": "qq",
        }
    )


@cache
def directions() -> Vocabulary:
    """Words for who came to whom."""
    return vocabulary(
        {
            str(
                Direction.IN
            ): "in | incoming | inbound | received | from customer | 呼入 | 来电 | 接听 | 已接来电 | 接收 | 收到"
            " | 入站 | 客户来电 | 被叫 | 来访",
            str(
                Direction.OUT
            ): "out | outgoing | outbound | sent | to customer | dialed | dialled | 呼出 | 去电 | 外呼 | 拨打"
            " | 主叫 | 拨出 | 发送 | 发出 | 已发送 | 出站",
        }
    )


@cache
def outcomes() -> Vocabulary:
    """Words for how a call usually ends; any other is kept as it is."""
    return vocabulary(
        {
            "reached": "reached | connected | answered | completed | interested | 已接通 | 接通 | 已联系 | 通话成功 | 已接",
            "no answer": "no answer | not answered | unanswered | missed | busy | 未接 | 未接通 | 无人接听 | 无应答 | 占线 | 忙线",
            "left message": "left message | left voicemail | left live message | voicemail | 已留言 | 留言",
            "wrong number": "wrong number | bad number | invalid number | 空号 | 号码错误 | 错号 | 打错",
            "call back": "call back | callback | call later | call back later | 稍后回电 | 再联系 | 待回电 | 改天再打",
        }
    )


@cache
def objections() -> Vocabulary:
    """Words for what is usually objected; any other is kept as it is."""
    return vocabulary(
        {
            "price": "price | too expensive | budget | 价格 | 太贵 | 预算",
            "timing": "timing | not now | too early | 时机 | 时间不合适",
            "need": "need | no need | not interested | 需求 | 没有需求 | 不需要",
            "trust": "trust | 信任 | 不信任",
            "competitor": "competitor | competition | 竞争对手 | 竞品",
        }
    )


@cache
def feelings() -> Vocabulary:
    """Words for how something felt, −2 to 2; as numbers they differ by a sign, which no word has."""
    return vocabulary(
        {
            2: "very good | very positive | 很好 | 非常好 | 非常积极",
            1: "good | positive | 好 | 积极 | 正面",
            0: "neutral | 中性 | 一般 | 中立",
            -1: "bad | negative | 不好 | 消极 | 负面",
            -2: "very bad | very negative | 很差 | 很不好 | 非常消极",
        }
    )


@cache
def dones() -> Vocabulary:
    """Words for whether it has happened; a word beyond these says nothing of that."""
    return {
        **yes_or_no(),
        **vocabulary(
            {
                True: "done | completed | complete | finished | held | 已完成 | 完成 | 已办 | 已结束",
                False: "open | not started | in progress | planned | scheduled | to do | todo | waiting on someone else"
                " | deferred | pending | 未完成 | 进行中 | 未开始 | 计划中 | 待办 | 待跟进",
            }
        ),
    }

"""The Chinese words of dates and times, simplified; a new word stands beside those that mean the same."""

from tui_crm.models.span import Unit
from tui_crm.models.when.day_parts import DayPart

WORDS: dict[str, dict[int, str]] = {
    "half": {500: "半, 个半"},
    "dayword": {
        -3: "大前天",
        -2: "前天",
        -1: "昨天, 昨日",
        0: "今天, 今日",
        1: "明天, 明日",
        2: "后天",
        3: "大后天",
    },
    "weekday": {
        0: "周一, 星期一, 礼拜一",
        1: "周二, 星期二, 礼拜二",
        2: "周三, 星期三, 礼拜三",
        3: "周四, 星期四, 礼拜四",
        4: "周五, 星期五, 礼拜五",
        5: "周六, 星期六, 礼拜六, 周末",
        6: "周日, 星期日, 礼拜日, 周天, 星期天, 礼拜天",
    },
    "ri": {0: "日, 号"},
    "this": {0: "本, 这, 这个"},
    "next": {-2: "上上, 上上个", -1: "上, 上个", 1: "下, 下个", 2: "下下, 下下个"},
    "nth": {0: "第一个, 首个", -1: "最后一个"},
    "workday": {0: "工作日, 个工作日"},
    "edge": {0: "初", -1: "底, 末"},
    "minute": {Unit.MINUTE: "分钟"},
    "hour": {Unit.HOUR: "小时, 个小时, 钟头, 个钟头"},
    "day": {Unit.DAY: "天"},
    "week": {Unit.WEEK: "周, 星期, 个星期, 礼拜, 个礼拜"},
    "month": {Unit.MONTH: "月, 个月"},
    "quarter": {Unit.QUARTER: "季, 季度, 个季度"},
    "year": {Unit.YEAR: "年"},
    "part": {
        DayPart.NIGHT: "凌晨",
        DayPart.FORENOON: "清晨, 早上, 早晨, 上午",
        DayPart.NOON: "中午, 正午",
        DayPart.AFTERNOON: "下午",
        DayPart.DUSK: "傍晚",
        DayPart.EVENING: "晚上, 晚间, 夜里",
    },
    "clock": {86_400: "半夜, 午夜"},
    "dian": {0: "点, 点钟", 1: "时"},
    "fen": {0: "分"},
    "ke": {0: "刻"},
    "direction": {1: "后, 以后, 之后, 过后, 再过, 内, 之内, 以内", -1: "前, 以前, 之前"},
    "now": {0: "现在, 刚才, 刚刚"},
    "noise": {0: "的, 在, 于"},
}
"""What words say: kind (of :mod:`~tui_crm.models.when.grammar`) → number → the words for it."""

SAME_AS = {
    "今早": "今天早上",
    "今晚": "今天晚上",
    "明早": "明天早上",
    "明晚": "明天晚上",
    "昨晚": "昨天晚上",
    "今年": "本年",
    "明年": "下年",
    "后年": "下下年",
    "去年": "上年",
    "前年": "上上年",
}
"""Words that are short for others."""

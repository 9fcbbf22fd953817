"""The English words of dates and times; a new word stands beside those that mean the same."""

from tui_crm.models.span import Unit
from tui_crm.models.typed_text import ENGLISH_MONTHS
from tui_crm.models.when.day_parts import DayPart

WORDS: dict[str, dict[int, str]] = {
    "num": {
        1: "a, an, one",
        2: "two",
        3: "three",
        4: "four",
        5: "five",
        6: "six",
        7: "seven",
        8: "eight",
        9: "nine",
        10: "ten",
        11: "eleven",
        12: "twelve",
        15: "fifteen",
        20: "twenty",
        30: "thirty",
    },
    "half": {500: "half, half a, half an, and a half"},
    "dayword": {
        -2: "day before yesterday",
        -1: "yesterday",
        0: "today",
        1: "tomorrow, tmr, tmrw",
        2: "day after tomorrow",
    },
    "weekday": {
        0: "mon, monday",
        1: "tue, tues, tuesday",
        2: "wed, weds, wednesday",
        3: "thu, thur, thurs, thursday",
        4: "fri, friday",
        5: "sat, saturday, weekend",
        6: "sun, sunday",
    },
    "mon": {month: ", ".join(names) for month, names in ENGLISH_MONTHS.items()},
    "ri": {0: "st, nd, rd, th"},
    "this": {0: "this"},
    "next": {1: "next", -1: "last, previous"},
    "nth": {0: "first"},
    "workday": {
        0: "working day, working days, business day, business days, work day, work days, workday, workdays",
    },
    "edge": {0: "start, beginning", -1: "end"},
    "minute": {Unit.MINUTE: "min, mins, minute, minutes"},
    "hour": {Unit.HOUR: "h, hr, hrs, hour, hours"},
    "day": {Unit.DAY: "d, day, days"},
    "week": {Unit.WEEK: "w, wk, week, weeks"},
    "month": {Unit.MONTH: "mo, month, months"},
    "quarter": {Unit.QUARTER: "quarter, quarters"},
    "year": {Unit.YEAR: "y, yr, year, years"},
    "part": {
        DayPart.AM: "am, a.m.",
        DayPart.PM: "pm, p.m.",
        DayPart.MORNING: "morning, in the morning",
        DayPart.NOON: "noon, midday",
        DayPart.AFTERNOON: "afternoon, in the afternoon",
        DayPart.EVENING: "evening, in the evening, night",
    },
    "clock": {86_400: "midnight"},
    "dian": {0: "o'clock"},
    "past": {-15: "quarter to", 15: "quarter past", 30: "half past"},
    "direction": {1: "in, within, from now, later", -1: "ago, earlier"},
    "now": {0: "now, just now, right now"},
    "noise": {0: "at, @, on, the, of, by, and, t"},
}
"""What words say: kind (of :mod:`~tui_crm.models.when.grammar`) → number → the words for it."""

SAME_AS = {
    "tonight": "today evening",
    "last night": "yesterday evening",
    "eow": "end of week",
    "eom": "end of month",
    "eoq": "end of quarter",
    "eoy": "end of year",
}
"""Words that are short for others."""

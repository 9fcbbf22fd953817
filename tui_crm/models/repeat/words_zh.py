"""How repeats are said in Chinese, simplified by ``typed_text``; a new way is one line here."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from tui_crm.i18n import N_
from tui_crm.models.birthday import Calendar, parse_birthday
from tui_crm.models.repeat.value import Every, Weekday
from tui_crm.models.typed_text import NUMERALS, chinese_number

Said = dict[str, Any]
"""Fields of a :class:`tui_crm.models.repeat.value.Repeat`."""

_DAYS: Final = {**{name: day for day, name in enumerate("一二三四五六日")}, "天": 6}
_UNITS: Final = {"天": Every.DAY, "日": Every.DAY, "周": Every.WEEK, "月": Every.MONTH, "年": Every.YEAR}

_N: Final = rf"(?P<number>\d{{1,9}}|[{NUMERALS}]{{1,6}}?)"
_COUNT: Final = rf"(?:\d{{1,2}}|[{NUMERALS}]{{1,3}})"
_EVERY: Final = r"(?:每逢|每到|逢|每)"
_WEEK: Final = r"(?:周|星期|礼拜)"
_AND: Final = r"(?: ?[,和与及跟&] ?| )?"
_SEVERAL: Final = rf"[一二三四五六日天](?:{_AND}{_WEEK}?[一二三四五六日天])*"
_WDS: Final = rf"(?P<weekdays>(?:{_WEEK}?[一二三四五六日天] ?[到至\-] ?{_WEEK}?[一二三四五六日天]|{_SEVERAL}))"
_ONE_WD: Final = rf"{_WEEK}[一二三四五六日天]"
_DATE: Final = (
    rf"(?:最后(?:一|1)?[天日]|月?[底末]|倒数第{_COUNT}个?[天日]|{_COUNT}[日号]"
    rf"|(?:最后(?:一|1)?个?|倒数第{_COUNT}个?|第{_COUNT}个?){_ONE_WD})"
)
_MDAYS: Final = rf"(?P<days>{_DATE}(?:{_AND}{_DATE})*|{_COUNT}(?:{_AND}{_COUNT})*[日号])"
_MONTH: Final = r"(?:个?月)"
_ONCE: Final = r"(?:一次|1次)?"
_DONE: Final = r"(?:每次)?(?:完成|做完|办完|结束)"
_LATER: Final = r"(?:之后|以后|后)"
_UNIT: Final = r"(?P<unit>天|日|个?星期|个?礼拜|周|个月|年)"


def _number(text: str) -> int:
    return chinese_number(text)


def _steps(every: Every, **given: str) -> Said:
    """Return the rule of a number of days, weeks, months or years, on the days that are given."""
    said: Said = {"every": every, "interval": _number(given.get("number", "1"))}
    if "weekdays" in given:
        said["weekdays"] = _weekdays(given["weekdays"])
    if "days" in given:
        said |= _month_days(given["days"])
    return said


def _weekdays(text: str) -> tuple[Weekday, ...]:
    found = [_DAYS[name] for name in re.sub(_WEEK, "", text) if name in _DAYS]
    if re.search(r"[到至\-]", text):
        first, last = found
        if last <= first:
            raise ValueError(text)
        found = list(range(first, last + 1))
    return tuple(map(Weekday, found))


def _month_days(text: str) -> Said:
    """Return the days of a month: all by date, or all by weekday; a mixture is no rule."""
    dates: list[int] = []
    weekdays: list[Weekday] = []
    for each in re.findall(rf"{_DATE}|{_COUNT}", text):
        nth = _place(each)
        if name := re.search(rf"{_WEEK}([一二三四五六日天])$", each):
            weekdays.append(Weekday(_DAYS[name[1]], nth))
        else:
            dates.append(nth)
    return {"month_days": tuple(dates), "weekdays": tuple(weekdays)}


def _place(text: str) -> int:
    """Return which one is meant: ``第二个`` is 2, ``最后`` -1, ``倒数第二`` -2."""
    if text.startswith("最后") or text[-1] in "底末":
        return -1
    counted = re.search(_COUNT, re.sub(rf"{_WEEK}.$", "", text))
    if counted is None:
        raise ValueError(text)
    return -_number(counted[0]) if text.startswith("倒数") else _number(counted[0])


def _on_weekday(days: str, month: str, number: str = "1") -> Said:
    return {"every": Every.YEAR, "interval": _number(number), "month": _number(month), **_month_days(days)}


def _on_birthday(day: str, number: str = "1") -> Said:
    """Return the rule of a day of the year, solar or lunar, as birthdays are said."""
    birthday = parse_birthday(day)
    said = {"month": birthday.month, "month_days": (birthday.day,), "leap": birthday.leap}
    lunar = birthday.calendar is Calendar.LUNAR
    return {"every": Every.YEAR, "interval": _number(number), "lunar": lunar, **said}


def _done(unit: str, number: str) -> Said:
    every = Every.WEEK if "星期" in unit or "礼拜" in unit else _UNITS[unit.removeprefix("个")]
    return {"every": every, "interval": _number(number), "from_done": True}


def _on(every: Every, interval: int = 1) -> Callable[..., Mapping[str, Any]]:
    return lambda **given: _steps(every, **{"number": str(interval), **given})


def _workdays() -> Said:
    return {"every": Every.DAY, "working_days": True}


_YEARS: Final = rf"{_EVERY}(?:{_N}(?:个)?)?年(?:的|逢)?"

RULES: Final[tuple[tuple[str, Callable[..., Mapping[str, Any]]], ...]] = (
    (rf"{_EVERY}(?:{_N})?[天日]{_ONCE}", _on(Every.DAY)),
    (r"(?:每?隔一?[天日])(?:一次)?", _on(Every.DAY, 2)),
    (rf"{_EVERY}个?工作日", _workdays),
    (rf"{_EVERY}个?{_WEEK}{_ONCE}", _on(Every.WEEK)),
    (rf"{_EVERY}{_N}个?{_WEEK}{_ONCE}(?:(?:的|在|,)?{_WEEK}{_WDS})?", _on(Every.WEEK)),
    (rf"(?:隔周|每隔一个?{_WEEK})(?:的?{_WEEK}?{_WDS})?", _on(Every.WEEK, 2)),
    (rf"{_EVERY}个?{_WEEK}(?:的{_WEEK}|,{_WEEK})?{_WDS}", _on(Every.WEEK)),
    (rf"{_EVERY}(?:{_N})?{_MONTH}{_ONCE}(?:(?:的|在|,)?{_MDAYS})?", _on(Every.MONTH)),
    (rf"(?:隔月|每隔一个?月)(?:的?{_MDAYS})?", _on(Every.MONTH, 2)),
    (rf"{_EVERY}个?季度?{_ONCE}", _on(Every.MONTH, 3)),
    (rf"{_YEARS}{_ONCE}", _on(Every.YEAR)),
    (rf"{_YEARS}(?P<month>{_COUNT})月份?的?(?P<days>(?=[最倒第]){_DATE})", _on_weekday),
    (rf"{_YEARS}(?P<day>.*月.+)", _on_birthday),
    (rf"{_DONE}{_LATER},?的?(?:第|每)?{_N}{_UNIT}", _done),
    (rf"{_DONE}{_N}{_UNIT}{_LATER}", _done),
)
"""What is said, made plain, and what makes fields of the groups in it, in the order they are tried."""

UNCLEAR: Final[Mapping[str, str]] = {
    rf"每.*年的?[{NUMERALS}]{{1,3}}月[{NUMERALS}]{{1,3}}": N_("“{text}” does not say whether it is solar or lunar"),
    rf"每?隔(?!一)(?:\d+|[{NUMERALS}]+)个?(?:天|日|周|星期|礼拜|月|年).*": N_(
        "“{text}” can mean so many or one more: say for example 每3天"
    ),
}
"""What can mean several things, and what is said of it."""

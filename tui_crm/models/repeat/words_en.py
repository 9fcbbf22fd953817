"""How repeats are said in English; a new way is one line here."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from tui_crm.i18n import N_
from tui_crm.models.birthday import parse_birthday
from tui_crm.models.repeat.value import Every, Weekday
from tui_crm.models.typed_text import ENGLISH_MONTHS

Said = dict[str, Any]
"""Fields of a :class:`tui_crm.models.repeat.value.Repeat`."""

_DAYS: Final = (
    ("mon", "monday"), ("tue", "tues", "tuesday"), ("wed", "weds", "wednesday"), ("thu", "thur", "thurs", "thursday"),
    ("fri", "friday"), ("sat", "saturday"), ("sun", "sunday"),
)  # fmt: skip
_WEEKDAYS: Final = {name + plural: day for day, names in enumerate(_DAYS) for name in names for plural in ("", "s")}
_MONTHS: Final = {name: month for month, names in ENGLISH_MONTHS.items() for name in names}
_COUNTED: Final = {
    "a": 1, "one": 1, "other": 2, "second": 2, "two": 2, "third": 3, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_NTH: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_UNITS: Final = {"day": Every.DAY, "week": Every.WEEK, "month": Every.MONTH, "year": Every.YEAR}

_WD: Final = rf"(?:{'|'.join(sorted(_WEEKDAYS, key=len, reverse=True))})"
_AND: Final = r"(?: ?, ?and | ?, ?| and | ?& ?| )"
_WDS: Final = rf"(?P<weekdays>{_WD}(?:{_AND}(?:on )?{_WD})*|{_WD} ?(?:-|to|through) ?{_WD})"
_N: Final = rf"(?P<number>\d{{1,9}}|{'|'.join(_COUNTED)})"
_PLACE: Final = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(_NTH)})"
_ENDWISE: Final = rf"(?:{_PLACE}[ -](?:to[ -])?last|last)"
_DAY: Final = rf"(?:the )?(?:(?:{_ENDWISE}|{_PLACE}) {_WD}|{_ENDWISE} day|day \d{{1,2}} from the end|day \d{{1,2}}|{_PLACE}(?: day)?)"
_MDAYS: Final = rf"(?P<days>{_DAY}(?:{_AND}{_DAY})*)"
_MON: Final = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_EVERY: Final = r"(?:every|each)"
_DONE: Final = r"after (?:(?:it|this|the last one) is |each |every |the )?(?:done|completed|finished|completion)"


def _number(word: str) -> int:
    return _COUNTED[word] if word in _COUNTED else int(word)


def _steps(every: Every, **given: str) -> Said:
    """Return the rule of a number of days, weeks, months or years, on the days that are given."""
    said: Said = {"every": every, "interval": _number(given.get("number", "1"))}
    if "weekdays" in given:
        said["weekdays"] = _weekdays(given["weekdays"])
    if "days" in given:
        said |= _month_days(given["days"])
    return said


def _weekdays(text: str) -> tuple[Weekday, ...]:
    found = [_WEEKDAYS[word] for word in re.findall(r"[a-z]+", text) if word in _WEEKDAYS]
    if re.search(rf"^{_WD} ?(?:-|to|through) ", text.replace("-", "- ")):
        first, last = found
        if last <= first:
            raise ValueError(text)
        found = list(range(first, last + 1))
    return tuple(map(Weekday, found))


def _month_days(text: str) -> Said:
    """Return the days of a month: all by date, or all by weekday; a mixture is no rule."""
    dates: list[int] = []
    weekdays: list[Weekday] = []
    for each in re.findall(_DAY, text):
        nth = _place(each)
        if name := re.search(rf" ({_WD})$", each):
            weekdays.append(Weekday(_WEEKDAYS[name[1]], nth))
        else:
            dates.append(nth)
    return {"month_days": tuple(dates), "weekdays": tuple(weekdays)}


def _place(text: str) -> int:
    """Return which one is meant: ``2nd``, ``last`` is -1, ``2nd to last`` -2; 0 is none and refused with the rule."""
    found = re.search(rf"\d{{1,2}}|\b(?:{'|'.join(_NTH)})\b", text)
    place = 1 if found is None else _NTH.get(found[0]) or int(found[0])
    return -place if re.search(r"\blast\b|from the end", text) else place


def _on_date(day: str, month: str, number: str = "1") -> Said:
    return {
        "every": Every.YEAR,
        "interval": _number(number),
        "month": _MONTHS[month.rstrip(".")],
        "month_days": (int(re.sub(r"\D", "", day)),),
    }


def _on_weekday(days: str, month: str, number: str = "1") -> Said:
    return {"every": Every.YEAR, "interval": _number(number), "month": _MONTHS[month.rstrip(".")], **_month_days(days)}


def _on_lunar(month: str, day: str, leap: str = "", number: str = "1") -> Said:
    birthday = parse_birthday(f"lunar:--{'L' if leap else ''}{int(month):02}-{int(day):02}")
    said = {"month": birthday.month, "month_days": (birthday.day,), "leap": birthday.leap}
    return {"every": Every.YEAR, "interval": _number(number), "lunar": True, **said}


def _done(unit: str, number: str = "1") -> Said:
    return {"every": _UNITS[unit], "interval": _number(number), "from_done": True}


def _on(every: Every, interval: int = 1) -> Callable[..., Mapping[str, Any]]:
    return lambda **given: _steps(every, **{"number": str(interval), **given})


def _workdays() -> Said:
    return {"every": Every.DAY, "working_days": True}


_YEARS: Final = rf"(?:yearly|annually|{_EVERY} (?:{_N} )?years?)"
_MONTH: Final = rf"(?:(?:the )?month|{_EVERY} month)"

RULES: Final[tuple[tuple[str, Callable[..., Mapping[str, Any]]], ...]] = (
    (rf"daily|{_EVERY} (?:{_N} )?days?", _on(Every.DAY)),
    (rf"{_EVERY} (?:working day|workday)", _workdays),
    (rf"{_EVERY} weekday", lambda: _steps(Every.WEEK, weekdays="mon to fri")),
    (rf"(?:weekly|{_EVERY} (?:{_N} )?weeks?)(?: on {_WDS})?", _on(Every.WEEK)),
    (rf"(?:fortnightly|{_EVERY} fortnight)(?: on {_WDS})?", _on(Every.WEEK, 2)),
    (rf"(?:{_EVERY} (?:(?P<number>other) )?|on ){_WDS}", _on(Every.WEEK)),
    (rf"on {_WDS} {_EVERY} (?:{_N} )?weeks?", _on(Every.WEEK)),
    (rf"(?:monthly|{_EVERY} (?:{_N} )?months?)(?: on {_MDAYS})?", _on(Every.MONTH)),
    (rf"(?:quarterly|{_EVERY} quarter)", _on(Every.MONTH, 3)),
    (rf"(?:on )?{_MDAYS} (?:of )?{_EVERY} (?:{_N} )?months?", _on(Every.MONTH)),
    (rf"{_EVERY} {_MDAYS} of {_MONTH}", _on(Every.MONTH)),
    (_YEARS, _on(Every.YEAR)),
    (rf"{_YEARS} on (?:the )?(?P<day>\d{{1,2}}(?:st|nd|rd|th)?) (?:of )?(?P<month>{_MON})", _on_date),
    (rf"{_YEARS} on (?P<month>{_MON}) (?P<day>\d{{1,2}}(?:st|nd|rd|th)?)", _on_date),
    (rf"{_EVERY} (?P<day>\d{{1,2}}(?:st|nd|rd|th)?) (?:of )?(?P<month>{_MON})", _on_date),
    (rf"{_EVERY} (?P<month>{_MON}) (?P<day>\d{{1,2}}(?:st|nd|rd|th)?)", _on_date),
    (rf"{_YEARS} on {_MDAYS} (?:of|in) (?P<month>{_MON})", _on_weekday),
    (rf"{_EVERY} {_MDAYS} (?:of|in) (?P<month>{_MON})", _on_weekday),
    (rf"{_YEARS} on lunar (?P<leap>leap )?month (?P<month>\d{{1,2}}),? day (?P<day>\d{{1,2}})", _on_lunar),
    (rf"{_YEARS} on lunar:? ?(?:--)?(?P<leap>l)?(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})", _on_lunar),
    (rf"(?:{_EVERY} )?{_N} (?P<unit>day|week|month|year)s? {_DONE}", _done),
)
"""What is said, made plain, and what makes fields of the groups in it, in the order they are tried."""

UNCLEAR: Final[Mapping[str, str]] = {
    r"bi-?weekly|bi-?monthly|bi-?annually|semi-?\w+": N_(
        "“{text}” can mean twice in one or once in two: say every 2 weeks"
    ),
    rf"{_EVERY} (?:second|2nd|third|3rd|fourth|4th) {_WD}": N_(
        "“{text}” can mean in the month or in so many weeks: say every 2 weeks on tue, or every month on the 2nd tue"
    ),
}
"""What can mean several things, and what is said of it."""

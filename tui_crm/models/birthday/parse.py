"""How a birthday is read as people write it, without ever guessing the order of day and month."""

import re
from functools import cache

from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.birthday.value import Birthday, Calendar
from tui_crm.models.record import DamagedValue
from tui_crm.models.typed_text import ENGLISH_MONTHS, NUMERALS, chinese_number, plain

_MARKS = {
    **dict.fromkeys(("lunar:", "农历", "阴历", "旧历"), Calendar.LUNAR),
    **dict.fromkeys(("公历", "阳历", "新历"), Calendar.SOLAR),
}
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_ENGLISH_MONTHS = {name: month for month, names in ENGLISH_MONTHS.items() for name in names}
_MIDNIGHT = r"(?:[ t]00:00(?::00(?:\.0+)?)?z?)?"
_CHINESE = (
    rf"(?:(?P<year>\d{{4}}|[{NUMERALS}]{{4}}) ?年)? ?(?P<leap>闰)? ?(?P<month>\d\d?|[{NUMERALS}]{{1,3}}|[正冬腊]) ?月 ?"
    rf"(?P<day>\d\d?|初?[{NUMERALS}廿卅]{{1,3}}) ?(?P<written_day>[日号])?"
)
_FORMS = (
    rf"(?P<year>\d{{4}})(?P<part>[-/.])(?P<leap>l)?(?P<month>\d\d?)(?P=part)(?P<day>\d\d?){_MIDNIGHT}",
    r"--(?P<leap>l)?(?P<month>\d\d)-?(?P<day>\d\d)",
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
    _CHINESE,
    r"(?P<month>[a-z]{3,9})\.? (?P<day>\d\d?)(?:st|nd|rd|th)?(?:,? (?P<year>\d{4}))?",
    r"(?P<day>\d\d?)(?:st|nd|rd|th)?[- ](?P<month>[a-z]{3,9})\.?(?:,?[- ](?P<year>\d{4}))?",
)
_CANONICAL = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_UNCLEAR_ORDER = r"\d\d?([-/.])\d\d?(\1\d{2,4})?"


def birthday_of(stored: str) -> Birthday:
    """Return a stored birthday. Raises DamagedValue."""
    try:
        return parse_birthday(stored)
    except (BadInput, ValueError, TypeError) as error:
        raise DamagedValue(stored) from error


def parse_birthday(text: str, *, lunar: bool = False) -> Birthday:
    """Read a birthday: the canonical forms, ``1990/3/5``, ``5 Mar 1990``, ``1990年3月5日``, ``农历八月十五``, ``正月初一`` …

    ``lunar`` says that a text that leaves it open is lunar. A time of midnight behind an ISO date is dropped. Raises
    BadInput naming the field ``birthday`` for anything else, above all where the order of day and month is not clear.
    """
    if not lunar and (found := _CANONICAL.fullmatch(text)):
        return Birthday(Calendar.SOLAR, int(found[1]), int(found[2]), int(found[3]))
    marked, words = _marked_calendar(plain(text).text)
    match = next((match for form in _forms() if (match := form.fullmatch(words))), None)
    if not match:
        if re.fullmatch(_UNCLEAR_ORDER, words, re.ASCII):
            raise _refused(_("“{text}” does not say which is the day and which the month").format(text=text))
        raise _refused(_("“{text}” is no birthday").format(text=text))
    parts = match.groupdict()
    calendars = {marked, Calendar.LUNAR if lunar or _sounds_lunar(parts) else None} - {None}
    if len(calendars) > 1:
        raise _refused(_("“{text}” is both solar and lunar").format(text=text))
    if not calendars and parts["day"][0] in NUMERALS and not parts["written_day"]:
        raise _refused(_("“{text}” does not say whether it is solar or lunar").format(text=text))
    try:
        year = chinese_number(parts["year"]) if parts.get("year") else None
        month, day = _month(parts["month"]), _day(parts["day"])
    except ValueError as error:
        raise _refused(_("“{text}” is no birthday").format(text=text)) from error
    calendar = Calendar.LUNAR if Calendar.LUNAR in calendars else Calendar.SOLAR
    return Birthday(calendar, year, month, day, leap=bool(parts.get("leap")))


@cache
def _forms() -> list[re.Pattern[str]]:
    return [re.compile(form, re.ASCII) for form in _FORMS]


def _refused(message: str) -> BadInput:
    hint = _("write 1990-03-05, --03-05 without the year, 3月5日, 农历八月十五 or lunar:1990-08-15")
    return BadInput(message, hint=hint, field="birthday")


def _marked_calendar(words: str) -> tuple[Calendar | None, str]:
    """Take the word that names the calendar out of ``words``."""
    for mark, calendar in _MARKS.items():
        if mark in words:
            return calendar, words.replace(mark, "", 1).strip()
    return None, words


def _sounds_lunar(parts: dict[str, str | None]) -> bool:
    month, day = parts["month"] or "", parts["day"] or ""
    return bool(parts.get("leap")) or month in _LUNAR_MONTHS or day[0] in "初廿卅"


def _month(word: str) -> int:
    if month := _LUNAR_MONTHS.get(word) or _ENGLISH_MONTHS.get(word):
        return month
    return chinese_number(word)


def _day(word: str) -> int:
    return chinese_number(word.removeprefix("初").replace("廿", "二十").replace("卅", "三十"))

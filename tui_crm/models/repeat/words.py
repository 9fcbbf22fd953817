"""How a rule of repetition is said to people, in their language; what is said can be read again."""

from typing import Final

from tui_crm.errors import BadInput
from tui_crm.i18n import N_, _, ngettext, pgettext
from tui_crm.models.birthday import Birthday, Calendar
from tui_crm.models.birthday import in_words as birthday_in_words
from tui_crm.models.codes import WEEKDAYS
from tui_crm.models.repeat.rrule import parse_rrule
from tui_crm.models.repeat.value import Every, Repeat, Weekday

_NTH: Final = {
    1: N_("1st"),
    2: N_("2nd"),
    3: N_("3rd"),
    4: N_("4th"),
    5: N_("5th"),
    -1: N_("last"),
    -2: N_("2nd to last"),
    -3: N_("3rd to last"),
    -4: N_("4th to last"),
    -5: N_("5th to last"),
}
_MONTHS: Final = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip


def in_words(rule: Repeat) -> str:
    """Return a rule in a sentence's words: ``every 2 weeks on Mon, Thu, until 2027-03-01``."""
    said = _often(rule)
    if rule.until is not None:
        said = _("{repeat}, until {date}").format(repeat=said, date=rule.until.isoformat())
    if rule.count is not None:
        times = ngettext("{repeat}, {count} time", "{repeat}, {count} times", rule.count)
        said = times.format(repeat=said, count=rule.count)
    if rule.working_days and not _is_every_working_day(rule):
        said = _("{repeat}, moved to the next working day").format(repeat=said)
    return said


def stored_in_words(text: str) -> str:
    """Return a rule as it is stored in words; as it stands where it is none, in a file that somebody else has written into."""
    try:
        return in_words(parse_rrule(text)) if text else ""
    except BadInput:
        return text


def _often(rule: Repeat) -> str:
    number = rule.interval
    if _is_every_working_day(rule):
        return _("every working day")
    if rule.from_done:
        return _after(rule.every, number)
    named = _(", ").join(_days(rule))
    match rule.every:
        case Every.DAY:
            return _("every day") if number == 1 else _("every {number} days").format(number=number)
        case Every.WEEK if named:
            said = _("every week on {days}") if number == 1 else _("every {number} weeks on {days}")
        case Every.WEEK:
            said = _("every week") if number == 1 else _("every {number} weeks")
        case Every.MONTH if named:
            said = _("every month on {days}") if number == 1 else _("every {number} months on {days}")
        case Every.MONTH:
            said = _("every month") if number == 1 else _("every {number} months")
        case Every.YEAR if named:
            said = _("every year on {days}") if number == 1 else _("every {number} years on {days}")
        case Every.YEAR:
            said = _("every year") if number == 1 else _("every {number} years")
    return said.format(number=number, days=named)


def _is_every_working_day(rule: Repeat) -> bool:
    return rule.working_days and rule.every is Every.DAY and rule.interval == 1 and not rule.from_done


def _after(every: Every, number: int) -> str:
    match every:
        case Every.DAY:
            said = ngettext("{count} day after it is done", "{count} days after it is done", number)
        case Every.WEEK:
            said = ngettext("{count} week after it is done", "{count} weeks after it is done", number)
        case Every.MONTH:
            said = ngettext("{count} month after it is done", "{count} months after it is done", number)
        case Every.YEAR:
            said = ngettext("{count} year after it is done", "{count} years after it is done", number)
    return said.format(count=number)


def _days(rule: Repeat) -> list[str]:
    if rule.lunar:
        assert rule.month is not None
        return [birthday_in_words(Birthday(Calendar.LUNAR, None, rule.month, rule.month_days[0], leap=rule.leap))]
    if rule.month is None:
        return [*map(_month_day, rule.month_days), *map(_weekday, rule.weekdays)]
    month = _(_MONTHS[rule.month - 1])
    dates = pgettext("a day of every year", "{day} {month}")
    weeks = pgettext("a day of every year", "{day} of {month}")
    return [
        *(
            (dates if day > 0 else weeks).format(day=day if day > 0 else _month_day(day), month=month)
            for day in rule.month_days
        ),
        *(weeks.format(day=_weekday(day), month=month) for day in rule.weekdays),
    ]


def _month_day(day: int) -> str:
    if day > 0:
        return _("day {number}").format(number=day)
    return _("the last day") if day == -1 else _("day {number} from the end").format(number=-day)


def _weekday(each: Weekday) -> str:
    name = _(WEEKDAYS[each.day])
    return _("the {nth} {weekday}").format(nth=_(_NTH[each.nth]), weekday=name) if each.nth else name

"""Which days a report is about, and which it is compared with: ``this-month``, ``30d``, ``2026-10..2026-11``, ``previous``."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from tui_crm.errors import UsageError
from tui_crm.i18n import _
from tui_crm.models.record import stored_instant
from tui_crm.models.span import Period, Unit, add_months, parse_age, parse_period, period_around

PREVIOUS: Final = "previous"
LAST_YEAR: Final = "last-year"
COMPARISONS: Final = (PREVIOUS, LAST_YEAR)
"""What a report can be compared with beside a period of its own."""

PERIODS: Final = (
    "today",
    "this-week",
    "last-week",
    "this-month",
    "last-month",
    "this-quarter",
    "last-quarter",
    "this-year",
    "last-year",
    "7d",
    "30d",
    "90d",
    "12m",
)
"""Periods that people often want."""

_OTHER_WORDS: Final = {"上期": PREVIOUS, "环比": PREVIOUS, "去年同期": LAST_YEAR, "同比": LAST_YEAR}
_DAY: Final = timedelta(days=1)
_FIRST, _LAST = date(1900, 1, 1), date(2200, 12, 31)
_DAYS_OF_OFFSETS: Final = timedelta(days=2)


class Offset(NamedTuple):
    """How far a zone is ahead of UTC, in seconds, up to an instant (as stored)."""

    until: str
    seconds: int


def period_meant(text: str, today: date) -> Period:
    """Return the days that ``text`` means: a period, two of them with ``..`` between, or an age that ends today.

    ``30d`` are thirty days of which today is the last; ``3m`` begins on the day after this day three months ago.
    Raises UsageError.
    """
    first, dots, last = text.partition("..")
    if dots and (not first.strip() or not last.strip()):
        raise _no_period(text)
    ends = (_single(first, today), _single(last, today)) if dots else (_single(text, today),) * 2
    period = Period(min(end.first for end in ends), max(end.last for end in ends))
    if period.first < _FIRST or period.last > _LAST:
        raise UsageError(_("the period “{text}” is too far away").format(text=text))
    return period


def _single(text: str, today: date) -> Period:
    try:
        age = parse_age(text)
    except UsageError:
        try:
            return parse_period(text, today)
        except UsageError:
            raise _no_period(text) from None
    if age.unit < Unit.DAY:
        raise _no_period(text)
    try:
        return Period(min(age.before(today) + _DAY, today), today)
    except (ValueError, OverflowError):
        raise UsageError(_("the period “{text}” is too far away").format(text=text)) from None


def _no_period(text: str) -> UsageError:
    return UsageError(
        _("“{text}” is no period").format(text=text.strip()),
        hint=_("for example: this-month, last-week, 30d, 12m, 2026, 2026-q3, 2026-10..2026-11"),
    )


def compared_with(text: str, period: Period, today: date) -> Period:
    """Return the period that ``text`` compares ``period`` with. Raises UsageError.

    ``previous`` is as long and ends on the day before: whole months before whole months, else as many days.
    ``last-year`` are the same days a year before.
    """
    word = text.strip().casefold().replace("_", "-").replace(" ", "-")
    match _OTHER_WORDS.get(word, word):
        case "previous":
            months = _whole_months(period)
            return _moved(period, -months) if months else _days_before(period)
        case "last-year":
            return _moved(period, -12)
    try:
        return period_meant(text, today)
    except UsageError as error:
        hint = _("previous, last-year, or a period: {hint}").format(hint=error.hint)
        raise UsageError(error.message, hint=hint) from error


def _whole_months(period: Period) -> int:
    """Return how many months a period consists of, 0 where it does not."""
    if period.first.day != 1 or (period.last + _DAY).day != 1:
        return 0
    after = period.last + _DAY
    return (after.year - period.first.year) * 12 + after.month - period.first.month


def _days_before(period: Period) -> Period:
    return Period(period.first - (period.last - period.first) - _DAY, period.first - _DAY)


def _moved(period: Period, months: int) -> Period:
    """Return a period moved by months; one that ends with a month still does."""
    last = add_months(period.last, months)
    if (period.last + _DAY).day == 1:
        last = period_around(last, Unit.MONTH).last
    return Period(add_months(period.first, months), last)


def months_of(period: Period) -> Iterator[str]:
    """Yield the months that a period touches: ``2026-11``."""
    month = period.first.replace(day=1)
    while month <= period.last:
        yield f"{month:%Y-%m}"
        month = add_months(month, 1)


def offsets(zone: ZoneInfo, period: Period) -> list[Offset]:
    """Return how far the zone is ahead of UTC, in turn, from two days before a period until two days after it."""
    first = datetime.combine(max(period.first, _FIRST) - _DAYS_OF_OFFSETS, time(), UTC)
    last = datetime.combine(min(period.last, _LAST) + _DAYS_OF_OFFSETS, time(), UTC)
    days = [first + number * _DAY for number in range((last - first).days + 1)]
    found = [
        Offset(stored_instant(_change(zone, earlier, later)), _ahead(zone, earlier))
        for earlier, later in pairwise(days)
        if _ahead(zone, earlier) != _ahead(zone, later)
    ]
    return [*found, Offset("~", _ahead(zone, last))]


def _change(zone: ZoneInfo, earlier: datetime, later: datetime) -> datetime:
    """Return the first second with another offset than at ``earlier``; zones do not change twice within a day."""
    while later - earlier > timedelta(seconds=1):
        middle = earlier + timedelta(seconds=(later - earlier).total_seconds() // 2)
        if _ahead(zone, middle) == _ahead(zone, earlier):
            earlier = middle
        else:
            later = middle
    return later


def _ahead(zone: ZoneInfo, moment: datetime) -> int:
    ahead = moment.astimezone(zone).utcoffset()
    assert ahead is not None
    return int(ahead.total_seconds())

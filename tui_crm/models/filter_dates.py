"""Which stretch of time a test of a date means: ``this-month``, ``>30d``, ``today..+7d``, ``<=2026-11-21``.

A value is a period (``models/span.py``), a moment in words or ISO 8601 (``models/when``), an age, or with a sign before it
a day that lies so far ahead (``+7d``) or back (``-7d``). Ages count from now: looking back, more is longer ago, so that
``>30d`` is before the moment thirty days ago and ``<30d`` since; looking ahead (what shall happen) they are days to come.
"""

import datetime as dt
import re
from dataclasses import dataclass, replace

from tui_crm.clock import Clock
from tui_crm.errors import UsageError
from tui_crm.i18n import _
from tui_crm.models.filters import FieldTest, Operator
from tui_crm.models.record import stored_instant
from tui_crm.models.span import Age, Unit, parse_age, parse_period
from tui_crm.models.typed_text import plain
from tui_crm.models.viewpoint import Viewpoint
from tui_crm.models.when import Prefer, parse_when

_SIGNED = re.compile(r"([+-]) ?(.+)")
_CALENDAR = re.compile(r"\d{4}(-\d\d(-\d\d([T ]\d\d?:\d\d)?)?)?", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1000, 9000
_DAY, _MINUTE, _SECOND = dt.timedelta(days=1), dt.timedelta(minutes=1), dt.timedelta(seconds=1)


@dataclass(frozen=True)
class Stretch:
    """From ``start`` on, up to but not including ``end``: aware moments in the user's zone, None is open."""

    start: dt.datetime | None
    end: dt.datetime | None

    def instants(self) -> tuple[str | None, str | None]:
        """Return both ends as instants are stored."""
        return tuple(end and stored_instant(end) for end in (self.start, self.end))  # type: ignore[return-value]

    def wall(self) -> tuple[str | None, str | None]:
        """Return both ends as the due keys of reminders are stored: wall time to the minute."""
        return tuple(end and end.strftime("%Y-%m-%dT%H:%M") for end in (self.start, self.end))  # type: ignore[return-value]

    def days(self) -> tuple[dt.date | None, dt.date | None]:
        """Return the first and the last day that it touches."""
        return self.start and self.start.date(), self.end and (self.end - _SECOND).date()


@dataclass(frozen=True)
class _Moment:
    """What one value means; ``turned`` where the greater value is the earlier one."""

    start: dt.datetime
    end: dt.datetime
    turned: bool = False


def stretch(test: FieldTest, view: Viewpoint, *, ahead: bool) -> Stretch:
    """Return what ``test`` (any but NONE and ANY) means for something behind us, or ``ahead``. Raises UsageError."""
    if test.operator is not Operator.BETWEEN:
        return _reaching(test.operator, _moment(test.value, view, ahead=ahead))
    if not test.upper:
        return _reaching(Operator.AT_LEAST, _moment(test.value, view, ahead=ahead))
    if not test.value:
        return _reaching(Operator.AT_MOST, _moment(test.upper, view, ahead=ahead))
    ends = [_moment(value, view, ahead=ahead) for value in (test.value, test.upper)]
    return Stretch(min(end.start for end in ends), max(end.end for end in ends))


def check_date(operator: Operator, text: str, view: Viewpoint, *, ahead: bool) -> str:
    """Return ``text`` as a filter keeps it. Raises UsageError where it is no date, or needs a comparison before it."""
    kept = " ".join(text.split())
    if operator in {Operator.IS, Operator.EXACTLY} and _age(kept):
        raise UsageError(
            _("“{text}” is an age, not a date").format(text=kept),
            hint=_("<{age} is less than that, >{age} is more").format(age=kept),
        )
    moment = _moment(kept, view, ahead=ahead)
    if moment.start.year < _FIRST_YEAR or moment.end.year > _LAST_YEAR:
        raise UsageError(_("the date “{text}” is too far away").format(text=kept))
    return kept


def is_fixed(test: FieldTest) -> bool:
    """Tell whether every date of ``test`` is written as ISO 8601 writes one, which means the same on any day."""
    return all(_CALENDAR.fullmatch(value) for value in (test.value, test.upper) if value)


def _reaching(operator: Operator, moment: _Moment) -> Stretch:
    if moment.turned:
        operator = _TURNED.get(operator, operator)
    match operator:
        case Operator.MORE:
            return Stretch(moment.end, None)
        case Operator.AT_LEAST:
            return Stretch(moment.start, None)
        case Operator.LESS:
            return Stretch(None, moment.start)
        case Operator.AT_MOST:
            return Stretch(None, moment.end)
        case _:
            return Stretch(moment.start, moment.end)


_TURNED = {
    Operator.MORE: Operator.LESS,
    Operator.AT_LEAST: Operator.AT_MOST,
    Operator.LESS: Operator.MORE,
    Operator.AT_MOST: Operator.AT_LEAST,
}


def _moment(text: str, view: Viewpoint, *, ahead: bool) -> _Moment:
    try:
        return _age_from_now(text, view.clock, ahead=ahead) or _on_the_calendar(text, view, ahead=ahead)
    except (ValueError, OverflowError) as error:
        raise UsageError(_("the date “{text}” is too far away").format(text=text)) from error


def _age(text: str) -> Age | None:
    try:
        return parse_age(text)
    except UsageError:
        return None


def _age_from_now(text: str, clock: Clock, *, ahead: bool) -> _Moment | None:
    signed = _SIGNED.fullmatch(plain(text).text)
    age = _age(signed[2] if signed else text)
    if age is None:
        return None
    now = clock.now().astimezone(clock.zone)
    onward = signed[1] == "+" if signed else ahead
    moment = (replace(age, count=-age.count) if onward else age).before(now)
    if not signed and not ahead:
        return _Moment(moment, moment + _SECOND, turned=True)
    if age.unit < Unit.DAY:
        minute = moment.replace(second=0)
        return _Moment(minute, minute + _MINUTE)
    return _days(moment.date(), moment.date(), clock)


def _on_the_calendar(text: str, view: Viewpoint, *, ahead: bool) -> _Moment:
    clock = view.clock
    try:
        period = parse_period(text, clock.today())
    except UsageError:
        prefer: Prefer = "future" if ahead else "past"
        when = parse_when(text, now=clock.now(), zone=clock.zone, prefer=prefer, calendar=view.calendar)
        if when.time is None:
            return _days(when.date, when.date, clock)
        moment = dt.datetime.combine(when.date, when.time, clock.zone)
        return _Moment(moment, moment + _MINUTE)
    return _days(period.first, period.last, clock)


def _days(first: dt.date, last: dt.date, clock: Clock) -> _Moment:
    midnight = dt.time()
    return _Moment(
        dt.datetime.combine(first, midnight, clock.zone), dt.datetime.combine(last + _DAY, midnight, clock.zone)
    )

"""How a text in words or ISO 8601 becomes a moment, and what the user is told where it does not."""

import datetime as dt
from zoneinfo import ZoneInfo

from tui_crm.errors import UsageError
from tui_crm.i18n import _
from tui_crm.models.typed_text import plain
from tui_crm.models.when.lexer import tokens
from tui_crm.models.when.puzzle import Puzzle
from tui_crm.models.when.reading import Prefer
from tui_crm.models.when.resolve import FIRST_YEAR, LAST_YEAR, resolve
from tui_crm.models.when.value import When
from tui_crm.models.working_time import Calendars, NoWorkingTime

_LONGEST = 200
_NOON = dt.time(12)


def parse_when(
    text: str, *, now: dt.datetime, zone: ZoneInfo, prefer: Prefer = "future", calendar: Calendars | None = None
) -> When:
    """Read a date or time in English, Chinese or ISO 8601, seen from the aware instant ``now`` in ``zone``.

    - A bare weekday is the nearest one after today; ``next wed``, ``last wed``, ``this wed`` and 下周三, 上周三, 本周三
      count calendar weeks from Monday, so ``next wed`` is the Wednesday of next week, said on a Monday too.
    - A bare time is today's if still ahead, else tomorrow's. A day without its month or year is the nearest not past.
    - ``next month`` is its first day, ``eow`` the Sunday, ``morning`` 9:00, ``noon`` 12:00, ``afternoon`` 15:00,
      ``evening`` 19:00, 凌晨 5:00, 傍晚 18:00, ``midnight`` the end of the day. 15:30, 15点 and 9时 are on 24 hours; 3点,
      ``half past 8`` and ``at 9`` may be in the morning or the evening and are refused without a part of the day.
    - Minutes and hours from now lead to a time, days and longer to a date. A bare ``3d`` goes the way of ``prefer``.
    - ``3 working days`` and 下个工作日 are counted on the team's ``calendar``; without one they are refused.
    - A time with an offset or Z is converted to ``zone``; fractions of a second are dropped.

    With ``prefer="past"`` what is left open is the most recent one: the weekday before today, a time that lies ahead
    yesterday's. Raises UsageError, with the place of the word that was not understood.
    """
    if len(text) > _LONGEST:
        raise UsageError(_("the text is too long for a date or time"), text=text, at=_LONGEST)
    folded = plain(text)
    try:
        return resolve(tokens(folded.text), now=now, zone=zone, prefer=prefer, calendar=calendar)
    except NoWorkingTime as problem:
        raise UsageError(problem.message, hint=problem.hint, text=text, at=0) from problem
    except Puzzle as problem:
        at = folded.offsets[problem.start]
        word = text[at : folded.offsets[problem.end]]
        raise UsageError(
            _(problem.reason).format(word=word, text=text),
            hint=_("for example: tomorrow 9am, next wed, in 3 days, 24 dec 15:00, 2026-12-24"),
            text=text,
            at=at,
        ) from problem


def parse_instant(
    text: str, *, now: dt.datetime, zone: ZoneInfo, prefer: Prefer = "past", calendar: Calendars | None = None
) -> dt.datetime:
    """Read the instant, in UTC, that something happened at, as :func:`parse_when` does.

    A date without a time means its noon in ``zone``; today, looked back on before noon, means ``now``.
    """
    when = parse_when(text, now=now, zone=zone, prefer=prefer, calendar=calendar)
    instant = when.instant()
    if instant is not None:
        return instant
    noon = dt.datetime.combine(when.date, _NOON, zone).astimezone(dt.UTC)
    looks_back = prefer == "past" and when.date == now.astimezone(zone).date()
    return min(noon, now.astimezone(dt.UTC)) if looks_back else noon


def parse_iso_now(text: str, zone: ZoneInfo) -> dt.datetime:
    """Read the instant, in UTC, that ``--now`` gives in ISO 8601: without an offset in ``zone``, a bare date its noon.

    Raises UsageError.
    """
    try:
        instant = _iso_instant(text.strip(), zone)
    except ValueError as error:
        raise UsageError(
            _("“{text}” is no instant in ISO 8601").format(text=text),
            hint=_("for example: 2026-11-21T09:30:00Z or 2026-11-21"),
            text=text,
            at=0,
        ) from error
    return instant


def _iso_instant(text: str, zone: ZoneInfo) -> dt.datetime:
    try:
        written = dt.datetime.combine(dt.date.fromisoformat(text), _NOON)
    except ValueError:
        written = dt.datetime.fromisoformat(text)
    if not FIRST_YEAR <= written.year <= LAST_YEAR:
        raise ValueError(text)
    aware = written if written.tzinfo else written.replace(tzinfo=zone)
    return aware.astimezone(dt.UTC)

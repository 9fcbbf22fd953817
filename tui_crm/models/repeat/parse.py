"""How a repeat is read that somebody typed: in English or Chinese words, or as RFC 5545 writes it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from tui_crm.errors import BadInput, UsageError
from tui_crm.i18n import _
from tui_crm.models.repeat import words_en, words_zh
from tui_crm.models.repeat.rrule import looks_like_rrule, parse_rrule
from tui_crm.models.repeat.value import Repeat, refused
from tui_crm.models.typed_text import chinese_number, plain
from tui_crm.models.when import parse_when

_LONGEST: Final = 200
_BLANK: Final = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
"""A blank beside a Chinese character, where none is needed."""

_UNTIL: Final = r"[, ]*(?:\b(?:until|till)\b|直到|截止到?|截至|[到至](?=.*(?:\d|止)))(?!.*(?:until|直到|截至|到|至))[: ]*(?P<until>.+?)(?:为?止)?"
_TIMES: Final = (
    r"[, ]*\b(?:for )?(?P<count>\d{1,9}) times?(?: in all)?",
    r"[, ]*(?:一共|总共|共计?|重复)(?P<count>\d{1,9}|[一二两三四五六七八九十百零]{1,6})[次回]",
)
_WORKING: Final = (
    r"[, ]*\b(?:(?:moved |shifted )?(?:to the )?next working day|skip(?:ping)? (?:holidays|non-working days|days off))",
    r"[, ]*(?:如?[遇逢])?(?:法定)?(?:节假日|休息日|非工作日|假期|假日|周末)?(?:时|则)?(?:自动)?顺延(?:[到至](?:下一?个)?工作日)?",
)


@dataclass(frozen=True)
class _Ends:
    """How a series ends, and whether it keeps to working days."""

    until: date | None = None
    count: int | None = None
    working_days: bool = False


def parse_repeat(text: str, *, now: datetime, zone: ZoneInfo) -> Repeat:
    """Read ``every 2 weeks on mon and thu``, ``on the last friday of every month``, ``30 days after it is done``,
    每周一三五, 每月最后一个星期五, 每年农历八月十五, 完成后30天 …, with ``until 2027-03-01`` or ``10 times``, or an RRULE.

    ``now`` and ``zone`` are what the words of ``until`` are seen from. Raises BadInput for the field ``repeat``.
    """
    if len(text) > _LONGEST:
        raise refused(_("the text is too long for a repeat"))
    if looks_like_rrule(text):
        return parse_rrule(text)
    folded = _BLANK.sub("", plain(text).text.strip(" ,.;"))
    words, ends = _without_ends(folded, lambda said: _last_day(said, now, zone))
    for language in (words_en, words_zh):
        for rule, problem in language.UNCLEAR.items():
            if re.fullmatch(rule, words):
                raise refused(_(problem).format(text=text.strip()))
        for rule, meaning in language.RULES:
            if match := re.fullmatch(rule, words):
                return _made(meaning, match, ends, text)
    raise _unreadable(text)


def _made(meaning: Callable[..., Mapping[str, Any]], match: "re.Match[str]", ends: _Ends, text: str) -> Repeat:
    try:
        said = meaning(**{name: value for name, value in match.groupdict().items() if value is not None})
    except (ValueError, BadInput) as error:
        raise _unreadable(text) from error
    fields = {"until": ends.until, "count": ends.count, "working_days": ends.working_days} | dict(said)
    return Repeat(**fields)


def _unreadable(text: str) -> BadInput:
    return refused(_("cannot read “{text}” as a repeat").format(text=text.strip()))


def _without_ends(words: str, last_day: Callable[[str], date]) -> tuple[str, _Ends]:
    """Take what says how a series ends from the end of ``words``, in whichever order it stands there."""
    ends = _Ends()
    while True:
        if not ends.working_days and (match := _at_end(words, *_WORKING)):
            ends = replace(ends, working_days=True)
        elif ends.count is None and (match := _at_end(words, *_TIMES)):
            ends = replace(ends, count=chinese_number(match["count"]))
        elif ends.until is None and (match := _at_end(words, _UNTIL)):
            ends = replace(ends, until=last_day(match["until"]))
        else:
            return words, ends
        words = words[: match.start()].rstrip(" ,")


def _at_end(words: str, *rules: str) -> "re.Match[str] | None":
    return next((match for rule in rules if (match := re.search(rule + r"\Z", words))), None)


def _last_day(said: str, now: datetime, zone: ZoneInfo) -> date:
    try:
        when = parse_when(said, now=now, zone=zone)
    except UsageError as error:
        raise BadInput(error.message, hint=error.hint, field="repeat") from error
    if when.time is not None:
        raise refused(_("a repeat ends with a day, not at a time: “{text}”").format(text=said))
    return when.date

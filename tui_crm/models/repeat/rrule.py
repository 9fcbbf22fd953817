"""How the text of a rule is read, as RFC 5545 writes one and as it is stored."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from tui_crm.i18n import _
from tui_crm.models.repeat.value import DAY_CODES, Every, Repeat, Weekday, refused

_PREFIX: Final = re.compile(r"\s*RRULE:", re.IGNORECASE)
_WEEKDAY: Final = re.compile(rf"([+-]?\d{{1,2}})?({'|'.join(DAY_CODES)})")


def looks_like_rrule(text: str) -> bool:
    """Return whether a text is a rule rather than words."""
    return _PREFIX.match(text) is not None or "FREQ=" in text.upper()


def parse_rrule(text: str) -> Repeat:
    """Read ``FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH``, with or without ``RRULE:``. Raises BadInput for ``repeat``.

    Parts that :class:`Repeat` does not know are refused, not left out: a rule that is read is the rule that was meant.
    """
    said: dict[str, str] = {}
    for part in _PREFIX.sub("", text).strip().upper().rstrip(";").split(";"):
        name, _equals, value = part.partition("=")
        if name in said or not value:
            raise refused(_("“{rule}” is no rule as RFC 5545 writes one").format(rule=text.strip()))
        said[name] = value
    for name, value in said.items():
        if name not in _PARTS and _MEANT.get(name) != value:
            raise refused(_("“{part}” in a rule is not known here").format(part=f"{name}={value}"))
    if (said.get("RSCALE") == "CHINESE") != (said.get("SKIP") == "BACKWARD"):
        raise refused(_("a rule in lunar months has both RSCALE=CHINESE and SKIP=BACKWARD"))
    fields: dict[str, Any] = {
        "lunar": "RSCALE" in said,
        "from_done": "X-FROM" in said,
        "working_days": "X-SHIFT" in said,
    }
    for name, read in _PARTS.items():
        if name in said:
            try:
                fields |= read(said[name])
            except ValueError as error:
                raise refused(_("cannot read “{part}” in the rule").format(part=f"{name}={said[name]}")) from error
    if "every" not in fields:
        raise refused(_("“{rule}” is no rule as RFC 5545 writes one").format(rule=text.strip()))
    return Repeat(**fields)


_MEANT: Final = {"RSCALE": "CHINESE", "SKIP": "BACKWARD", "WKST": "MO", "X-FROM": "DONE", "X-SHIFT": "WORKDAY"}
"""Parts that may have but one value here."""


def _whole(text: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,9}", text, re.ASCII):
        raise ValueError(text)
    return int(text)


def _month(text: str) -> Mapping[str, object]:
    return {"month": _whole(text.removesuffix("L")), "leap": text.endswith("L")}


def _weekdays(text: str) -> Mapping[str, object]:
    found = [_WEEKDAY.fullmatch(each) for each in text.split(",")]
    if not all(found):
        raise ValueError(text)
    return {"weekdays": tuple(Weekday(DAY_CODES.index(each[2]), int(each[1] or 0)) for each in found if each)}


def _until(text: str) -> Mapping[str, object]:
    if not re.fullmatch(r"\d{8}", text, re.ASCII):  # a rule is about days; what a time of day means is not guessed
        raise ValueError(text)
    return {"until": date(int(text[:4]), int(text[4:6]), int(text[6:]))}


_PARTS: Final[Mapping[str, Callable[[str], Mapping[str, object]]]] = {
    "FREQ": lambda text: {"every": Every(text)},
    "INTERVAL": lambda text: {"interval": _whole(text)},
    "COUNT": lambda text: {"count": _whole(text)},
    "UNTIL": _until,
    "BYMONTH": _month,
    "BYMONTHDAY": lambda text: {"month_days": tuple(map(_whole, text.split(",")))},
    "BYDAY": _weekdays,
}

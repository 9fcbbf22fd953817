"""How iCalendar (RFC 5545) writes things down: texts escaped, moments, and lines folded at 75 octets that end in CRLF."""

import re
from datetime import UTC, date, datetime
from typing import Final

LINE_OCTETS: Final = 75
"""No line is longer, its CRLF not counted (section 3.1)."""

_ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_BREAK: Final = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def text(value: str) -> str:
    """Return ``value`` as a TEXT (section 3.3.11); every way to break a line is one, other controls are left out."""
    return _CONTROL.sub("", _BREAK.sub("\n", value)).translate(_ESCAPED)


def day(value: date) -> str:
    """Return a DATE, which is the same in every zone (section 3.3.4)."""
    return value.isoformat().replace("-", "")


def instant(value: datetime) -> str:
    """Return an aware moment as a DATE-TIME in UTC (section 3.3.5, form 2)."""
    return wall_time(value.astimezone(UTC)) + "Z"


def wall_time(value: datetime) -> str:
    """Return a moment without a zone as a DATE-TIME, which is that time wherever one is (section 3.3.5, form 1)."""
    return re.sub("[-:]", "", value.replace(tzinfo=None).isoformat(timespec="seconds"))


def line(name: str, value: str) -> str:
    """Return one content line, folded, with its CRLF; no character is parted."""
    pieces: list[str] = []
    room, begun = LINE_OCTETS, 0
    whole = f"{name}:{value}"
    for at, character in enumerate(whole):
        octets = len(character.encode())
        if octets > room:
            pieces.append(whole[begun:at])
            room, begun = LINE_OCTETS - 1, at  # a blank begins what is folded
        room -= octets
    pieces.append(whole[begun:])
    return "\r\n ".join(pieces) + "\r\n"

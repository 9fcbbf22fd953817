"""Calling one after the other: who is left out and why, how far one is, and what was done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Final

from tui_crm.i18n import N_, _

PAUSE: Final = timedelta(hours=1)
"""Who was called within this time is not called again."""

_HOUR: Final = 3600.0  # seconds
_TOO_SOON: Final = 60.0  # seconds before which no pace is told


class LeftOut(StrEnum):
    """Why somebody on a list is not called."""

    GONE = "gone"
    DO_NOT_CONTACT = "do_not_contact"
    NO_PHONE = "no_phone"
    CALLED = "called"
    TAKEN = "taken"


_LABELS: Mapping[LeftOut, str] = {
    LeftOut.CALLED: N_("called already"),
    LeftOut.TAKEN: N_("with a colleague"),
    LeftOut.NO_PHONE: N_("no phone"),
    LeftOut.DO_NOT_CONTACT: N_("do not contact"),
    LeftOut.GONE: N_("gone"),
}
"""What is said of those left out; called already are those whom somebody called within the hour, or since one began."""


@dataclass(frozen=True)
class CallProgress:
    """How far one is: at number ``place`` (0 before the first, and at the end) of ``total``; ``left_out`` counts by reason.

    ``called``, ``skipped`` and ``later`` count contacts since one sat down ``seconds`` ago.
    """

    place: int
    total: int
    called: int
    skipped: int
    later: int
    seconds: float
    left_out: Mapping[LeftOut, int] = field(default_factory=dict)

    @property
    def per_hour(self) -> int | None:
        """How many calls an hour that makes; None while it is too soon to tell."""
        if not self.called or self.seconds < _TOO_SOON:
            return None
        return round(self.called * _HOUR / self.seconds)


@dataclass(frozen=True)
class CallSummary:
    """What was done with a list since the round began, in all sittings: calls by outcome (most first, "" where none was
    said), the minutes they took as far as somebody said, and the follow-ups set with them.
    """

    outcomes: Mapping[str, int]
    minutes: int
    followups: int

    @property
    def calls(self) -> int:
        """How many calls there were."""
        return sum(self.outcomes.values())


def left_out_words(counts: Mapping[LeftOut, int]) -> str:
    """Return who was left out and why: ``called already 3 · no phone 1``; empty where nobody was."""
    return " · ".join(f"{_(label)} {counts[code]:,}" for code, label in _LABELS.items() if counts.get(code))

"""Scores: what customers think of the service, on which scales, and the figures that are made of many of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from tui_crm.errors import BadInput
from tui_crm.i18n import N_, NP_, _


class ScoreKind(StrEnum):
    """The scales: CSAT, how satisfied (1–5); NPS, how likely to recommend us (0–10); CES, how much effort it was
    (1 very easy … 7 very hard); and three aspects of an answer (1–5).
    """

    CSAT = "csat"
    NPS = "nps"
    CES = "ces"
    SPEED = "speed"
    ATTITUDE = "attitude"
    ABILITY = "ability"


ASKED: Final = (ScoreKind.CSAT, ScoreKind.NPS, ScoreKind.CES)
"""What a customer is asked."""

ASPECTS: Final = (ScoreKind.SPEED, ScoreKind.ATTITUDE, ScoreKind.ABILITY)
"""What an answer may say beside."""

SCALES: Final[Mapping[str, range]] = {
    ScoreKind.CSAT: range(1, 6),
    ScoreKind.NPS: range(11),
    ScoreKind.CES: range(1, 8),
    **{aspect: range(1, 6) for aspect in ASPECTS},
}
"""The values that there are."""

SCORE_LABELS: Final[Mapping[str, str]] = {
    ScoreKind.CSAT: N_("CSAT"),
    ScoreKind.NPS: N_("NPS"),
    ScoreKind.CES: N_("CES"),
    ScoreKind.SPEED: NP_("of a service", "speed"),
    ScoreKind.ATTITUDE: NP_("of a service", "attitude"),
    ScoreKind.ABILITY: NP_("of a service", "ability"),
}


@dataclass(frozen=True)
class Group:
    """Answers that mean the same: a ``code``, a marked ``label``, and the values."""

    code: str
    label: str
    values: range


GROUPS: Final[Mapping[str, tuple[Group, ...]]] = {
    ScoreKind.CSAT: (
        Group("satisfied", N_("satisfied (4–5)"), range(4, 6)),
        Group("neutral", N_("neutral (3)"), range(3, 4)),
        Group("dissatisfied", N_("dissatisfied (1–2)"), range(1, 3)),
    ),
    ScoreKind.NPS: (
        Group("promoters", N_("promoters (9–10)"), range(9, 11)),
        Group("passives", N_("passives (7–8)"), range(7, 9)),
        Group("detractors", N_("detractors (0–6)"), range(7)),
    ),
    ScoreKind.CES: (
        Group("easy", N_("easy (1–3)"), range(1, 4)),
        Group("middling", N_("neither easy nor hard (4)"), range(4, 5)),
        Group("hard", N_("hard (5–7)"), range(5, 8)),
    ),
}
"""The answers to each question in groups, the good ones first."""


@dataclass(frozen=True)
class ScoreEntry:
    """An answer with its aspects, by kind. ``ticket`` is a number, ``survey`` a name, ``by`` the login of who recorded it;
    ``company`` is the customer where that is another than the contact.
    """

    id: int
    kind: str
    value: int
    comment: str
    contact_id: int
    contact: str
    customer_id: int
    company: str
    ticket_id: int | None
    ticket: str
    activity_id: int | None
    stage: str
    at: datetime
    by: str
    survey_id: int | None
    survey: str
    version: int
    deleted: bool
    aspects: Mapping[str, int]


@dataclass(frozen=True)
class Wanted:
    """Which answers are looked for: of a kind, given in ``since`` ≤ at < ``until``, on a ticket, by a contact or anybody of
    a customer, with a value under ``below``, to a survey.
    """

    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None
    ticket_id: int | None = None
    contact_id: int | None = None
    below: int | None = None
    survey_id: int | None = None


def checked(kind: str, value: int) -> int:
    """Return a value that its kind's scale has. Raises BadInput naming the scale."""
    scale = SCALES[kind]
    if value not in scale:
        message = _("{kind} goes from {first} to {last}, and {value} is not on it")
        raise BadInput(
            message.format(kind=kind_in_words(kind), first=scale[0], last=scale[-1], value=value),
            field=str(kind) if kind in ASPECTS else "value",
        )
    return value


def kind_in_words(kind: str) -> str:
    """Return what a kind of score is called in the user's language."""
    return _(SCORE_LABELS[kind]) if kind in SCORE_LABELS else kind


def group_of(kind: str, value: int) -> Group | None:
    """Return the group that an answer belongs to, None for an aspect."""
    return next((group for group in GROUPS.get(kind, ()) if value in group.values), None)


def is_low(kind: str, value: int, limit: int | None) -> bool:
    """Tell whether an answer asks for a follow-up: CSAT and NPS up to ``limit``, CES (an effort) from it on; None: never."""
    if limit is None or kind not in ASKED:
        return False
    return value >= limit if kind == ScoreKind.CES else value <= limit


def nps(values: Collection[int]) -> int | None:
    """Return the Net Promoter Score, −100 … 100: the percentage of 9–10 less that of 0–6; None without answers.

    It is a whole number, the exact fraction rounded once, a half upwards (12.5 → 13, −12.5 → −12). After F. Reichheld,
    “The One Number You Need to Grow”, Harvard Business Review, December 2003.
    """
    if not values:
        return None
    promoters = sum(value >= 9 for value in values)  # noqa: PLR2004 - the definition
    detractors = sum(value <= 6 for value in values)  # noqa: PLR2004 - as above
    return _rounded(100 * (promoters - detractors), len(values))


def csat(values: Collection[int]) -> float | None:
    """Return the share of 4 and 5 among CSAT answers, in percent to one decimal, a half upwards; None without answers."""
    return _tenths(1000 * sum(value >= 4 for value in values), len(values))  # noqa: PLR2004 - the definition


def ces(values: Collection[int]) -> float | None:
    """Return the mean effort, 1 (very easy) … 7 (very hard), to one decimal, a half upwards; None without answers."""
    return _tenths(10 * sum(values), len(values))


def mean(values: Collection[int]) -> float | None:
    """Return the mean of an aspect, to one decimal, a half upwards; None without answers."""
    return _tenths(10 * sum(values), len(values))


def share(part: int, whole: int) -> int | None:
    """Return a part in whole percent, a half upwards; None of nothing."""
    return _rounded(100 * part, whole) if whole else None


def measure(kind: str, values: Collection[int]) -> float | None:
    """Return the figure of many answers of a kind: NPS, percent of CSAT, mean of CES or of an aspect; None without answers."""
    if kind == ScoreKind.NPS:
        return nps(values)
    return csat(values) if kind == ScoreKind.CSAT else mean(values)


def measure_in_words(kind: str, figure: float | None) -> str:
    """Return a figure of :func:`measure` as people read it: ``+23``, ``83.3 %``, ``2.4``; "" for none."""
    if figure is None:
        return ""
    if kind == ScoreKind.NPS:
        return f"{figure:+.0f}" if figure else "0"
    return _("{number} %").format(number=figure) if kind == ScoreKind.CSAT else str(figure)


def _rounded(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def _tenths(numerator: int, denominator: int) -> float | None:
    return _rounded(numerator, denominator) / 10 if denominator else None

"""The report on what customers think: satisfaction, recommendation, effort, over time and by what it was about."""

from typing import Final

from tui_crm.i18n import N_, NP_
from tui_crm.models.report import How, Look, Measure, Order, ReportOf, TableOf, Unit
from tui_crm.models.score import ASPECTS, GROUPS, ScoreKind


def _values(kind: ScoreKind, code: str) -> tuple[int, ...]:
    """Return the values that a group of answers has."""
    return tuple(next(group for group in GROUPS[kind] if group.code == code).values)


_CSAT: Final = Measure(
    "csat",
    N_("CSAT, in percent"),
    N_(
        "How many of the answers to how satisfied they are (1–5) that were given in the period are 4 or 5, rounded to a tenth."
    ),
    "scores",
    {"score_kind": (str(ScoreKind.CSAT),)},
    How.SHARE,
    Unit.PERCENT,
    part={"value": _values(ScoreKind.CSAT, "satisfied")},
)
_CSAT_COUNT: Final = Measure(
    "csat_answers",
    N_("CSAT answers"),
    N_("How many there are. An answer in the trash does not count, nor one about a ticket in the trash."),
    "scores",
    {"score_kind": (str(ScoreKind.CSAT),)},
)
_NPS: Final = Measure(
    "nps",
    N_("NPS"),
    N_(
        "Of the answers in the period to how likely they are to recommend us (0–10), the percentage of 9 and 10 less that of 0"
        " to 6, rounded to a tenth once the two are subtracted."
    ),
    "scores",
    {"score_kind": (str(ScoreKind.NPS),)},
    How.BALANCE,
    Unit.POINTS,
    part={"value": _values(ScoreKind.NPS, "promoters")},
    against={"value": _values(ScoreKind.NPS, "detractors")},
)
_NPS_COUNT: Final = Measure(
    "nps_answers", N_("NPS answers"), N_("How many there are."), "scores", {"score_kind": (str(ScoreKind.NPS),)}
)
_CES: Final = Measure(
    "ces",
    N_("CES, mean"),
    N_(
        "The mean of the answers in the period to how much effort it was (1 very easy … 7 very hard), rounded to a hundredth."
    ),
    "scores",
    {"score_kind": (str(ScoreKind.CES),)},
    How.MEAN,
    Unit.GRADE,
    "value",
)
_CES_COUNT: Final = Measure(
    "ces_answers", N_("CES answers"), N_("How many there are."), "scores", {"score_kind": (str(ScoreKind.CES),)}
)
_ASPECT: Final = Measure(
    "mean",
    N_("mean"),
    N_("The mean of what was said of it in the period (1–5), rounded to a hundredth."),
    "scores",
    {"score_kind": tuple(map(str, ASPECTS))},
    How.MEAN,
    Unit.GRADE,
    "value",
)
_ASPECT_COUNT: Final = Measure(
    "answers",
    NP_("from customers", "answers"),
    N_("How many there are."),
    "scores",
    {"score_kind": tuple(map(str, ASPECTS))},
)
_EACH: Final = (_CSAT_COUNT, _CSAT, _NPS_COUNT, _NPS)

SATISFACTION: Final = ReportOf(
    "satisfaction",
    N_("Satisfaction"),
    N_("What customers think of the service: how satisfied they are, whether they recommend it, what effort it was."),
    N_("whose tickets; an answer about none counts for the customer’s owner"),
    "12m",
    (
        TableOf("total", N_("In all"), (_CSAT, _CSAT_COUNT, _NPS, _NPS_COUNT, _CES, _CES_COUNT), Look.FIGURES),
        TableOf("month", N_("Per month"), _EACH, rows="month", months=True, order=Order.DECLARED),
        TableOf(
            "aspect",
            N_("Aspects"),
            (_ASPECT, _ASPECT_COUNT),
            rows="score_kind",
            members=tuple(map(str, ASPECTS)),
            order=Order.DECLARED,
        ),
        TableOf("kind", N_("By kind"), _EACH, rows="ticket_kind"),
        TableOf("owner", NP_("of tickets", "By owner"), _EACH, rows="person"),
        TableOf("product", N_("By product"), _EACH, rows="product"),
        TableOf("cause", N_("By cause"), _EACH, rows="cause"),
    ),
)
"""What customers think."""

"""How the numbers of a report, and what it is about, are said."""

from collections.abc import Callable, Mapping
from typing import Final

from tui_crm.i18n import _, pgettext
from tui_crm.models.durations import worked
from tui_crm.models.report import Number, Report, Unit
from tui_crm.models.span import Period

NOTHING = "—"
"""Stands where there is nothing to say: no median of nothing."""

_LONG: Final = 600  # minutes from which on hours say enough


def amount_text(value: float | None, unit: Unit) -> str:
    """Return a value of a unit as people read it: ``1,204``, ``70.7 %``, ``1.5 d``, ``3 h 20 min``, ``+12.5``."""
    if value is None:
        return NOTHING
    return _WAYS.get(unit, _plain)(value)


def _plain(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")


def _signed(value: float) -> str:
    text = f"{value:+,.1f}".removesuffix(".0")
    return "0" if text in {"+0", "-0"} else text


def _time(value: float) -> str:
    """Return minutes of working time as people read them: from ten hours on in whole ones, ``1,204 h``."""
    if value < _LONG:
        return worked(round(value) * 60)
    return _("{number} h").format(number=f"{round(value / 60):,}")


_WAYS: Final[Mapping[Unit, Callable[[float], str]]] = {
    Unit.PERCENT: lambda value: _("{number} %").format(number=_plain(value)),
    Unit.DAYS: lambda value: _("{number} d").format(number=_plain(value)),
    Unit.MINUTES: _time,
    Unit.POINTS: _signed,
    Unit.GRADE: lambda value: f"{value:.2f}",
}


def value_text(number: Number) -> str:
    """Return a number as people read it."""
    return amount_text(number.value, number.unit)


def before_text(number: Number) -> str:
    """Return what a number was in the period compared with."""
    return amount_text(number.before, number.unit)


def difference_text(number: Number) -> str:
    """Return how much more a number is than before, with its sign; of percentages the difference in points."""
    if number.difference is None:
        return NOTHING
    if number.unit is Unit.MINUTES:
        sign, size = "-" if number.difference < 0 else "+", round(abs(number.difference))
        return f"{sign}{_time(size)}" if size else "0"
    return f"{number.difference:+.2f}" if number.unit is Unit.GRADE else _signed(number.difference)


def compared_heads() -> tuple[str, str, str]:
    """Return what stands above a number, above what it was before, and above the change."""
    return (
        pgettext("a number of a report", "now"),
        pgettext("a number of a report", "before"),
        pgettext("a number of a report", "change"),
    )


def period_text(period: Period) -> str:
    """Return a period as people read it: ``2026-10-01 – 2026-10-31``, or its only day."""
    if period.first == period.last:
        return period.first.isoformat()
    return _("{first} – {last}").format(first=period.first.isoformat(), last=period.last.isoformat())


def head_lines(report: Report) -> list[str]:
    """Return the title of a report with its period, and below it what it answers and what else it was asked."""
    title = f"{report.title} · {period_text(report.period)}"
    return [title, report.answers, " · ".join(asked_texts(report))]


def asked_texts(report: Report) -> list[str]:
    """Return what a report was asked beside its period, and in which zone its days begin."""
    texts = []
    if report.before is not None:
        texts.append(_("compared with {period}").format(period=period_text(report.before)))
    if report.filter:
        texts.append(_("filter: {text}").format(text=report.filter))
    if report.owner:
        texts.append(_("owner: {name}").format(name=report.owner))
    return [*texts, _("days in {zone}").format(zone=report.zone.key)]

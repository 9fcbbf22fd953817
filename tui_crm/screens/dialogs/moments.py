"""How a moment is asked for in words: what is suggested, and the date that is meant, told while one types."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.when import When, parse_instant, parse_when
from tui_crm.screens.times import in_full
from tui_crm.widgets.form_field import FormField

if TYPE_CHECKING:
    from tui_crm.clock import Clock
    from tui_crm.widgets.form_field import Check

_AHEAD: Final = (
    N_("tomorrow"), N_("tomorrow 9am"), N_("in 3 days"), N_("in 2 weeks"), N_("next mon"), N_("next mon 10am"),
)  # fmt: skip
_BEHIND: Final = (N_("yesterday"), N_("yesterday 3pm"), N_("this morning"), N_("10 minutes ago"), N_("an hour ago"))


def ahead(text: str, clock: "Clock") -> When:
    """Return the moment that is meant, looking ahead. Raises UsageError."""
    return parse_when(text, now=clock.now(), zone=clock.zone)


def behind(text: str, clock: "Clock") -> datetime:
    """Return the instant that is meant, looking back. Raises UsageError, also where it is still to come."""
    instant = parse_instant(text, now=clock.now(), zone=clock.zone)
    if instant > clock.now():
        raise UsageError(_("that is still to come"), hint=_("what shall happen is a follow-up"), text=text, at=0)
    return instant


def check_ahead(clock: "Clock") -> "Check":
    """Return what tells the date that is meant, looking ahead."""
    return lambda text: in_full(ahead(text, clock), clock)


def field_ahead(key: str, clock: "Clock", heading: str = "") -> FormField:
    """Return the field that asks when something shall be."""
    hint = _("in words: {examples}").format(examples=_("tomorrow 9am, next wed, in 3 days"))
    return FormField(key, _("when"), hint=hint, heading=heading, complete=complete_ahead, check=check_ahead(clock))


def check_behind(clock: "Clock") -> "Check":
    """Return what tells the moment that is meant, looking back."""
    return lambda text: in_full(When.at(behind(text, clock), clock.zone), clock)


def complete_ahead(text: str, _cursor: int) -> Sequence[str]:
    """Return the usual words that go on like ``text``."""
    return _going_on(_AHEAD, text)


def complete_behind(text: str, _cursor: int) -> Sequence[str]:
    """Return the same, looking back."""
    return _going_on(_BEHIND, text)


def _going_on(phrases: Sequence[str], begun: str) -> list[str]:
    return [phrase for phrase in map(_, phrases) if begun and phrase.startswith(begun)]

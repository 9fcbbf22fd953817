"""How a moment is asked for in words: what is suggested, and the date that is meant, told while one types."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.when import When, parse_instant, parse_when
from tui_crm.models.working_time import Counting
from tui_crm.screens.times import in_full
from tui_crm.widgets.form_field import FormField

if TYPE_CHECKING:
    from tui_crm.models.cards import ReminderEntry
    from tui_crm.services.crm import Crm
    from tui_crm.widgets.form_field import Check

_AHEAD: Final = (
    N_("tomorrow"), N_("tomorrow 9am"), N_("in 3 days"), N_("in 2 weeks"), N_("in 3 working days"), N_("next mon"), N_("next mon 10am"),
    N_("next working day"),
)  # fmt: skip
_BEHIND: Final = (N_("yesterday"), N_("yesterday 3pm"), N_("this morning"), N_("10 minutes ago"), N_("an hour ago"))


def ahead(text: str, crm: "Crm", calendar: Counting | None = None) -> When:
    """Return the moment that is meant, looking ahead. Raises UsageError."""
    return parse_when(text, now=crm.clock.now(), zone=crm.clock.zone, calendar=calendar or crm.calendar.current)


def behind(text: str, crm: "Crm") -> datetime:
    """Return the instant that is meant, looking back. Raises UsageError, also where it is still to come."""
    now = crm.clock.now()
    instant = parse_instant(text, now=now, zone=crm.clock.zone, calendar=crm.calendar.current)
    if instant > now:
        raise UsageError(_("that is still to come"), hint=_("what shall happen is a follow-up"), text=text, at=0)
    return instant


def told_ahead(text: str, crm: "Crm", kept: "ReminderEntry | None" = None) -> str:
    """Return the date that is meant, looking ahead, and what is not known of the holidays until then. Raises UsageError.

    Of a reminder that is put off until a day alone, the time that is ``kept`` is told too.
    """
    calendar = Counting(crm.calendar.current)
    when = ahead(text, crm, calendar)
    lost = when.lost()
    if kept is not None:
        when = when.keeping(kept.due_time, kept.zone).on_wall(crm.clock.zone.key)
    unknown = (each.told for each in calendar.unknown(crm.clock.today(), when.date))
    return " · ".join(filter(None, (in_full(when, crm.clock), lost, *unknown)))


def check_ahead(crm: "Crm") -> "Check":
    """Return what tells the date that is meant, looking ahead."""
    return lambda text: told_ahead(text, crm)


def field_ahead(key: str, crm: "Crm", heading: str = "") -> FormField:
    """Return the field that asks when something shall be."""
    hint = _("in words: {examples}").format(examples=_("tomorrow 9am, next wed, in 3 days"))
    return FormField(key, _("when"), hint=hint, heading=heading, complete=complete_ahead, check=check_ahead(crm))


def check_behind(crm: "Crm") -> "Check":
    """Return what tells the moment that is meant, looking back."""
    return lambda text: in_full(When.at(behind(text, crm), crm.clock.zone), crm.clock)


def complete_ahead(text: str, _cursor: int) -> Sequence[str]:
    """Return the usual words that go on like ``text``."""
    return going_on(_AHEAD, text)


def complete_behind(text: str, _cursor: int) -> Sequence[str]:
    """Return the same, looking back."""
    return going_on(_BEHIND, text)


def going_on(phrases: Sequence[str], begun: str) -> list[str]:
    """Return those of the marked ``phrases`` that go on like what is typed, in the reader's language."""
    return [phrase for phrase in map(_, phrases) if begun and phrase.startswith(begun)]

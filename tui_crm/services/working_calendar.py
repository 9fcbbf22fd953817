"""When the team works: what sets its working calendar up, the days it has off on its own account, and what is not known."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tui_crm.db import calendar_days
from tui_crm.errors import BadInput, NotFound
from tui_crm.i18n import N_, _
from tui_crm.models.cards import Done
from tui_crm.models.codes import DayChoice
from tui_crm.models.ids import shown
from tui_crm.models.public_holidays import Holiday, Unknown, festivals, unknown_years
from tui_crm.models.record import day_of
from tui_crm.models.text import clean_line
from tui_crm.models.working_time import CalendarDay, WorkingCalendar
from tui_crm.services.labels import told
from tui_crm.services.people import ensure_user
from tui_crm.settings import checked
from tui_crm.working_hours import parse_spans, written_spans

if TYPE_CHECKING:
    from tui_crm.db.transaction import Transaction
    from tui_crm.services.crm import Crm

LONGEST: Final = 366
"""How many days at once can be made days off or working days; more is a slip of the finger."""


@dataclass(frozen=True)
class OwnDay:
    """A day that the team has off, or works, on its own account; ``hours`` as they are written, empty for the usual ones."""

    id: int
    day: dt.date
    kind: str
    name: str
    hours: str
    version: int


class TeamCalendar:
    """The working calendar of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def current(self) -> WorkingCalendar:
        """Return the team's calendar as it is now: keep it for one piece of work, not for longer. Raises UsageError."""
        with self._crm.database.read() as connection:
            return calendar_days.calendar(connection)

    def own_days(self) -> list[OwnDay]:
        """Return the days that the team has off, or works, on its own account, in order."""
        with self._crm.database.read() as connection:
            found = calendar_days.days(connection)
            return [OwnDay(**{**row._asdict(), "day": day_of(row.day)}) for row in found]

    def days(self, first: dt.date, last: dt.date) -> list[CalendarDay]:
        """Return each day from ``first`` to ``last``: its hours, and why."""
        calendar = self.current()
        return [calendar.day(first + dt.timedelta(days=step)) for step in range((last - first).days + 1)]

    def holidays(self, first: dt.date, last: dt.date) -> list[Holiday]:
        """Return the public holidays that begin from ``first`` to ``last``, each once, in the user's language if it can be."""
        return festivals(self._country(), first, last)

    def unknown(self, first: dt.date, last: dt.date) -> list[Unknown]:
        """Return the years from ``first`` to ``last`` whose holidays are not, or not all, known: each tells a warning."""
        return unknown_years(self._country(), first, last)

    def own_day(self, own_id: int) -> OwnDay:
        """Return one of these days. Raises NotFound."""
        found = next((own for own in self.own_days() if own.id == own_id), None)
        if found is None:
            raise NotFound(_("there is no {id}").format(id=shown("calendar_day", own_id)))
        return found

    def take_off(self, first: dt.date, last: dt.date | None = None, *, name: str = "") -> Done:
        """Make a day, or the days up to ``last``, days off for the team. Raises BadInput."""
        said = _checked({"kind": DayChoice.OFF, "name": name, "hours": ""})
        return self._put(N_("Took {days} off"), _span(first, last), said)

    def work_on(self, first: dt.date, last: dt.date | None = None, *, name: str = "", hours: str = "") -> Done:
        """Make a day, or the days up to ``last``, working days: with ``hours`` such as 9:00-12:00, else the usual ones.

        Raises BadInput.
        """
        said = _checked({"kind": DayChoice.WORK, "name": name, "hours": hours})
        return self._put(N_("Made {days} a working day"), _span(first, last), said)

    def change(self, own_id: int, *, base: int | None = None, **said: str) -> Done:
        """Change what is named of such a day: kind, name, hours; ``base`` is the version that one started from.

        Raises NotFound, BadInput, Conflict.
        """
        own = self.own_day(own_id)
        values = _checked({"kind": own.kind, "name": own.name, "hours": own.hours, **said})
        changes = {name: values[name] for name in {*said, *(("hours",) if "kind" in said else ())}}
        ensure_user(self._crm)
        label = N_("Changed {days} in the calendar")
        with self._crm.database.write(self._crm.actor, label, {"days": own.day.isoformat()}) as writing:
            if not writing.update("calendar_day", own_id, changes, base=base):
                return Done(None, _("Nothing changed"))
        return Done(writing.operation_id, told(label, writing.arguments), (own_id,))

    def as_usual(self, first: dt.date, last: dt.date | None = None) -> Done:
        """Let a day, or the days up to ``last``, be again what country and weekday make of them.

        Raises NotFound where each is that already, and BadInput.
        """
        days = _span(first, last)
        ensure_user(self._crm)
        label = N_("Made {days} an ordinary day again")
        with self._crm.database.write(self._crm.actor, label, {"days": _listed(days)}) as writing:
            found = calendar_days.ids_of(writing.connection, [day.isoformat() for day in days])
            if not found:
                raise NotFound(
                    _("the team has said nothing of {days}").format(days=_listed(days)),
                    hint=_("see: crm calendar days"),
                )
            writing.remove("calendar_day", list(found.values()))
        return Done(writing.operation_id, told(label, writing.arguments), tuple(found.values()))

    def _country(self) -> str:
        return checked("calendar_country", self._crm.settings.get("calendar_country"))

    def _put(self, label: str, days: Sequence[dt.date], said: Mapping[str, object]) -> Done:
        ensure_user(self._crm)
        with self._crm.database.write(self._crm.actor, label, {"days": _listed(days)}) as writing:
            ids = _written(writing, [day.isoformat() for day in days], said)
            if not ids:
                return Done(None, _("Nothing changed"))
        return Done(writing.operation_id, told(label, writing.arguments), ids)


def _written(writing: "Transaction", days: Sequence[str], said: Mapping[str, object]) -> tuple[int, ...]:
    """Say this of the days, whether something was said of them before or not; returns the ids of those that differ now."""
    known = calendar_days.ids_of(writing.connection, days)
    new = [{"day": day, **said} for day in days if day not in known]
    changed = writing.update_many("calendar_day", dict.fromkeys(known.values(), said))
    return (*changed, *(writing.create_many("calendar_day", new) if new else ()))


def _checked(said: Mapping[str, str]) -> dict[str, object]:
    """Return what is kept of a day; one that is off has no hours. Raises BadInput."""
    if said["kind"] not in set(DayChoice):
        raise BadInput(_("a day is either off or worked"), field="kind")
    try:
        spans = parse_spans(said["hours"]) if said["kind"] == DayChoice.WORK else ()
    except ValueError as error:
        raise BadInput(str(error), field="hours") from error
    return {
        "kind": said["kind"],
        "name": clean_line(said["name"]) or None,
        "hours": written_spans(spans) if spans else None,
    }


def _span(first: dt.date, last: dt.date | None) -> list[dt.date]:
    """Return the days from ``first`` to ``last``. Raises BadInput."""
    last = first if last is None else last
    if last < first:
        raise BadInput(_("{last} comes before {first}").format(first=first, last=last), field="until")
    if (last - first).days >= LONGEST:
        raise BadInput(_("at most {most} days can be said at once").format(most=LONGEST), field="until")
    return [first + dt.timedelta(days=step) for step in range((last - first).days + 1)]


def _listed(days: Sequence[dt.date]) -> str:
    """Return the days as an operation names them: one, or the first and the last."""
    return f"{days[0]}" if len(days) == 1 else f"{days[0]} – {days[-1]}"

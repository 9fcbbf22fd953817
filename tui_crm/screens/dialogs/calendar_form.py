"""The team's working calendar: its hours of the week in a form, and a list of the days that it has off or works on its own."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tui_crm.drafts import Drafts
from tui_crm.errors import BadInput, UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.codes import DAY_LABELS, WEEKDAYS, DayChoice
from tui_crm.models.working_time import DAY_KIND_LABELS, Counting
from tui_crm.screens.dialogs import moments
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.dialogs.record_form import Asked, RecordForm
from tui_crm.screens.dialogs.setting_form import changing
from tui_crm.screens.dialogs.things import Things
from tui_crm.screens.messages import RunWrite
from tui_crm.screens.times import long_date
from tui_crm.services.working_calendar import OwnDay
from tui_crm.widgets.cell import Cell, Role, known
from tui_crm.widgets.columns import Column
from tui_crm.widgets.form_field import Check, FieldKind, FormField, Remark, numbered
from tui_crm.working_hours import DAYS, parse_spans, parse_week, written_spans, written_week

if TYPE_CHECKING:
    from tui_crm.models.cards import Done
    from tui_crm.services.crm import Crm
    from tui_crm.settings import UserSettings

_HOUR = 60


class WeekForm(FormDialog):
    """Asks for the working hours of each weekday, which ``value`` says in one line."""

    def __init__(self, value: str, settings: "UserSettings") -> None:
        self._settings = settings
        hint = _("such as 9-12 13-18; nothing: a day off")
        fields = [FormField(day, _(WEEKDAYS[number]), hint=hint, check=hours) for number, day in enumerate(DAYS)]
        super().__init__(_("Working hours"), fields, _texts(value), self._saving)

    def _saving(self, values: Mapping[str, str]) -> RunWrite:
        week = tuple(parse_spans(values[day]) for day in DAYS)
        return changing("calendar_hours", written_week(week), self._settings)

    def save(self) -> None:
        """Have it saved, unless nobody would ever work."""
        if any(parse_spans(text) for text in self.form.values.values()):
            super().save()
        else:
            self.form.say(Remark(_("on one day at least there must be hours"), is_error=True))


def _texts(value: str) -> dict[str, str]:
    """Return the texts of the weekdays; hours that nobody can read, in a file that somebody else has written into, are none."""
    try:
        week = parse_week(value)
    except ValueError:
        return {}
    return {day: written_spans(spans) for day, spans in zip(DAYS, week, strict=True) if spans}


def hours(text: str) -> str:
    """Check the hours of a day; returns how long they are together. Raises BadInput."""
    try:
        spans = parse_spans(text)
    except ValueError as error:
        raise BadInput(str(error), field="hours") from error
    together = sum(end - start for start, end in spans)
    if not spans:
        return _("day off")
    length = _("{length} h").format(length=f"{together / _HOUR:.4g}")
    written = written_spans(spans)
    return length if written == text.strip() else f"{written} · {length}"


class DayForm(FormDialog):
    """Asks for days that the team has off, or works, on its own account."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm
        until = _("the last one of several; nothing: this day alone")
        fields = (
            FormField("day", _("Day"), hint=_("such as 2026-12-24, 24 dec or next fri"), check=_check_day(crm)),
            FormField("until", _("Until"), hint=until, check=_check_day(crm)),
            *_about(),
        )
        draft = Drafts(crm.database.path, crm.clock).open("calendar:new")
        values = {"kind": str(DayChoice.OFF)}
        super().__init__(_("Day off or working day"), fields, values, self._saving, draft=draft)

    def _saving(self, values: Mapping[str, str]) -> RunWrite:
        first = _day(values["day"], self._crm)
        last = _day(values["until"], self._crm) if values["until"].strip() else None
        name, hours = values["name"], values["hours"]

        def write(crm: "Crm") -> "Done":
            if values["kind"] == DayChoice.OFF:
                return crm.calendar.take_off(first, last, name=name)
            return crm.calendar.work_on(first, last, name=name, hours=hours)

        return RunWrite(_("Saving…"), write)

    def save(self) -> None:
        """Have it saved, once it is said which day."""
        if self.form.values["day"].strip():
            super().save()
        else:
            self.form.go_to("day")
            self.form.tell("day", Remark(_("which day?"), is_error=True))


class OwnDayForm(RecordForm):
    """Changes what is said of one such day."""

    def __init__(self, crm: "Crm", own: OwnDay) -> None:
        self._crm, self._own = crm, own
        draft = Drafts(crm.database.path, crm.clock).open(f"calendar:{own.id}")
        title = long_date(own.day, crm.clock.today())
        super().__init__(Asked(title, tuple(_about()), _said(own), own.version), draft, self._now, {})

    def _now(self) -> tuple[Mapping[str, str], int]:
        own = self._crm.calendar.own_day(self._own.id)
        return _said(own), own.version

    def saving(self, values: Mapping[str, str]) -> RunWrite:
        """Return the write that changes what was changed."""
        changed = {key: values[key] for key in self.form.changed}
        own_id, base = self._own.id, self.base[0]
        return RunWrite(_("Saving…"), lambda crm: crm.calendar.change(own_id, base=base, **changed))


def _said(own: OwnDay) -> dict[str, str]:
    return {"kind": own.kind, "hours": own.hours, "name": own.name}


def _about() -> Sequence[FormField]:
    kinds = [(str(kind), _(DAY_LABELS[kind])) for kind in DayChoice]
    usual = _("of a working day: such as 9-12; nothing: the usual ones")
    return (
        FormField("kind", _("Kind"), FieldKind.CHOICE, hint=numbered(kinds), choices=kinds),
        FormField("hours", _("Hours"), hint=usual, check=hours, passed=lambda values: values["kind"] == DayChoice.OFF),
        FormField("name", _("Name"), hint=_("what the day is called, such as Stocktaking")),
    )


def _day(text: str, crm: "Crm") -> dt.date:
    """Return the day that is meant. Raises UsageError."""
    when = moments.ahead(text, crm)
    if when.time is not None:
        raise UsageError(_("“{text}” has a time; a day is meant here").format(text=text), text=text, at=0)
    return when.date


def _check_day(crm: "Crm") -> Check:
    """Return what tells the day that is meant, and what it is as yet."""
    calendar = Counting(crm.calendar.current)

    def check(text: str) -> str:
        day = calendar().day(_day(text, crm))
        return " · ".join(filter(None, (long_date(day.day, crm.clock.today()), _(DAY_KIND_LABELS[day.kind]), day.name)))

    return check


class DayList(Things[OwnDay]):
    """The days that the team has off, or works, on its own account."""

    TITLE = N_("Days off and working days of our own")
    EMPTY = N_("None yet: {key} adds a day that the team has off, or a weekend that it works.")

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the list."""
        return (
            Column("day", _("Day"), 19, priority=9),
            Column("kind", _("Kind"), 12, priority=8),
            Column("hours", _("Hours"), 12, fraction=1, priority=5),
            Column("name", _("Name"), 12, fraction=2, priority=7),
        )

    def read(self) -> Sequence[OwnDay]:
        """Return the days to come, then those that are over, the last one first."""
        today, found = self.crm.clock.today(), self.crm.calendar.own_days()
        return [own for own in found if own.day >= today] + [own for own in reversed(found) if own.day < today]

    def cells(self, thing: OwnDay) -> Sequence[Cell]:
        """Return the cells of a day."""
        today = self.crm.clock.today()
        return (
            Cell(long_date(thing.day, today), Role.STRONG if thing.day >= today else Role.MUTED),
            Cell(_(DAY_LABELS.get(thing.kind, thing.kind)), Role.MUTED),
            Cell(thing.hours, Role.MUTED),
            known(thing.name),
        )

    def form(self, thing: OwnDay | None) -> FormDialog:
        """Return the form that changes a day or adds some."""
        return DayForm(self.crm) if thing is None else OwnDayForm(self.crm, thing)

    def take_out(self, thing: OwnDay) -> None:
        """Let a day be as usual again, after asking."""
        day = long_date(thing.day, self.crm.clock.today())
        write = RunWrite(_("Removing…"), lambda crm: crm.calendar.as_usual(thing.day))
        self.remove_after(_("Make {day} an ordinary day again?").format(day=day), write)

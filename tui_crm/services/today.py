"""What waits for the person at the keyboard: reminders, whom to be in touch with again, customers without a next step,
birthdays, who mentions them, and promises that are in danger.

Mine are my reminders, the customers I own (with the people of a company), my tickets with those that nobody has taken, of
my team or of none, and what names me; everybody's are the team's.
Nothing here is ever marked as read. A line goes when what it asks for is done: a reminder when it is done or put off; a
contact whose cadence has run out when one has spoken with them or there is a next step, which says so itself; a
customer when there is a next step; a birthday when it is planned (a reminder for that day) or, on the day itself, when one
has spoken with them; a holiday when a reminder from the week before on names it, open or done; a mention when whoever is
named has logged something with that customer since, or has a reminder about them made since, or is named there no more; a
ticket when it is answered, waits for the customer, or is resolved.
A mention nobody answers is let go of after ``MENTION_DAYS``.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tui_crm.db import agenda, contacts, mentions, reminders, tallying, team
from tui_crm.db.called import called
from tui_crm.db.sla_running import Whose
from tui_crm.models.agenda import (
    DAYS_AHEAD,
    DUE,
    MENTION_DAYS,
    AgendaLine,
    AgendaPage,
    DueCounts,
    Horizon,
    Section,
    Span,
    Tally,
)
from tui_crm.models.mentions import Mentions
from tui_crm.models.record import instant_of, stored_instant
from tui_crm.services.people import find_user

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.mentions import Written
    from tui_crm.models.cards import ContactRow, ReminderEntry
    from tui_crm.models.public_holidays import Holiday
    from tui_crm.services.crm import Crm

PAGE = 100
"""So many lines of each section are read."""

_NOBODY = 0  # no user's id


class Today:
    """The day of whoever works with an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def counts(self, *, everybody: bool = False) -> DueCounts:
        """Return how many reminders are overdue and how many more are due today: cheap enough for after every change."""
        with self._crm.database.read() as connection:
            return self._look(connection, everybody=everybody).counts()

    def pages(self, *, everybody: bool = False) -> list[AgendaPage]:
        """Return every section but the holidays in order, also the empty ones, each with at most ``PAGE`` lines."""
        with self._crm.database.read() as connection:
            look = self._look(connection, everybody=everybody)
            today = look.due(Section.TODAY, look.horizon.tasks())
            due = (today if section is Section.TODAY else look.due(section) for section in DUE)
            return [
                look.at_risk(),
                *due,
                look.out_of_touch(),
                look.silent(but_late=True),
                look.birthdays(),
                look.mentions(),
            ]

    def holidays(self, *, everybody: bool = False) -> AgendaPage:
        """Return the public holidays from today on that nobody of those concerned has planned yet, at most ``PAGE``.

        The library that knows them takes its time to load. Raises UsageError.
        """
        today = self._crm.clock.today()
        coming = self._crm.calendar.holidays(today, today + timedelta(days=DAYS_AHEAD))
        with self._crm.database.read() as connection:
            return self._look(connection, everybody=everybody).holidays(coming[:PAGE])

    def coming(self, since: datetime, until: datetime) -> "list[ReminderEntry]":
        """Return the user's open reminders that have a time after ``since``, up to ``until``, soonest first."""
        with self._crm.database.read() as connection:
            look = self._look(connection, everybody=False)
            ids = agenda.timed_ids(connection, look.owner or _NOBODY, since, until)
            return reminders.by_ids(connection, ids, look.horizon.now, look.horizon.today)

    def waiting(self, sections: Collection[Section], *, owner: str | None = None) -> list[AgendaPage]:
        """Return these sections, of reminders or of customers without a next step or touch: those of a login, or everybody's.

        Nobody is in two of them. Raises NotFound.
        """
        with self._crm.database.read() as connection:
            whose = None if owner is None else find_user(connection, owner)
            look = _Look(connection, Horizon.of(self._crm.clock), whose)
            return [look.section(section, beside=sections) for section in sections]

    def _look(self, connection: "Connection", *, everybody: bool) -> "_Look":
        me = None if everybody else team.user_with_login(connection, self._crm.actor.login) or _NOBODY
        return _Look(connection, Horizon.of(self._crm.clock), me)


@dataclass(frozen=True)
class _Look:
    """One look at the database: as of when, and for whom (None: for everybody)."""

    connection: "Connection"
    horizon: Horizon
    owner: int | None

    def counts(self) -> DueCounts:
        spans = map(self.horizon.span, (Section.OVERDUE, Section.TODAY))
        return DueCounts(*(agenda.due_count(self.connection, span, self.owner) for span in spans))

    def section(self, section: Section, *, beside: Collection[Section]) -> AgendaPage:
        """Return a section as it is beside others, in which those are who would be in both."""
        if section is Section.CADENCE:
            return self.out_of_touch()
        if section is Section.SILENT:
            return self.silent(but_late=Section.CADENCE in beside)
        return self.due(section)

    def due(self, section: Section, span: Span | None = None) -> AgendaPage:
        span = span or self.horizon.span(section)
        ids = agenda.due_ids(self.connection, span, self.owner, PAGE)
        entries = reminders.by_ids(self.connection, ids, self.horizon.now, self.horizon.today)
        rows = self._contacts(entry.contact_id for entry in entries)
        lines = tuple(self._reminder(section, entry, rows.get(entry.contact_id or 0)) for entry in entries)
        return AgendaPage(section, agenda.due_count(self.connection, span, self.owner), lines)

    def at_risk(self) -> AgendaPage:
        from tui_crm.services.sla import watching  # noqa: PLC0415 - one-shot commands ask for no promises

        return watching.page(self.connection, self.horizon, Whose(self.owner, of_nobody=True), PAGE)

    def out_of_touch(self) -> AgendaPage:
        _tomorrow, midnight = self.horizon.begins(1)
        ids = agenda.out_of_touch_ids(self.connection, midnight, self.owner, PAGE)
        said = agenda.last_words(self.connection, ids)
        lines = tuple(
            replace(self._contact(Section.CADENCE, row, said.get(row.id, ""), self._touch_by(row)), cadence=row.cadence)
            for row in contacts.rows_for(self.connection, ids)
        )
        return AgendaPage(Section.CADENCE, agenda.out_of_touch_count(self.connection, midnight, self.owner), lines)

    def _touch_by(self, row: "ContactRow") -> date | None:
        return self.horizon.on_the_wall(row.touch_by)[0] if row.touch_by is not None else None

    def silent(self, *, but_late: bool) -> AgendaPage:
        but = self.horizon.begins(1)[1] if but_late else ""
        ids = agenda.silent_ids(self.connection, self.owner, PAGE, but)
        said = agenda.last_words(self.connection, ids)
        lines = tuple(
            self._contact(Section.SILENT, row, said.get(row.id, "")) for row in contacts.rows_for(self.connection, ids)
        )
        return AgendaPage(Section.SILENT, agenda.silent_count(self.connection, self.owner, but), lines)

    def birthdays(self) -> AgendaPage:
        _today, midnight = self.horizon.begins(0)
        found = agenda.birthdays(self.connection, self.horizon.today, midnight, self.owner)
        ids = [contact_id for _day, contact_id in found[:PAGE]]
        days = {contact_id: day for day, contact_id in found[:PAGE]}
        born = contacts.birthdays_of(self.connection, ids)
        lines = tuple(
            self._contact(Section.BIRTHDAYS, row, born[row.id], days[row.id])
            for row in contacts.rows_for(self.connection, ids)
        )
        tally = tallying.told(len(found))
        return AgendaPage(Section.BIRTHDAYS, tally, lines)

    def holidays(self, coming: "Sequence[Holiday]") -> AgendaPage:
        lines = [
            self._holiday(holiday, place)
            for place, holiday in enumerate(coming)
            if not agenda.is_planned(self.connection, holiday.name, holiday.first, self.owner)
        ]
        return AgendaPage(Section.HOLIDAYS, Tally(len(lines)), tuple(lines))

    def mentions(self) -> AgendaPage:
        from tui_crm.services.card_mentions import on_cards  # noqa: PLC0415 - one-shot commands ask for no mentions

        names = Mentions(mentions.called(self.connection))
        since = stored_instant(self.horizon.now - timedelta(days=MENTION_DAYS))
        texts = [(text, names.in_text(text.text)) for text in mentions.written_since(self.connection, since)]
        texts += on_cards(self.connection, names, since, self.owner)
        waiting = [text for text, named in texts if self._waits(text, named)]
        once: dict[tuple[str, int], Written] = {}
        for text in sorted(waiting, key=lambda text: (text.at, text.thing, text.id), reverse=True):
            once.setdefault((text.thing, text.id), text)
        return AgendaPage(Section.MENTIONS, Tally(len(once)), self._mentions([*once.values()][:PAGE]))

    def _waits(self, text: "Written", named: set[int]) -> bool:
        """Return whether one of those named, other than who wrote it or has it as a reminder, has not answered yet."""
        asked = named - {text.writer, text.owner}
        if self.owner is not None:
            asked &= {self.owner}
        return any(not mentions.is_answered(self.connection, text, user) for user in asked)

    def _contacts(self, ids: Iterable[int | None]) -> "dict[int, ContactRow]":
        wanted = list(dict.fromkeys(contact_id for contact_id in ids if contact_id is not None))
        return {row.id: row for row in contacts.rows_for(self.connection, wanted)}

    def _reminder(self, section: Section, entry: "ReminderEntry", row: "ContactRow | None") -> AgendaLine:
        day, wall = entry.due_on, entry.due_time
        if entry.due_at is not None:
            day, wall = self.horizon.on_the_wall(entry.due_at)
        return AgendaLine(
            section=section,
            thing="reminder",
            id=entry.id,
            contact_id=entry.contact_id,
            name=entry.contact,
            company=row.company if row else "",
            stage=row.stage if row else "",
            text=entry.said,
            person=entry.owner,
            day=day,
            time=wall,
            last_at=row.last_at if row else None,
            priority=entry.priority,
            minutes=entry.minutes,
            place=entry.place,
        )

    def _contact(self, section: Section, row: "ContactRow", text: str, day: date | None = None) -> AgendaLine:
        return AgendaLine(
            section=section,
            thing="contact",
            id=row.id,
            contact_id=row.id,
            name=row.name,
            company=row.company,
            stage=row.stage,
            text=text,
            person=row.owner,
            day=day,
            time=None,
            last_at=row.last_at,
        )

    def _holiday(self, holiday: "Holiday", place: int) -> AgendaLine:
        return AgendaLine(
            section=Section.HOLIDAYS,
            thing="holiday",
            id=holiday.first.toordinal() * PAGE + place,
            contact_id=None,
            name=holiday.name,
            company="",
            stage="",
            text="",
            person="",
            day=holiday.first,
            time=None,
            last_at=None,
            minutes=holiday.days * 24 * 60,
        )

    def _mentions(self, texts: "Sequence[Written]") -> tuple[AgendaLine, ...]:
        rows = self._contacts(text.contact_id for text in texts)
        writers = {text.writer for text in texts if text.writer is not None}
        logins = called(self.connection, {"user": writers})["user"]
        return tuple(
            self._mention(text, rows.get(text.contact_id or 0), logins.get(text.writer or _NOBODY, ""))
            for text in texts
        )

    def _mention(self, text: "Written", row: "ContactRow | None", writer: str) -> AgendaLine:
        day, wall = self.horizon.on_the_wall(instant_of(text.at))
        return AgendaLine(
            section=Section.MENTIONS,
            thing=text.thing,
            id=text.id,
            contact_id=text.contact_id,
            name=row.name if row else "",
            company=row.company if row else "",
            stage=row.stage if row else "",
            text=text.text,
            person=writer,
            day=day,
            time=wall,
            last_at=row.last_at if row else None,
        )

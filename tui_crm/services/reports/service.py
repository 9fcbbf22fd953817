"""Asking a report of an open CRM, and for the records behind each of its numbers.

Days are the team's, where the team has set its zone, else the user's; one reading sees one state of the file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tui_crm.db import activities, reminders, report_facts
from tui_crm.db.called import called
from tui_crm.db.filter_sql import Query
from tui_crm.db.report_facts import FACTS, Scope
from tui_crm.errors import NotFound
from tui_crm.i18n import _
from tui_crm.models.filters import Condition, FieldTest, Filter, Operator, all_of
from tui_crm.models.nearest import nearest
from tui_crm.models.record import begin_of, stored_instant
from tui_crm.models.report import NOBODY, Asked, Behind, Number, Report, ReportOf, Slice
from tui_crm.models.report_period import compared_with, offsets, period_meant
from tui_crm.models.span import Period
from tui_crm.models.viewpoint import ME
from tui_crm.services.people import find_user, user_meant
from tui_crm.services.reports.answering import Answering
from tui_crm.services.reports.contact_filter import nodes_of
from tui_crm.services.reports.labels import Labels
from tui_crm.services.reports.measuring import Counted
from tui_crm.services.reports.registry import REPORTS
from tui_crm.services.reports.writing import ReportFormat, format_of, write_report
from tui_crm.settings import Origin, checked
from tui_crm.whole_files import whole_text

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO

    from sqlalchemy import Connection

    from tui_crm.db.cancelling import Cancel
    from tui_crm.models.cards import ActivityEntry, ReminderEntry
    from tui_crm.services.crm import Crm

_DAY = timedelta(days=1)
_UNKNOWN = -1  # no user's id


def declared(name: str) -> ReportOf:
    """Return the report called ``name``. Raises NotFound naming the nearest."""
    if name not in REPORTS:
        hint = nearest(name, REPORTS) or _("known reports: {names}").format(names=", ".join(REPORTS))
        raise NotFound(_("there is no report “{name}”").format(name=name), hint=hint)
    return REPORTS[name]


@dataclass(frozen=True)
class _Looking:
    """From where reports are looked at: the zone of their days, what time it is, and which contacts are meant."""

    zone: ZoneInfo
    now: datetime
    query: Query

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def scope(self, period: Period, owner: int | None) -> Scope:
        until_now = Period(period.first, max(period.last, self.today))  # what was due then may be done today
        return Scope(
            period=period,
            since=begin_of(period.first, self.zone),
            until=begin_of(period.last + _DAY, self.zone),
            offsets=offsets(self.zone, until_now),
            now=stored_instant(self.now),
            today=self.today,
            query=self.query,
            owner=owner,
        )


class Reports:
    """The reports of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def zone(self) -> ZoneInfo:
        """Return the zone in which the days of reports begin. Raises UsageError where this machine does not know it."""
        team = self._crm.settings.value("calendar_zone")
        if team.origin is not Origin.DATABASE:
            return self._crm.clock.zone
        return ZoneInfo(checked("calendar_zone", team.value, where=team.where))

    def ask(self, name: str, asked: Asked | None = None, cancelled: "Cancel | None" = None) -> Report:
        """Return a report with its numbers. Raises NotFound, UsageError, and Cancelled soon after ``cancelled`` says so."""
        report, asked = declared(name), asked or Asked()
        looking = self._looking(asked.filter)
        period = period_meant(asked.period or report.period, looking.today)
        before = compared_with(asked.compare, period, looking.today) if asked.compare else None
        with self._crm.database.read() as connection:
            owner = self._owner(connection, asked.owner)

            def count(facts: str, dimensions: Sequence[str], days: Period) -> Counted:
                cells = report_facts.counted(connection, facts, dimensions, looking.scope(days, owner), cancelled)
                return Counted(facts, days, dimensions, cells)

            answering = Answering(report, period, before, count)
            cubes = answering.cubes()
            labels = _labels(connection, cubes.values(), owner)
        return Report(
            name=report.name,
            title=_(report.title),
            answers=_(report.answers),
            period=period,
            before=before,
            filter=asked.filter.strip(),
            owner="" if owner is None else self._crm.actor.login if owner == _UNKNOWN else labels.of("person")(owner),
            zone=looking.zone,
            at=looking.now,
            today=looking.today,
            tables=tuple(answering.tables(cubes, labels)),
        )

    def behind(self, report: Report, key: str) -> Behind:
        """Return the records behind the number called ``key`` of a report. Raises NotFound where it has no such number."""
        number = report.number(key)
        if number is None:
            hint = nearest(key, [each.key for *_place, each in report.numbers()])
            raise NotFound(_("report {name} has no number “{key}”").format(name=report.name, key=key), hint=hint)
        return self.records(report, number)

    def records(self, report: Report, number: Number) -> Behind:
        """Return the records behind a number of a report, as they are now."""
        looking, behind = self._looking(report.filter), number.behind
        thing = FACTS[behind.facts].thing
        with self._crm.database.read() as connection:
            scope = looking.scope(behind.period, self._owner(connection, report.owner))
            found = report_facts.ids(connection, behind.facts, behind.members, scope)
        text = self._filter(looking, report.owner, behind) if thing == "contact" and found else ""
        return Behind(thing, tuple(found), text if text and self._finds(text, found) else "")

    def write(self, stream: "TextIO", report: Report, chosen: ReportFormat) -> None:
        """Write a report into a stream."""
        write_report(stream, report, chosen)

    def export(self, report: Report, file: "Path") -> None:
        """Write a report into a file, in the format that its name ends with. Raises UsageError, OutputFailed."""
        chosen = format_of(file)
        with whole_text(file) as stream:
            write_report(stream, report, chosen)

    def activities(self, ids: Sequence[int]) -> "list[ActivityEntry]":
        """Return these activities in this order; those that are gone are left out."""
        with self._crm.database.read() as connection:
            found = activities.by_ids(connection, ids)
        return [found[key] for key in ids if key in found]

    def reminders(self, ids: Sequence[int]) -> "list[ReminderEntry]":
        """Return these reminders in this order; those that are gone are left out."""
        with self._crm.database.read() as connection:
            return reminders.by_ids(connection, ids, self._crm.clock.now(), self._crm.clock.today())

    def _looking(self, text: str) -> _Looking:
        wanted = Filter(self._crm.contacts.parse(text).where)
        return _Looking(self.zone(), self._crm.clock.now(), self._crm.contacts.vocabulary().query(wanted))

    def _owner(self, connection: "Connection", who: str) -> int | None:
        if not who.strip():
            return None
        mine = self._crm.actor.login
        meant = mine if who.strip().casefold() in ME else who
        if meant == mine and user_meant(connection, mine) is None:
            return _UNKNOWN  # one who has not written anything yet
        return find_user(connection, meant)

    def _filter(self, looking: _Looking, owner: str, behind: Slice) -> str:
        """Return the filter that should find the contacts behind a number."""
        users = [int(member) for name, members in behind.members if name == "person" for member in members]
        with self._crm.database.read() as connection:
            logins = called(connection, {"user": users})["user"]
        mine = [Condition("owner", (FieldTest(Operator.IS, owner),))] if owner else []
        nodes = all_of([looking.query.wanted.where, *nodes_of(behind, logins, looking.today), *mine])
        return self._crm.contacts.text_of(Filter(nodes))

    def _finds(self, text: str, ids: Sequence[int]) -> bool:
        """Return whether a filter finds these contacts and no other: the words of a text may be those of another, too."""
        found = self._crm.contacts.find(self._crm.contacts.parse(text))
        return len(found) == len(ids) and set(found.ids) == set(ids)


def _labels(connection: "Connection", cubes: Iterable[Counted], owner: int | None) -> Labels:
    """Return the labels of everything that was counted."""
    users = set() if owner is None else {owner}
    for cube in cubes:
        if "person" in cube.dimensions:
            place = cube.dimensions.index("person")
            users |= {int(cell[place]) for cell in cube.cells}
    return Labels(called(connection, {"user": users - {NOBODY}})["user"])

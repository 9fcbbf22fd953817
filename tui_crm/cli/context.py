"""What a command gets to work with: the user's settings, the clock, the open database, and the way to the user."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from tui_crm import paths, workplace
from tui_crm.actor import Source
from tui_crm.cli import asking, output
from tui_crm.cli.columns import Column, Row
from tui_crm.cli.output import Format
from tui_crm.cli.progress import Progress
from tui_crm.cli.terminal import Sink, somebody_reads, standard_output, tell
from tui_crm.clock import Clock, FixedClock, SystemClock, system_zone
from tui_crm.errors import Ambiguous, UsageError
from tui_crm.i18n import _
from tui_crm.settings import Origin, UserSettings, checked

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from tui_crm.models.cards import Done
    from tui_crm.models.when import When
    from tui_crm.models.working_time import Counting, WorkingCalendar
    from tui_crm.services.crm import Crm

Found = TypeVar("Found")


class HasId(Protocol):
    """A record as it is listed."""

    @property
    def id(self) -> int:
        """Its number."""
        ...


Identified = TypeVar("Identified", bound=HasId)


class Session:
    """One run of the command line; everything is found out when it is first asked for.

    The four arguments are the global options as they were typed, None where they were not; a bad one raises UsageError.
    """

    def __init__(
        self,
        *,
        db: str | None = None,
        user: str | None = None,
        lang: str | None = None,
        now: str | None = None,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        if db is not None:
            workplace.file_of(db)
        if user is not None and not user.strip():
            raise UsageError(_("{option} needs a value").format(option="--as"))
        if lang is not None:
            checked("language", lang, where="--lang")
        self._flags = {"database": db, "user": user, "language": lang}
        if now is not None:
            _instant(now, _zone("UTC"))
        self._now = now
        self._bar: Progress | None = None
        self.environ = environ

    def over(self, database: Path) -> "Session":
        """Return a session like this one over another database."""
        flags = {"user": self._flags["user"], "lang": self._flags["language"], "now": self._now}
        return Session(db=str(database), environ=self.environ, **flags)

    @cached_property
    def settings(self) -> UserSettings:
        """The user's settings; raises UsageError where the settings file cannot be read."""
        return UserSettings(paths.config_file(), flags=self._flags, environ=self.environ)

    @cached_property
    def clock(self) -> Clock:
        """The machine's clock, or one that stands at ``--now``, in the user's zone."""
        name = self.settings.get("zone")
        zone = _zone(name) if name else system_zone()
        if self._now is None:
            return SystemClock(zone)
        return FixedClock(_instant(self._now, zone), zone)

    @cached_property
    def login(self) -> str:
        """The login of whoever works; raises UsageError where nobody can tell."""
        return workplace.login(self.settings)

    def user(self, text: str) -> str:
        """Return the login that ``text`` means: one's own for ``me``, else the text."""
        from tui_crm.models.viewpoint import ME  # noqa: PLC0415 - few commands name a user

        return self.login if text.strip().lower() in ME else text

    @property
    def database(self) -> Path:
        """The database file; raises UsageError where the settings name none that can be opened."""
        return workplace.database_file(self.settings)

    def crm(self, *, create: bool | None = None) -> "Crm":
        """Open the database as the user: ``with session.crm() as crm``. ``create`` makes one, and says so, where none is.

        Commands that put the first things into a database create one; where that is not said, one is made at its default
        place only: a path that somebody named may be mistyped. Raises NotFound, BadFile, Busy, OutputFailed.
        """
        if create is None:
            create = self.settings.value("database").origin is Origin.DEFAULT
        from tui_crm.services.crm import Crm  # noqa: PLC0415 - commands without a database load no services

        is_new = not self.database.exists()
        crm = Crm.open(
            self.database,
            login=self.login,
            source=Source.CLI,
            clock=self.clock,
            create=create,
            waiting=self._tell_waiting if somebody_reads() else None,
        )
        if is_new:
            tell(_("made a new database: {path}").format(path=self.database))
        return crm

    @contextmanager
    def crm_to_plan(self) -> "Iterator[Crm]":
        """Open the database for what writes nothing: an empty one that goes away again stands for one that is not there."""
        from tui_crm.services.crm import Crm  # noqa: PLC0415 - as above
        from tui_crm.services.importing.scratch import scratch_folder  # noqa: PLC0415 - as above

        if self.database.exists():
            with self.crm(create=False) as crm:
                yield crm
            return
        tell(_("there is no database at {path} yet").format(path=self.database))
        with scratch_folder() as folder:
            nothing = folder / "crm.db"
            with Crm.open(nothing, login=self.login, source=Source.CLI, clock=self.clock) as crm:
                yield crm

    @contextmanager
    def crm_to_fill(self) -> "Iterator[Crm]":
        """Open the database for an import: where none is, one is made, and stays only where something came in."""
        from tui_crm.services.crm import Crm  # noqa: PLC0415 - as above
        from tui_crm.services.importing.first_database import made_for  # noqa: PLC0415 - as above

        if os.path.lexists(self.database):
            with self.crm(create=False) as crm:
                yield crm
            return

        def opened(draft: Path) -> "Crm":
            return Crm.open(draft, login=self.login, source=Source.CLI, clock=self.clock)

        with made_for(self.database, opened, self._tell_made) as crm:
            yield crm

    def _tell_made(self) -> None:
        tell(_("made a new database: {path}").format(path=self.database))

    def when(self, text: str) -> "When":
        """Return the date or moment to come that ``text`` means; raises UsageError that points at the wrong word."""
        from tui_crm.models.when import parse_when  # noqa: PLC0415 - few commands take one

        calendar = self._counting()
        when = parse_when(text, now=self.clock.now(), zone=self.clock.zone, calendar=calendar)
        tell(*(unknown.told for unknown in calendar.unknown(self.clock.today(), when.date)))
        tell(*filter(None, (when.lost(),)))
        return when

    def past(self, text: str) -> datetime:
        """Return the instant, usually past, that ``text`` means; raises UsageError that points at the wrong word."""
        from tui_crm.models.when import parse_instant  # noqa: PLC0415 - as above

        calendar = self._counting()
        instant = parse_instant(text, now=self.clock.now(), zone=self.clock.zone, calendar=calendar)
        tell(*(unknown.told for unknown in calendar.unknown(self.clock.today(), instant.date())))
        return instant

    def _counting(self) -> "Counting":
        """Return the team's working calendar, read where a text counts working days."""
        from tui_crm.models.working_time import Counting  # noqa: PLC0415 - as above

        return Counting(self._calendar)

    def _calendar(self) -> "WorkingCalendar":
        from tui_crm.models.team_calendar import usual_calendar  # noqa: PLC0415 - few texts count working days

        if not self.database.exists():
            return usual_calendar()
        with self.crm(create=False) as crm:
            return crm.calendar.current()

    @property
    def out(self) -> Sink:
        """Standard output; raises OutputFailed where there is none."""
        return standard_output(self.environ)

    def show_list(self, rows: Iterable[Row], columns: Sequence[Column[Row]], chosen: Format) -> None:
        """Print ``rows`` in the format that was chosen, instants in the user's zone."""
        output.write_list(self.out, rows, columns, chosen, self.clock.zone)

    def show(self, row: Row, columns: Sequence[Column[Row]], chosen: Format) -> None:
        """Print one record in the format that was chosen, instants in the user's zone."""
        output.write_record(self.out, row, columns, chosen, self.clock.zone)

    def show_made(
        self, rows: "Iterable[Identified]", done: "Done", columns: "Sequence[Column[Identified]]", chosen: Format
    ) -> None:
        """Print the one of ``rows`` that a write has just made."""
        self.show(next(row for row in rows if row.id == done.ids[0]), columns, chosen)

    def confirm(self, question: str, *, yes: bool) -> None:
        """Return when ``yes`` or the person agrees; raises Declined, or UsageError where nobody can be asked."""
        asking.confirm(question, yes=yes)

    def found(self, lookup: Callable[[str], Found], who: str) -> Found:
        """Return what ``lookup`` finds for ``who``; on a terminal a person chooses where more than one fits."""
        try:
            return lookup(who)
        except Ambiguous as error:
            return lookup(asking.choose(error))

    def progress(self, label: str, total: int | None = None) -> Progress:
        """Return the bar of long work, on standard error: ``with session.progress("…") as bar`` and ``bar(done)``."""
        self._bar = Progress(label, total)
        return self._bar

    def _tell_waiting(self, sentence: str) -> None:
        if self._bar is not None:
            self._bar.clear()
        tell(sentence)


def _instant(text: str, zone: "ZoneInfo") -> datetime:
    from tui_crm.models.when import parse_iso_now  # noqa: PLC0415 - few runs are dated

    return parse_iso_now(text, zone)


def _zone(name: str) -> "ZoneInfo":
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    return ZoneInfo(name)

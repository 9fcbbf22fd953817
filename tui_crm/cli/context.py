"""What a command gets to work with: the user's settings, the clock, the open database, and the way to the user."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tui_crm import paths, workplace
from tui_crm.actor import Source
from tui_crm.cli import asking, output
from tui_crm.cli.columns import Column, Row
from tui_crm.cli.output import Format
from tui_crm.cli.progress import Progress
from tui_crm.cli.terminal import Sink, standard_output
from tui_crm.clock import Clock, FixedClock, SystemClock, system_zone
from tui_crm.errors import Ambiguous, UsageError
from tui_crm.i18n import _
from tui_crm.settings import UserSettings, checked

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from tui_crm.services.crm import Crm

Found = TypeVar("Found")


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
        self._now = None if now is None else _instant(now)
        self.environ = environ

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
        return FixedClock(self._now if self._now.tzinfo else self._now.replace(tzinfo=zone), zone)

    @property
    def database(self) -> Path:
        """The database file; raises UsageError where the settings name none that can be opened."""
        return workplace.database_file(self.settings)

    def crm(self, *, create: bool = True) -> "Crm":
        """Open the database as the user: ``with session.crm() as crm``. ``create`` makes one where there is none."""
        from tui_crm.services.crm import Crm  # noqa: PLC0415 - commands without a database load no services

        login = workplace.login(self.settings)
        return Crm.open(self.database, login=login, source=Source.CLI, clock=self.clock, create=create)

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
        return Progress(label, total)


def _instant(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(
            _("“{value}” for --now is no instant in ISO 8601, for example 2026-11-21T09:30:00Z").format(value=text)
        ) from None


def _zone(name: str) -> "ZoneInfo":
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    return ZoneInfo(name)

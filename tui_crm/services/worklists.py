"""Which reminders somebody looks at, however many: their ids in order, and on which days of a calendar they stand."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tui_crm.db import team, worklists
from tui_crm.db.reminders import Wanted
from tui_crm.models.worklist import Whose, Worklist

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.models.agenda import Tally
    from tui_crm.services.crm import Crm

_NOBODY = 0  # no user's id


class Worklists:
    """The reminders of an open CRM as lists and calendars; their rows are read by ``Followups.rows``."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def ids(self, worklist: Worklist, limit: int | None = None) -> Sequence[int]:
        """Return the ids of the reminders one looks at, the soonest first; of those done the one that was done last."""
        with self._crm.database.read() as connection:
            return worklists.ids(connection, self._wanted(connection, worklist), limit)

    def by_day(self, worklist: Worklist, first: date, last: date) -> Mapping[date, Sequence[int]]:
        """Return the reminders one looks at on each day from ``first`` to ``last`` that has any, in the order of the day.

        Days are the user's. Open ones stand on the day they are due, others on the day they were done.
        """
        days = worklists.Days(first, last, self._crm.clock.zone)
        with self._crm.database.read() as connection:
            return worklists.by_day(connection, self._wanted(connection, worklist), days)

    def open_count(self) -> "Tally":
        """Return how many open reminders the user has: cheap enough for after every change."""
        with self._crm.database.read() as connection:
            return worklists.count(connection, self._wanted(connection, Worklist()))

    def _wanted(self, connection: "Connection", worklist: Worklist) -> Wanted:
        mine = worklist.whose is Whose.MINE
        return Wanted(
            owner_id=(team.user_with_login(connection, self._crm.actor.login) or _NOBODY) if mine else None,
            state=worklist.state,
            text=worklist.text,
            unowned=worklist.whose is Whose.NOBODY,
        )

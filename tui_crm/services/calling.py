"""Calling one after the other: a list of contacts as a queue, from which nobody gets whom somebody else has or has called.

Whoever gets a contact holds a lock on it, looks again whether it is still to be called, and lets go once the call is
logged. So of two people on one list one always sees what the other did; and a lock goes with the terminal that holds it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.call_locks import CallLocks
from tui_crm.call_rounds import Round, RoundFile
from tui_crm.db import activities, calling, team
from tui_crm.db.failures import read_only
from tui_crm.errors import CrmError, OutputFailed
from tui_crm.models.calling import PAUSE, CallProgress, CallSummary, LeftOut
from tui_crm.models.record import stored_instant

if TYPE_CHECKING:
    from datetime import datetime

    from tui_crm.services.crm import Crm

_AT_FIRST: Final = 32  # contacts looked at together, so that the next one comes at once
_AT_MOST: Final = 4_096  # of a long stretch in which nobody is to be called


class Calling:
    """Lists of calls over an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def queue(self, ids: Sequence[int], key: str | None = None) -> "CallQueue":
        """Return a queue of the contacts ``ids``, in this order.

        One goes on with the round through the list called ``key`` that one did not finish; without a key none is kept.
        """
        crm = self._crm
        rounds = None if key is None else RoundFile(crm.database.path, crm.actor.login, key, crm.clock)
        return CallQueue(crm, ids, rounds)


class CallQueue:
    """The contacts of a list, one at a time. Its methods may be called in any thread, one after the other."""

    def __init__(self, crm: "Crm", ids: Sequence[int], rounds: RoundFile | None) -> None:
        self._crm = crm
        self._ids = ids
        self._rounds = rounds
        self._locks = CallLocks(crm.database.path)
        self.resumed: datetime | None = rounds.found.begun if rounds is not None and rounds.found else None
        """When the round was begun that one goes on with; None where it begins now."""
        self._begin(rounds.found if rounds is not None and rounds.found else Round(crm.clock.now()))

    def _begin(self, begun: Round) -> None:
        self._begun = begun.begun
        self._skipped, self._later = dict.fromkeys(begun.skipped), dict.fromkeys(begun.later)
        self._here: int | None = None
        self._at = 0
        self._places: dict[int, int] = {}
        self._ahead: list[int] = []
        self._behind: list[int] = []
        self._taken: dict[int, None] = {}
        self._logged: dict[int, int] = {}
        self._left_out: Counter[LeftOut] = Counter()
        self._sat_down = self._crm.clock.now()

    @property
    def here(self) -> int | None:
        """The contact one has, None where one has none."""
        return self._here

    def next(self) -> int | None:
        """Let go of the contact one has, and return the next one to call, which nobody else gets now.

        At the end of the list come those that were put off, then those that a colleague had or whose call was taken back;
        None where nobody is left. Raises OutputFailed where nothing can be locked or kept, BadFile where that is because
        the database is read-only.
        """
        if self._here is not None:
            self._behind.append(self._here)
        self._let_go()
        for contact_id in self._candidates():
            try:
                has = self._has(contact_id)
            except CrmError:
                self._ahead.append(contact_id)  # nobody is lost
                self._locks.give_back()
                raise
            if has:
                self._keep()
                return contact_id
        self._finish()
        return None

    def skip(self) -> int | None:
        """Go on without having called, for this round; returns what :meth:`next` does."""
        if self._here is not None:
            self._skipped[self._here] = None
        return self.next()

    def later(self) -> int | None:
        """Put the contact off until the others are done; returns what :meth:`next` does."""
        if self._here is not None:
            self._later[self._here] = None
        return self.next()

    def back(self) -> int | None:
        """Return to the contact that one had before, called or not, unless a colleague has it; None where there is none.

        The one that one has then comes next again.
        """
        while self._behind:
            contact_id = self._behind.pop()
            left, self._here = self._here, None
            self._locks.give_back()
            if left is not None:
                self._ahead.append(left)
            if self._take(contact_id):
                self._skipped.pop(contact_id, None)
                self._later.pop(contact_id, None)
                self._here = contact_id
                return contact_id
        return self.next() if self._here is None and self._ahead else None

    def logged(self, activity_id: int) -> None:
        """Note with which activity the call was logged with the contact that one has."""
        if self._here is not None:
            self._logged[self._here] = activity_id

    def begin_anew(self) -> int | None:
        """Go through the list from its beginning, as if there had been no round; returns what :meth:`next` does."""
        self._let_go()
        self.resumed = None
        self._begin(Round(self._crm.clock.now()))
        return self.next()

    @property
    def can_go_back(self) -> bool:
        """Whether there is a contact that one had before."""
        return bool(self._behind)

    def progress(self) -> CallProgress:
        """Return how far one is."""
        left_out = {reason: count for reason, count in self._left_out.items() if count}
        if self._taken:
            left_out[LeftOut.TAKEN] = len(self._taken)
        return CallProgress(
            place=self._places.get(self._here or 0, 0),
            total=len(self._ids),
            called=len(self._logged),
            skipped=len(self._skipped),
            later=len(self._later),
            seconds=(self._crm.clock.now() - self._sat_down).total_seconds(),
            left_out=left_out,
        )

    def may_go_on(self) -> bool:
        """Return whether somebody may be left at the end of the list: a colleague had them, or their call was taken back."""
        return bool(self._ahead or self._taken or self._without_call())

    def summary(self) -> CallSummary:
        """Return what one has done with this list since the round began."""
        with self._crm.database.read() as connection:
            me = team.user_with_login(connection, self._crm.actor.login)
            if me is None:
                return CallSummary({}, 0, 0)
            return calling.summary(connection, self._ids, me, stored_instant(self._begun))

    def close(self) -> None:
        """Let go of the contact one has; a round in which nothing was done is none."""
        self._let_go()
        if self._rounds is not None and not (self._logged or self._skipped or self._later or self.resumed):
            self._rounds.forget()

    def _let_go(self) -> None:
        self._here = None
        self._locks.give_back()

    def _candidates(self) -> Iterator[int]:
        """Yield who may be next, each of whom is to be looked at once more."""
        while self._ahead:
            yield self._ahead.pop()
        yield from self._from_list()
        for contact_id in [*self._later]:
            del self._later[contact_id]
            yield contact_id
        for contact_id in [*self._taken]:
            del self._taken[contact_id]
            yield contact_id
        yield from self._taken_back()

    def _from_list(self) -> Iterator[int]:
        size = _AT_FIRST
        while self._at < len(self._ids):
            piece = self._ids[self._at : self._at + size]
            reasons = self._reasons(piece)
            for contact_id in piece:
                self._at += 1
                if contact_id in self._logged or contact_id in self._skipped:
                    continue
                if contact_id in reasons:
                    self._left_out[reasons[contact_id]] += 1
                    self._later.pop(contact_id, None)
                    continue
                self._places[contact_id] = self._at
                if contact_id not in self._later:
                    yield contact_id
            size = min(2 * size, _AT_MOST)

    def _taken_back(self) -> Iterator[int]:
        """Yield those whose call was logged here and taken back since."""
        for contact_id in self._without_call():
            del self._logged[contact_id]
            yield contact_id

    def _without_call(self) -> list[int]:
        with self._crm.database.read() as connection:
            there = activities.by_ids(connection, [*self._logged.values()])
        return [key for key, activity_id in self._logged.items() if activity_id not in there]

    def _has(self, contact_id: int) -> bool:
        """Have a contact that is still to be called; tell whether it is so."""
        if not self._take(contact_id):
            self._taken[contact_id] = None
            return False
        reason = self._reasons([contact_id]).get(contact_id)
        if reason is not None:
            self._left_out[reason] += 1
            self._locks.give_back()
            return False
        self._here = contact_id
        return True

    def _take(self, contact_id: int) -> bool:
        """Have a contact, unless somebody else has it; tell whether it is so. Raises BadFile, OutputFailed."""
        try:
            return self._locks.take(contact_id)
        except OutputFailed as error:
            if self._crm.database.read_only:
                raise read_only(self._crm.database.path) from error
            raise

    def _reasons(self, ids: Sequence[int]) -> dict[int, LeftOut]:
        since = stored_instant(min(self._crm.clock.now() - PAUSE, self._begun))
        with self._crm.database.read() as connection:
            return calling.reasons(connection, ids, since)

    def _keep(self) -> None:
        if self._rounds is not None:
            self._rounds.keep(Round(self._begun, [*self._skipped], [*self._later]))

    def _finish(self) -> None:
        """Forget the round, unless somebody is left for later: a colleague has them."""
        if self._rounds is not None and not self._taken:
            self._rounds.forget()

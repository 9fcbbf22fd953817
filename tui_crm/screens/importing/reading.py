"""Reading and planning in threads: how far it is, that it can be left at any time, and that nothing is left behind then."""

import os
from collections.abc import Callable, Collection
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Final, TypeAlias

from tui_crm.errors import BadInput, CrmError
from tui_crm.i18n import _

if TYPE_CHECKING:
    from tui_crm.screens.importing.wanted import Wanted
    from tui_crm.services.crm import Crm
    from tui_crm.services.importing.columns.mapping import Mappable
    from tui_crm.services.importing.planned import Planned
    from tui_crm.services.importing.previewing import Preview
    from tui_crm.services.importing.report import ImportOptions, ImportReport, PlannedRow

State: TypeAlias = tuple[int, ...]
"""Which file it is, and since when it is as it is."""

_TOLD: Final = 250  # rows between two words of how far it is


class GivenUp(CrmError):
    """Nobody wants to know any more."""

    def __init__(self) -> None:
        super().__init__(_("given up"))


class Attempt:
    """Something long that a person may give up: from then on whoever works at it is told so, and its plan is let go of."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        self._tell = tell
        self._over = Event()
        self._lock = Lock()
        self._told = 0
        self.plan: HeldPlan | None = None

    @property
    def is_given_up(self) -> bool:
        """Whether nobody wants to know any more."""
        return self._over.is_set()

    def give_up(self) -> None:
        """Let it end as soon as it can."""
        with self._lock:
            self._over.set()
            if self.plan is not None:
                self.plan.close()

    def keep(self, plan: "HeldPlan") -> None:
        """Keep what came of it for as long as it is not given up. Raises GivenUp where it was already."""
        with self._lock:
            if self._over.is_set():
                plan.close()
                raise GivenUp
            self.plan = plan

    def progress(self, rows: int) -> None:
        """Tell how many rows are done, not of every one; in the thread that works. Raises GivenUp."""
        if self._over.is_set():
            raise GivenUp
        if rows // _TOLD != self._told:
            self._told = rows // _TOLD
            self._tell(rows)


def state_of(path: Path) -> State:
    """Return what tells whether a file is still the same; nothing where it cannot be read."""
    try:
        found = path.stat()
    except (OSError, ValueError):  # what is wrong with it is told when it is read
        return ()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


@dataclass(frozen=True)
class Looked:
    """What a file is taken for, as it was in ``state``; no ``preview`` for a mailbox, which has no columns.

    ``options`` are those it was read with, what a profile says among them.
    """

    state: State
    preview: "Preview | None"
    options: "ImportOptions"


def look(crm: "Crm", wanted: "Wanted", attempt: Attempt, before: Looked | None) -> Looked:
    """Look at a file, in a thread; ``before`` is how it looked before something else was said of its columns.

    Raises CrmError, and GivenUp.
    """
    path = wanted.path
    assert path is not None
    if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises of a name that is too long
        raise BadInput(_("there is no file {path}").format(path=path))
    state = state_of(path)
    options = wanted.options(crm)
    if crm.importing.has_mails(wanted.kind, path):
        return Looked(state, None, options)
    known = before.preview if before is not None and before.state == state else None
    return Looked(state, crm.importing.preview(wanted.kind, path, options, attempt.progress, known), options)


def look_with_fields(
    crm: "Crm", wanted: "Wanted", attempt: Attempt, before: Looked | None
) -> "tuple[Looked, dict[str, Mappable]]":
    """Look at a file, and at what its columns can be, in a thread."""
    return look(crm, wanted, attempt, before), {field.name: field for field in crm.importing.fields(wanted.kind)}


class HeldPlan:
    """A plan with the folder that it lies in, until it is closed; any thread may use it, and one waits for the other."""

    def __init__(self, planned: "Planned", block: ExitStack, path: Path, state: State) -> None:
        self.report = planned.report
        self.rejects = planned.rejects_place()
        self._planned = planned
        self._block = block
        self._path = path
        self._state = state
        self._lock = Lock()
        self._is_closed = False

    def page(self, outcomes: Collection[str] | None, start: int, limit: int) -> "list[PlannedRow]":
        """Return the next rows that have one of these outcomes; none once it is closed. Raises CrmError."""
        with self._lock:
            if self._is_closed:
                return []
            with closing(self._planned.rows(outcomes, start)) as rows:
                return list(islice(rows, limit))

    def apply(self, attempt: Attempt) -> "ImportReport":
        """Carry it out. Raises BadInput where the file has changed since, GivenUp, and what else keeps it from going in."""
        with self._lock:
            if state_of(self._path) != self._state:
                raise Changed(self._path)
            if self._is_closed:
                raise GivenUp
            return self._planned.apply(progress=attempt.progress)

    def close(self) -> None:
        """Let go of it as soon as nobody uses it; at once for whoever calls it."""
        Thread(target=self._close, name="import plan").start()

    def _close(self) -> None:
        with self._lock:
            if not self._is_closed:
                self._is_closed = True
                self._block.close()


class Changed(BadInput):
    """The file is another one than that which was read."""

    def __init__(self, path: Path) -> None:
        super().__init__(_("{file} has changed since it was read").format(file=path.name))


def plan(crm: "Crm", wanted: "Wanted", state: State, attempt: Attempt) -> None:
    """Find out what importing a file would do, in a thread, and have the attempt keep that. Raises CrmError."""
    path = wanted.path
    assert path is not None
    if state_of(path) != state:
        raise Changed(path)
    with ExitStack() as block:
        options = wanted.options(crm)
        planned = block.enter_context(crm.importing.planned(wanted.kind, path, options, attempt.progress))
        attempt.keep(HeldPlan(planned, block.pop_all(), path, state))

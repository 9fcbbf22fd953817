"""What waits while the screens are open: counted for the tabs, and told with a bell when its time comes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import on
from textual.message import Message

from tui_crm.beginning import BeginningApp
from tui_crm.errors import CrmError
from tui_crm.screens.coming_due import AHEAD, ComingDue
from tui_crm.screens.messages import ReadFailed
from tui_crm.screens.running_late import RunningLate, lines, take_steps
from tui_crm.screens.screen import CrmScreen
from tui_crm.screens.toasts import toast

if TYPE_CHECKING:
    from tui_crm.clock import Clock
    from tui_crm.models.cards import ReminderEntry
    from tui_crm.models.escalation import Escalated
    from tui_crm.services.crm import Crm
    from tui_crm.settings import UserSettings

COUNT_SECONDS: Final = 60.0
"""How often what waits is counted again, since time makes things late."""

TELL_SECONDS: Final = 5.0
"""How often the clock, and nothing else, is looked at for what comes due."""

_STAYS: Final = 60.0  # seconds: somebody may be looking away


class WaitingApp(BeginningApp):
    """An app that knows what waits for the person at the keyboard."""

    @dataclass
    class Counted(Message):
        """What waits was counted: how much in which mode, as people read it; what comes due before long; and which of
        one's tickets run late by now.
        """

        waiting: Mapping[str, str]
        coming: "Sequence[ReminderEntry]"
        late: "Sequence[Escalated]"

    def __init__(self, user_settings: "UserSettings", clock: "Clock") -> None:
        super().__init__(user_settings, clock)
        self._waiting: Mapping[str, str] = {}
        self._coming = ComingDue(clock)
        self._late = RunningLate()

    def begin_waiting(self) -> None:
        """Count again and again, and look at the clock."""
        self.set_interval(COUNT_SECONDS, self._go_on)
        self.set_interval(TELL_SECONDS, self._tell_what_comes_due)

    def _our_screens(self) -> list[CrmScreen]:
        """Return the screens that were shown so far, of every mode."""
        return [screen for stack in self._screen_stacks.values() for screen in stack if isinstance(screen, CrmScreen)]

    def _go_on(self) -> None:
        """See to tickets that run late by now, and count again."""
        if self._crm is not None:
            self.run_worker(partial(self._take_steps_in_thread, self._crm), group="counts", thread=True)

    def _take_steps_in_thread(self, crm: "Crm") -> None:
        take_steps(crm)
        self._count_in_thread(crm)

    def _count(self) -> None:
        """Count what waits, for the tabs, and learn what comes due."""
        if self._crm is not None:
            self.run_worker(partial(self._count_in_thread, self._crm), group="counts", thread=True)

    def _count_in_thread(self, crm: "Crm") -> None:
        try:
            waiting = {
                "today": crm.today.counts().overdue,
                "followups": crm.worklists.open_count(),
                "tickets": crm.sla.count_at_risk(),
            }
            coming = crm.today.coming(self._coming.since, crm.clock.now() + AHEAD)
            late = self._late.read(crm)
        except CrmError as error:
            self.post_message(ReadFailed(error))
        else:
            counts = {mode: str(tally) for mode, tally in waiting.items() if tally.number}
            self.post_message(self.Counted(counts, coming, late))

    @on(Counted)
    def _show_counts(self, event: Counted) -> None:
        self._waiting = event.waiting
        self._coming.expect(event.coming)
        for screen in self._our_screens():
            screen.show_counts(event.waiting)
        self._tell_what_comes_due()
        if news := self._late.news(event.late):
            toast(self, *lines(news), severity="warning", seconds=_STAYS)
            self.bell()

    def _tell_what_comes_due(self) -> None:
        """Say which reminders' time has come, and ring; what is late by now is counted again."""
        if news := self._coming.come():
            toast(self, *map(self._coming.line, news), severity="warning", seconds=_STAYS)
            self.bell()
            self._count()

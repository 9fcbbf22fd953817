"""Typing ahead: a key waits until the one before has done all that it does, and the form that it opens is there.

Textual gives a key at once to what has the focus. Of ``c1`` in one breath, or over a slow line, the ``1`` would reach the
list, and leave it, while the form that ``c`` opens is still being made ready.
"""

from collections import deque
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from textual import events, on
from textual.message import Message

from tui_crm.screens.messages import OPENING
from tui_crm.tidying import TidyApp

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.timer import Timer
    from textual.widget import Widget

_SETTLED: Final = 0.25  # seconds after which all that a key does is done, unless a dialog is being made ready
_LOST: Final = 2.0  # seconds after which what follows a key is lost, with a widget that went
_LOOK: Final = 0.02  # seconds between two looks at what is waited for
_ROUNDS: Final = 2  # a key makes its widget say something, which makes another one act


class _Followed(Message, bubble=True):
    """Goes the way of a key, behind it: when this is back at the app, every widget has had the key."""


class TypeAheadApp(TidyApp):
    """An app that hands out keys and pasted texts one after the other.

    While a dialog is being made ready they wait for it; if it does not come they are forgotten, since they were not meant
    for anything else. Escape stops the waiting, and is a key like any other.
    """

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Textual's own
        super().__init__(**options)
        self._typed: deque[events.Key | events.Paste] = deque()
        self._given_on: Screen[Any] | None = None
        self._given_at = 0.0
        self._rounds = 0
        self._target: Widget | None = None
        self._follower: _Followed | None = None
        self._waiter: Timer | None = None
        self._awaited = False
        self._impatient = False

    async def on_event(self, event: events.Event) -> None:
        """Let what is typed wait for its turn."""
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
            return
        if isinstance(event, events.Key) and event.key == "escape" and self._is_opening():
            self._typed.clear()
            self._impatient, self._awaited = True, False
        self._typed.append(event)
        await self._hand_out()

    async def _hand_out(self) -> None:
        """Hand out as much of what is typed as may be by now."""
        while self._typed and self.screen_stack and self._is_free():
            self._given_on, self._given_at, self._rounds = self.screen, monotonic(), _ROUNDS
            await super().on_event(self._typed.popleft())

    def _is_free(self) -> bool:
        """Return whether the key before has done all it does, so that another may go; if not, see to it."""
        if self._is_opening():
            self._awaited = True
            return self._wait()
        if self._follower is not None and not self._is_lost():
            return self._wait()
        if self._awaited and self.screen is self._given_on:
            self._awaited = False
            self._typed.clear()  # it was meant for a dialog that does not come
            return False
        if self._given_on not in (None, self.screen):
            self._given_on, self._rounds, self._awaited = self.screen, _ROUNDS, False
        elif monotonic() - self._given_at > _SETTLED:
            self._rounds = 0
        if self._rounds:
            self._rounds -= 1
            self._follow()
            return self._wait()
        return True

    def _is_opening(self) -> bool:
        opening = any(worker.group == OPENING and not worker.is_finished for worker in self.workers)
        self._impatient = self._impatient and opening
        return opening and not self._impatient

    def _is_lost(self) -> bool:
        return self._target is None or not self._target.is_attached or monotonic() - self._given_at > _LOST

    def _wait(self) -> bool:
        self._waiter = self._waiter or self.set_timer(_LOOK, self._look_again)
        return False

    async def _look_again(self) -> None:
        self._waiter = None
        await self._hand_out()

    def _follow(self) -> None:
        self._target = self.focused or self.screen
        self._follower = _Followed()
        self._target.post_message(self._follower)

    @on(_Followed)
    def _followed(self, event: _Followed) -> None:
        if event is self._follower:
            self._follower = None
            self.call_later(self._hand_out)  # behind what the key has set going here: a focus that moves, a screen

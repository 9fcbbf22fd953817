"""When garbage is collected: while nobody waits, so that no key does.

A full collection walks all that is there, some 200 ms after an hour of work, and Python would begin one in the middle of
a keystroke. Here the quick ones go on by themselves; the full one is made in a pause without a dialog. What is left then
stays for long and is put aside (``gc.freeze``), so that the next one walks only what came since.
"""

import gc
from typing import Final

from textual import events
from textual.app import App

PAUSE_SECONDS: Final = 1.0
"""So long nothing was pressed before a pause is one."""

_QUICK: Final = (700, 10)  # Python's own: the short collections stay short
_NEVER: Final = 1_000_000_000


class TidyApp(App[None]):
    """An app that collects its garbage in pauses, from :meth:`begin_tidying` to :meth:`end_tidying`."""

    _stirred = False
    _untidy = False
    _thresholds: tuple[int, int, int] | None = None

    def begin_tidying(self) -> None:
        """Take the full collections over; call it when the first screen is painted."""
        gc.enable()  # the command line disabled it
        self._thresholds = gc.get_threshold()
        gc.set_threshold(*_QUICK, _NEVER)
        self.set_interval(PAUSE_SECONDS, self._tidy)

    async def on_event(self, event: events.Event) -> None:
        """Notice that the person is at it."""
        if isinstance(event, events.InputEvent):
            self._stirred = self._untidy = True
        await super().on_event(event)

    def _tidy(self) -> None:
        """Collect, if the person pauses and something was done since; a dialog that is open would stay for ever."""
        if self._untidy and not self._stirred and len(self.screen_stack) == 1:
            gc.collect()
            gc.freeze()
            self._untidy = False
        self._stirred = False

    def end_tidying(self) -> None:
        """Let Python collect as before."""
        if self._thresholds is not None:
            gc.set_threshold(*self._thresholds)
            self._thresholds = None

"""When has an app done all that a key or a click led to? Told by what it has left to do, not by how busy the processor is.

Textual's own wait sleeps until the process used no processor time for twenty milliseconds. That takes them after every
key where nothing is left to do, and is deceived where other processes leave this one no time.
"""

import asyncio
from asyncio import base_events
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, process_time, thread_time
from typing import Any
from weakref import WeakSet

import pytest
import textual.app
import textual.pilot
from textual._context import active_app
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer

NEAR = 0.04
"""Timers of at most so many seconds are waited for, as the rest of a cursor is; for longer ones a test waits by itself."""
_SLICE, _IDLE = 0.2, 0.001
"""Where threads use less than so many seconds of the processor in so many seconds, they wait for the test to go on."""

_at_work: WeakSet[Any] = WeakSet()  # what was given to threads, as asyncio knows it and as they do
_near: WeakSet[Timer] = WeakSet()
_refresh = Screen._compositor_refresh


def settle_by_state(patch: pytest.MonkeyPatch) -> None:
    """Let every wait of Textual's pilot be this one."""
    run, submit, set_timer = base_events.BaseEventLoop.run_in_executor, ThreadPoolExecutor.submit, MessagePump.set_timer

    def run_and_know(*arguments: Any) -> Any:
        return _known(run(*arguments))

    def submit_and_know(*arguments: Any, **named: Any) -> Any:
        return _known(submit(*arguments, **named))

    def set_and_know(pump: MessagePump, delay: float, *arguments: Any, **named: Any) -> Timer:
        timer = set_timer(pump, delay, *arguments, **named)
        if delay <= NEAR:
            _near.add(timer)
        return timer

    patch.setattr(base_events.BaseEventLoop, "run_in_executor", run_and_know)
    patch.setattr(ThreadPoolExecutor, "submit", submit_and_know)
    patch.setattr(MessagePump, "set_timer", set_and_know)
    patch.setattr(Screen, "_compositor_refresh", _paint_later)
    for module in (textual.app, textual.pilot):
        patch.setattr(module, "wait_for_idle", settled)


def _known(future: Any) -> Any:
    _at_work.add(future)
    return future


async def settled(_at_least: float = 0, at_most: float = 3) -> None:
    """Wait until nothing is left to do and all is painted, but no longer than ``at_most`` seconds."""
    loop: Any = asyncio.get_running_loop()
    end = monotonic() + at_most
    while monotonic() < end:
        await _until_nothing_is_ready(loop, end)
        _lay_out()
        await asyncio.sleep(0)
        if loop._ready or ((_is_at_work() or _is_timed()) and await _lives(loop)):
            continue
        given = len(_at_work)
        _paint()
        await asyncio.sleep(0)
        if not loop._ready and len(_at_work) <= given:
            return


async def _until_nothing_is_ready(loop: Any, end: float) -> None:
    await asyncio.sleep(0)
    while loop._ready and monotonic() < end:  # noqa: ASYNC110 - what others have to do sets no event
        await asyncio.sleep(0)


def _lay_out() -> None:
    """Lay out what the next tick of a screen's clock would."""
    app = active_app.get()
    if app._running and app._screen_stack:
        app.screen._on_timer_update()


def _paint() -> None:
    """Paint what changed since this was done last."""
    app = active_app.get()
    if app._running and app._screen_stack and app.screen._compositor._dirty_regions:
        _refresh(app.screen)


def _paint_later(screen: Screen[Any]) -> None:
    """Leave what changed to be painted together with what follows from it."""
    if screen is screen.app.screen:
        screen._dirty_widgets.clear()
    else:
        _refresh(screen)


async def _lives(loop: Any) -> bool:
    """Return as soon as there is something to do again; false where a thread only waits."""
    worked, since = _work_of_threads(), monotonic()
    while monotonic() - since < _SLICE:
        await asyncio.sleep(0.002)
        if loop._ready or not (_is_at_work() or _is_timed()):
            return True
    return _work_of_threads() - worked >= _IDLE


def _work_of_threads() -> float:
    """Return the seconds of the processor that all threads but this one used."""
    return process_time() - thread_time()


def _is_at_work() -> bool:
    for future in [each for each in _at_work if each.done()]:
        _at_work.discard(future)
    return len(_at_work) > 0


def _is_timed() -> bool:
    """Return whether painting is put off, as Textual does for 50 ms where modes change, or a short timer runs."""
    app = active_app.get()
    if app._animator._animations or (app._batch_count and not app._exit):  # one that exits paints no more
        return True
    return any(timer._task is not None and not timer._task.done() for timer in _near)

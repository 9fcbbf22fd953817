"""Other processes for tests: SQLite's locks keep processes apart, and nothing within one.

They are forked from a server that has imported the program and opened nothing, so that one starts in milliseconds.
"""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from typing import Any, TypeVar

T = TypeVar("T")


def context() -> ForkServerContext:
    """Return the context that forks from a server with the services imported."""
    found = multiprocessing.get_context("forkserver")
    services = ("crm", "contacts", "activities", "followups", "history", "safety", "importing.service")
    found.set_forkserver_preload([f"tui_crm.services.{name}" for name in services])
    return found


def start(target: Callable[..., object], *arguments: object) -> tuple[ForkServerProcess, Connection]:
    """Start ``target(pipe, *arguments)``, a function of a module, elsewhere; returns the process and our end of the pipe."""
    ours, theirs = context().Pipe()
    process = context().Process(target=target, args=(theirs, *arguments), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _hold(pipe: Connection, action: Callable[..., AbstractContextManager[object]], *arguments: object) -> None:
    with action(*arguments) as value:
        pipe.send(value)
        pipe.recv()


@contextmanager
def elsewhere(action: Callable[..., AbstractContextManager[T]], *arguments: Any) -> Iterator[T]:
    """Be within ``action(*arguments)``, a context manager of a module, in another process; gives what it gives."""
    process, pipe = start(_hold, action, *arguments)
    try:
        yield pipe.recv()
    finally:
        pipe.send(None)
        process.join()
    assert process.exitcode == 0

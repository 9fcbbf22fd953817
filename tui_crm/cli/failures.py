"""The boundary of the command line: what went wrong becomes a sentence on standard error and an exit code.

A pipe that was closed (`| head`), Ctrl-C and a polite kill end quietly; a full disk is one sentence; anything unforeseen is
a defect of ours, which the log gets without a word of customer text.
"""

import errno
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

import typer

from tui_crm.cli.terminal import give_up, prepare_streams, tell
from tui_crm.cli.usage import as_usage_error
from tui_crm.display import cut, measure, safe
from tui_crm.errors import Ambiguous, CrmError, OutputFailed, UsageError
from tui_crm.i18n import _

_INTERRUPTED = 130
_POLITE = ("SIGTERM", "SIGHUP")  # a kill that asks, and a line that drops
_AROUND = 60  # so much of a text is shown on either side of the place that is wrong
_FULL_OR_GONE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
_NO_PLACE = {  # a place that the user named, or that is theirs, cannot be what we take it for
    *(errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ENAMETOOLONG),
    *(errno.EMFILE, errno.ENFILE),
}


def guarded(command: Callable[[], None]) -> int:
    """Run ``command``, flush its output, tell what failed; return the exit code."""
    prepare_streams()
    try:
        with _ended_in_order():
            return _run(command)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except CrmError as error:
        return _told(error)
    except typer.TyperException as error:
        return _told(as_usage_error(error))
    except OSError as error:
        return _failed_output(error)
    except Exception as error:  # noqa: BLE001 - the boundary: nothing passes it
        return _defect(error)


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let a polite kill unwind what runs, so that nothing half-written is left; the exit code tells which it was.

    One that is ignored stays so (nohup), and a second one ends at once.
    """
    ours = [number for name in _POLITE if (number := getattr(signal, name, None)) and _is_usual(number)]

    def end(number: int, _frame: FrameType | None) -> NoReturn:
        signal.signal(number, signal.SIG_DFL)
        raise SystemExit(128 + number)

    for number in ours:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def _is_usual(number: int) -> bool:
    """Return whether a signal does what it does by itself, and can be taken: by the main thread only."""
    return threading.current_thread() is threading.main_thread() and signal.getsignal(number) is signal.SIG_DFL


def _run(command: Callable[[], None]) -> int:
    code = 0
    try:
        command()
    except typer.Exit as end:
        code = end.exit_code
    except SystemExit as end:  # how Typer ends a completion
        code = end.code if isinstance(end.code, int) else 0
    try:
        _flush()
    except BrokenPipeError:
        _give_up_output()
    tell()  # nothing but what the screens had still to write: a terminal that has gone must not become the exit code
    return code


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def _failed_output(error: OSError) -> int:
    if isinstance(error, BrokenPipeError):
        _give_up_output()
        return 0
    if error.errno in _FULL_OR_GONE:
        _give_up_output()
        return _told(OutputFailed(_("the output could not be written: {reason}").format(reason=error.strerror)))
    if error.errno in _NO_PLACE and error.filename is not None:
        path = os.fsdecode(error.filename)
        return _told(OutputFailed(_("cannot use {path}: {reason}").format(path=path, reason=error.strerror)))
    return _defect(error)


def _told(error: CrmError) -> int:
    try:
        _flush()
    except OSError:
        _give_up_output()
    tell(*_lines(error))
    return error.exit_code


def _lines(error: CrmError) -> Iterator[str]:
    yield f"crm: {error.message}"
    if isinstance(error, UsageError) and error.text and error.at >= 0:
        before, behind = error.text[max(0, error.at - _AROUND) : error.at], error.text[error.at :]
        before = ("…" if len(before) < error.at else "") + safe(before)
        yield f"  {before}{cut(behind, _AROUND)}"
        yield f"  {' ' * measure(before)}^"
    if isinstance(error, Ambiguous):
        widest = max((len(shown_id) for shown_id, _name in error.candidates), default=0)
        yield from (f"  {shown_id:<{widest}}  {name}" for shown_id, name in error.candidates)
    if error.hint:
        yield f"  {error.hint}"


def _defect(error: Exception) -> int:
    from tui_crm import log, paths  # noqa: PLC0415 - the log is dear to import, and defects are rare

    log.open_log()
    log.defect(error)
    return _told(CrmError(_("something went wrong that should not; see {log}").format(log=paths.log_file())))


def _give_up_output() -> None:
    give_up(sys.stdout)

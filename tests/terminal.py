"""The program in a terminal of its own: what goes to it, and what comes from it."""

import os
import pty
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO

from tests.conftest import CHECKOUT

TAKE_TERMINAL = """import fcntl, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from tui_crm.__main__ import main
main()
"""


@contextmanager
def in_terminal(
    *arguments: str, term: str = "xterm-256color", before: str = "", **environ: str
) -> Iterator[tuple["subprocess.Popen[bytes]", FileIO]]:
    """Run ``crm`` in a terminal of its own; gives the process and the terminal's other end, which the test may close.

    ``before`` is what the process does first, in Python; ``environ`` is added to its environment.
    """
    terminal, inner = pty.openpty()
    command = [sys.executable, "-c", before + TAKE_TERMINAL, *arguments]
    environment = {**os.environ, "PYTHONUNBUFFERED": "", "TERM": term, **environ}  # as most people have it
    with subprocess.Popen(
        command, stdin=inner, stdout=inner, stderr=inner, cwd=CHECKOUT, env=environment, start_new_session=True
    ) as process:
        os.close(inner)
        try:
            with os.fdopen(terminal, "rb+", buffering=0) as end:
                yield process, end
        except BaseException:
            process.kill()  # a test that has failed waits for nobody
            raise


def painted(terminal: FileIO, until: bytes | None) -> bytes:
    """Return what is painted up to ``until`` (None: up to the end)."""
    seen = b""
    while until is None or until not in seen:
        ready, _writable, _failed = select.select([terminal], [], [], 20)
        assert ready, seen[-500:]
        try:
            output = terminal.read(1 << 16) or b""
        except OSError:  # the other end is closed
            break
        if not output:
            break
        seen += output
    return seen

"""A process that has the command line loaded and runs each command in a fork of itself: a tenth of what a start costs.

``python -m tests.docs.forking`` reads JSON lines: ``{"words": [...], "folder": ..., "environ": {...}}``, and answers each
with ``[exit code, what was printed, what was said on stderr]``.
"""

import atexit
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO, NoReturn

from tests.conftest import CHECKOUT


class Forking:
    """Runs commands of ``crm``."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.docs.forking"],
            cwd=CHECKOUT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONUTF8": "1"},
            encoding="utf-8",
        )

    def run(self, words: Sequence[str], folder: Path, environ: Mapping[str, str]) -> tuple[int, str, str]:
        """Run ``crm`` with ``words``; returns its exit code, its output and what it said on stderr."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        request = {"words": [*words], "folder": str(folder), "environ": {**environ}}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        code, out, err = json.loads(self._process.stdout.readline())
        return code, out, err

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


@cache
def forking() -> Forking:
    """Return the one of this process, which ends with it."""
    made = Forking()
    atexit.register(made.close)
    return made


def _serve() -> None:
    import tui_crm.cli.tree  # noqa: PLC0415 - loaded once, here
    import tui_crm.services.crm  # noqa: F401, PLC0415

    for line in sys.stdin:
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            child = os.fork()
            if not child:
                _become((out, err), **json.loads(line))
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            sys.stdout.write(json.dumps([code, _written(out), _written(err)]) + "\n")
            sys.stdout.flush()


def _written(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


def _become(places: Sequence[IO[bytes]], words: Sequence[str], folder: str, environ: Mapping[str, str]) -> NoReturn:
    """Be a command that was just started, and end."""
    from tui_crm.__main__ import main  # noqa: PLC0415 - loaded in the fork as in a start

    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for place, number in zip(places, (1, 2), strict=True):
        os.dup2(place.fileno(), number)
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(folder)
    time.tzset()
    sys.argv = ["crm", *words]
    code = 0
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve()

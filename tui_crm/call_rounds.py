"""How far one is with a list of calls: kept for each database, user and list, so that one goes on where one stopped.

What was called is in the log. Kept is only what the log does not know: since when one goes through the list, and who was
skipped or comes later. It is a small private JSON file among the user's state.
"""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from tui_crm import paths
from tui_crm.clock import Clock
from tui_crm.file_modes import discard
from tui_crm.state_files import keep_text, stored_bytes

_IDS: Final = range(1, 1 << 63)

FRESH: Final = timedelta(days=7)
"""How long one can go on where one stopped; after that the list begins anew."""


@dataclass(frozen=True)
class Round:
    """One way through a list: ``begun`` then, with the ids of who was ``skipped`` and of who comes ``later``, in order."""

    begun: datetime
    skipped: Sequence[int] = ()
    later: Sequence[int] = ()


class RoundFile:
    """Where the round of ``login`` through the list called ``key`` is kept. ``found`` is one that was not finished."""

    def __init__(self, database: Path, login: str, key: str, clock: Clock) -> None:
        self._folder = paths.state_dir() / "calls" / _digest(os.fsencode(os.path.realpath(database)))
        self._file = self._folder / f"{_digest(login.encode() + bytes(1) + key.encode())}.json"
        self._clock = clock
        self._sweep()
        self.found = self._read()

    def _read(self) -> Round | None:
        try:
            return _round(json.loads(stored_bytes(self._file)))
        except (OSError, ValueError, RecursionError):  # the last of brackets by the thousand
            return None

    def keep(self, kept: Round) -> None:
        """Keep how far one is. Raises OutputFailed."""
        said = {"begun": kept.begun.isoformat(), "skipped": [*kept.skipped], "later": [*kept.later]}
        keep_text(self._file, json.dumps(said))
        stamp = self._clock.now().timestamp()
        with suppress(OSError):
            os.utime(self._file, (stamp, stamp))

    def forget(self) -> None:
        """Begin anew the next time."""
        discard(self._file)

    def _sweep(self) -> None:
        """Remove the rounds that nobody came back to, of any database."""
        oldest = (self._clock.now() - FRESH).timestamp()
        for file in self._folder.parent.glob("*/*"):
            with suppress(OSError):
                if file.stat().st_mtime < oldest:
                    file.unlink()


def _digest(name: bytes) -> str:
    return sha256(name).hexdigest()[:16]


def _round(read: Any) -> Round:  # noqa: ANN401 - whatever stands in a file
    """Return what a file says. Raises ValueError where it says nothing."""
    try:
        begun = datetime.fromisoformat(read["begun"]).astimezone(UTC)
        skipped, later = tuple(map(int, read["skipped"])), tuple(map(int, read["later"]))
    except (KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError from error
    if any(contact_id not in _IDS for contact_id in (*skipped, *later)) or not MINYEAR < begun.year < MAXYEAR:
        raise ValueError
    return Round(begun, skipped, later)

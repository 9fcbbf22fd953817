"""What was typed into a form and not yet saved: kept on disk with every keystroke, so that no kill and no dropped line
loses it, and found again when the form opens.

A draft is a small private JSON file among the user's state, in a folder for each database. A form that is open has its
draft to itself: a second terminal gets one of its own.
"""

import json
import os
import re
import sys
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from tui_crm import paths
from tui_crm.clock import Clock
from tui_crm.file_modes import discard, make_folder
from tui_crm.i18n import _
from tui_crm.state_files import keep_text, set_aside, stored_bytes
from tui_crm.whole_files import DRAFT

ABOUT_CONTACTS: Final = frozenset({"contact", "log", "followup", "message", "asking", "answer", "ticket_of"})
"""How the keys of those drafts begin whose number is a contact's."""

ABOUT_TICKETS: Final = frozenset({"ticket", "reply", "heard", "note_on", "followup_on", "closing", "rating", "receipt"})
"""How the keys of those drafts begin whose number is a ticket's."""

KEPT: Final = timedelta(days=90)
"""How long a draft that nobody comes back to is kept."""

_SLOTS: Final = 9  # terminals that may fill in the same form at the same time
_LOCK: Final = ".lock"
_OURS: Final = {".json", _LOCK, DRAFT}
_VERSIONS: Final = range(1 << 63)
_KEY: Final = re.compile(r"[a-z_]+:\w+\Z", re.ASCII)


@dataclass(frozen=True)
class Typed:
    """What was typed: the changed ``values`` by field, what stood there when it was ``begun``, at which versions of the
    record (``base``, nothing for a new one), and when (ISO 8601, UTC).
    """

    values: Mapping[str, str]
    begun: Mapping[str, str]
    base: tuple[int, ...]
    at: str


class Draft:
    """The draft of one open form. ``found`` is what was typed an earlier time, ``problem`` why it could not be read."""

    def __init__(self, file: Path, lock: int | None, clock: Clock) -> None:
        self._file = file
        self._lock = lock
        self._clock = clock
        self.problem = ""
        self.found = self._read()

    def _read(self) -> Typed | None:
        try:
            return _typed(json.loads(stored_bytes(self._file)))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError, RecursionError) as error:  # the last of brackets by the thousand
            kept = set_aside(self._file)
            reason = error.strerror if isinstance(error, OSError) else _("it is no draft")
            text = _("a draft could not be read and is kept as {path}: {reason}")
            self.problem = text.format(path=kept, reason=reason)
            return None

    @property
    def when(self) -> str:
        """When what was found had been typed, in the user's zone: 2026-11-21 10:32."""
        at = datetime.fromisoformat(self.found.at).astimezone(self._clock.zone) if self.found else None
        return f"{at:%Y-%m-%d %H:%M}" if at else ""

    def keep(self, values: Mapping[str, str], begun: Mapping[str, str], base: tuple[int, ...]) -> None:
        """Keep what is typed now; it outlives the program from here on. Raises OutputFailed."""
        typed = Typed(values, begun, base, self._clock.now().isoformat())
        keep_text(self._file, json.dumps(asdict(typed)))

    def forget(self) -> None:
        """Remove what was kept, since it is saved or nobody wants it."""
        discard(self._file)

    def close(self) -> None:
        """Let other terminals have it."""
        if self._lock is not None:
            discard(self._file.with_suffix(_LOCK))
            os.close(self._lock)
            self._lock = None


class Drafts:
    """The drafts of forms over one database file."""

    def __init__(self, database: Path, clock: Clock) -> None:
        name = sha256(os.fsencode(os.path.realpath(database))).hexdigest()[:16]
        self._folder = paths.state_dir() / "drafts" / name
        self._clock = clock

    def open(self, key: str) -> Draft:
        """Return the draft of the form called ``key`` (``contact:42``, ``contact:new``), one that no terminal has open."""
        assert _KEY.match(key), key
        stem = key.replace(":", "-")
        slots = [self._folder / f"{stem}{f'.{slot}' if slot > 1 else ''}.json" for slot in range(1, _SLOTS + 1)]
        for file in sorted(slots, key=lambda file: not file.exists()):
            with suppress(BlockingIOError):
                return Draft(file, _locked(file), self._clock)
        return Draft(slots[-1].with_stem(f"{stem}.{os.getpid()}"), None, self._clock)

    def sweep(self, gone: Callable[[str], bool]) -> None:
        """Remove the drafts of this database whose key is of a record that is ``gone``, and those that nobody came back
        to, of any database: one that was thrown away never has a form again.
        """
        oldest = (self._clock.now() - KEPT).timestamp()
        for file in self._folder.parent.glob("*/*"):
            with suppress(OSError):
                is_gone = file.parent == self._folder and gone(_key_of(file))
                if file.suffix in _OURS and (is_gone or file.stat().st_mtime < oldest):
                    file.unlink()
        for folder in self._folder.parent.glob("*"):
            with suppress(OSError):  # one that is not empty stays
                folder.rmdir()

    def remove(self, things: Mapping[str, Collection[int]]) -> list[Path]:
        """Remove the drafts of this database about records, by what begins their keys; returns what could not be removed.

        What was set aside because it cannot be read goes, too.
        """
        left = []
        for file in self._folder.glob("*"):
            thing, _colon, rest = _key_of(file).partition(":")
            number = rest.partition("_")[0]
            if number.isdecimal() and int(number) in things.get(thing, ()):
                discard(file)
                left += [file] if file.exists() else []
        return left


def _key_of(file: Path) -> str:
    return file.name.partition(".")[0].replace("-", ":", 1)


def _locked(file: Path) -> int | None:
    """Return a lock on ``file`` that goes with the process, None where there can be none. Raises BlockingIOError."""
    if sys.platform == "win32":  # where a second terminal shares the draft
        return None
    import fcntl  # noqa: PLC0415 - Windows has none

    name = file.with_suffix(_LOCK)
    while True:
        try:
            make_folder(file.parent)
            lock = os.open(name, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        except OSError:
            return None
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            raise
        with suppress(OSError):
            if os.path.samestat(os.fstat(lock), name.stat()):
                return lock
        os.close(lock)  # who had it has removed it since it was opened: another terminal may make its own


def _typed(read: Any) -> Typed:  # noqa: ANN401 - whatever stands in a file
    """Return what a draft says. Raises ValueError where it is none."""
    try:
        values, begun = ({str(key): str(text) for key, text in read[name].items()} for name in ("values", "begun"))
        base, at = tuple(map(int, read["base"])), datetime.fromisoformat(read["at"]).astimezone(UTC)
    except (KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError from error
    if any(version not in _VERSIONS for version in base) or not MINYEAR < at.year < MAXYEAR:
        raise ValueError
    return Typed(values, begun, base, at.isoformat())

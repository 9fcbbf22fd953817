"""Which reminders the desktop was told of already, kept in the state folder, so that cron does not tell them twice."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tui_crm.state_files import keep_text, stored_bytes

MOST: Final = 5_000
"""So many are remembered; the oldest go first."""


class Told:
    """What was told: each thing by a key, such as the id of a reminder in its database, with a text that says which time.

    A file that is missing or damaged remembers nothing: better told twice than never.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._told = _read(file)

    def is_told(self, key: str, which: str) -> bool:
        """Return whether it was told that time."""
        return self._told.get(key) == which

    def tell(self, told: Iterable[tuple[str, str]]) -> None:
        """Remember what was told, and which time. Raises OutputFailed."""
        for key, which in told:
            self._told.pop(key, None)
            self._told[key] = which
        newest = dict(list(self._told.items())[-MOST:])
        keep_text(self._file, json.dumps(newest, indent=0) + "\n")


def _read(file: Path) -> dict[str, str]:
    try:
        found = json.loads(stored_bytes(file))
    except (OSError, ValueError, RecursionError):
        return {}
    return {str(key): str(which) for key, which in found.items()} if isinstance(found, dict) else {}

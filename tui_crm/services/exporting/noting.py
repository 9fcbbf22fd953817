"""How the history comes to say that somebody took something out."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tui_crm.db import operations
from tui_crm.models.record import stored_instant

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm


def note(
    crm: "Crm", label: str, arguments: Mapping[str, object], file: Path | None, *, every: timedelta | None = None
) -> int | None:
    """Return the operation that tells of it, ``file`` being where it went (None: to a stream).

    What the same person took out in the same way less than ``every`` ago is not told again. None where the database is
    read-only, which leaves nowhere to note it.
    """
    if crm.database.read_only:
        return None
    said = {**arguments, "file": file.name if file else ""}
    if every is not None and (told := _told(crm, label, said, every)) is not None:
        return told
    with crm.database.write(crm.actor, label, said) as writing:
        return writing.operation_id


def _told(crm: "Crm", label: str, arguments: Mapping[str, object], every: timedelta) -> int | None:
    since = stored_instant(crm.clock.now() - every)
    kept = json.dumps(arguments, ensure_ascii=False)
    with crm.database.read() as connection:
        return operations.newest_since(connection, crm.actor.login, label, kept, since)

"""How the history comes to say that somebody took something out."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm


def note(crm: "Crm", label: str, arguments: Mapping[str, object], file: Path | None) -> int | None:
    """Return the operation that tells of it, ``file`` being where it went (None: to a stream).

    None where the database is read-only, which leaves nowhere to note it.
    """
    if crm.database.read_only:
        return None
    with crm.database.write(crm.actor, label, {**arguments, "file": file.name if file else ""}) as writing:
        return writing.operation_id

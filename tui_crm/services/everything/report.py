"""What came of taking everything out, or of bringing it in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from tui_crm.db.everything import PARTS
from tui_crm.db.refilling import Wrong
from tui_crm.i18n import _

Progress: TypeAlias = Callable[[int], None]
"""Is told now and then how many rows are done."""


@dataclass(frozen=True)
class EverythingReport:
    """How many ``rows`` each file of a folder has, in order; ``operation_id`` is None where it could not be noted.

    ``wrong`` is what another hand wrote into the database, which keeps the folder from being brought in again.
    """

    folder: Path
    rows: Mapping[str, int]
    operation_id: int | None
    wrong: Wrong | None = None

    @property
    def records(self) -> int:
        """How many records there are, those in the trash included."""
        return counted_records(self.rows)

    @property
    def operations(self) -> int:
        """How many operations there are, notes of such exports and imports aside."""
        return self.rows.get("operations.jsonl", 0)

    @property
    def files(self) -> int:
        """How many files there are, the manifest aside."""
        return len(self.rows)


def counted_records(rows: Mapping[str, int]) -> int:
    """Return how many of the rows of files are records."""
    return sum(rows.get(part.file, 0) for part in PARTS if part.kind)


def told(wrong: Wrong) -> str:
    """Return in words what is wrong with a value."""
    text = _("“{name}” names {id}, which is not there") if wrong.target else _("“{name}” is “{id}”, which it cannot be")
    return text.format(name=wrong.column, id=wrong.value)

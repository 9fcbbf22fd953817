"""What an import would do: every row decided on and kept on disk, nothing written yet; then it is done, or left."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Generator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from tui_crm.services.importing.report import ImportOptions, ImportReport, Listing, PlannedRow, Progress

Again: TypeAlias = Callable[[], None]
"""Is called where a plan was made anew, before it is written; what it raises leaves everything unwritten."""

REPLANS = 5
"""So many times a plan that others overtook is made anew."""


class Planned(ABC):
    """The plan of an import, as long as the block that made it; any thread may use it, one at a time.

    ``report`` is that of a dry run.
    """

    report: ImportReport
    options: ImportOptions

    @abstractmethod
    def rows(self, outcomes: Collection[str] | None = None, start: int = 0) -> Generator[PlannedRow, None, None]:
        """Yield every row in the order of the file, then what comes along; with ``outcomes``, what has one of these.

        The first ``start`` of those are left out, which takes next to no time.
        """

    @abstractmethod
    def apply(self, again: Again | None = None, progress: Progress | None = None) -> ImportReport:
        """Write it in one transaction, planned anew where others have overtaken it; at most once.

        Nothing is written where a row is rejected and the good ones are not to be kept: see ``applied`` of the report.
        ``progress`` is told how many rows were written so far. Raises Busy, Conflict, OutputFailed, and what ``again`` and
        ``progress`` raise: then nothing is written.
        """

    def rejects_place(self) -> Path | None:
        """Return where rejected rows would go as things are; None where they stay in the file."""
        return None

    def refuses(self) -> bool:
        """Tell whether nothing of it is written, because rows are rejected."""
        return bool(self.report.rejected) and not self.options.keep_good

    def refused(self) -> ImportReport:
        """Return the report of an import that was refused: what is wrong with the file, and nothing of the rest."""
        none = dict.fromkeys(("created", "updated", "unchanged", "skipped"), 0)
        return replace(self.report, dry_run=False, also_created={}, **none)  # type: ignore[arg-type]


def carried_out(plan: Planned, listing: Listing | None) -> ImportReport:
    """Apply a plan as far as its options say; ``listing`` is given its rows before that."""
    if listing is not None:
        with closing(plan.rows()) as rows:
            listing(rows)
    return plan.report if plan.options.dry_run else plan.apply()

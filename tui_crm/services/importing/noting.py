"""How the log comes to say that a file was imported: by whom, and what came of its rows."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_crm.db import imports
from tui_crm.i18n import N_
from tui_crm.models.record import stored_instant
from tui_crm.services.importing.report import ImportReport

if TYPE_CHECKING:
    from tui_crm.db.transaction import Transaction
    from tui_crm.services.crm import Crm

LABEL: Final = N_("Imported {file}")
"""What the operation of an import is called."""

COUNTS: Final = ("created", "updated", "unchanged", "skipped", "rejected")
"""What can become of a row."""

REASONS: Final = 20
"""So many rejected rows are told of with their reasons."""


def with_counts(report: ImportReport, counts: Mapping[str, int]) -> ImportReport:
    """Return a report with how many rows each of ``COUNTS`` became of."""
    created, updated, unchanged, skipped, rejected = (counts.get(name, 0) for name in COUNTS)
    return replace(report, created=created, updated=updated, unchanged=unchanged, skipped=skipped, rejected=rejected)


def note(crm: "Crm", writing: "Transaction", kind: str, report: ImportReport, source: str) -> int:
    """Write an import of records of ``kind`` into the log, within its operation; returns its id."""
    run = {
        "operation_id": writing.flush(),
        "at": stored_instant(crm.clock.now()),
        "login": crm.actor.login,
        "kind": kind,
        "file": report.file,
        "rows": report.rows,
        **{name: getattr(report, name) for name in COUNTS},
        "also_created": json.dumps(dict(report.also_created)),
        "seconds": report.seconds,
        "source": source or None,
    }
    return imports.note(writing.connection, run)

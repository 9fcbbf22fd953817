"""One import in a process of its own: `python -m benchmarks.import_run DATABASE FILE [--dry-run]` prints JSON."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from benchmarks.databases import open_crm
from benchmarks.processes import peak_memory
from tui_crm.services.importing.report import ImportOptions

COUNTS = ("created", "updated", "unchanged", "rejected")


def run(database: Path, file: Path, *, dry_run: bool) -> None:
    """Import ``file`` and print the counts of its rows, and the most memory that it took, in bytes."""
    with open_crm(database) as crm:
        report = crm.importing.run("contacts", file, ImportOptions(dry_run=dry_run))
    counts = {name: count for name, count in asdict(report).items() if name in COUNTS}
    print(json.dumps({**counts, "memory": peak_memory()}))


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]), dry_run="--dry-run" in sys.argv)

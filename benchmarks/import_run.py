"""One import in a process of its own: `python -m benchmarks.import_run DATABASE FILE [--dry-run | --undo]` prints JSON."""

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


def undo(database: Path) -> None:
    """Take back the first import; print how many contacts are left, how much was kept, and the most memory that it took."""
    with open_crm(database) as crm:
        kept = crm.importing.undo(1).kept
        left = len(crm.contacts.find(crm.contacts.parse("kind:any")))
    print(json.dumps({"left": left, "kept": len(kept), "memory": peak_memory()}))


if __name__ == "__main__":
    if "--undo" in sys.argv:
        undo(Path(sys.argv[1]))
    else:
        run(Path(sys.argv[1]), Path(sys.argv[2]), dry_run="--dry-run" in sys.argv)

"""Which database is measured: made once by the program's own import, then kept for later runs of the same code."""

import shutil
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks import generate
from benchmarks.bench import Bench
from tui_crm.actor import Source
from tui_crm.clock import SystemClock
from tui_crm.db.schema import NEWEST
from tui_crm.services.crm import Crm
from tui_crm.services.importing.report import ImportOptions

LOGIN = "li"


def open_crm(path: Path) -> Crm:
    """Open the database at ``path``, made where it is missing."""
    return Crm.open(path, login=LOGIN, source=Source.CLI, clock=SystemClock(ZoneInfo("UTC")))


def export_of(bench: Bench, size: int) -> Path:
    """Return the CSV file of ``size`` rows."""
    path = bench.cache / f"contacts-{generate.VERSION}-{size}.csv"
    if not path.exists():
        print(f"  (writing {path})")
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".draft")
        generate.write_csv(draft, size)
        draft.replace(path)
    return path


def database_of(bench: Bench, size: int) -> Path:
    """Return a database of the CSV's contacts, to be read only; 0 gives an empty one."""
    path = bench.cache / f"contacts-{generate.VERSION}-{NEWEST}-{size}.db"
    if not path.exists():
        print(f"  (making {path})")
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        with open_crm(draft) as crm:
            if size:
                crm.importing.run("contacts", export_of(bench, size), ImportOptions())
            crm.users.logins()
        draft.replace(path)
    return path


def copy_of(bench: Bench, size: int, name: str) -> Path:
    """Return a database of the CSV's contacts that may be written to."""
    return Path(shutil.copyfile(database_of(bench, size), bench.folder / name))

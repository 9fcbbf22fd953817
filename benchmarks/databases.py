"""Which database is measured: made once by the program's own import, then kept for later runs of the same code."""

import shutil
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks import generate
from benchmarks.bench import CHECKOUT, Bench
from tui_crm.actor import Source
from tui_crm.clock import SystemClock
from tui_crm.services.crm import Crm
from tui_crm.services.importing.report import ImportOptions

LOGIN = "li"

_PACKAGE = CHECKOUT / "tui_crm"
_GENERATOR = (CHECKOUT / "benchmarks" / "generate.py", _PACKAGE / "demo")
_PROGRAM = (*_GENERATOR, *(_PACKAGE / name for name in ("models", "db", "services")))
"""What decides how a database comes out."""


def open_crm(path: Path) -> Crm:
    """Open the database at ``path``, made where it is missing."""
    return Crm.open(path, login=LOGIN, source=Source.CLI, clock=SystemClock(ZoneInfo("UTC")))


def export_of(bench: Bench, size: int) -> Path:
    """Return the CSV file of ``size`` rows."""
    return _kept(bench, f"contacts-{size}", ".csv", _GENERATOR, lambda draft: generate.write_csv(draft, size))


def database_of(bench: Bench, size: int) -> Path:
    """Return a database of the CSV's contacts, to be read only; 0 gives an empty one."""

    def make(draft: Path) -> None:
        with open_crm(draft) as crm:
            if size:
                crm.importing.run("contacts", export_of(bench, size), ImportOptions())

    return _kept(bench, f"contacts-{size}", ".db", _PROGRAM, make)


def _kept(bench: Bench, name: str, suffix: str, sources: Sequence[Path], make: Callable[[Path], None]) -> Path:
    """Return a file of the cache, made anew where the code that makes it has changed."""
    path = bench.cache / f"{name}-{_digest(sources)}{suffix}"
    if not path.exists():
        print(f"  (making {path})", flush=True)
        for outdated in bench.cache.glob(f"{name}-*{suffix}*"):
            outdated.unlink()
        draft = bench.folder / path.name
        make(draft)
        draft.replace(path)
    return path


def _digest(sources: Sequence[Path]) -> str:
    """Return a short name for what these files and folders hold."""
    digest = sha256()
    for source in sources:
        for path in sorted(source.rglob("*")) if source.is_dir() else [source]:
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def copy_of(bench: Bench, size: int, name: str) -> Path:
    """Return a database of the CSV's contacts that may be written to."""
    return Path(shutil.copyfile(database_of(bench, size), bench.folder / name))

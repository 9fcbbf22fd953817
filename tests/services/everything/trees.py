"""What the tests of everything share: a folder as bytes, one that was tampered with, and a database made of one."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from tests.conftest import NOW
from tui_crm.actor import Actor, Source
from tui_crm.clock import FixedClock
from tui_crm.services.crm import Crm
from tui_crm.services.everything.bringing import bring_in
from tui_crm.services.everything.manifest import NAME
from tui_crm.services.everything.report import EverythingReport

LI = Actor("li", Source.CLI, FixedClock(NOW))


def tree(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by their names, those that begin with a dot too."""
    return {file.name: file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def taken(crm: Crm, folder: Path) -> dict[str, bytes]:
    """Take everything out into a folder; returns its files."""
    crm.everything.take_out(folder)
    return tree(folder)


def brought(folder: Path, database: Path) -> EverythingReport:
    """Bring a folder in, as li."""
    return bring_in(folder, database, LI)


def opened(database: Path) -> Crm:
    """Open a database as li."""
    return Crm.open(database, login="li", source=Source.CLI, clock=LI.clock)


def tamper(folder: Path, name: str, change: Callable[[list[str]], object]) -> None:
    """Let ``change`` change the lines of a file in a list, and the manifest say that it was always so."""
    lines = (folder / name).read_text(encoding="utf-8").split("\n")[:-1]
    change(lines)
    content = "".join(f"{line}\n" for line in lines).encode("utf-8", errors="surrogatepass")
    (folder / name).write_bytes(content)
    said = json.loads((folder / NAME).read_text(encoding="utf-8"))
    said["files"][name] = {"rows": len(lines), "sha256": hashlib.sha256(content).hexdigest()}
    (folder / NAME).write_text(json.dumps(said), encoding="utf-8")

"""How a run is set up: its size, how often each thing is repeated, where files go, and which environment programs get."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Bench:
    """One run of a subject. ``size`` is the number of contacts, ``rounds`` how often a short thing is repeated.

    ``folder`` is empty and goes away with the run; ``cache`` keeps databases between runs.
    """

    size: int
    rounds: int
    folder: Path
    cache: Path

    def environment(self, start: str = "contacts") -> dict[str, str]:
        """Return the environment of the programs that are measured: a home of its own, English, a good terminal.

        ``start`` is the screen that opens first.
        """
        home = self.folder / f"home-{start}"
        settings = home / "config" / "tui-crm" / "config.toml"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(f'start = "{start}"\n', encoding="utf-8")
        return {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_STATE_HOME": str(home / "state"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "PYTHONPATH": str(CHECKOUT),
            "PYTHONPYCACHEPREFIX": str(self.cache / "bytecode"),
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "LOGNAME": "li",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }

    def script(self, name: str, text: str) -> Path:
        """Write a peer's program into the run's folder and return its path."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def program(self) -> list[str]:
        """Return the command that runs ``crm`` as its installed script does."""
        return [sys.executable, str(self.script("crm.py", "from tui_crm.__main__ import main\n\nmain()\n"))]


def cache_folder() -> Path:
    """Return where databases are kept between runs."""
    root = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(root) / "tui-crm-bench"

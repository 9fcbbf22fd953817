"""What every test stands on: a home of its own, no settings of the developer's, English, a database, and the command line."""

import gc
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from hypothesis import HealthCheck, settings
from typer.testing import CliRunner, Result

import tui_crm
from tui_crm import i18n
from tui_crm.actor import Source
from tui_crm.clock import Clock, FixedClock

if TYPE_CHECKING:
    from typer._click import Command

    from tui_crm.cli.tree import Entry
    from tui_crm.db.sqlite.driver import Driver
    from tui_crm.services.crm import Crm

CHECKOUT = Path(tui_crm.__file__).parents[1]
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)

RunCrm = Callable[..., Result]
RunProcess = Callable[..., "subprocess.CompletedProcess[str]"]
OpenCrm = Callable[..., "Crm"]
Filled = Callable[[str, "Callable[[Crm], None]"], Path]

_FOREIGN = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "NO_COLOR", "COLUMNS", "LINES", "PYTHONIOENCODING")
_CRM = ("CRM_DB", "CRM_USER", "CRM_LANG", "CRM_THEME", "CRM_ZONE", "CRM_PLAIN")


settings.register_profile(  # how fast a machine is decides nothing, and what is made for a test does for all its examples
    "tests", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("tests")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--torture``, without which the tests that count in hundreds are left out."""
    parser.addoption("--torture", action="store_true", help="run the long tests with the counts of safety.md")


def pytest_configure() -> None:
    """Collect no garbage while tests are collected: nearly nothing of it goes away."""
    gc.disable()


def pytest_pycollect_makeitem(collector: pytest.Collector, obj: object) -> list[pytest.Item] | None:
    """Leave the tests marked ``torture`` out unless they are asked for, before a thousand cases are made of them."""
    marks: list[pytest.Mark] = getattr(obj, "pytestmark", [])
    left_out = not collector.config.getoption("--torture") and any(mark.name == "torture" for mark in marks)
    return [] if left_out else None


def pytest_collection_finish() -> None:
    """Put aside what every test stands on: a full collection, which every screen leads to, need not walk it again."""
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(5_000, 10, 10)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the test an empty home, UTC, an English terminal and the login ``li``; returns the home's path.

    English is spoken again behind it, since what tests share is made between them.
    """
    for name in (*_FOREIGN, *_CRM):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    for name, folder in (("CONFIG", "config"), ("DATA", "share"), ("STATE", "state"), ("CACHE", "cache")):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / folder))
    for name, value in (("LC_ALL", "C.UTF-8"), ("TZ", "UTC"), ("TERM", "xterm-256color"), ("LOGNAME", "li")):
        monkeypatch.setenv(name, value)
    home.mkdir()
    yield home
    i18n.set_language("en")


@pytest.fixture(autouse=True)
def nothing_put_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the collector have the screens of a test when it is over: the program puts them aside, since it has but one set."""
    monkeypatch.setattr(gc, "freeze", lambda: None)


@pytest.fixture(autouse=True, scope="session")
def apps_of_tests() -> Iterator[None]:
    """Let apps share what was parsed of their style sheets, and be waited for by state, where there are tests of apps."""
    with pytest.MonkeyPatch.context() as patch:
        if "textual" in sys.modules:
            from tests.parsed_styles import parse_once  # noqa: PLC0415 - tests of other layers need no screens
            from tests.settling import settle_by_state  # noqa: PLC0415 - as above

            parse_once(patch)
            settle_by_state(patch)
        yield


@pytest.fixture
def crm(monkeypatch: pytest.MonkeyPatch) -> RunCrm:
    """Return a call that runs ``crm`` with these arguments in this process: ``crm("config", "show").stdout``.

    A defect, which a user would see as exit 70, fails the test with its own traceback.
    """
    from tui_crm.cli import failures, tree  # noqa: PLC0415 - tests of other layers load no command line

    def surface(error: Exception) -> NoReturn:
        raise error

    monkeypatch.setattr(failures, "_defect", surface)
    monkeypatch.setattr(tree.Entry, "load", _loaded_once(tree.Entry.load))

    def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(tree.app, list(arguments), input=stdin, prog_name="crm", catch_exceptions=False)

    return run


def _loaded_once(load: "Callable[[Entry], Command]") -> "Callable[[Entry], Command]":
    """Let a process that runs thousands of commands make each of ours once: what it says is translated as it is printed."""
    from tui_crm.cli.tree import ENTRIES  # noqa: PLC0415 - as above

    def load_once(entry: "Entry") -> "Command":
        if entry not in ENTRIES:
            return load(entry)
        if entry not in _LOADED:
            _LOADED[entry] = load(entry)
        return _LOADED[entry]

    return load_once


_LOADED: "dict[Entry, Command]" = {}


@pytest.fixture
def process(home: Path) -> RunProcess:
    """Return a call that runs ``crm`` as a process of its own, with nothing on its standard input."""

    def run(
        *arguments: str, env: Mapping[str, str] | None = None, **options: Any
    ) -> "subprocess.CompletedProcess[str]":
        environ = {"HOME": str(home), "LC_ALL": "C.UTF-8"} if env is None else dict(env)
        settings: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
        return subprocess.run(
            [sys.executable, "-m", "tui_crm", *arguments],
            env=environ,
            cwd=CHECKOUT,
            check=False,
            encoding="utf-8",
            **{**settings, **options},
        )

    return run


@pytest.fixture
def driver(request: pytest.FixtureRequest) -> "Driver":
    """Return the SQLite library that the program uses, or the one named by a parameter: ``best`` or ``standard``."""
    from tui_crm.db.sqlite import driver as drivers  # noqa: PLC0415 - the command line's own tests need no database

    chosen = {"best": drivers.best, "standard": drivers.standard}[getattr(request, "param", "best")]
    return chosen()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty database, made once a session: a copy takes no time, making one does."""
    from tui_crm.db.database import Database  # noqa: PLC0415 - as above

    path = tmp_path_factory.mktemp("template") / "crm.db"
    Database(path).close()
    return path


@pytest.fixture
def crm_file(template: Path, tmp_path: Path) -> Path:
    """Return an empty database of the test's own."""
    folder = tmp_path / "store"
    folder.mkdir(mode=0o700)
    return Path(shutil.copy(template, folder / "crm.db"))


@pytest.fixture
def open_crm(crm_file: Path, driver: "Driver") -> Iterator[OpenCrm]:
    """Return a call that opens the test's database as somebody: ``open_crm("wang")``; all are closed at the end."""
    from tui_crm.services.crm import Crm  # noqa: PLC0415 - as above

    opened: list[Crm] = []

    def open_(login: str = "li", *, source: Source = Source.CLI, clock: Clock | None = None) -> Crm:
        crm = Crm.open(crm_file, login=login, source=source, clock=clock or FixedClock(NOW), driver=driver)
        opened.append(crm)
        return crm

    yield open_
    for crm in opened:
        crm.close()


@pytest.fixture
def filled(template: Path, crm_file: Path, open_crm: OpenCrm) -> Filled:
    """Return a call that fills the test's database: ``filled("people", fill)`` fills it once a session, the others get copies."""

    def give(name: str, fill: "Callable[[Crm], None]") -> Path:
        written = template.with_name(f"{name}.db")
        if not written.exists():
            crm = open_crm("li")
            fill(crm)
            crm.close()
            shutil.copy(crm_file, written)
        return Path(shutil.copy(written, crm_file))

    return give


@pytest.fixture
def people(filled: Filled) -> Path:
    """Return a database with the people of ``tests.screens.people``."""
    from tests.screens.people import fill  # noqa: PLC0415 - as above

    return filled("people", fill)


@pytest.fixture
def li(open_crm: OpenCrm) -> "Crm":
    """Return the test's database as opened by li, on 21 November 2026 at 09:30 UTC."""
    return open_crm("li")

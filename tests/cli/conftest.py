"""What the tests of the command line share: nouns of their own, and a desk with people on file."""

import json
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from typer.testing import Result

from tests.conftest import RunCrm
from tui_crm import paths
from tui_crm.cli.commands import Noun
from tui_crm.cli.tree import Entry, Root
from tui_crm.i18n import N_

AddNoun = Callable[[Noun], None]


@pytest.fixture
def add_noun(monkeypatch: pytest.MonkeyPatch) -> AddNoun:
    """Return a call that makes a Noun the only one there is, named ``sample``, with ``shorts`` for its verb ``brief``."""

    def add(noun: Noun) -> None:
        module = ModuleType("tui_crm.cli.nouns.sample")
        module.__dict__["noun"] = noun
        monkeypatch.setitem(sys.modules, module.__name__, module)
        entries = (
            Entry("sample", "sample:noun", N_("a noun for tests")),
            Entry("brief", "sample:noun", N_("a short verb for tests"), short=True),
        )
        monkeypatch.setattr(Root, "entries", {entry.name: entry for entry in entries})

    return add


@pytest.fixture
def desk(crm: RunCrm, template: Path, home: Path) -> RunCrm:
    """Return a call that runs ``crm`` over an empty database in its place, on 21 November 2026 at 09:30 UTC."""
    database = paths.default_database()
    assert database.is_relative_to(home)
    database.parent.mkdir(mode=0o700, parents=True)
    shutil.copy(template, database)

    def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return crm("--now", "2026-11-21T09:30:00Z", *arguments, stdin=stdin)

    return run


@pytest.fixture
def people(desk: RunCrm, template: Path, home: Path) -> RunCrm:
    """Return the same with Li Ming (c2) of Acme (c1), Wang Fang (c3) and 张伟 (c5) of 云帆贸易 (c4) in it.

    The first test writes them; the others get a copy of all that this left in its home.
    """
    written = template.with_name("desk")
    if not written.exists():
        add_people(desk)
        shutil.copytree(home, written)
    shutil.copytree(written, home, dirs_exist_ok=True)
    return desk


def add_people(desk: RunCrm) -> None:
    """Add those of ``people`` as somebody would."""
    for words in (
        "--name 'Li Ming' --email li@acme.com --phone '138 0013 8000' --company Acme --role CEO --city 上海 --tag vip",
        "--name 'Wang Fang' --email fang@example.com --level A --source fair",
        "--name 张伟 --phone 13912345678 --company 云帆贸易 --city 上海 --tag partner --owner me",
    ):
        assert desk("contact", "add", *shlex.split(words)).exit_code == 0


def read(result: Result) -> Any:
    """Return the JSON that a command printed; it has ended well."""
    assert (result.exit_code, result.stdout != "") == (0, True), result.stderr
    return json.loads(result.stdout)

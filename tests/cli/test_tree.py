"""The table of commands: it tells the truth, loads what is called and nothing else."""

import inspect
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from typer.core import TyperGroup

from tests.conftest import CHECKOUT, RunCrm
from tui_crm import i18n
from tui_crm.cli import nouns
from tui_crm.cli.help_page import first_line
from tui_crm.cli.tree import ENTRIES, Entry, Root

NEVER = {"textual", "sqlmodel", "alembic", "chardet", "phonenumbers", "babel", "rich.console", "tomlkit"}
HEAVY = NEVER | {"sqlalchemy", "pydantic"}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_each_entry_loads_a_command_with_helps(entry: Entry) -> None:
    command = entry.load()
    assert command.name == entry.name
    verbs = command.commands.values() if isinstance(command, TyperGroup) else [command]
    assert verbs
    assert all(first_line(verb.help or "").endswith(".") for verb in verbs)
    assert all(getattr(option, "help", None) for verb in verbs for option in verb.params)


def test_short_verbs_are_listed_with_the_words_of_their_help() -> None:
    short = [entry for entry in ENTRIES if entry.short]
    assert [entry.help for entry in short] == [first_line(entry.load().help or "") for entry in short]


def test_every_module_of_nouns_is_in_the_table() -> None:
    modules = {module.name for module in iter_modules(nouns.__path__)}
    assert modules == {entry.where.partition(":")[0] for entry in ENTRIES}


def test_no_word_is_listed_twice() -> None:
    assert len({entry.name for entry in ENTRIES}) == len(ENTRIES)


def test_the_help_lists_every_entry_in_order(crm: RunCrm) -> None:
    lines = crm("--help").stdout.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in lines if line[2] != " "] == [entry.name for entry in ENTRIES]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_helps_are_marked_not_translated_when_a_module_is_imported(language: str) -> None:
    i18n.set_language(language)
    for entry in ENTRIES:
        module = import_module(f"tui_crm.cli.nouns.{entry.where.partition(':')[0]}")
        assert "= _(" not in inspect.getsource(module).partition("\ndef ")[0]


WATCH = """
import json, sys
from tui_crm.__main__ import main
for words in json.loads(sys.argv[1]):
    sys.argv[1:] = words
    try:
        main()
    except SystemExit:
        print("LOADED", json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def loaded_after_each(home: Path, lines: Sequence[Sequence[str]], **environ: str) -> list[set[str]]:
    """Return which of HEAVY, and which nouns, a fresh interpreter has loaded after each of these command lines."""
    run = subprocess.run(
        [sys.executable, "-c", WATCH, json.dumps(lines)],
        env={"HOME": str(home), "PATH": os.environ["PATH"], **environ},
        cwd=CHECKOUT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
    )
    told = [set(json.loads(line.removeprefix("LOADED "))) for line in run.stderr.splitlines() if line[:7] == "LOADED "]
    assert len(told) == len(lines), run.stderr
    return [modules & HEAVY | {name for name in modules if name.startswith("tui_crm.cli.nouns.")} for modules in told]


def loaded_by(home: Path, *arguments: str, **environ: str) -> set[str]:
    """Return which of them a fresh interpreter loads for a command line."""
    (loaded,) = loaded_after_each(home, [arguments], **environ)
    return loaded


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["--show-completion"], ["confg"], ["--db"]])
def test_what_needs_no_noun_loads_none(home: Path, arguments: list[str]) -> None:
    assert loaded_by(home, *arguments, SHELL="/bin/bash") == set()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completing_the_first_word_loads_no_noun(home: Path, shell: str) -> None:
    asked = {"_CRM_COMPLETE": f"complete_{shell}", "COMP_WORDS": "crm c", "COMP_CWORD": "1"}
    assert loaded_by(home, **asked, _TYPER_COMPLETE_ARGS="crm c", _TYPER_COMPLETE_FISH_ACTION="get-args") == set()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completing_a_verb_or_a_value_loads_its_noun_only(home: Path, shell: str) -> None:
    asked = {"_CRM_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    line = {
        "COMP_WORDS": "crm --db x config set t",
        "COMP_CWORD": "5",
        "_TYPER_COMPLETE_ARGS": "crm --db x config set t",
    }
    assert loaded_by(home, **asked, **line) == {"tui_crm.cli.nouns.config"}


@pytest.mark.parametrize("arguments", [["config", "--help"], ["config", "show", "--help"], ["config", "show"]])
def test_a_noun_without_a_database_loads_itself_only(home: Path, arguments: list[str]) -> None:
    assert loaded_by(home, *arguments) == {"tui_crm.cli.nouns.config"}


def test_a_help_loads_no_service(home: Path) -> None:
    lines = [*([entry.name] for entry in ENTRIES), ["import", "contacts"], ["export", "companies"]]
    loaded_then = loaded_after_each(home, [[*words, "--help"] for words in lines])
    for words, loaded in zip(lines, loaded_then, strict=True):
        assert f"tui_crm.cli.nouns.{Root.entries[words[0]].where.partition(':')[0]}" in loaded
        assert not loaded & HEAVY, words


def test_the_commands_of_the_day_load_nothing_they_do_not_need(people: RunCrm, home: Path) -> None:
    del people  # they are on file
    lines = [
        ["contact", "add", "--name", "Li", "--phone", "13912345678", "--company", "Acme"],
        ["contact", "list"],
        ["contact", "list", "stage:lead", "--format", "json"],
        ["contact", "show", "Li Ming"],
        ["contact", "show", "13800138000", "--format", "json"],
        ["contact", "timeline", "c2"],
        ["contact", "query", "li"],
        ["log", "call", "c2", "--next", "tomorrow 9am"],
        ["due"],
        ["reminder", "add", "c2", "下周三下午3点"],
        ["undo"],
        ["history"],
        ["tag", "list"],
        ["contact", "duplicates"],
        ["export", "contacts", "stage:lead", "--format", "json"],
        ["import", "list"],
    ]
    environ = {name: os.environ[name] for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOGNAME")}
    for words, loaded in zip(lines, loaded_after_each(home, lines, **environ), strict=True):
        assert not loaded & NEVER, words

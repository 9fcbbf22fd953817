"""Completion: the scripts of three shells, and what they are answered."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import AddNoun
from tests.conftest import CHECKOUT, RunCrm
from tui_crm.cli import completion
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.options import FormatOption
from tui_crm.cli.output import Format

Complete = Callable[[str, str], str]


@pytest.fixture
def shell(crm: RunCrm, monkeypatch: pytest.MonkeyPatch) -> Complete:
    def complete(name: str, line: str) -> str:
        words = line.split(" ")
        for variable, value in {
            "_CRM_COMPLETE": f"complete_{name}",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
            "_TYPER_COMPLETE_ARGS": line,
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        }.items():
            monkeypatch.setenv(variable, value)
        return crm().stdout

    return complete


def noun() -> Noun:
    noun = Noun()

    @noun.verb("list")
    def list_(_ctx: Context, chosen: FormatOption = Format.TABLE) -> None:
        """List `$HOME` [bold] "things": all."""
        del chosen

    @noun.verb("load")
    def load(_ctx: Context) -> None:
        """Load them."""

    @noun.verb("lurk", hidden=True)
    def lurk(_ctx: Context) -> None:
        """Nobody sees this."""

    return noun


def test_bash_gets_words(shell: Complete, add_noun: AddNoun) -> None:
    add_noun(noun())
    assert shell("bash", "crm s") == "sample\n"
    assert shell("bash", "crm sample l") == "list\nload\n"
    assert shell("bash", "crm sample list --f") == "--format\n"
    assert shell("bash", "crm sample list --format j") == "json\njsonl\n"
    assert shell("bash", "crm --as li --l") == "--lang\n"


def test_fish_and_zsh_get_helps_as_they_are_written(shell: Complete, add_noun: AddNoun) -> None:
    add_noun(noun())
    assert shell("fish", "crm sample li") == 'list\tList `$HOME` [bold] "things": all.\n'
    assert shell("zsh", "crm sample lo") == '_arguments \'*: :(("load":"Load them."))\'\n'
    assert "\\`\\$HOME\\` [bold]" in shell("zsh", "crm sample li")


@pytest.mark.parametrize(
    ("name", "mark"),
    [("bash", "complete -o default -F _crm"), ("zsh", "#compdef crm"), ("fish", "complete --command crm")],
)
def test_each_shell_is_shown_its_script(crm: RunCrm, monkeypatch: pytest.MonkeyPatch, name: str, mark: str) -> None:
    monkeypatch.setattr(completion, "_get_shell_name", lambda: name)
    result = crm("--show-completion")
    assert result.exit_code == 0
    assert mark in result.stdout


def test_below_no_shell_the_login_shell_counts(crm: RunCrm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(completion, "_get_shell_name", lambda: None)
    monkeypatch.setenv("SHELL", "/usr/bin/zsh")
    assert "#compdef crm" in crm("--show-completion").stdout
    monkeypatch.setenv("SHELL", "/bin/ksh")
    result = crm("--show-completion")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "bash, zsh, fish" in result.stderr


def test_installing_writes_where_the_shell_looks(crm: RunCrm, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(completion, "_get_shell_name", lambda: "bash")
    result = crm("--install-completion")
    script = home / ".bash_completions" / "crm.sh"
    assert result.stdout == f"written to {script}; it takes effect in a new shell\n"
    assert "_CRM_COMPLETE=complete_bash" in script.read_text(encoding="utf-8")
    assert str(script) in (home / ".bashrc").read_text(encoding="utf-8")


@pytest.fixture
def bash(home: Path) -> Complete:
    """Return a call that completes a line in a real bash, at its end."""
    program = home / "crm"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tui_crm "$@"\n', encoding="utf-8")
    program.chmod(0o700)
    environ = {**os.environ, "PATH": f"{home}:{os.environ['PATH']}", "PYTHONPATH": str(CHECKOUT)}

    def run(script: str, *arguments: str) -> str:
        words = ["bash", "-c", script, "bash", *arguments]
        result = subprocess.run(words, env=environ, capture_output=True, encoding="utf-8", check=False)
        assert result.stderr == ""
        return result.stdout

    completing = run("crm --show-completion")

    def complete(_shell: str, line: str) -> str:
        asked = 'COMP_LINE=$1; COMP_POINT=${#1}; _crm_completion crm; printf "%s\\n" "${COMPREPLY[@]}"'
        return run(f"{completing}\n{asked}", line)

    return complete


def test_a_real_bash_completes(bash: Complete) -> None:
    assert bash("bash", "crm config s") == "show\nset\n"


def test_a_real_bash_completes_behind_its_word_breaks(bash: Complete, people: RunCrm) -> None:
    people("field", "add", "budget")
    assert bash("bash", "crm contact list stag") == "stage:\n"
    assert bash("bash", "crm contact list city:上海 stage:ac") == "active\n"
    assert bash("bash", "crm contact list stage:lead,ac") == "lead,active\n"
    assert bash("bash", "crm contact edit c2 --set x.b") == "x.budget=\n"
    assert bash("bash", "crm log call c2 --outcome no") == "no\\ answer\n"


def test_a_real_bash_is_given_words_that_do_nothing(bash: Complete, people: RunCrm, home: Path) -> None:
    evil = ["*", "$(touch owned)", "`touch b/owned`", "c;touch owned", "{d e}", "!f", "[g-z]*", "# h"]
    for tag in evil:
        assert people("contact", "tag", "c2", tag).exit_code == 0
    offered = bash("bash", "crm contact tag c3 ").splitlines()
    said = subprocess.run(
        ["bash", "-c", "\n".join(f"printf '%s\\n' {word}" for word in offered)],
        cwd=home,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert set(said.stdout.splitlines()) == {*evil, "vip", "partner"}
    assert not list(home.rglob("owned"))


def test_zsh_is_given_nothing_that_it_would_run(shell: Complete, people: RunCrm) -> None:
    for tag in ("safe $(touch owned)", "\\$(touch owned)", "\\`touch owned\\`"):
        assert people("contact", "tag", "c2", tag).exit_code == 0
    offered = shell("zsh", "crm contact tag c3 ")
    assert "safe \\$(touch owned)" in offered
    assert "\\\\" not in offered

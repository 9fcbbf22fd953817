"""How a shell completes `crm`: Typer's scripts and protocol, without the markup that Typer would read into our helps."""

import os
from pathlib import Path

import typer
from typer._click.shell_completion import CompletionItem, add_completion_class
from typer._completion_classes import FishComplete, ZshComplete, completion_init
from typer._completion_shared import _get_shell_name, get_completion_script, install
from typer.completion import shell_complete
from typer.core import TyperGroup

from tui_crm.cli.terminal import standard_output
from tui_crm.errors import UsageError
from tui_crm.i18n import _

_SHELLS = ("bash", "zsh", "fish")
_ASKED_BY = "_CRM_COMPLETE"


class _PlainZsh(ZshComplete):
    def format_completion(self, item: CompletionItem) -> str:
        value = super().format_completion(CompletionItem(item.value))
        return f"{value}:{super().format_completion(CompletionItem(item.help))}" if item.help else value


class _PlainFish(FishComplete):
    def format_completion(self, item: CompletionItem) -> str:
        return f"{item.value}\t{item.help}" if item.help else str(item.value)


def is_asked_for() -> bool:
    """Return whether it is a shell that runs us, to complete a line."""
    return _ASKED_BY in os.environ


def answer(root: TyperGroup) -> int:
    """Print the completions that the shell asks for; return the exit code it expects."""
    completion_init()
    add_completion_class(_PlainZsh, "zsh")
    add_completion_class(_PlainFish, "fish")
    return shell_complete(root, {}, "crm", _ASKED_BY, os.environ[_ASKED_BY])


def show_script(ctx: typer.Context, wanted: bool) -> None:
    """Print the completion script of the shell that runs us."""
    if wanted and not ctx.resilient_parsing:
        standard_output().line(get_completion_script(prog_name="crm", complete_var=_ASKED_BY, shell=_shell()))
        raise typer.Exit


def install_script(ctx: typer.Context, wanted: bool) -> None:
    """Write the completion script where the shell that runs us looks for it."""
    if wanted and not ctx.resilient_parsing:
        _shell_name, file = install(_shell(), "crm", _ASKED_BY)
        standard_output().line(_("written to {file}; it takes effect in a new shell").format(file=file))
        raise typer.Exit


def _shell() -> str:
    """Return the shell above us, else the login shell; raises UsageError where it is none we have a script for."""
    for name in (_get_shell_name(), Path(os.environ.get("SHELL", "")).name):
        if name in _SHELLS:
            return name
    raise UsageError(
        _("cannot tell which shell this is"),
        hint=_("completion is there for {shells}; name yours in SHELL").format(shells=", ".join(_SHELLS)),
    )

"""How a shell completes `crm`: Typer's scripts and protocol, without the markup that Typer would read into our helps."""

import os
from pathlib import Path

import typer
from typer._click.shell_completion import CompletionItem, add_completion_class, split_arg_string
from typer._completion_classes import BashComplete, FishComplete, ZshComplete, completion_init
from typer._completion_shared import _completion_scripts, _get_shell_name, get_completion_script, install
from typer.completion import shell_complete
from typer.core import TyperGroup

from tui_crm.cli.terminal import standard_output
from tui_crm.errors import UsageError
from tui_crm.i18n import _

_SHELLS = ("bash", "zsh", "fish")
_ASKED_BY = "_CRM_COMPLETE"


# Bash breaks words at ":" and "=", which filters and options are full of: the line is sent whole, and what stands before
# the last break is taken off again, since bash keeps it. A name that wants a value gets no blank behind it.
_completion_scripts["bash"] = r"""
%(complete_func)s() {
    local line="${COMP_LINE:0:COMP_POINT}" breaks="${COMP_WORDBREAKS//[^:=]/}" kept="" reply
    local word="${line##*[[:space:]]}"
    if [[ -n $breaks && $word == *[$breaks]* ]]; then
        kept="${word%%"${word##*[$breaks]}"}"
    fi
    COMPREPLY=()
    while IFS= read -r reply; do
        reply="${reply#"$kept"}"
        [[ $reply == *[[:space:]\'\"\\\$\`\&\;\|\<\>\(\)\*\?\[\]\{\}\!\#\~]* ]] && printf -v reply %%q "$reply"
        [[ -n $reply ]] && COMPREPLY+=("$reply")
    done < <(env _TYPER_COMPLETE_ARGS="$line" %(autocomplete_var)s=complete_bash "$1")
    if [[ ${COMPREPLY[0]} == *[:=] ]]; then
        compopt -o nospace 2>/dev/null
    fi
    return 0
}

complete -o default -F %(complete_func)s %(prog_name)s
"""


class _WholeLineBash(BashComplete):
    def get_completion_args(self) -> tuple[list[str], str]:
        line = os.environ.get("_TYPER_COMPLETE_ARGS", "")
        words = split_arg_string(line)[1:]
        return (words, "") if not words or line[-1].isspace() else (words[:-1], words[-1])


class _PlainZsh(ZshComplete):
    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """Leave out what has a backslash: zsh evaluates it twice, and a tag could then run a command."""
        return [item for item in super().get_completions(args, incomplete) if "\\" not in str(item.value)]

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
    add_completion_class(_WholeLineBash, "bash")
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

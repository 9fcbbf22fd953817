"""Typer's complaints about a command line, said in our words and in the user's language."""

from collections.abc import Sequence

import typer
from typer._click.exceptions import BadOptionUsage, MissingParameter, NoSuchOption
from typer._click.exceptions import UsageError as TyperUsageError

from tui_crm.cli.values import name_of
from tui_crm.errors import UsageError
from tui_crm.i18n import _


def as_usage_error(error: typer.TyperException) -> UsageError:
    """Return what is wrong as one sentence, with the help page to see as its hint."""
    return UsageError(_sentence(error), hint=_hint(error))


def _sentence(error: typer.TyperException) -> str:
    match error:
        case NoSuchOption():
            return _no_option(error.option_name, error.possibilities or ())
        case MissingParameter():
            return _("{parameter} is missing").format(parameter=name_of(error.param))
        case BadOptionUsage() if "does not take" in error.message:
            return _("{option} takes no value").format(option=error.option_name)
        case BadOptionUsage():
            return _("{option} needs a value").format(option=error.option_name)
        case _:
            return error.format_message()


def _no_option(option: str, nearest: Sequence[str]) -> str:
    if option == "-h":
        nearest = ("--help",)
    if not nearest:
        return _("there is no option {option}").format(option=option)
    return _("there is no option {option}; did you mean {nearest}?").format(option=option, nearest=nearest[0])


def _hint(error: typer.TyperException) -> str:
    if not isinstance(error, TyperUsageError) or error.ctx is None:
        return ""
    if isinstance(error, NoSuchOption):
        root = error.ctx.find_root().command
        if any(error.option_name in parameter.opts for parameter in root.params):
            return _("{option} is for all commands and stands before the first word").format(option=error.option_name)
        if not error.option_name.startswith("--") and error.option_name != "-h":
            return _("a word that begins with “-” goes behind “--”; see {command} --help").format(
                command=error.ctx.command_path
            )
    return _("see {command} --help").format(command=error.ctx.command_path)

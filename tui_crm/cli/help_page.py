"""How a help page is laid out: usage, what it does, arguments, options, commands, in cells and in the user's language.

Helps and docstrings are marked messages; they are translated here, when they are shown.
"""

import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import Any

from typer._click import Context as AnyContext
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from tui_crm.cli.terminal import page_width
from tui_crm.cli.values import Parameter, choices_of, name_of
from tui_crm.display import measure
from tui_crm.i18n import _
from tui_crm.wrapping import wrap

_MARGIN = 2
_WIDEST_NAME = 30
_PARAGRAPH_GOES_ON = re.compile(r"(?<!\n)\n(?!\n)")

Lines = list[str]

filled_in: dict[str, Callable[[AnyContext], Sequence[str]]] = {}
"""What stands in helps for a name in braces: each is given the context of the command."""


def page(command: TyperCommand | TyperGroup, ctx: AnyContext, commands: Iterable[tuple[str, str]] = ()) -> str:
    """Return the help page of ``command``; ``commands`` are the names and helps of the commands under it."""
    parameters = command.get_params(ctx)
    arguments = [parameter for parameter in parameters if isinstance(parameter, TyperArgument)]
    options = [parameter for parameter in parameters if isinstance(parameter, TyperOption) and not parameter.hidden]
    sections = (
        [_("Usage: {usage}").format(usage=_usage(command, ctx, arguments))],
        wrap(_PARAGRAPH_GOES_ON.sub(" ", _(inspect.cleandoc(command.help or ""))), page_width()),
        _section(_("Arguments:"), [(_argument(argument), _explained(argument, ctx)) for argument in arguments]),
        _section(_("Options:"), [(_option(option), _explained(option, ctx)) for option in options]),
        _section(_("Commands:"), [(name, first_line(help_text)) for name, help_text in commands]),
    )
    return "\n\n".join("\n".join(lines) for lines in sections if any(lines))


def first_line(help_text: str) -> str:
    """Return the first line of a marked help text in the user's language: what stands in a list of commands."""
    return _(inspect.cleandoc(help_text)).partition("\n")[0]


def _usage(command: TyperCommand | TyperGroup, ctx: AnyContext, arguments: Sequence[TyperArgument]) -> str:
    words = [ctx.command_path, _("[OPTIONS]"), *map(_argument, arguments)]
    if isinstance(command, TyperGroup):
        words.append(command.subcommand_metavar)
    return " ".join(words)


def _argument(argument: TyperArgument) -> str:
    name = name_of(argument) if argument.required else f"[{name_of(argument)}]"
    return f"{name}..." if argument.nargs != 1 else name


def _option(option: TyperOption) -> str:
    names = ", ".join([*sorted(option.opts, key=len), *option.secondary_opts])
    return names if option.is_flag else f"{names} {option.metavar or '|'.join(choices_of(option)) or _kind(option)}"


def _kind(option: TyperOption) -> str:
    annotation = option.type_descriptor.annotation
    return "N" if annotation is int else "TEXT"


def _explained(parameter: Parameter, ctx: AnyContext) -> str:
    notes = []
    choices = choices_of(parameter)
    if choices and parameter.metavar:
        notes.append("|".join(choices))
    if parameter.nargs == -1 or getattr(parameter, "multiple", False):
        notes.append(_("may be repeated"))
    if (default := _shown_default(parameter)) and parameter.show_default:
        notes.append(_("default: {default}").format(default=default))
    explained = [filled(parameter.help, ctx)] if parameter.help else []
    return " ".join([*explained, f"[{'; '.join(notes)}]"] if notes else explained)


def filled(help_text: str, ctx: AnyContext) -> str:
    """Return a marked help in the user's language; in it ``{name}`` stands for values that a team chooses itself."""
    help_text = _(help_text)
    for name, values in filled_in.items():
        if (place := f"{{{name}}}") in help_text:
            help_text = help_text.replace(place, _(", ").join(values(ctx)))
    return help_text


def _shown_default(parameter: Parameter) -> str:
    default: Any = parameter.default
    if isinstance(default, Enum):
        return str(default.value)
    return str(default) if isinstance(default, str | int) and default not in (False, "") else ""


def _section(title: str, rows: Sequence[tuple[str, str]]) -> Lines:
    if not rows:
        return []
    column = min(max(measure(name) for name, _help in rows), _WIDEST_NAME) + 2 * _MARGIN
    lines = [title]
    for name, help_text in rows:
        start = " " * _MARGIN + name
        if measure(start) + _MARGIN > column:
            lines.append(start)
            start = ""
        start += " " * (column - measure(start))
        for line in wrap(help_text, page_width() - column):
            lines.append((start + line).rstrip())
            start = " " * column
    return lines

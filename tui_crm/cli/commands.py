"""What every command of ours is: how it parses, which sentence it refuses with, where its help comes from.

A noun's module declares ``noun = Noun()`` and its verbs with ``@noun.verb("list")``; the verb's docstring is its help.
"""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any, ClassVar, TypeVar

import typer
from typer._click import Context as AnyContext
from typer._click.shell_completion import CompletionItem
from typer.core import TyperCommand, TyperGroup, TyperOption

from tui_crm.cli import help_page, values
from tui_crm.cli.context import Session
from tui_crm.cli.terminal import standard_output, tell
from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _

Function = TypeVar("Function", bound=Callable[..., None])


class Context(typer.Context):
    """What a command is called with: Typer's context, and with it the :class:`Session`."""

    @property
    def session(self) -> Session:
        """The session of this run; the global options are read when it is first asked for."""
        root = self.find_root()
        if root.obj is None:
            root.obj = Session(**root.params)
        session: Session = root.obj
        return session


class Command(TyperCommand):
    """A verb."""

    context_class = Context

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on to Typer
        super().__init__(*args, **kwargs)
        values.take_plain_values(self.params)

    def parse_args(self, ctx: AnyContext, args: list[str]) -> list[str]:
        """Parse as Typer does, and say in our words what is too much."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise UsageError(
                _("“{words}” is more than this command takes").format(words=" ".join(rest)), hint=see_help(ctx)
            )
        return rest

    def get_help_option(self, ctx: AnyContext) -> TyperOption | None:
        """Return ``--help`` with our words and output."""
        return _with_our_help(super().get_help_option(ctx))

    def get_help(self, ctx: AnyContext) -> str:
        """Return the help page."""
        return help_page.page(self, ctx)

    def shell_complete(self, ctx: AnyContext, incomplete: str) -> list[CompletionItem]:
        """Return the options that begin like ``incomplete``."""
        return _translated(super().shell_complete(ctx, incomplete), ctx)


class Group(TyperGroup):
    """A noun: the verbs under one word."""

    context_class = Context
    takes: ClassVar[str] = "VERB ..."

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on to Typer
        super().__init__(*args, **{**kwargs, "subcommand_metavar": self.takes})
        values.take_plain_values(self.params)

    def summaries(self) -> Iterable[tuple[str, str]]:
        """Return the name and the marked help line of each command, in order."""
        return [(name, command.help or "") for name, command in self.commands.items() if not command.hidden]

    def resolve_command(self, ctx: AnyContext, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Return the command that the first word names; raises UsageError with the nearest one where there is none."""
        name = args[0]
        command = self.get_command(ctx, name)
        if command is None and not ctx.resilient_parsing:
            raise self._unknown(ctx, name)
        return (name if command else None), command, args[1:]

    def get_help_option(self, ctx: AnyContext) -> TyperOption | None:
        """Return ``--help`` with our words and output."""
        return _with_our_help(super().get_help_option(ctx))

    def get_help(self, ctx: AnyContext) -> str:
        """Return the help page."""
        return help_page.page(self, ctx, self.summaries())

    def shell_complete(self, ctx: AnyContext, incomplete: str) -> list[CompletionItem]:
        """Return the commands and options that begin like ``incomplete``, without loading any command."""
        commands = [
            CompletionItem(name, help=help_page.first_line(help_text))
            for name, help_text in self.summaries()
            if name.startswith(incomplete)
        ]
        return commands + _translated(super(TyperGroup, self).shell_complete(ctx, incomplete), ctx)

    def _unknown(self, ctx: AnyContext, name: str) -> UsageError:
        words = " ".join([*ctx.command_path.split()[1:], name])
        near = get_close_matches(name, [command for command, _help in self.summaries()], n=1)
        if near:
            return UsageError(
                _("there is no command “{words}”; did you mean “{near}”?").format(words=words, near=near[0])
            )
        return UsageError(_("there is no command “{words}”").format(words=words), hint=see_help(ctx))


class Noun(typer.Typer):
    """A noun to hang verbs on. What it is called and its help stand in the table of :mod:`tui_crm.cli.tree`."""

    def __init__(self) -> None:
        super().__init__(cls=Group, callback=_needs_a_verb, invoke_without_command=True, **PLAIN)

    def verb(self, name: str, *, hidden: bool = False) -> Callable[[Function], Function]:
        """Make the function below the verb ``name``; its docstring, a marked message, is the help."""
        return self.command(name, cls=Command, hidden=hidden)


PLAIN: dict[str, Any] = {"add_completion": False, "rich_markup_mode": None, "pretty_exceptions_enable": False}


def see_help(ctx: AnyContext) -> str:
    """Return the hint that names the help page of the command that was called."""
    return _("see {command} --help").format(command=ctx.command_path)


def refuse_without_a_word(ctx: AnyContext) -> None:
    """Show the help as talk and exit 2: a word is missing."""
    tell(*ctx.get_help().splitlines())
    raise typer.Exit(UsageError.exit_code)


def _needs_a_verb(ctx: Context) -> None:
    if ctx.invoked_subcommand is None:
        refuse_without_a_word(ctx)


def _with_our_help(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = N_("show this page")
        option.callback = _show_help
        values.take_plain_values([option])
    return option


def _translated(items: list[CompletionItem], ctx: AnyContext) -> list[CompletionItem]:
    for item in items:
        if item.help:
            item.help = help_page.filled(item.help, ctx)
    return items


def _show_help(ctx: AnyContext, _parameter: object, wanted: object) -> None:
    if wanted and not ctx.resilient_parsing:
        standard_output().line(ctx.get_help())
        ctx.exit()

"""`crm` itself: the global options before the noun, and what `crm` alone does."""

from typing import Annotated

import typer

import tui_crm
from tui_crm.cli import completion
from tui_crm.cli.commands import Context
from tui_crm.cli.opening import open_screens
from tui_crm.cli.terminal import standard_output
from tui_crm.i18n import LANGUAGES, N_


def _print_version(ctx: typer.Context, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        standard_output().line(f"crm {tui_crm.__version__}")
        raise typer.Exit


Database = Annotated[str | None, typer.Option("--db", metavar="PATH", help=N_("the database file"))]
User = Annotated[str | None, typer.Option("--as", metavar="USER", help=N_("who does it"))]
Language = Annotated[
    str | None,
    typer.Option("--lang", metavar="|".join(LANGUAGES), help=N_("language"), autocompletion=lambda: list(LANGUAGES)),
]
Now = Annotated[str | None, typer.Option("--now", metavar="ISO-8601", help=N_("take this for the present instant"))]
Version = Annotated[
    bool,
    typer.Option("--version", help=N_("show the version"), is_eager=True, expose_value=False, callback=_print_version),
]
Show = Annotated[
    bool,
    typer.Option(
        "--show-completion",
        help=N_("show the completion script of this shell"),
        expose_value=False,
        callback=completion.show_script,
    ),
]
Install = Annotated[
    bool,
    typer.Option(
        "--install-completion",
        help=N_("install completion for this shell"),
        expose_value=False,
        callback=completion.install_script,
    ),
]


def start(
    ctx: Context,
    *,
    db: Database = None,
    user: User = None,
    lang: Language = None,
    now: Now = None,
    version: Version = False,
    show_completion: Show = False,
    install_completion: Install = False,
) -> None:
    """Take the global options; without a noun open the screens, and exit with what they exit with."""
    del db, user, lang, now, version, show_completion, install_completion  # the session reads them from the context
    session = ctx.session
    if ctx.invoked_subcommand is None:
        open_screens(session)

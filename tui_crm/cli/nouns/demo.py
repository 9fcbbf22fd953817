"""`crm demo`: a made-up business to look around in."""

from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Annotated

import typer

from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.opening import check_terminal, open_screens
from tui_crm.cli.terminal import tell
from tui_crm.i18n import N_, _

noun = Noun()

_PREFIX = "tui-crm-demo-"

FolderOption = Annotated[
    Path | None,
    typer.Option("--path", metavar="DIR", help=N_("make it in this folder and keep it, instead of throwing it away")),
]
NoScreensOption = Annotated[
    bool, typer.Option("--no-screens", help=N_("make it, keep it, and print the path of its database"))
]


@noun.verb("demo")
def demo(ctx: Context, folder: FolderOption = None, no_screens: NoScreensOption = False) -> None:
    """Look around in a made-up business.

    The screens open on a database of its own, which is thrown away when they close.
    """
    if no_screens:
        ctx.session.out.line(str(_made(ctx, folder or Path(mkdtemp(prefix=_PREFIX)))))
        return
    check_terminal()
    if folder is not None:
        open_screens(ctx.session.over(_made(ctx, folder)))
    with TemporaryDirectory(prefix=_PREFIX) as throw_away:
        open_screens(ctx.session.over(_made(ctx, Path(throw_away))))


def _made(ctx: Context, folder: Path) -> Path:
    from tui_crm.demo.business import demo_database  # noqa: PLC0415 - commands load services when they run

    tell(_("making up a business…"))
    return demo_database(folder, ctx.session.clock, ctx.session.login)

"""The options and arguments that many commands share, each declared once."""

from typing import Annotated

import typer

from tui_crm.cli.output import Format
from tui_crm.i18n import N_

FormatOption = Annotated[Format, typer.Option("--format", "-f", help=N_("how to print it"))]
NewFormatOption = Annotated[Format, typer.Option("--format", "-f", help=N_("how to print what was made"))]
LimitOption = Annotated[int | None, typer.Option("--limit", "-n", min=1, metavar="N", help=N_("the first N only"))]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help=N_("do not ask"))]
BaseOption = Annotated[
    int | None,
    typer.Option(
        "--base", metavar="VERSION", min=1, help=N_("the version it was read at: refuse what others changed since")
    ),
]

"""`crm user`: who works here."""

from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli import completing
from tui_crm.cli.columns import Column
from tui_crm.cli.commands import Context, Noun, see_help
from tui_crm.cli.kinds import Id, Instant, Number
from tui_crm.cli.options import FormatOption, NewFormatOption
from tui_crm.cli.output import Format
from tui_crm.cli.terminal import tell
from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _

if TYPE_CHECKING:
    from tui_crm.services.users import UserEntry

noun = Noun()

UserArgument = Annotated[
    str, typer.Argument(metavar="USER", help=N_("a login, name or id, or me"), autocompletion=completing.users)
]
NameOption = Annotated[str | None, typer.Option("--name", metavar="NAME", help=N_("the person's name"))]
EmailOption = Annotated[str | None, typer.Option("--email", metavar="ADDRESS", help=N_("e-mail address"))]
TeamOption = Annotated[str | None, typer.Option("--team", metavar="NAME", help=N_("the team they belong to"))]
COLUMNS: "tuple[Column[UserEntry], ...]" = (
    Column("id", N_("id"), Id("user")),
    Column("login", N_("login")),
    Column("name", N_("name")),
    Column("email", N_("e-mail"), spare=2),
    Column("team", N_("team"), spare=1),
    Column("owned", N_("customers"), Number()),
    Column("retired_at", N_("retired"), Instant()),
    Column("version", N_("version"), Number(), in_table=False),
)


@noun.verb("add")
def add(
    ctx: Context,
    login: Annotated[str, typer.Argument(metavar="LOGIN", help=N_("their login on this system"))],
    name: NameOption = None,
    email: EmailOption = None,
    team: TeamOption = None,
    chosen: NewFormatOption = Format.IDS,
) -> None:
    """Add somebody who works here."""
    said = {key: value for key, value in {"name": name, "email": email}.items() if value}
    with ctx.session.crm(create=True) as crm:
        done = crm.users.add(login, team_name=team or "", **said)
        tell(done.what)
        ctx.session.show_made(crm.users.all(), done, COLUMNS, chosen)


@noun.verb("list")
def list_(ctx: Context, chosen: FormatOption = Format.TABLE) -> None:
    """List who works here and who did."""
    with ctx.session.crm() as crm:
        ctx.session.show_list(crm.users.all(), COLUMNS, chosen)


@noun.verb("edit")
def edit(
    ctx: Context,
    user: UserArgument,
    login: Annotated[str | None, typer.Option("--login", metavar="LOGIN", help=N_("their new login"))] = None,
    name: NameOption = None,
    email: EmailOption = None,
    team: TeamOption = None,
) -> None:
    """Change what is named of a user; an empty value clears."""
    said = {"login": login, "name": name, "email": email}
    changes = {key: value for key, value in said.items() if value is not None}
    if not changes and team is None:
        raise UsageError(_("nothing is said that should change"), hint=see_help(ctx))
    with ctx.session.crm() as crm:
        tell(crm.users.edit(ctx.session.user(user), team_name=team, **changes).what)


@noun.verb("retire")
def retire(
    ctx: Context,
    user: UserArgument,
    to: Annotated[
        str, typer.Option("--to", metavar="USER", help=N_("who takes over"), autocompletion=completing.users)
    ],
) -> None:
    """Hand everything of a user over to another one, in one operation."""
    with ctx.session.crm() as crm:
        tell(crm.users.retire(ctx.session.user(user), to=ctx.session.user(to)).what)

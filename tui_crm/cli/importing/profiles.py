"""`crm import profiles`: what is said of files again and again."""

from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli import completing
from tui_crm.cli.columns import Column
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.kinds import Id, Texts
from tui_crm.cli.options import FormatOption, YesOption
from tui_crm.cli.output import Format
from tui_crm.cli.terminal import tell
from tui_crm.i18n import N_, _

if TYPE_CHECKING:
    from tui_crm.services.importing.profiles import ImportProfile

noun = Noun()

NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help=N_("a profile, or its id"), autocompletion=completing.import_profiles)
]


def _said(profile: "ImportProfile") -> list[str]:
    """Return what a profile says as the options of the command line say it."""
    words = []
    for name, value in profile.said.items():
        option = _OPTIONS.get(name, f"--{name.replace('_', '-')}")
        if isinstance(value, bool):
            words.append(option)
        elif name in {"overrides", "rules"}:
            words += [f"{option} {each}" for each in value]
        else:
            words.append(f"{option} {','.join(value) if isinstance(value, list) else value}")
    return words


_OPTIONS = {"overrides": "--map", "rules": "--rule", "keys": "--key"}

COLUMNS: "tuple[Column[ImportProfile], ...]" = (
    Column("id", N_("id"), Id("import_profile"), in_table=False),
    Column("name", N_("profile")),
    Column("kind", N_("kind")),
    Column("said", N_("says"), Texts(), value=_said),
    Column("headers", N_("headers"), Texts(), in_table=False),
)


@noun.verb("list")
def list_(ctx: Context, chosen: FormatOption = Format.TABLE) -> None:
    """List the profiles, and what each says."""
    with ctx.session.crm() as crm:
        ctx.session.show_list(crm.import_profiles.all(), COLUMNS, chosen)


@noun.verb("show")
def show(ctx: Context, name: NameArgument, chosen: FormatOption = Format.TABLE) -> None:
    """Show a profile."""
    with ctx.session.crm() as crm:
        ctx.session.show(crm.import_profiles.get(name), COLUMNS, chosen)


@noun.verb("delete")
def delete(ctx: Context, name: NameArgument, yes: YesOption = False) -> None:
    """Delete a profile; crm undo brings it back."""
    with ctx.session.crm() as crm:
        profile = crm.import_profiles.get(name)
        ctx.session.confirm(_("delete the profile {name}?").format(name=profile.name), yes=yes)
        tell(crm.import_profiles.delete(name).what)

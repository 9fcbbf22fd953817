"""`crm config`: what is set, where each value comes from, and how the user's own settings are changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import typer

from tui_crm import i18n, paths, workplace
from tui_crm.cli.columns import Column
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.context import Session
from tui_crm.cli.options import FormatOption
from tui_crm.cli.output import Format
from tui_crm.cli.terminal import tell
from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _
from tui_crm.settings import SETTINGS, Origin, Scope, checked, named, store
from tui_crm.themes import all_themes

noun = Noun()


def _names() -> list[str]:
    return [setting.name for setting in SETTINGS.values() if setting.scope is Scope.USER]


NameArgument = Annotated[str, typer.Argument(metavar="NAME", help=N_("a setting"), autocompletion=_names)]
ValueArgument = Annotated[str, typer.Argument(metavar="VALUE", help=N_("its new value"))]


@dataclass(frozen=True)
class Effective:
    """A setting as it works in this run; ``where`` is the variable or the file that says so."""

    name: str
    value: str
    origin: Origin
    where: str


COLUMNS: tuple[Column[Effective], ...] = (
    Column("name", N_("setting")),
    Column("value", N_("value")),
    Column(
        "origin",
        N_("from"),
        labels={
            Origin.FLAG: N_("command line"),
            Origin.ENVIRONMENT: N_("environment"),
            Origin.FILE: N_("settings file"),
            Origin.DEFAULT: N_("default"),
        },
    ),
    Column("where", N_("where")),
)


@noun.verb("show")
def show(ctx: Context, chosen: FormatOption = Format.TABLE) -> None:
    """Show every setting with its value and where that comes from."""
    ctx.session.show_list(_effective(ctx.session), COLUMNS, chosen)


@noun.verb("set")
def set_(ctx: Context, name: NameArgument, value: ValueArgument) -> None:
    """Write a setting into your settings file."""
    _own(name)
    store(ctx.session.settings.file, name, _storable(name, value))
    _tell_what_holds(ctx.session, name)


@noun.verb("unset")
def unset(ctx: Context, name: NameArgument) -> None:
    """Take a setting out of your settings file."""
    _own(name)
    store(ctx.session.settings.file, name, None)
    _tell_what_holds(ctx.session, name)


@noun.verb("path")
def path(ctx: Context) -> None:
    """Print the path of your settings file."""
    ctx.session.out.line(str(paths.config_file()))


def _own(name: str) -> None:
    """Raise UsageError unless ``name`` is a setting of the user's."""
    if named(name).scope is not Scope.USER:
        raise UsageError(
            _("{name} is the team's, not yours").format(name=name),
            hint=_("your settings: {names}").format(names=", ".join(_names())),
        )


def _storable(name: str, value: str) -> str:
    """Return ``value`` as it holds wherever one stands; raises UsageError where it does not do."""
    if not value.strip():
        raise UsageError(_("{name} needs a value").format(name=name), hint=_("crm config unset takes a setting out"))
    if name == "database":
        return str(workplace.file_of(value).absolute())
    if name == "theme" and value not in (known := all_themes().found):
        raise UsageError(
            _("there is no theme “{name}”").format(name=value),
            hint=_("known themes: {names}").format(names=", ".join(known)),
        )
    return checked(name, value)


def _effective(session: Session) -> Iterator[Effective]:
    """Yield the settings; where nobody said anything, with what the program found out itself."""
    found_out = {
        "database": lambda: str(session.database),
        "user": lambda: workplace.login(session.settings),
        "language": i18n.language,
        "zone": lambda: session.clock.zone.key,
    }
    for name in _names():
        value = session.settings.value(name)
        yield Effective(name, value.value or found_out[name](), value.origin, value.where)


def _tell_what_holds(session: Session, name: str) -> None:
    """Say which value holds from now on, since a flag or a variable may stand before the file."""
    fresh = Session(environ=session.environ)
    (effective,) = (effective for effective in _effective(fresh) if effective.name == name)
    tell(
        _("{name} is now {value} ({origin})").format(
            name=name, value=effective.value, origin=COLUMNS[2].shown(effective, session.clock.zone)
        )
    )

"""`crm config`: what is set, where each value comes from, and how it is changed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Annotated

import typer

from tui_crm import paths, workplace
from tui_crm.cli import completing
from tui_crm.cli.columns import Column
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.context import Session
from tui_crm.cli.kinds import Text
from tui_crm.cli.options import FormatOption
from tui_crm.cli.output import Format
from tui_crm.cli.terminal import tell
from tui_crm.errors import UsageError
from tui_crm.i18n import LANGUAGES, N_, _, language_of_environment
from tui_crm.settings import SETTINGS, Origin, Scope, Value, checked, named, store
from tui_crm.themes import all_themes

noun = Noun()


def _names() -> list[str]:
    return list(SETTINGS)


def _zones() -> "Iterable[str]":
    from zoneinfo import available_timezones  # noqa: PLC0415 - walks the zones of the machine

    return sorted(available_timezones())


def _regions() -> "Iterable[str]":
    from phonenumbers import SUPPORTED_REGIONS  # noqa: PLC0415 - dear to import, and seldom wanted

    return sorted(SUPPORTED_REGIONS)


_VALUES: "dict[str, Callable[[], Iterable[str]]]" = {
    "language": lambda: LANGUAGES,
    "theme": lambda: all_themes().found,
    "zone": _zones,
    "phone_region": _regions,
}


def _values(ctx: Context) -> list[str]:
    """Return the values that the setting named before can have, where these can be listed."""
    name = ctx.params.get("name")
    if name == "user":
        return completing.users(ctx)
    return list(_VALUES[name]()) if name in _VALUES else []


NameArgument = Annotated[str, typer.Argument(metavar="NAME", help=N_("a setting"), autocompletion=_names)]
ValueArgument = Annotated[str, typer.Argument(metavar="VALUE", help=N_("its new value"), autocompletion=_values)]
ORIGIN = Text(
    {
        Origin.FLAG: N_("command line"),
        Origin.ENVIRONMENT: N_("environment"),
        Origin.FILE: N_("settings file"),
        Origin.DATABASE: N_("database"),
        Origin.DEFAULT: N_("default"),
    }
)
COLUMNS: tuple[Column[Value], ...] = (
    Column("name", N_("setting"), value=lambda value: value.setting.name),
    Column("value", N_("value")),
    Column("origin", N_("from"), ORIGIN),
    Column("where", N_("where")),
)


@noun.verb("show")
def show(ctx: Context, chosen: FormatOption = Format.TABLE) -> None:
    """Show every setting with its value and where that comes from."""
    ctx.session.show_list(_effective(ctx.session), COLUMNS, chosen)


@noun.verb("set")
def set_(ctx: Context, name: NameArgument, value: ValueArgument) -> None:
    """Change a setting: your own in your settings file, the team's in the database."""
    if not value.strip():
        raise UsageError(_("{name} needs a value").format(name=name), hint=_("crm config unset takes a setting out"))
    _store(ctx.session, name, _lasting(name, value))


@noun.verb("unset")
def unset(ctx: Context, name: NameArgument) -> None:
    """Take a setting back to its default."""
    _store(ctx.session, name, None)


@noun.verb("path")
def path(ctx: Context) -> None:
    """Print the path of your settings file."""
    ctx.session.out.line(str(paths.config_file()))


def _lasting(name: str, value: str) -> str:
    """Return ``value`` as it holds wherever one stands; raises UsageError where it does not do."""
    if name == "database":
        return str(workplace.file_of(value).absolute())
    if name == "theme" and value not in (known := all_themes().found):
        raise UsageError(
            _("there is no theme “{name}”").format(name=value),
            hint=_("known themes: {names}").format(names=", ".join(known)),
        )
    return checked(name, value)


def _store(session: Session, name: str, value: str | None) -> None:
    """Keep ``value`` where the setting belongs, and tell what holds: a flag or a variable may stand before it."""
    if named(name).scope is Scope.DATABASE:
        with session.crm(create=None if value is None else True) as crm:
            crm.settings.set(name, value)
            effective = crm.settings.value(name)
    else:
        store(session.settings.file, name, value)
        effective = _own(Session(environ=session.environ), name)
    tell(
        _("{name} is now {value} ({origin})").format(
            name=name, value=effective.value, origin=ORIGIN.shown(effective.origin, session.clock.zone)
        )
    )


def _effective(session: Session) -> Iterator[Value]:
    """Yield every setting as it works in this run."""
    for setting in SETTINGS.values():
        if setting.scope is Scope.USER:
            yield _own(session, setting.name)
    yield from _team(session)


def _own(session: Session, name: str) -> Value:
    """Return a setting of the user; where nobody said anything, with what the program found out itself."""
    value = session.settings.value(name)
    found_out: dict[str, Callable[[], str]] = {
        "database": lambda: str(session.database),
        "user": lambda: workplace.login(session.settings),
        "language": lambda: language_of_environment(session.environ),
        "zone": lambda: session.clock.zone.key,
    }
    return value if value.value or name not in found_out else replace(value, value=found_out[name]())


def _team(session: Session) -> Sequence[Value]:
    """Return the settings of the team, their defaults where there is no database yet."""
    if session.database.exists():
        with session.crm(create=False) as crm:
            return crm.settings.all()
    return [
        Value(setting, setting.default, Origin.DEFAULT)
        for setting in SETTINGS.values()
        if setting.scope is Scope.DATABASE
    ]

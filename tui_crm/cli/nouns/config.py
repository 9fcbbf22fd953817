"""`crm config`: what is set, where each value comes from, and how it is changed."""

from collections.abc import Iterator, Mapping
from typing import Annotated

import typer

from tui_crm import paths
from tui_crm.cli import completing
from tui_crm.cli.columns import Column
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.context import Session
from tui_crm.cli.kinds import Text
from tui_crm.cli.options import FormatOption
from tui_crm.cli.output import Format
from tui_crm.cli.terminal import tell
from tui_crm.display import safe
from tui_crm.errors import Attention, UsageError
from tui_crm.i18n import N_, _, set_language
from tui_crm.services import preferences
from tui_crm.settings import SETTINGS, Origin, Scope, Value, named, store

noun = Noun()


def _names() -> list[str]:
    return list(SETTINGS)


def _values(ctx: Context) -> list[str]:
    """Return the values that the setting named before can have, where these can be listed."""
    name = str(ctx.params.get("name"))
    if name == "user":
        return completing.users(ctx)
    return list(preferences.choices(name)) if name in SETTINGS else []


NameArgument = Annotated[str, typer.Argument(metavar="NAME", help=N_("a setting"), autocompletion=_names)]
ValueArgument = Annotated[str, typer.Argument(metavar="VALUE", help=N_("its new value"), autocompletion=_values)]
ORIGIN = Text(preferences.ORIGINS)
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


@noun.verb("get")
def get(ctx: Context, name: NameArgument) -> None:
    """Print the value of a setting, as it works in this run."""
    session, setting = ctx.session, named(name)
    value = preferences.own(session.settings, name) if setting.scope is Scope.USER else _team(session)[name]
    session.out.line(safe(value.value))


@noun.verb("set")
def set_(ctx: Context, name: NameArgument, value: ValueArgument) -> None:
    """Change a setting: your own in your settings file, the team's in the database."""
    if not value.strip():
        raise UsageError(_("{name} needs a value").format(name=name), hint=_("crm config unset takes a setting out"))
    _store(ctx.session, name, preferences.lasting(name, value))


@noun.verb("unset")
def unset(ctx: Context, name: NameArgument) -> None:
    """Take a setting back to its default."""
    _store(ctx.session, name, None)


@noun.verb("keys")
def keys(ctx: Context, chosen: FormatOption = Format.TABLE) -> None:
    """List what the screens can do with its keys, and check the file in which you chose some."""
    from tui_crm.cli.shown.keys import COLUMNS as KEY_COLUMNS  # noqa: PLC0415 - loads Textual, which no other command does
    from tui_crm.cli.shown.keys import key_lines  # noqa: PLC0415 - as above
    from tui_crm.commands import COMMANDS, TOGETHER  # noqa: PLC0415 - as above
    from tui_crm.keymap import read_keymap  # noqa: PLC0415 - as above

    file = paths.keys_file()
    keymap = read_keymap(file, COMMANDS, TOGETHER)
    ctx.session.show_list(key_lines(keymap, file), KEY_COLUMNS, chosen)
    if keymap.problems:
        tell(*(problem.told for problem in keymap.problems))
        raise Attention(
            _("not all of {file} can be used").format(file=file), hint=_("the lines above are left out; mend them")
        )


@noun.verb("path")
def path(ctx: Context) -> None:
    """Print the path of your settings file."""
    ctx.session.out.line(str(paths.config_file()))


def _store(session: Session, name: str, value: str | None) -> None:
    """Keep ``value`` where the setting belongs, and tell what holds: a flag or a variable may stand before it."""
    if named(name).scope is Scope.DATABASE:
        with session.crm(create=None if value is None else True) as crm:
            crm.settings.set(name, value)
            effective = crm.settings.value(name)
    else:
        store(session.settings.file, name, value)
        settings = Session(environ=session.environ).settings
        effective = preferences.own(settings, name)
        if name == "language":
            set_language(effective.value)
    tell(
        _("{name} is now {value} ({origin})").format(
            name=name, value=effective.value, origin=ORIGIN.shown(effective.origin, session.clock.zone)
        )
    )


def _effective(session: Session) -> Iterator[Value]:
    """Yield every setting as it works in this run."""
    for setting in SETTINGS.values():
        if setting.scope is Scope.USER:
            yield preferences.own(session.settings, setting.name)
    yield from _team(session).values()


def _team(session: Session) -> Mapping[str, Value]:
    """Return the settings of the team, their defaults where there is no database yet."""
    if session.database.exists():
        with session.crm(create=False) as crm:
            return {value.setting.name: value for value in crm.settings.all()}
    return {
        name: Value(setting, setting.default, Origin.DEFAULT)
        for name, setting in SETTINGS.items()
        if setting.scope is Scope.DATABASE
    }

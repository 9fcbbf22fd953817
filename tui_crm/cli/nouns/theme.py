"""`crm theme`: which colours the screens can have."""

from dataclasses import dataclass

from tui_crm.cli.columns import Column
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.kinds import Flag
from tui_crm.cli.options import FormatOption
from tui_crm.cli.output import Format
from tui_crm.cli.terminal import tell
from tui_crm.i18n import N_
from tui_crm.themes import all_themes

noun = Noun()


@dataclass(frozen=True)
class Listed:
    """A theme as it is listed; ``in_use`` where the settings choose it."""

    name: str
    dark: bool
    in_use: bool


COLUMNS: tuple[Column[Listed], ...] = (
    Column("name", N_("theme")),
    Column("dark", N_("dark"), Flag()),
    Column("in_use", N_("in use"), Flag()),
)


@noun.verb("list")
def list_(ctx: Context, chosen: FormatOption = Format.TABLE) -> None:
    """List the themes: the built-in ones, and yours in the folder of the settings file."""
    themes = all_themes()
    used = ctx.session.settings.get("theme")
    rows = [Listed(theme.name, theme.dark, theme.name == used) for theme in themes.found.values()]
    ctx.session.show_list(rows, COLUMNS, chosen)
    for problem in themes.problems:
        tell(problem.message)

"""What a person's own settings come to in this run, and what does for them: alike for the command line and the screens."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from tui_crm import workplace
from tui_crm.clock import system_zone
from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _, language_of_environment
from tui_crm.settings import Origin, UserSettings, Value, checked, named
from tui_crm.themes import all_themes

ORIGINS: Final[Mapping[str, str]] = {
    Origin.FLAG: N_("command line"),
    Origin.ENVIRONMENT: N_("environment"),
    Origin.FILE: N_("settings file"),
    Origin.DATABASE: N_("database"),
    Origin.DEFAULT: N_("default"),
}
"""Where values come from, in marked words."""


def own(settings: UserSettings, name: str) -> Value:
    """Return a setting of the user; where nobody said anything, with what the program found out itself."""
    value = settings.value(name)
    found_out: dict[str, Callable[[], str]] = {
        "database": lambda: str(workplace.database_file(settings)),
        "user": lambda: workplace.login(settings),
        "language": lambda: language_of_environment(settings.environ),
        "zone": lambda: system_zone().key,
    }
    return value if value.value or name not in found_out else replace(value, value=found_out[name]())


def choices(name: str) -> Iterable[str]:
    """Return the values that a setting can have, nothing where there is no end of them."""
    return all_themes().found if name == "theme" else named(name).choices()


def lasting(name: str, text: str) -> str:
    """Return ``text`` as setting ``name`` keeps it, so that it holds wherever one stands. Raises UsageError."""
    if name == "database":
        return str(workplace.file_of(text).absolute())
    if name == "theme" and text not in (known := all_themes().found):
        raise UsageError(
            _("there is no theme “{name}”").format(name=text),
            hint=_("known themes: {names}").format(names=", ".join(known)),
        )
    return checked(name, text)

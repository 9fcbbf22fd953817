"""Which language a run speaks, decided before anything is said: --lang, CRM_LANG, the settings file, the locale."""

import os
from collections.abc import Mapping, Sequence

from tui_crm import paths
from tui_crm.errors import CrmError
from tui_crm.i18n import language_of_environment
from tui_crm.settings import UserSettings

_OTHERS_WITH_A_VALUE = {"--db", "--as", "--now"}


def chosen(arguments: Sequence[str], environ: Mapping[str, str] = os.environ) -> str:
    """Return the language for a command line, a key of ``i18n.LANGUAGES``.

    A choice that cannot be read counts as none here: it is refused later, in the language of the environment.
    """
    try:
        settings = UserSettings(paths.config_file(), flags={"language": _flag(arguments)}, environ=environ)
        return settings.get("language") or language_of_environment(environ)
    except CrmError:
        return language_of_environment(environ)


def _flag(arguments: Sequence[str]) -> str | None:
    """Return the value of the last ``--lang`` before the noun."""
    value = None
    words = iter(arguments)
    for word in words:
        name, equals, attached = word.partition("=")
        if name == "--lang":
            value = attached if equals else next(words, None)
        elif word in _OTHERS_WITH_A_VALUE:
            next(words, None)
        elif not word.startswith("-"):
            break
    return value

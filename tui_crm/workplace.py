"""Where a run works and as whom: the database file and the login that the user's settings come to."""

import getpass
import re
from pathlib import Path

from tui_crm import paths
from tui_crm.errors import UsageError
from tui_crm.i18n import _
from tui_crm.settings import Origin, UserSettings

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_SQLITE = "sqlite:///"


def database_file(settings: UserSettings) -> Path:
    """Return the database file that the settings name; the user's data folder has the default one.

    A relative path in the settings file starts at that file's folder. Raises UsageError where :func:`file_of` does.
    """
    chosen = settings.value("database")
    if not chosen.value:
        return paths.default_database()
    file = file_of(chosen.value)
    return settings.file.parent / file if chosen.origin is Origin.FILE else file


def file_of(location: str) -> Path:
    """Return the file that ``location``, a path or ``sqlite:///PATH``, names.

    Raises UsageError for a blank location and for the URL of any other database.
    """
    path = location.strip().removeprefix(_SQLITE)
    if not path:
        raise UsageError(_("the database has no name"), hint=_("name a file, for example crm.db"))
    if url := _URL.match(path):
        raise UsageError(
            _("cannot open a database at {scheme}: only SQLite files are supported").format(scheme=url[0]),
            hint=_("name a file, for example crm.db or sqlite:///crm.db"),
        )
    return Path(path).expanduser()


def login(settings: UserSettings) -> str:
    """Return the login of whoever works: the user setting, else the operating system's login name.

    Raises UsageError where the system knows no name for the account.
    """
    if chosen := settings.get("user"):
        return chosen
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise UsageError(_("cannot tell who you are"), hint=_("use --as USER or set CRM_USER")) from error

"""Where the program keeps its files: the platform's folders (XDG on Linux), each private to the user."""

from pathlib import Path

import platformdirs

APP = "tui-crm"


def default_database() -> Path:
    """Return the path of the database used when nobody names one."""
    return Path(platformdirs.user_data_dir(APP, appauthor=False)) / "crm.db"


def config_file() -> Path:
    """Return the path of the user's settings file."""
    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / "config.toml"


def keys_file() -> Path:
    """Return the path of the user's own keys."""
    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / "keys.toml"


def user_themes() -> Path:
    """Return the folder of the user's own themes."""
    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / "themes"


def state_dir() -> Path:
    """Return the folder of logs and drafts."""
    return Path(platformdirs.user_state_dir(APP, appauthor=False))


def told_file() -> Path:
    """Return the path of what the desktop was told of."""
    return state_dir() / "told.json"


def log_file() -> Path:
    """Return the path of the log."""
    return state_dir() / "crm.log"


def private_folder(path: Path) -> Path:
    """Make the folder ``path``, readable by its owner only where it is new, and return it."""
    if not path.is_dir():
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path

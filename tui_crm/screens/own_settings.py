"""Where a screen finds the settings of the person who sits before it."""

from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from tui_crm.settings import UserSettings


class _Personal(Protocol):
    """The app, as far as the person's own settings are concerned."""

    settings: "UserSettings"


def own_settings(app: object) -> "UserSettings":
    """Return the person's own settings, as the app that runs knows them."""
    return cast("_Personal", app).settings

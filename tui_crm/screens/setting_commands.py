"""The commands that the palette has beside those of the table: one for each setting, from wherever one is."""

from tui_crm.commands import Command, Where
from tui_crm.i18n import _
from tui_crm.screens.settings_lines import HELPS, TITLES


def setting_commands() -> list[Command]:
    """Return a command without a key for each line of the settings; it is found by its English name and its key, too."""
    return [
        Command(
            f"setting.{key}",
            "",
            _("Setting: {title}").format(title=_(title)),
            HELPS[key],
            Where.EVERYWHERE,
            f"screen.show_setting('{key}')",
            also=f"{title} {key}",
        )
        for key, title in TITLES.items()
    ]

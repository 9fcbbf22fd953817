"""Which colours the screens shall have, seen live while choosing."""

from collections.abc import Sequence

from textual import on

from tui_crm.i18n import _
from tui_crm.screens.dialogs.chooser import Choice, Chooser
from tui_crm.themes import Theme
from tui_crm.widgets.record_table import RecordTable


class ThemeChooser(Chooser):
    """Asks which of ``themes`` to use from now on; without an answer the one from before comes back."""

    def __init__(self, themes: Sequence[Theme], now: str) -> None:
        choices = [Choice(theme.name, theme.name, _ground(theme)) for theme in themes]
        super().__init__(choices, (_("Theme"), "", ""), begin=now)
        self._before = now

    @on(RecordTable.Highlighted)
    def _preview(self, event: RecordTable.Highlighted) -> None:
        if event.record_id is not None:
            self.app.theme = self.choices[event.record_id].key

    def action_leave(self) -> None:
        """Put the theme from before back."""
        self.app.theme = self._before
        super().action_leave()


def _ground(theme: Theme) -> str:
    if theme.is_the_terminals:
        return _("the terminal’s own colours")
    return _("dark") if theme.dark else _("light")

"""What one sees at the very first start: the questions that come before anything is opened."""

from textual.app import ComposeResult
from textual.containers import Middle
from textual.screen import Screen
from textual.widgets import Static

from tui_crm.errors import CrmError
from tui_crm.i18n import _, language, set_language
from tui_crm.screens.dialogs.first_start import EMPTY, BeginningChooser, LanguageChooser
from tui_crm.screens.messages import Begin
from tui_crm.screens.toasts import toast
from tui_crm.settings import Origin, UserSettings, store


class Welcome(Screen[None]):
    """Asks for the language, where nobody has said it yet, and for what to begin with."""

    DEFAULT_CSS = """
    Welcome {
        background: $background;
        & Static { text-align: center; color: $muted; padding: 0 0 16 0; }
    }
    """

    def __init__(self, settings: UserSettings) -> None:
        super().__init__()
        self._settings = settings

    def compose(self) -> ComposeResult:
        """Show whose program it is, around the questions."""
        with Middle():
            yield Static("tui-crm")

    def on_mount(self) -> None:
        """Ask."""
        self.run_worker(self._ask())

    async def _ask(self) -> None:
        if self._settings.value("language").origin is Origin.DEFAULT:
            chosen = await self.app.push_screen_wait(LanguageChooser(language()))
            if chosen is not None:
                self._speak(chosen)
        beginning = await self.app.push_screen_wait(BeginningChooser())
        self.post_message(Begin(beginning or EMPTY))

    def _speak(self, code: str) -> None:
        """Speak a language from now on, and at the next start."""
        set_language(code)
        try:
            store(self._settings.file, "language", code)
        except CrmError as error:
            told = _("The language could not be kept: {reason}").format(reason=error.message)
            toast(self.app, told, severity="warning")

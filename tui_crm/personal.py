"""How the program is made one's own: its colours, its keys, and plain screens that are easy to read aloud."""

import os
from typing import TYPE_CHECKING, Final

from textual import on

from tui_crm import paths
from tui_crm.commands import COMMANDS, TOGETHER, textual_keymap, use_keymap
from tui_crm.errors import CrmError
from tui_crm.i18n import _
from tui_crm.screens.messages import PersonalChanged
from tui_crm.screens.screen import CrmScreen
from tui_crm.screens.toasts import toast
from tui_crm.settings import YES, Origin, UserSettings, store
from tui_crm.themes import all_themes
from tui_crm.typeahead import TypeAheadApp
from tui_crm.widgets.painting import PLAIN
from tui_crm.widgets.theming import fitting_theme, install_themes

if TYPE_CHECKING:
    from tui_crm.keymap import Problem

BREAKPOINTS: Final = [(0, "-narrow"), (112, "-roomy"), (170, "-wide")]
"""From how many columns on screens unfold panes, as Textual declares it."""

_LASTING: Final = 3_600.0  # seconds that something said in passing stays in plain mode: until something else is said
_SHOW_CURSOR: Final = "\x1b[?25h"


class PersonalApp(TypeAheadApp):
    """An app that does as ``settings`` says; ``start`` is the mode it begins in. Raises UsageError for a theme that is not
    there.
    """

    ENABLE_COMMAND_PALETTE = False  # ours knows our commands
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS

    def __init__(self, settings: UserSettings) -> None:
        without_colours = bool(os.environ.get("NO_COLOR"))
        self.start = settings.get("start")
        super().__init__(
            css_path=["screens/app.tcss", f"screens/{self.start}.tcss"],  # the others come with their screens
            ansi_color=True if without_colours else None,  # else Textual turns colours into greys
        )
        self.settings = settings
        self._themes = all_themes()
        theme = settings.value("theme")
        first = fitting_theme(self, theme.value, chosen=theme.origin is not Origin.DEFAULT)
        install_themes(self, self._themes.found.values(), first)
        self._told: frozenset[Problem] = frozenset()
        self._plain = settings.get("plain") == YES
        if self._plain:
            self._be_plain()

    def _be_plain(self) -> None:
        """Be easy to read aloud: one column, no marks, nothing that moves or goes away by itself."""
        self.add_class(PLAIN)
        self.HORIZONTAL_BREAKPOINTS = BREAKPOINTS[:1]  # panes stay folded at any width
        self.NOTIFICATION_TIMEOUT = _LASTING  # type: ignore[misc]
        self.animation_level = "none"

    def begin_personal(self) -> None:
        """Take the person's keys, and say what is wrong with their files; once the first screen is painted."""
        if self._plain and self._driver is not None:
            self._driver.write(_SHOW_CURSOR)  # it goes with the line one is on, and readers go with it
        for problem in self._themes.problems:
            toast(self, problem.message, severity="warning")
        if problems := self._use_keys():
            toast(self, *problems, severity="warning")

    def _use_keys(self) -> list[str]:
        """Let everything have the keys that the person chose; returns what is wrong with their file, each once."""
        from tui_crm.keymap import read_keymap  # noqa: PLC0415 - behind the first paint

        keymap = read_keymap(paths.keys_file(), COMMANDS, TOGETHER)
        use_keymap(keymap)
        self.set_keymap(textual_keymap(keymap))
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, CrmScreen):
                    screen.show_keys()
        fresh = [problem.told for problem in keymap.problems if problem not in self._told]
        self._told = frozenset(keymap.problems)
        return fresh

    @on(PersonalChanged)
    def _read_again(self, event: PersonalChanged) -> None:
        """Take what the person's own files say by now."""
        try:
            before, self.settings = self.settings, self.settings.read_again()
            theme = self.settings.get("theme")
            if theme != before.get("theme") and theme in self._themes.found:
                self.theme = theme
        except CrmError as error:
            toast(self, error.message, error.hint, severity="error")
        if problems := self._use_keys():
            toast(self, *problems, severity="warning")
        if event.then is not None:
            event.then()

    def action_theme(self) -> None:
        """Ask for a theme, and keep it for the next time."""
        from tui_crm.screens.dialogs.themes import ThemeChooser  # noqa: PLC0415 - a dialog is loaded when it opens

        self.push_screen(ThemeChooser(tuple(self._themes.found.values()), self.theme), self._keep_theme)

    def _keep_theme(self, chosen: str | None) -> None:
        if chosen is None:
            return
        self.theme = chosen
        try:
            store(self.settings.file, "theme", chosen)
        except (CrmError, OSError) as error:
            toast(self, _("The theme could not be kept: {reason}").format(reason=error), severity="warning")
            return
        self.post_message(PersonalChanged())
        value = self.settings.value("theme")
        if value.origin is Origin.ENVIRONMENT:
            toast(self, _("Kept, but {variable} decides at the next start.").format(variable=value.where))

"""What is asked at the very first start: the language, and what to begin with."""

from collections.abc import Iterator, Sequence
from typing import Final

from textual.widget import Widget
from textual.widgets import Static

from tui_crm.i18n import LANGUAGES, _
from tui_crm.screens.dialogs.chooser import Choice, Chooser
from tui_crm.widgets.safe_text import safe_content

DEMO: Final = "demo"
IMPORT: Final = "import"
EMPTY: Final = "empty"
"""What one can begin with."""


class _Asked(Chooser):
    """A chooser under its question."""

    def __init__(self, question: str, choices: Sequence[Choice], begin: str = "") -> None:
        super().__init__(choices, ("", "", ""), begin=begin)
        self._question = question

    def above(self) -> Iterator[Widget]:
        """Yield the question."""
        yield Static(safe_content(self._question, "bold"), classes="question")


class LanguageChooser(_Asked):
    """Asks which language the program shall speak; each is called as it calls itself."""

    def __init__(self, now: str) -> None:
        super().__init__("Language · 语言", [Choice(code, name) for code, name in LANGUAGES.items()], now)


class BeginningChooser(_Asked):
    """Asks what to begin with."""

    def __init__(self) -> None:
        choices = (
            Choice(DEMO, _("Look around"), _("a made-up business, thrown away at the end")),
            Choice(IMPORT, _("Import a file"), _("contacts from Excel, Google, Outlook …")),
            Choice(EMPTY, _("Begin empty"), _("and press n for the first contact")),
        )
        super().__init__(_("What shall we begin with?"), choices)

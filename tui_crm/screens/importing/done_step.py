"""The last steps: how far the writing is, and then what came of it."""

from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult

from tui_crm.i18n import N_, _
from tui_crm.screens.import_words import rows_text
from tui_crm.screens.importing.steps import Step
from tui_crm.screens.importing.words import OUTCOMES
from tui_crm.widgets.card import Card, CardRow, CardSection
from tui_crm.widgets.cell import Cell, Role

if TYPE_CHECKING:
    from pathlib import Path

    from tui_crm.services.importing.report import ImportReport

_WIDTH: Final = 40  # cells of the bar
ALONG: Final = {
    "contacts": N_("contacts"),
    "companies": N_("companies"),
    "tags": N_("tags"),
    "users": N_("users"),
    "teams": N_("teams"),
    "problems": N_("known problems"),
    "fields": N_("fields"),
}
"""What comes along with rows, by kind."""


def bar(done: int, total: int) -> Cell:
    """Return how much of something is done, as a bar."""
    filled = min(_WIDTH, _WIDTH * done // total) if total else 0
    return Cell("▰" * filled + "▱" * (_WIDTH - filled), Role.ACCENT)


def writing_card(file: str, done: int, total: int) -> tuple[CardSection, ...]:
    """Return how far the writing is."""
    told = _("{done} of {rows}").format(done=f"{min(done, total):,}", rows=rows_text(total))
    return (
        CardSection(
            (
                CardRow((Cell(_("Importing {file}…").format(file=file), Role.STRONG, bold=True),)),
                CardRow((bar(done, total),)),
                CardRow((Cell(told, Role.MUTED),)),
            )
        ),
    )


def result_card(report: "ImportReport", file: str, *, undone: bool) -> tuple[CardSection, ...]:
    """Return what came of it: how many rows of which outcome, what came along, and where the rejected rows are."""
    title = _("{file} is taken back") if undone else _("{file} is imported")
    head = CardSection((CardRow((Cell(title.format(file=file), Role.MUTED if undone else Role.SUCCESS, bold=True),)),))
    counts = tuple(
        CardRow((Cell(f"{getattr(report, outcome):,}", Role.STRONG),), _(several), role)
        for outcome, (several, _one, role) in OUTCOMES.items()
        if outcome != "also_created" and getattr(report, outcome)
    )
    sections = [head, CardSection(counts)]
    along = tuple(
        CardRow((Cell(f"{count:,}"),), _(ALONG.get(kind, kind))) for kind, count in report.also_created.items() if count
    )
    if along:
        sections.append(CardSection(along, _("Came along")))
    if report.rejects:
        rows = (
            CardRow((Cell(str(report.rejects)),)),
            CardRow((Cell(_("Mend them there, and import that file."), Role.MUTED),)),
        )
        sections.append(CardSection(rows, _("Rejected rows")))
    return tuple(sections)


class DoneStep(Step):
    """A card of how far it is, or of what came of it."""

    def __init__(self) -> None:
        super().__init__()
        self.first = self.card = Card()

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield self.card
        yield self.note

    def show_writing(self, path: "Path", done: int, total: int) -> None:
        """Show how far the writing is."""
        self.card.show(writing_card(path.name, done, total))

    def show_result(self, report: "ImportReport", path: "Path", *, undone: bool) -> None:
        """Show what came of it."""
        self.card.show(result_card(report, path.name, undone=undone))

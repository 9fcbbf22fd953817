"""What a timeline shows of a journey: its entries as lines, its stages as bands, years and silences between them."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from tui_crm.display import measure, safe
from tui_crm.errors import CrmError
from tui_crm.i18n import _, pgettext
from tui_crm.models.codes import STAGE_LABELS
from tui_crm.models.journey import JOURNEY_LABELS, JourneyEntry, Outline
from tui_crm.models.journey_words import silence_line
from tui_crm.screens.journey_rows import row_of
from tui_crm.screens.stages import stage_badge
from tui_crm.screens.times import Moment, day_and_month
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.timeline_lines import Band, Rule, TimelineRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_crm.services.crm import Crm

_A_YEAR: Final = 2000
_KEPT: Final = 2_048  # entries


class JourneyLines:
    """The lines of ``outline``; what cannot be read is told to ``failed`` and stays empty."""

    def __init__(self, crm: "Crm", outline: Outline, failed: "Callable[[CrmError], None]") -> None:
        self._crm = crm
        self._failed = failed
        self._known: dict[int, JourneyEntry] = {}
        self.outline = outline

    @property
    def keys(self) -> Sequence[int]:
        """The keys of all entries, in order."""
        return self.outline.keys

    @property
    def ahead(self) -> int:
        """How many entries are still to come."""
        return self.outline.ahead

    @cached_property
    def months(self) -> Sequence[int]:
        """The positions at which months begin."""
        return [month.position for month in self.outline.months()]

    @cached_property
    def rules(self) -> Sequence[Rule]:
        """Now, the silences, and the years of the past but this one."""
        now = Rule(
            self.ahead, Cell(pgettext("the line between future and past", "now"), Role.ACCENT, True), across=True
        )
        silences = [
            Rule(position, text=Cell(silence_line(silence.days), Role.MUTED), broken=True)
            for position, silence in self.outline.silences()
        ]
        return sorted([now, *silences, *self._years()], key=lambda rule: rule.position)

    def _years(self) -> list[Rule]:
        found, year = [], self._crm.clock.today().year
        for month in self.outline.months():
            if month.position >= self.ahead and month.first.year != year:
                year = month.first.year
                found.append(Rule(month.position, Cell(str(year), Role.MUTED, True)))
        return found

    @cached_property
    def widths(self) -> tuple[int, int, int]:
        """How many cells stages, days and kinds take."""
        return (
            max(measure(safe(_(label))) for label in STAGE_LABELS.values()),
            max(measure(safe(day_and_month(date(_A_YEAR, month, 28)))) for month in range(1, 13)),
            max(measure(safe(_(label))) for label in JOURNEY_LABELS.values()),
        )

    def rows(self, keys: Sequence[int]) -> Mapping[int, TimelineRow]:
        """Return the lines of these entries; where they cannot be read the failure is told."""
        head, clock = self.outline.head, self._crm.clock
        try:
            found = self._crm.journey.entries(head.contact_id, keys)
        except CrmError as error:
            self._failed(error)
            return {}
        if len(self._known) > _KEPT:
            self._known.clear()
        self._known |= {entry.key: entry for entry in found}
        moment = Moment.of(clock)
        return {entry.key: row_of(entry, head, moment, clock) for entry in found}

    def entry(self, key: int | None) -> JourneyEntry | None:
        """Return an entry; None where it is not there, or not read yet and cannot be."""
        if key is not None and key not in self._known:
            self.rows([key])
        return None if key is None else self._known.get(key)

    def band(self, position: int) -> Band:
        """Return the stage that held at an entry of the past."""
        if position < self.ahead or not len(self.keys):
            return Band("", Role.MUTED, dotted=True)
        badge = stage_badge(self.outline.stage(position))
        return Band(badge.text, badge.mark_role)

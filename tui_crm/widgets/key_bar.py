"""The line at the bottom: the keys that do something here, and whose file this is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui_crm.display import measure, safe
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.painting import paint

_GAP = 2  # cells between keys
_MARGIN = 1  # cells at both ends
_VITAL = 85  # the priority from which on a key matters more than the note


@dataclass(frozen=True)
class KeyHint:
    """A key as a person calls it (``enter``, ``/``), what it does here in a word, and how much it matters."""

    key: str
    label: str
    priority: int = 0

    @property
    def width(self) -> int:
        """Its width in cells."""
        return measure(safe(self.key)) + 1 + measure(safe(self.label))


class KeyBar(Widget):
    """Keys on one line, as many as fit: of lower priority the later ones go first. A note stands at the right end.

    Where the note leaves too little room for the keys that matter most it is left out, unless it is ``firm``.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyBar { height: 1; background: $panel; }
    """

    @dataclass
    class Chosen(Message):
        """A key was clicked; ``key`` is as it was declared."""

        key: str

    def __init__(self, keys: Sequence[KeyHint] = (), *, note: str = "") -> None:
        super().__init__()
        self._keys = tuple(keys)
        self._note = note
        self._is_firm = False
        self._spans: list[tuple[range, str]] = []

    def show(self, keys: Sequence[KeyHint] | None = None, *, note: str | None = None, firm: bool = False) -> None:
        """Show other keys or another note; None leaves it."""
        before = self._keys, self._note, self._is_firm
        self._keys = self._keys if keys is None else tuple(keys)
        if note is not None:
            self._note, self._is_firm = note, firm
        if (self._keys, self._note, self._is_firm) != before:
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is one line
        """Draw the bar."""
        width, ground = self.size.width, self.rich_style
        hints, note = self._fitting(width - 2 * _MARGIN)
        segments, at = [Segment(" " * _MARGIN, ground)], _MARGIN
        self._spans = []
        for hint in hints:
            self._spans.append((range(at, at + hint.width), hint.key))
            segments += [
                *paint(self, Cell(hint.key, Role.STRONG), ground),
                Segment(" ", ground),
                *paint(self, Cell(hint.label, Role.MUTED), ground),
                Segment(" " * _GAP, ground),
            ]
            at += hint.width + _GAP
        segments += paint(self, Cell(note, Role.MUTED), ground, max(0, width - at - _MARGIN), "right")
        return Strip(segments).adjust_cell_length(width, ground)

    def _fitting(self, width: int) -> tuple[list[KeyHint], str]:
        """Return the keys, and the note, for which there is room."""
        note = measure(safe(self._note))
        beside = _fitting(self._keys, width - (note + 2 * _GAP if note else 0))
        alone = _fitting(self._keys, width)
        if self._is_firm or not any(hint.priority >= _VITAL for hint in alone if hint not in beside):
            return beside, self._note
        return alone, ""

    def on_click(self, event: events.Click) -> None:
        """Say which key was clicked."""
        for span, key in self._spans:
            if event.x - self.gutter.left in span:
                self.post_message(self.Chosen(key))
        event.stop()


def _fitting(hints: Iterable[KeyHint], width: int) -> list[KeyHint]:
    kept = list(enumerate(hints))
    while kept and sum(hint.width + _GAP for _, hint in kept) - _GAP > width:
        kept.remove(min(kept, key=lambda place: (place[1].priority, -place[0])))
    return [hint for _, hint in kept]

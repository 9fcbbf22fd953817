"""One line of a form: what is asked for, where it is filled in, and what is to be said of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.geometry import Spacing
from textual.strip import Strip
from textual.widget import Widget

from tui_crm.display import measure, safe
from tui_crm.i18n import _, ngettext
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.form_editors import Edit, FormChoice, FormLine
from tui_crm.widgets.form_field import FieldKind, FormField, Remark
from tui_crm.widgets.painting import is_plain, paint

if TYPE_CHECKING:
    from tui_crm.widgets.form_text import FormText

Editor: TypeAlias = "FormLine | FormChoice | FormText"

Filled: TypeAlias = Callable[[str, str], None]

INSET = 2  # cells before the label: the mark of where one is, and a blank
GAP = 2  # cells between what is filled in and what is said of it
_NARROW = 44  # cells of what is filled in and said; where there are fewer, nothing is said beside
_WIDEST = 56  # cells of what is said


class FormRow(Widget):
    """A field, drawn as label, editor and remark; ``labels`` cells are kept for the label.

    ``filled`` is called with the field's key and its text as soon as that is another one.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    FormRow {
        width: 1fr;
        & > FormLine, & > FormChoice, & > FormText { background: $panel; padding: 0 1; }
    }
    """

    def __init__(self, field: FormField, text: str, labels: int, filled: Filled, *, is_first: bool) -> None:
        super().__init__()
        self.field = field
        self.editor = _editor(field, text, self._look)
        self._filled = filled
        self._labels = labels
        self._above = 0 if not field.heading else 1 if is_first else 2
        self.lines = self._above + (field.lines if field.kind is FieldKind.LINES else 1)
        self.styles.height = self.lines  # told, for to find it out takes a form of thirty rows a tenth of a second
        self.begun = self.text
        self._remark = self._looked()
        self._told = Remark()
        self.editor.disabled = self.editor.is_cut
        self._said = 0

    @property
    def text(self) -> str:
        """The field's value."""
        return self.editor.text

    @property
    def remark(self) -> Remark:
        """What is to be said of it: a mistake first, then what was told of it, then what was understood."""
        if self.editor.disabled:
            return Remark(_("too long to be changed here"))
        if len(self.text) >= self.editor.longest:
            text = ngettext(
                "full: {count} character fits here", "full: {count} characters fit here", self.editor.longest
            )
            return Remark(text.format(count=f"{self.editor.longest:,}"), warns=True)
        return self._told if self._told.text and not self._remark.is_error else self._remark

    @property
    def says_it_all(self) -> bool:
        """Whether the whole remark stands beside the editor."""
        return measure(safe(self.remark.text)) <= self._said

    def _look(self, text: str) -> None:
        self.check()
        self._filled(self.field.key, text)

    def start(self, text: str) -> None:
        """Begin anew with another text."""
        if not self.editor.disabled:
            self.editor.text = text
            self.begun = self.text
            self.check()

    def _looked(self) -> Remark:
        """Return what is to be said of the text; what stood there when one began does not have to do."""
        remark = self.field.remark(self.text)
        return Remark() if remark.is_error and self.text == self.begun else remark

    def check(self) -> None:
        """Look at what is typed now; what was told of it before is over."""
        self._remark, self._told = self._looked(), Remark()
        self.editor.mark_wrong(self._remark.at if self._remark.is_error else -1)
        self.refresh()

    def tell(self, remark: Remark) -> None:
        """Say something that the field itself cannot know, until something else is typed."""
        self._told = remark
        self.refresh()

    def compose(self) -> ComposeResult:
        """Put the editor in."""
        yield self.editor

    def on_resize(self) -> None:
        """Share the width anew."""
        self.fit(self.size.width)

    def fit(self, width: int) -> None:
        """Share so many cells among label, editor and remark; called beforehand it spares a second layout."""
        room = width - INSET - self._labels - GAP
        said = 0 if room < _NARROW else min(_WIDEST, room * 2 // 5)
        margin = Spacing(self._above, said + 1 + GAP if said else 1, 0, INSET + self._labels)
        if margin != self.editor.styles.margin:
            self._said = said
            self.editor.styles.margin = margin
            self.refresh()

    def on_descendant_focus(self) -> None:
        """Mark where one is."""
        self.refresh()

    def on_descendant_blur(self) -> None:
        """Take the mark back."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw what stands around the editor."""
        ground, width = self.rich_style, self.size.width
        if y < self._above:
            heading = self.field.heading if y == self._above - 1 else ""
            return self._strip([Segment(" " * INSET, ground), *paint(self, Cell(heading, Role.MUTED), ground)], width)
        remark, is_here = self.remark, self.editor.has_focus
        wrong = Role.WARNING if is_here else Role.ERROR
        here, bad = (">", "!") if is_plain(self) else ("▎", "▎")
        mark = Cell(here if is_here else bad if remark.is_error else " ", wrong if remark.is_error else Role.ACCENT)
        label = Cell(self.field.label if y == self._above else "", Role.PLAIN if is_here else Role.MUTED)
        segments = [*paint(self, mark, ground, INSET), *paint(self, label, ground, self._labels)]
        if y == self._above and self._said:
            inside = width - INSET - self._labels - self._said - 1
            segments.append(Segment(" " * inside, ground))
            role = wrong if remark.is_error else Role.WARNING if remark.warns else Role.MUTED
            segments += paint(self, Cell(_shortened(remark.text, self._said), role), ground, self._said)
        return self._strip(segments, width)

    @staticmethod
    def _strip(segments: list[Segment], width: int) -> Strip:
        return Strip(segments).adjust_cell_length(width, segments[0].style or Style())


def _shortened(text: str, room: int) -> str:
    """Return ``text`` without the parts behind its last dots, as long as it takes more than ``room`` cells."""
    while measure(safe(text)) > room and " · " in text:
        text = text.rpartition(" · ")[0]
    return text


def labels_width(fields: tuple[FormField, ...], widest: int) -> int:
    """Return the cells that the labels of ``fields`` take, a gap behind them among these."""
    return min(widest, max((measure(safe(field.label)[:widest]) for field in fields), default=0) + GAP)


def _editor(field: FormField, text: str, edited: Edit) -> Editor:
    if field.kind is FieldKind.CHOICE:
        return FormChoice(field.choices, text, edited, field.keys)
    if field.kind is FieldKind.LINES:
        from tui_crm.widgets.form_text import FormText  # noqa: PLC0415 - few forms have one, and it is slow to load

        return FormText(text, field.lines, edited)
    return FormLine(text, field.complete, edited)

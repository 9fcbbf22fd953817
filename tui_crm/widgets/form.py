"""A form: calm rows of labels and what is filled in, with what is said of each beside it and below.

It knows nothing of what it asks for: it is given fields and texts, and tells what was typed.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.geometry import clamp
from textual.message import Message
from textual.widget import Widget

from tui_crm.i18n import _
from tui_crm.widgets import keys
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.form_advice import FormAdvice
from tui_crm.widgets.form_editors import FormChoice, Passed
from tui_crm.widgets.form_field import FormField, Remark
from tui_crm.widgets.form_row import FormRow, labels_width

_WIDEST_LABELS: Final = 22  # cells
_ADVICE: Final = 3  # lines below the rows, a blank one among them
_AT_FIRST: Final = 8  # rows that are mounted with the form
_AT_A_TIME: Final = 6  # rows that are mounted behind that
_OFFERED: Final = 8  # completions that are told


class FormBody(VerticalScroll, can_focus=False, inherit_bindings=False):
    """What scrolls: its keys are the form's."""


class Form(Widget):
    """Rows that scroll where they do not fit, and below them what is to be known of the field one is in.

    ``values`` has a text for every field, by key. ``typed`` is called with each change, before anybody sees it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*keys.FORM, keys.COMPLETE]
    DEFAULT_CSS = """
    Form {
        layout: vertical;
        & > FormBody { scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
        & > FormAdvice { margin: 1 0 0 0; }
    }
    """

    @dataclass
    class Changed(Message):
        """The text of a field is another one now."""

        key: str
        text: str

    class Ended(Message):
        """Enter was pressed in the last field."""

    def __init__(
        self, fields: Sequence[FormField], values: Mapping[str, str], typed: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__()
        self._typed = typed
        labels = labels_width(tuple(fields), _WIDEST_LABELS)
        self._rows = {
            field.key: FormRow(field, values.get(field.key, ""), labels, self._look, is_first=not number)
            for number, field in enumerate(fields)
        }
        self._shown = set(self._rows)
        self._said = Remark()
        self._room = sum(row.lines for row in self._rows.values())
        (*self._waiting,) = self._rows.values()
        self._body = FormBody(*self._taken(_AT_FIRST))
        self._advice = FormAdvice()
        self._place()

    def compose(self) -> ComposeResult:
        """Lay the rows out."""
        yield self._body
        yield self._advice

    def _taken(self, most: int) -> list[FormRow]:
        """Return the next of the rows that wait to be mounted."""
        taken, self._waiting = self._waiting[:most], self._waiting[most:]
        return taken

    def on_mount(self) -> None:
        """Mount the rows below bit by bit: all at once would stop the screen for a moment."""
        self.call_after_refresh(self._mount_more)

    def _mount_more(self) -> None:
        if self._waiting:
            self._body.mount(*self._taken(_AT_A_TIME))
            self.call_after_refresh(self._mount_more)

    @property
    def values(self) -> dict[str, str]:
        """What stands in every field, by key."""
        return {key: row.text for key, row in self._rows.items()}

    @property
    def begun(self) -> dict[str, str]:
        """What stood in every field when one began, by key."""
        return {key: row.begun for key, row in self._rows.items()}

    @property
    def changed(self) -> dict[str, str]:
        """What stands in the fields that were changed since one began."""
        return {key: row.text for key, row in self._rows.items() if row.text != row.begun}

    @property
    def wrong(self) -> Sequence[str]:
        """The keys of the fields with something that does not do, from the top."""
        return [key for key, row in self._rows.items() if row.remark.is_error and key in self._shown]

    @property
    def here(self) -> str | None:
        """The key of the field one is in."""
        return next((key for key, row in self._rows.items() if row.editor.has_focus), None)

    def has(self, key: str) -> bool:
        """Tell whether there is a field with this key."""
        return key in self._rows

    def start(self, values: Mapping[str, str]) -> None:
        """Begin anew with other texts; nothing counts as changed."""
        for key, row in self._rows.items():
            row.start(values.get(key, ""))
        self._advise()

    def show_only(self, keys: Collection[str]) -> None:
        """Show these fields and hide the others, which keep what stands in them."""
        self._shown = {*keys}
        for key, row in self._rows.items():
            row.display = key in self._shown
        self._place()

    def fill(self, values: Mapping[str, str]) -> None:
        """Put texts in the fields that ``values`` names."""
        for key, text in values.items():
            if key in self._rows and not self._rows[key].editor.disabled:
                self._rows[key].editor.text = text
                self._rows[key].check()
        self._advise()

    def tell(self, key: str, remark: Remark) -> None:
        """Say something of a field that it cannot know itself, until something else is typed there."""
        if key in self._rows:
            self._rows[key].tell(remark)
            self._advise()

    def look_again(self, key: str) -> None:
        """Look at what stands in a field again, where that depends on something else that was typed."""
        if key in self._rows:
            self._rows[key].check()
            self._advise()

    def say(self, remark: Remark) -> None:
        """Say something of the whole form, until something else is typed."""
        self._said = remark
        self._advise()

    def go_to(self, key: str) -> None:
        """Put the cursor in a field."""
        if key in self._rows:
            self._focus(self._rows[key])

    def begin(self, key: str = "") -> None:
        """Put the cursor in the field called ``key``, or else in the first one."""
        wanted = [self._rows[key]] if key in self._rows else []
        self._focus_first([*wanted, *self._rows.values()])

    def fit(self, lines: int, width: int = 0) -> None:
        """Take no more than so many lines, the advice among them; ``width`` is what it will have, where that is known."""
        for row in self._rows.values() if width else ():
            row.fit(width)
        self._room = max(1, lines - _ADVICE)
        self._place()

    def _place(self) -> None:
        rows = sum(row.lines for key, row in self._rows.items() if key in self._shown)
        self._body.styles.height = min(rows, self._room)
        self.styles.height = min(rows, self._room) + _ADVICE

    def action_step(self, step: int) -> None:
        """Go to the next field, or to the one before."""
        self._step(step)

    def action_take(self) -> None:
        """Go to the next field, in this order also while rows are still to be laid out, of which Textual knows none."""
        self._step(1)

    def action_enter(self) -> None:
        """Go to the next field; from the last one, say so."""
        here = self._rows.get(self.here or "")
        if (here is not None and here.field.ends) or not self._step(1, passing=True):
            self.post_message(self.Ended())

    def _step(self, step: int, *, passing: bool = False) -> bool:
        """Go to another field, and tell whether there was one; ``passing`` goes by those that need no answer."""
        values = self.values if passing else {}
        rows = [
            row for row in self._rows.values() if not (passing and row.field.passed(values)) or row.editor.has_focus
        ]
        at = next((number for number, row in enumerate(rows) if row.editor.has_focus), -step)
        return self._focus_first(rows[at + 1 :] if step > 0 else reversed(rows[: max(0, at)]))

    def action_page(self, step: int) -> None:
        """Go down or up by about as many fields as one sees."""
        shown = [row for row in self._rows.values() if row.display and not row.editor.disabled]
        at = next((number for number, row in enumerate(shown) if row.editor.has_focus), 0)
        if shown:
            self._focus(shown[clamp(at + step * max(1, self._body.size.height // 2), 0, len(shown) - 1)])

    def _focus_first(self, rows: Iterable[FormRow]) -> bool:
        for row in rows:
            if row.display and not row.editor.disabled:
                self._focus(row)
                return True
        return False

    def _focus(self, row: FormRow) -> None:
        if row in self._waiting:
            self._body.mount(*self._taken(len(self._waiting)))
        row.editor.focus()

    @on(Passed)
    def _pass(self, event: Passed) -> None:
        event.stop()
        if event.typed:
            self._go_on_typing(event.typed)
        elif event.by_enter:
            self.action_enter()
        elif event.by_choice:
            self._step(event.step, passing=True)
        else:
            self.action_step(event.step)

    def _go_on_typing(self, text: str) -> None:
        """Put what was typed in a choice, and is none of it, into the first text below."""
        rows = list(self._rows.values())
        at = next((number for number, row in enumerate(rows) if row.editor.has_focus), len(rows))
        for row in rows[at + 1 :]:
            if row.display and not row.editor.disabled and not isinstance(row.editor, FormChoice):
                self._focus(row)
                row.editor.go_on(text)
                return

    def _look(self, key: str, text: str) -> None:
        self._said = Remark()
        self._typed()
        self._advise()
        self.post_message(self.Changed(key, text))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Bring the whole row into view, and say what is to be known of it."""
        if isinstance(event.widget.parent, FormRow):
            self._body.scroll_to_widget(event.widget.parent, animate=False)
        self._advise()

    def _advise(self) -> None:
        row = self._rows.get(self.here or "")
        if self._said.text:
            self._advice.show(_cells(self._said, Role.ERROR))
        elif row is None:
            self._advice.show(())
        elif row.remark.is_error:
            self._advice.show((*_cells(row.remark, Role.WARNING), *_offered(row)))
        elif offers := _offered(row):
            self._advice.show(offers)
        else:
            text = "" if row.says_it_all and not row.remark.warns else row.remark.text
            self._advice.show(
                _cells(replace(row.remark, text=text, hint=row.remark.hint or row.field.hint), Role.PLAIN)
            )


def _offered(row: FormRow) -> tuple[Cell, ...]:
    """Return what says which completions tab takes, nothing where there are none."""
    offers = row.editor.offers()
    return (Cell(_("tab takes"), Role.MUTED), Cell(" · ".join(offers[:_OFFERED]))) if offers else ()


def _cells(remark: Remark, wrong: Role) -> tuple[Cell, ...]:
    role = wrong if remark.is_error else Role.WARNING if remark.warns else Role.PLAIN
    return (Cell(remark.text, role), Cell(remark.hint, Role.MUTED))

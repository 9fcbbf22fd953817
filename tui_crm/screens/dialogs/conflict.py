"""Somebody else has changed the same fields meanwhile: field by field, which of both shall stand?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tui_crm.commands import Where, bindings
from tui_crm.i18n import N_, _
from tui_crm.screens.dialogs.dialog import Dialog
from tui_crm.widgets.card import Card, CardRow, CardSection
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.columns import Column
from tui_crm.widgets.form_field import FormField
from tui_crm.widgets.painting import is_plain
from tui_crm.widgets.record_source import KnownRows
from tui_crm.widgets.record_table import RecordTable
from tui_crm.widgets.safe_text import safe_content

_TOGETHER: Final = (frozenset({"company", "role", "department", "companies"}),)
"""Fields that say something only together: whose company is another one, has another role there."""

_TALLEST: Final = 8  # lines of the list


class Filled(Protocol):
    """What stands in the fields of a form (``values``), what stood there when it was ``begun``, and which are ``changed``."""

    @property
    def values(self) -> Mapping[str, str]:
        """What stands there."""
        ...

    @property
    def begun(self) -> Mapping[str, str]:
        """What stood there."""
        ...

    @property
    def changed(self) -> Mapping[str, str]:
        """What stands in the fields that were changed."""
        ...


@dataclass(frozen=True)
class Clash:
    """A field that both have changed, with what stood there, what one typed and what stands there now, in words."""

    key: str
    label: str
    original: str
    mine: str
    theirs: str


def clashes(fields: Sequence[FormField], typed: Filled, theirs: Mapping[str, str]) -> list[Clash]:
    """Return the fields in which what is ``typed`` and what the card says by now part, since both were changed."""
    mine, begun = typed.values, typed.begun
    yours = typed.changed.keys()
    others = {key for key in mine if theirs.get(key, "") != begun.get(key, "")}
    both = set(yours & others)
    for group in _TOGETHER:
        if yours & group and others & group:
            both |= group
    return [
        Clash(field.key, field.label, *(_in_words(field, texts.get(field.key, "")) for texts in (begun, mine, theirs)))
        for field in fields
        if field.key in both and mine[field.key] != theirs.get(field.key, "")
    ]


def _in_words(field: FormField, text: str) -> str:
    return dict(field.choices).get(text, text) or "—"


def _cells(clash: Clash, *, is_mine: bool, plain: bool) -> Sequence[Cell]:
    return (
        Cell(clash.label, Role.MUTED),
        Cell(clash.original, Role.MUTED),
        _option(clash.mine, chosen=is_mine, plain=plain),
        _option(clash.theirs, chosen=not is_mine, plain=plain),
    )


def _option(text: str, *, chosen: bool, plain: bool) -> Cell:
    if plain:
        return Cell(f"({'x' if chosen else ' '}) {text}")
    if chosen:
        return Cell(text, Role.STRONG, mark="●", mark_role=Role.ACCENT)
    return Cell(text, Role.MUTED, mark="○", mark_role=Role.MUTED)


class Conflicting(Dialog[Sequence[str]]):
    """Asks of each clash which value shall stand; its answer are the keys of the fields where it is one's own.

    ``name`` is whose fields they are. Without an answer everything stays as it is, and nothing is saved.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.CONFLICT)
    KEYS = {  # noqa: RUF012 - as in Dialog
        "conflict.mine": N_("mine"),
        "conflict.theirs": N_("theirs"),
        "conflict.save": N_("save"),
        "dialog.leave": N_("back to the form"),
    }

    def __init__(self, name: str, found: Sequence[Clash]) -> None:
        super().__init__()
        self._name = name
        self._found = tuple(found)
        self._mine = {clash.key for clash in found}
        self._list = RecordTable(
            (
                Column("field", _("Field"), 10, fraction=1),
                Column("original", _("Before"), 12, fraction=2, priority=-1),
                Column("mine", _("Mine"), 12, fraction=3),
                Column("theirs", _("Theirs"), 12, fraction=3),
            )
        )
        self._whole = Card()

    def compose(self) -> ComposeResult:
        """Lay the list out, and below it the whole of what the cursor is on."""
        told = _("Somebody else has changed {name} meanwhile. Which shall stand?").format(name=self._name)
        with Vertical(classes="box broad"):
            yield Static(safe_content(told))
            yield self._list
            yield self._whole
            yield self.key_bar()

    def on_mount(self) -> None:
        """Show all of it."""
        self._list.styles.height = min(len(self._found) + 1, _TALLEST)
        self._show()
        self._list.focus()
        self._look()

    def _show(self) -> None:
        found, plain = enumerate(self._found), is_plain(self)
        cells = {number: _cells(clash, is_mine=clash.key in self._mine, plain=plain) for number, clash in found}
        self._list.show(KnownRows(cells), keep_cursor=True)

    @on(RecordTable.Highlighted)
    def _look(self) -> None:
        clash = self._found[self._list.cursor_position]
        texts = ((_("before"), clash.original), (_("mine"), clash.mine), (_("theirs"), clash.theirs))
        rows = [
            CardRow((Cell(line),), label if not number else "")
            for label, text in texts
            for number, line in enumerate(text.splitlines())
        ]
        self._whole.show((CardSection(tuple(rows), clash.label),))

    def action_choose(self, side: str) -> None:
        """Let one's own value stand (``mine``), or the other's (``theirs``)."""
        key = self._found[self._list.cursor_position].key
        if side == "mine":
            self._mine.add(key)
        else:
            self._mine.discard(key)
        self._show()

    @on(RecordTable.Selected)
    def action_save(self) -> None:
        """Close the dialog with what was chosen."""
        self.dismiss([clash.key for clash in self._found if clash.key in self._mine])

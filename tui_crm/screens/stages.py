"""How lifecycle stages and other codes look on the screens: a mark, a colour and the word."""

from collections.abc import Mapping
from typing import Final

from tui_crm.i18n import _
from tui_crm.models.codes import ACTIVITY_LABELS, PRIORITY_LABELS, STAGE_LABELS, ActivityKind, Priority, Stage
from tui_crm.widgets.cell import Cell, Role

_MARKS: Final[Mapping[str, tuple[str, Role]]] = {
    Stage.LEAD: ("○", Role.MUTED),
    Stage.NEW: ("◔", Role.PRIMARY),
    Stage.ACTIVE: ("●", Role.SUCCESS),
    Stage.DORMANT: ("◐", Role.WARNING),
    Stage.CHURNED: ("○", Role.ERROR),
}
_PRIORITIES: Final[Mapping[str, Role]] = {Priority.URGENT: Role.ERROR, Priority.HIGH: Role.ACCENT}
_KINDS: Final[Mapping[str, Role]] = {
    ActivityKind.CALL: Role.SUCCESS,
    ActivityKind.MEETING: Role.ACCENT,
    ActivityKind.VISIT: Role.ACCENT,
    ActivityKind.EMAIL: Role.PRIMARY,
    ActivityKind.MESSAGE: Role.PRIMARY,
    ActivityKind.NOTE: Role.MUTED,
    ActivityKind.SURVEY: Role.SECONDARY,
    ActivityKind.SYSTEM: Role.MUTED,
}


def stage_badge(stage: str, role: Role = Role.PLAIN) -> Cell:
    """Return a stage as its mark in its colour and its word."""
    mark, mark_role = _MARKS.get(stage, ("", Role.PLAIN))
    return Cell(_(STAGE_LABELS.get(stage, stage)), role, mark=mark, mark_role=mark_role)


def activity_word(kind: str) -> tuple[str, Role]:
    """Return what a kind of activity is called, and its colour."""
    return _(ACTIVITY_LABELS.get(kind, kind)), _KINDS.get(kind, Role.MUTED)


def priority_mark(priority: str, *, plain: bool) -> tuple[str, Role]:
    """Return the mark of what is urgent or matters much, and its colour; where it is ``plain`` a word, else nothing."""
    role = _PRIORITIES.get(priority)
    if role is None:
        return "", Role.PLAIN
    return _(PRIORITY_LABELS[priority]) if plain else "●", role

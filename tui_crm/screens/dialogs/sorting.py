"""By which field a list shall be sorted, and from which end."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.i18n import _
from tui_crm.screens.dialogs.chooser import Choice, Chooser

if TYPE_CHECKING:
    from tui_crm.models.filters import SortKey

_END_FIRST: Final = frozenset({"last_activity", "created"})  # what is newest is wanted first


def other_way(field: str, now: "Sequence[SortKey]") -> str:
    """Return the order to offer for ``field``, its name with a ``-`` before it for from the end: the other one than ``now``."""
    if now and now[0].field == field:
        return field if now[0].descending else f"-{field}"
    return f"-{field}" if field in _END_FIRST else field


class SortChooser(Chooser):
    """Asks for one of ``fields`` (name and label), sorted ``now`` in some order; its answer is as of :func:`other_way`."""

    def __init__(self, fields: Sequence[tuple[str, str]], now: "Sequence[SortKey]") -> None:
        choices = [
            _choice(other_way(name, now), label, is_now=bool(now) and now[0].field == name) for name, label in fields
        ]
        begin = next((each.key for each in choices if each.note), "")
        super().__init__(choices, (_("Sort by"), "", ""), begin=begin)


def _choice(order: str, label: str, *, is_now: bool) -> Choice:
    direction = _("from the end") if order.startswith("-") else _("from the beginning")
    return Choice(order, label, direction, _("now") if is_now else "")

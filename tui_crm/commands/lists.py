"""The commands of widgets that bring their own keys: the list, and the line a filter is typed into."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from textual.binding import Binding

from tui_crm.commands.command import Command, Where
from tui_crm.widgets import keys

_BAR: Final[Mapping[str, int]] = {
    "list.open": 70,
    "list.mark": 65,
    "filter.submit": 90,
    "filter.complete": 80,
    "filter.leave": 70,
}


def of_widget(bindings: Sequence[Binding], where: Where, bar: Mapping[str, int] = _BAR) -> Iterator[Command]:
    """Yield the commands of a widget that brings its own keys; ``bar`` has the weight of those in the line of keys, by id."""
    for binding in bindings:
        assert binding.id is not None
        action = f"focused.{binding.action}"
        yield Command(
            binding.id, binding.key, binding.description, "", where, action, bar.get(binding.id), palette=False
        )


TABLE: Final = (
    *of_widget(keys.LIST, Where.LIST),
    *of_widget(keys.MARKS, Where.MARKS),
    *of_widget(keys.FILTER, Where.FILTER),
)

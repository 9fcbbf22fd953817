"""The commands of widgets that bring their own keys: the list, and the line a filter is typed into."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from textual.binding import Binding, BindingType

from tui_crm.commands.command import Command, Where
from tui_crm.widgets.filter_input import FilterInput
from tui_crm.widgets.record_table import RecordTable

_BAR: Final[Mapping[str, int]] = {
    "list.open": 70,
    "list.mark": 65,
    "filter.submit": 90,
    "filter.complete": 80,
    "filter.leave": 70,
}
_MARKING: Final = frozenset({"list.mark", "list.mark_all"})  # in lists whose lines can be selected


def of_widget(bindings: Sequence[BindingType], where: Where, bar: Mapping[str, int] = _BAR) -> Iterator[Command]:
    """Yield the commands of a widget that brings its own keys; ``bar`` has the weight of those in the line of keys, by id."""
    for binding in bindings:
        assert isinstance(binding, Binding)
        assert binding.id is not None
        action = f"focused.{binding.action}"
        yield Command(
            binding.id, binding.key, binding.description, "", where, action, bar.get(binding.id), palette=False
        )


TABLE: Final = (
    *(
        replace(command, where=Where.MARKS) if command.id in _MARKING else command
        for command in of_widget(RecordTable.BINDINGS, Where.LIST)
    ),
    *of_widget(FilterInput.BINDINGS, Where.FILTER),
)

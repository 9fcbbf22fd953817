"""An app that holds the widgets under test in one of our themes and keeps the messages they post."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import TypeVar, overload

import pytest
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from tui_crm.themes import built_in_themes
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.columns import Column
from tui_crm.widgets.theming import install_themes

_M = TypeVar("_M", bound=Message)


class Stage(App[None]):
    """Shows widgets one below the other; ``heard`` are the messages of ours that were posted, in order."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *shown: Widget, theme: str = "dusk") -> None:
        super().__init__()
        install_themes(self, built_in_themes().values(), theme)
        self.shown = shown
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield from self.shown

    def open(self, width: int = 80, height: int = 24) -> AbstractAsyncContextManager[Pilot[None]]:
        """Run in a terminal of that size, with toasts and tooltips as in life."""
        return self.run_test(size=(width, height), notifications=True, tooltips=True, message_hook=self._hear)

    def all_heard(self, kind: type[_M]) -> list[_M]:
        return [message for message in self.heard if isinstance(message, kind)]

    def _hear(self, message: Message) -> None:
        ours = type(message).__module__.startswith("tui_crm")
        if ours and not any(message is known for known in self.heard):
            self.heard.append(message)


class CountedIds(Sequence[int]):
    """The ids 1 … count, counting how many of them anybody looked at."""

    def __init__(self, count: int) -> None:
        self.ids = range(1, count + 1)
        self.looked_at = 0

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...
    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        found = self.ids[index]
        self.looked_at += 1 if isinstance(found, int) else len(found)
        return found

    def __iter__(self) -> Iterator[int]:
        pytest.fail("a list must never walk through all ids")


class Names:
    """A source of two cells a row, ``row 7`` and the number, keeping what was asked of it."""

    def __init__(self, ids: Iterable[int] | Sequence[int], count: int | None = None, name: str = "row") -> None:
        self.ids: Sequence[int] = ids if isinstance(ids, Sequence) else array("I", ids)
        self.count = len(self.ids) if count is None else count
        self.name = name
        self.missing: set[int] = set()
        self.asked: list[list[int]] = []

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
        self.asked.append(list(ids))
        return {
            record_id: (Cell(f"{self.name} {record_id}", Role.STRONG), Cell(f"{record_id:,}"))
            for record_id in ids
            if record_id not in self.missing
        }


NAME_COLUMNS = (Column("name", "Name", 12, fraction=1), Column("value", "Value", 9, align="right"))

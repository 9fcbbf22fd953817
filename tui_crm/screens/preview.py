"""The pane beside a list: the record that the cursor is on at a glance, read off the event loop and kept for a while."""

from abc import abstractmethod
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from textual.message import Message

from tui_crm.errors import CrmError
from tui_crm.screens.messages import ReadFailed
from tui_crm.widgets.card import Card, CardSection

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui_crm.clock import Clock
    from tui_crm.services.crm import Crm

Found = TypeVar("Found")

_KEPT: Final = 64  # records
_REST: Final = 0.03  # seconds that the cursor rests before a record is read, so that a held key reads none


class Preview(Card, Generic[Found]):
    """Shows one record at a time; what is read for another one meanwhile is dropped. A kind of pane says how it is read."""

    @dataclass
    class Read(Message):
        """A record was read, as of the ``state`` of the data; ``found`` is None where it is gone."""

        record_id: int
        state: int
        found: Any

    def __init__(self) -> None:
        super().__init__()
        self._crm: Crm | None = None
        self._wanted: int | None = None
        self._found: OrderedDict[int, Found] = OrderedDict()
        self._state = 0
        self._rest: Timer | None = None

    @abstractmethod
    def read(self, crm: "Crm", record_id: int) -> Found | None:
        """Return what is to be shown of a record, in a thread; None where it is gone. Raises CrmError."""

    @abstractmethod
    def drawn(self, found: Found, clock: "Clock") -> Sequence[CardSection]:
        """Return what was read as the sections of the card."""

    def open(self, crm: "Crm") -> None:
        """Read from another CRM from now on."""
        self._crm = crm
        self.forget()

    def look_at(self, record_id: int | None) -> None:
        """Show this record, or none."""
        self._wanted = record_id
        self._stop_resting()
        if record_id is None:
            self.show(())
        elif record_id in self._found:
            self._show(self._found[record_id])
        else:
            self._rest = self.set_timer(_REST, self._read)

    def forget(self) -> None:
        """Read again what is shown, since records have changed."""
        self._state += 1
        self._found.clear()
        self._read()

    def on_preview_read(self, message: Read) -> None:
        """Keep what was read, and show it where it is still wanted."""
        message.stop()
        if message.state != self._state:
            return
        if message.found is not None:
            self._found[message.record_id] = message.found
            if len(self._found) > _KEPT:
                self._found.popitem(last=False)
        if message.record_id == self._wanted:
            self._show(message.found)

    def on_show(self) -> None:
        """Read what was not read while there was no room for it."""
        self._read()

    def _show(self, found: Found | None) -> None:
        assert self._crm is not None
        sections = () if found is None else tuple(self.drawn(found, self._crm.clock))
        if sections != self._sections:
            self.show(sections)

    def _stop_resting(self) -> None:
        if self._rest is not None:
            self._rest.stop()
            self._rest = None

    def _read(self) -> None:
        self._stop_resting()
        if self._crm is not None and self._wanted is not None and self.display:
            reading = partial(self._read_in_thread, self._crm, self._wanted, self._state)
            self.run_worker(reading, group="preview", thread=True, exclusive=True)

    def _read_in_thread(self, crm: "Crm", record_id: int, state: int) -> None:
        try:
            found = self.read(crm, record_id)
        except CrmError as error:
            self.post_message(ReadFailed(error))
        else:
            self.post_message(self.Read(record_id, state, found))

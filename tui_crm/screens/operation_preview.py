"""The pane beside the history: what the highlighted operation did, read off the event loop."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from textual.message import Message

from tui_crm.errors import CrmError, NotFound
from tui_crm.screens.messages import ReadFailed
from tui_crm.widgets.card import Card

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui_crm.models.changes import OperationChanges
    from tui_crm.services.crm import Crm

_RECORDS: Final = 20
_REST: Final = 0.03  # seconds that the cursor rests before an operation is read, so that a held key reads none


class OperationPreview(Card):
    """Shows one operation at a time; what is read for another one meanwhile is dropped."""

    @dataclass
    class Read(Message):
        """An operation was read; ``changes`` is None where it is gone."""

        question: int
        changes: "OperationChanges | None"

    def __init__(self) -> None:
        super().__init__()
        self._crm: Crm | None = None
        self._wanted: int | None = None
        self._question = 0
        self._rest: Timer | None = None

    def open(self, crm: "Crm") -> None:
        """Read from another CRM from now on."""
        self._crm = crm
        self.read_again()

    def look_at(self, operation_id: int | None) -> None:
        """Show this operation, or nothing."""
        self._wanted = operation_id
        if self._rest is not None:
            self._rest.stop()
        if operation_id is None:
            self._question += 1
            self.show(())
        else:
            self._rest = self.set_timer(_REST, self.read_again)

    def read_again(self) -> None:
        """Read what is shown, which may be another by now."""
        if self._crm is not None and self._wanted is not None and self.display:
            self._question += 1
            reading = partial(self._read_in_thread, self._crm, self._wanted, self._question)
            self.run_worker(reading, group="preview", thread=True, exclusive=True)

    def on_show(self) -> None:
        """Read what was not read while there was no room for it."""
        self.read_again()

    def on_operation_preview_read(self, message: Read) -> None:
        """Show what was read where it is still wanted."""
        from tui_crm.screens.history_words import operation_page  # noqa: PLC0415 - behind the first paint

        message.stop()
        if message.question == self._question and self._crm is not None:
            self.show(() if message.changes is None else operation_page(message.changes, self._crm.clock, _RECORDS))

    def _read_in_thread(self, crm: "Crm", operation_id: int, question: int) -> None:
        try:
            changes = crm.history.changes_of(operation_id, limit=_RECORDS)
        except NotFound:
            self.post_message(self.Read(question, None))
        except CrmError as error:
            self.post_message(ReadFailed(error))
        else:
            self.post_message(self.Read(question, changes))

"""How the messages of a survey go out, one by one: each is written down first, so that nobody gets two from two programs."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui_crm.models.survey import Asked
from tui_crm.services.written_first import taken_back_unless_gone

if TYPE_CHECKING:
    from tui_crm.models.cards import Done
    from tui_crm.models.messaging import Message
    from tui_crm.services.crm import Crm

Writing = Callable[[Sequence[Asked]], "Done"]
"""What writes down that some were asked, or reminded; of whom somebody else was quicker, it writes nothing."""


class Sending:
    """Writes to some whom a survey asks or reminds: ``send`` lets a message go its way, ``write`` writes down that it does.

    ``went`` are those who were written to; whom somebody else wrote to meanwhile is not among them.
    """

    def __init__(self, crm: "Crm", write: Writing, send: "Callable[[Message], None]") -> None:
        self._crm, self._write, self._send = crm, write, send
        self.went: list[Asked] = []

    def write_to(self, asked: Asked) -> None:
        """Write to one, in an operation of its own. Raises what ``send`` does; then nothing of it is written down."""
        done = self._write([asked])
        if done.operation_id is not None:
            with taken_back_unless_gone(self._crm, done):
                self._send(asked.message)
            self.went.append(asked)

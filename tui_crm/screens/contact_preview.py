"""The pane beside the list: the card of the highlighted contact, read off the event loop and kept for a while."""

from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from textual.message import Message

from tui_crm.errors import CrmError
from tui_crm.screens.messages import ReadFailed
from tui_crm.widgets.card import Card

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui_crm.screens.contact_card import Story
    from tui_crm.services.crm import Crm

RECENT: Final = 5
"""So many activities are shown."""

_KEPT = 64  # cards
_REST = 0.03  # seconds that the cursor rests before a card is read, so that a held key reads none


def read_story(crm: "Crm", contact_id: int, recent: int) -> "Story | None":
    """Return a contact with its ``recent`` last activities, None where it is gone."""
    from tui_crm.screens.contact_card import Story  # noqa: PLC0415 - behind the first paint

    found = crm.contacts.cards([contact_id])
    return Story(found[0], crm.activities.of_contact(contact_id, recent)) if found else None


class ContactPreview(Card):
    """Shows one contact at a time; what is read for another one meanwhile is dropped."""

    @dataclass
    class Read(Message):
        """A contact was read, as of the ``state`` of the data; ``story`` is None where it is gone."""

        contact_id: int
        state: int
        story: "Story | None"

    def __init__(self) -> None:
        super().__init__()
        self._crm: Crm | None = None
        self._wanted: int | None = None
        self._stories: OrderedDict[int, Story] = OrderedDict()
        self._state = 0
        self._rest: Timer | None = None

    def open(self, crm: "Crm") -> None:
        """Read from another CRM from now on."""
        self._crm = crm
        self.forget()

    def look_at(self, contact_id: int | None) -> None:
        """Show this contact, or nobody."""
        self._wanted = contact_id
        self._stop_resting()
        if contact_id is None:
            self.show(())
        elif contact_id in self._stories:
            self._show(self._stories[contact_id])
        else:
            self._rest = self.set_timer(_REST, self._read)

    def forget(self) -> None:
        """Read again what is shown, since records have changed."""
        self._state += 1
        self._stories.clear()
        if self._wanted is not None:
            self._read()

    def on_contact_preview_read(self, message: Read) -> None:
        """Keep what was read, and show it where it is still wanted."""
        message.stop()
        if message.state != self._state:
            return
        if message.story is not None:
            self._stories[message.contact_id] = message.story
            if len(self._stories) > _KEPT:
                self._stories.popitem(last=False)
        if message.contact_id == self._wanted:
            self._show(message.story)

    def on_show(self) -> None:
        """Read what was not read while there was no room for it."""
        if self._wanted is not None:
            self._read()

    def _show(self, story: "Story | None") -> None:
        from tui_crm.screens.contact_card import preview  # noqa: PLC0415 - as above

        assert self._crm is not None
        sections = () if story is None else preview(story, self._crm.clock)
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

    def _read_in_thread(self, crm: "Crm", contact_id: int, state: int) -> None:
        try:
            story = read_story(crm, contact_id, RECENT)
        except CrmError as error:
            self.post_message(ReadFailed(error))
        else:
            self.post_message(self.Read(contact_id, state, story))

"""The pane beside a list with contacts: the card of whoever the cursor is on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.screens.preview import Preview
from tui_crm.widgets.card import CardSection

if TYPE_CHECKING:
    from tui_crm.clock import Clock
    from tui_crm.screens.contact_card import Story
    from tui_crm.services.crm import Crm

RECENT: Final = 5
"""So many activities are shown."""


def read_story(crm: "Crm", contact_id: int, recent: int) -> "Story | None":
    """Return a contact with its ``recent`` last activities and its service, None where it is gone."""
    from tui_crm.screens.contact_card import Story  # noqa: PLC0415 - behind the first paint

    found = crm.contacts.cards([contact_id])
    if not found:
        return None
    said = crm.activities.of_contact(contact_id, recent)
    return Story(found[0], said, crm.tickets.unsolved_of(contact_id), crm.journey.last_answer(contact_id))


class ContactPreview(Preview["Story"]):
    """Shows one contact at a time, with what happened last."""

    def read(self, crm: "Crm", record_id: int) -> "Story | None":
        """Return the story of a contact."""
        return read_story(crm, record_id, RECENT)

    def drawn(self, found: "Story", clock: "Clock") -> Sequence[CardSection]:
        """Return the card beside a list."""
        from tui_crm.screens.contact_card import preview  # noqa: PLC0415 - as above

        return preview(found, clock)

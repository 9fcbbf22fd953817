"""Which ways an answer on a ticket can go from its form, beside being kept: those of messages, as far as one may write at all."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tui_crm.errors import BadInput, NotFound
from tui_crm.i18n import _
from tui_crm.models.messaging import LOGGED_AS, Channel, Message
from tui_crm.screens.dialogs.sending_form import MAIL, in_words, ways_for, where
from tui_crm.services.tickets import answering

if TYPE_CHECKING:
    from tui_crm.models.placeholders import Filled
    from tui_crm.services.crm import Crm
    from tui_crm.settings import UserSettings

KEEP: Final = "keep"
"""An answer goes no way: it is kept alone."""


@dataclass(frozen=True)
class ReplyWays:
    """How an answer goes by each way of writing, without its words yet; ``barred`` says why it cannot go at all."""

    settings: "UserSettings"
    letters: Mapping[Channel, Message]
    ways: tuple[str, ...]
    barred: str = ""

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What the form offers, keeping it alone first."""
        return [(KEEP, _("kept only")), *in_words(self.ways)]

    @property
    def subject(self) -> str:
        """The subject of an e-mail."""
        return self.letters[Channel.EMAIL].subject if self.letters else ""

    def by(self, values: Mapping[str, str]) -> Message | None:
        """Return how the answer goes as the form stands, None where it is kept alone."""
        channel = answering.WRITTEN.get(values["kind"])
        if values["way"] not in self.ways or channel is None:
            return None
        return self.letters[Channel.EMAIL if values["way"] == MAIL else channel]

    def said(self, values: Mapping[str, str], template: str, canned: "Filled | None") -> Message | None:
        """Return the answer as it goes, with its words, as :meth:`by` does; ``canned`` is the one that was chosen, of a
        ``template``.
        """
        message = self.by(values)
        if message is None:
            return None
        subject = values["subject"].strip() if message.reach.channel is Channel.EMAIL else ""
        missing = canned.missing if canned is not None else ()
        return replace(message, subject=subject, text=values["text"], template=template, missing=missing)

    def told(self, values: Mapping[str, str]) -> str:
        """Return where the answer goes, and what speaks against that."""
        message = self.by(values)
        return self.barred if message is None else where(message)


def read_ways(crm: "Crm", settings: "UserSettings", ticket_id: int) -> ReplyWays:
    """Return which ways an answer on a ticket can go; none where whoever asks is not to be written to."""
    try:
        letters = {channel: answering.letter(crm, ticket_id, "", channel=channel) for channel in LOGGED_AS}
    except (BadInput, NotFound) as error:
        return ReplyWays(settings, {}, (), error.message)
    mail, short = letters[Channel.EMAIL], letters[Channel.MESSAGE]
    return ReplyWays(settings, letters, ways_for(settings, mail if mail.reach.address else short, mail))

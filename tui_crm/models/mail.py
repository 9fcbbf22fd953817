"""What is kept of a mail: who wrote to whom, when, about what, and what it answers."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

_IN_BRACKETS: Final = re.compile(r"<\s*([^<>\s]+)\s*>")
_LONGEST: Final = 500  # characters of an id; longer ones are nonsense


@dataclass(frozen=True)
class Mail:
    """A mail as it was read; addresses are lower-cased, ids without their brackets.

    ``message_id`` is one made of what it says where it bears none. ``answers`` are the ids of the mails before it in the
    conversation, the oldest first. ``at`` is None where it has no date that can be read. ``text`` names the attachments.
    ``automatic`` tells that a machine sent it by itself; ``sender_name`` is what the sender calls himself, perhaps "".
    """

    message_id: str
    answers: tuple[str, ...]
    at: datetime | None
    sender: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    sender_name: str = ""
    automatic: bool = False

    @property
    def addresses(self) -> tuple[str, ...]:
        """Everybody who wrote it or got it, each once."""
        return tuple(dict.fromkeys(filter(None, (self.sender, *self.recipients))))


def ids_in(text: str) -> tuple[str, ...]:
    """Return the ids in a header such as References, each once; a bare word counts where none has brackets.

    Brackets with nothing in them are none: else all mails that have those would be one.
    """
    found = _IN_BRACKETS.findall(text) or [bare for word in text.split() if (bare := word.strip("<>"))][:1]
    return tuple(dict.fromkeys(one[:_LONGEST] for one in found))

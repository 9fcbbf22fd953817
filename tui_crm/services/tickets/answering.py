"""How an answer on a ticket goes to the customer: as which message, over which channel, and how it is kept once it went."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from tui_crm.models.codes import ActivityKind, Direction
from tui_crm.models.messaging import LOGGED_AS, Channel, Message, Occasion
from tui_crm.models.ticket_numbers import answering, naming
from tui_crm.services.tickets.moving import not_said
from tui_crm.services.tickets.presence import check_takes_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_crm.models.cards import ActivityEntry, Done
    from tui_crm.models.ticket import TicketState
    from tui_crm.services.crm import Crm

WRITTEN: Final[Mapping[str, Channel]] = {kind: channel for channel, kind in LOGGED_AS.items()}
"""Which way what is written goes, by the kind of activity it is kept as; nothing else can be sent."""


def letter(
    crm: "Crm",
    ticket_id: int,
    text: str,
    *,
    channel: Channel | None = None,
    subject: str = "",
    then: "TicketState | None" = None,
) -> Message:
    """Return an answer on a ticket as a message to who asks, once it is sure that it can be kept and the ticket go ``then``.

    It goes over ``channel``, else as the customer wrote last, else as they prefer. The subject of an e-mail, if none is said
    that of their last one, names the ticket. Raises NotFound, and BadInput where it could not be kept, or they are not to be
    written to.
    """
    row = crm.tickets.card(ticket_id).row
    with crm.database.read() as connection:
        check_takes_words(connection, row)
    if then is not None and (names := crm.tickets.missing(ticket_id, then)):
        raise not_said({"number": row.number}, names)
    heard = [entry for entry in crm.tickets.thread(ticket_id) if entry.direction == Direction.IN]
    head = naming(subject, row.number) if subject else answering(_asked(heard) or row.subject, row.number)
    written = [WRITTEN[entry.kind] for entry in heard if entry.kind in WRITTEN]
    way = channel or (written[-1] if written else None)
    message = crm.messages.write(row.contact_id, text, subject=head, channel=way, occasion=Occasion.ANSWER)
    return replace(message, ticket=row.number)


def keep(
    crm: "Crm", ticket_id: int, message: Message, *, then: "TicketState | None" = None, minutes: int | None = None
) -> "Done":
    """Keep an answer that went, as the e-mail or the message that it is; ``ids`` are the activity's and the ticket's.

    Raises NotFound, BadInput.
    """
    reach = message.reach
    said: dict[str, Any] = {"subject": message.subject, "channel": reach.service, "minutes": minutes}
    return crm.tickets.reply(ticket_id, message.text, kind=LOGGED_AS[reach.channel], then=then, **said)


def _asked(heard: "Sequence[ActivityEntry]") -> str:
    """Return the subject of the customer's last e-mail, "" where there is none."""
    subjects = [entry.subject for entry in heard if entry.kind == ActivityKind.EMAIL and entry.subject]
    return subjects[-1] if subjects else ""

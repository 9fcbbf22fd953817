"""How mails become activities, in a write that is under way."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tui_crm.db import mail as statements
from tui_crm.db.rows import number
from tui_crm.models.codes import ActivityKind, Direction
from tui_crm.models.record import stored_instant
from tui_crm.services.activities import checked
from tui_crm.services.mail.matching import Match
from tui_crm.services.tickets.moving import answered

if TYPE_CHECKING:
    from datetime import datetime

    from tui_crm.clock import Clock
    from tui_crm.db.transaction import Transaction


def write(
    writing: "Transaction",
    matches: Sequence[Match],
    *,
    me: int,
    clock: "Clock",
    said: Mapping[str, object] | None = None,
) -> list[int]:
    """Write mails that are with somebody and were not logged; returns the activities' ids. A word moves its ticket.

    ``me`` is the author where nobody of the team wrote or got one; ``said`` has what a person says of it beside. A mail
    without a date, or with one to come, is of now. Replies that were logged before what they answer join its
    conversation.
    """
    records = [_record(match, me, clock.now(), said or {}) for match in matches]
    made = writing.create_many("activity", records)
    move_tickets(writing, records, clock)
    moved = {match.mail.message_id: match.thread for match in matches if match.thread != match.mail.message_id}
    behind = statements.threaded(writing.connection, list(moved))
    writing.update_many("activity", {key: {"thread": moved[thread]} for key, thread in behind.items()})
    return made


def move_tickets(writing: "Transaction", records: Sequence[Mapping[str, object]], clock: "Clock") -> None:
    """Let tickets go where the words on them take them, of these activities, the oldest first."""
    words = [each for each in records if each.get("ticket_id") and each["kind"] == ActivityKind.EMAIL]
    for word in sorted(words, key=lambda each: str(each["at"])):
        incoming, at = word["direction"] == Direction.IN, str(word["at"])
        ticket_id, author = number(word["ticket_id"]), number(word["author_id"])
        answered(writing, ticket_id, incoming=incoming, at=at, author=author, today=clock.today())


def _record(match: Match, me: int, now: "datetime", said: Mapping[str, object]) -> dict[str, object]:
    mail, (first, *others) = match.mail, match.people
    at = min(mail.at or now, now)
    direction = None if match.kind is ActivityKind.NOTE else match.direction
    words: dict[str, object] = {"direction": direction, "subject": mail.subject, "text": mail.text, **said}
    values = checked(words, kind=match.kind, contact_id=first.id, at=stored_instant(at))
    return {
        **dict.fromkeys(words),
        **values,
        "customer_id": match.ticket.customer_id if match.ticket else first.customer_id,
        "author_id": match.author or me,
        "participants": tuple((other.id,) for other in others),
        "message_id": mail.message_id,
        "thread": match.thread,
        "ticket_id": match.ticket.id if match.ticket else None,
    }

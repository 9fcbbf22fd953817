"""How mails become activities, in a write that is under way."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tui_crm.db import mail as statements
from tui_crm.models.codes import ActivityKind
from tui_crm.models.record import stored_instant
from tui_crm.services.activities import checked
from tui_crm.services.mail.matching import Match

if TYPE_CHECKING:
    from datetime import datetime

    from tui_crm.db.transaction import Transaction


def write(
    writing: "Transaction",
    matches: Sequence[Match],
    *,
    me: int,
    now: "datetime",
    said: Mapping[str, object] | None = None,
) -> list[int]:
    """Write mails that are with somebody and were not logged; returns the activities' ids.

    ``me`` is the author where nobody of the team wrote or got one; ``said`` has what a person says of it beside. A mail
    without a date, or with one to come, is of ``now``. Replies that were logged before what they answer join its
    conversation.
    """
    made = writing.create_many("activity", [_record(match, me, now, said or {}) for match in matches])
    moved = {match.mail.message_id: match.thread for match in matches if match.thread != match.mail.message_id}
    behind = statements.threaded(writing.connection, list(moved))
    writing.update_many("activity", {key: {"thread": moved[thread]} for key, thread in behind.items()})
    return made


def _record(match: Match, me: int, now: "datetime", said: Mapping[str, object]) -> dict[str, object]:
    mail, (first, *others) = match.mail, match.people
    at = min(mail.at or now, now)
    words: dict[str, object] = {"direction": match.direction, "subject": mail.subject, "text": mail.text, **said}
    values = checked(words, kind=ActivityKind.EMAIL, contact_id=first.id, at=stored_instant(at))
    return {
        **dict.fromkeys(words),
        **values,
        "customer_id": first.customer_id,
        "author_id": match.author or me,
        "participants": tuple((other.id,) for other in others),
        "message_id": mail.message_id,
        "thread": match.thread,
    }

"""What is said on a ticket: words to the customer, words of theirs, and notes among ourselves. Each is an activity."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from tui_crm.db.records import Values
from tui_crm.db.transaction import Transaction
from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.codes import ActivityKind, Direction
from tui_crm.models.ticket import SPOKEN
from tui_crm.services.tickets.moving import answered

if TYPE_CHECKING:
    from tui_crm.models.cards import ActivityEntry


def is_word(entry: "ActivityEntry") -> bool:
    """Tell whether something on a ticket was said with the customer."""
    return entry.kind in SPOKEN


def check_said(said: Mapping[str, object]) -> None:
    """Raise BadInput where an answer or a note has neither a text nor a subject."""
    if not any(str(said.get(name) or "").strip() for name in ("text", "subject")):
        raise BadInput(_("there is nothing in it"), field="text")


def write_word(
    writing: Transaction, ticket_id: int, ticket: Values, said: Mapping[str, object], *, author: int | None, today: date
) -> int:
    """Write something said on a ticket, with activity fields cleaned; the ticket goes where it takes it.

    ``said`` has kind, direction (but for a note), at, and what else is known. Raises BadInput for another kind.
    """
    kind = ActivityKind(str(said["kind"]))
    if kind not in SPOKEN and kind not in {ActivityKind.NOTE, ActivityKind.SYSTEM}:
        raise BadInput(_("“{kind}” is nothing that is said on a ticket").format(kind=kind), field="kind")
    values = {
        **said,
        "contact_id": said.get("contact_id") or ticket["contact_id"],
        "customer_id": ticket["customer_id"],
        "ticket_id": ticket_id,
        "author_id": author,
    }
    activity_id = writing.create("activity", values)
    if kind in SPOKEN:
        incoming = values.get("direction") == Direction.IN
        answered(writing, ticket_id, incoming=incoming, at=str(said["at"]), author=author, today=today)
    return activity_id

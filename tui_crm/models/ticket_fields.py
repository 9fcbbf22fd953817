"""What a person says of a ticket, and what may stand there.

It stands apart from the codes, so that a help page can name them without loading what checks them.
"""

from pydantic import BaseModel

from tui_crm.models.codes import Priority
from tui_crm.models.field_texts import Line, Name, Text
from tui_crm.models.ticket import Confirmed, TicketKind


class TicketFields(BaseModel):
    """What a person says of a ticket."""

    kind: TicketKind = TicketKind.QUESTION
    priority: Priority = Priority.NORMAL
    subject: Name
    text: Text | None = None
    channel: Line | None = None
    product: Line | None = None
    cause: Line | None = None
    remedy: Text | None = None
    confirmed: Confirmed | None = None

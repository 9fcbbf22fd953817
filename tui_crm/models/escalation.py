"""What whoever owns a ticket is told when a clock of it has come so far."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Escalated:
    """A step that was taken: at how many ``percent`` of a promised time, and what was done."""

    id: int
    ticket_id: int
    number: str
    subject: str
    contact: str
    clock: str
    percent: int
    action: str

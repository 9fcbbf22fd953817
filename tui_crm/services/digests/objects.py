"""A digest as an object of JSON, with keys that scripts rely on."""

from typing import TYPE_CHECKING

from tui_crm.models.ids import shown
from tui_crm.models.record import stored_instant

if TYPE_CHECKING:
    from tui_crm.models.agenda import AgendaLine
    from tui_crm.models.digest import Digest


def digest_object(digest: "Digest") -> dict[str, object]:
    """Return what waits by section; ``more`` says that there are more than ``count`` says."""
    return {
        "as_of": stored_instant(digest.as_of),
        "owner": digest.owner or None,
        "attention": digest.wants_attention,
        "sections": [
            {
                "section": str(page.section),
                "count": page.tally.number,
                "more": page.tally.more,
                "lines": [_line(line) for line in page.lines],
            }
            for page in digest.pages
        ],
    }


def _line(line: "AgendaLine") -> dict[str, object]:
    clock = {"clock": line.clock, "left_minutes": line.minutes} if line.clock else {}
    return {
        "id": shown(line.thing, line.id),
        "contact": line.name,
        "contact_id": shown("contact", line.contact_id) if line.contact_id is not None else None,
        "company": line.company,
        "due_on": line.day.isoformat() if line.day else None,
        "due_time": line.time,
        "text": line.text,
        "priority": str(line.priority) if line.is_reminder or line.clock else None,
        "owner": line.person,
        "last_activity": stored_instant(line.last_at) if line.last_at else None,
        **clock,
    }

"""How a journey is told in words: its rhythm, and a silence in it."""

from tui_crm.i18n import _, ngettext
from tui_crm.models.journey import Head


def rhythm_of(head: Head) -> str:
    """Return how long a customer is silent, and what is usual."""
    parts = []
    if head.silent is not None:
        parts.append(
            _("spoken with today")
            if head.silent == 0
            else ngettext("silent {count} day", "silent {count} days", head.silent).format(count=head.silent)
        )
    if head.usual_gap is not None:
        usual = ngettext("usual gap {count} day", "usual gap {count} days", head.usual_gap)
        parts.append(usual.format(count=head.usual_gap))
    return " · ".join(parts)


def silence_line(days: int) -> str:
    """Return what stands for a silence between two entries: ``— 44 days of silence —``."""
    said = ngettext("{count} day of silence", "{count} days of silence", days).format(count=days)
    return f"— {said} —"

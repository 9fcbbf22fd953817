"""How a journey is told in words: its rhythm, a silence in it, what a ticket went through, and what a score says."""

from tui_crm.i18n import _, ngettext, pgettext
from tui_crm.models.durations import worked
from tui_crm.models.journey import Answer, Head, TicketStep
from tui_crm.models.score import SCORE_LABELS
from tui_crm.models.ticket import OVER, TICKET_KIND_LABELS, TICKET_STATE_LABELS, TicketState


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


def step_in_words(step: TicketStep) -> str:
    """Return what a ticket went through, and how long that took where it was solved: ``resolved in 3 h (target 4 h)``."""
    if not step.was:
        return pgettext("of a ticket", "opened")
    if step.into:
        return _("merged into {number}").format(number=step.into)
    if step.was in OVER and step.state == TicketState.OPEN:
        return pgettext("of a ticket", "opened again")
    said = {"state": _(TICKET_STATE_LABELS.get(step.state, step.state))}
    if step.spent is None:
        return f"→ {said['state']}"
    said["spent"] = worked(step.spent)
    if step.target is None:
        return _("{state} in {spent}").format(**said)
    return _("{state} in {spent} (target {target})").format(**said, target=worked(step.target * 60))


def ticket_kind(step: TicketStep) -> str:
    """Return what kind of ticket it is."""
    return _(TICKET_KIND_LABELS.get(step.kind, step.kind))


def answer_in_words(answer: Answer) -> str:
    """Return what a customer thinks: ``CSAT 5 (speed 5, ability 4)``."""
    said, *aspects = (
        f"{_(SCORE_LABELS.get(kind, kind))} {value}" for kind, value in ((answer.kind, answer.value), *answer.aspects)
    )
    return _("{score} ({aspects})").format(score=said, aspects=_(", ").join(aspects)) if aspects else said

"""How an entry of a journey looks on its line, and what unfolds below it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from tui_crm import call_words
from tui_crm.i18n import _, ngettext
from tui_crm.models.codes import DIRECTION_LABELS, PRIORITY_LABELS, SOURCE_LABELS, Priority
from tui_crm.models.ids import shown
from tui_crm.models.journey import BIRTHDAY, CHANGE, JOURNEY_LABELS, REMINDER, SCORE, STAGE, TICKET, Head, JourneyEntry
from tui_crm.models.journey_words import answer_in_words, step_in_words, ticket_kind
from tui_crm.models.repeat import stored_in_words
from tui_crm.models.ticket import TicketKind
from tui_crm.screens.stages import activity_word, stage_badge
from tui_crm.screens.times import Moment, day_and_month, long_date
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.timeline_lines import BLANK, TimelineRow

if TYPE_CHECKING:
    from tui_crm.clock import Clock

_ROLES: Final[Mapping[str, Role]] = {
    STAGE: Role.PLAIN,
    CHANGE: Role.MUTED,
    REMINDER: Role.ACCENT,
    BIRTHDAY: Role.SECONDARY,
    TICKET: Role.PRIMARY,
    SCORE: Role.SECONDARY,
}
_QUIET: Final[Mapping[str, str]] = {CHANGE: "·", "system": "·", "note": "○", BIRTHDAY: "◐", TICKET: "▪", SCORE: "★"}
"""What stands before kinds that are no touch, in the place of a full dot."""


def row_of(entry: JourneyEntry, head: Head, moment: Moment, clock: "Clock") -> TimelineRow:
    """Return the line of an entry of the journey of ``head``, as seen at ``moment``."""
    day, time, role = _when(entry, moment, clock)
    bold = role in {Role.ACCENT, Role.ERROR}
    return TimelineRow(
        day=Cell(day_and_month(day), role, bold=bold),
        time=Cell(time, role, bold=bold),
        kind=_kind(entry),
        text=tuple(_text(entry, head)),
        by=Cell(entry.by, Role.MUTED),
        feeling=_feeling(entry.feeling),
        more=tuple(_more(entry, head, clock, moment.today)),
        tail=_objection(entry),
        leads=entry.kind in {TICKET, SCORE} and entry.ticket_id is not None,
    )


def kind_cell(kind: str) -> Cell:
    """Return what a kind of entry is called, in its colour, with its mark."""
    word, role = activity_word(kind)
    role = _ROLES.get(kind, role)
    return Cell(_(JOURNEY_LABELS.get(kind, word)), role, mark=_QUIET.get(kind, "●"), mark_role=role)


def _kind(entry: JourneyEntry) -> Cell:
    cell = kind_cell(entry.kind)
    if entry.kind == STAGE:
        badge = stage_badge(entry.outcome)
        return Cell(cell.text, Role.PLAIN, mark=badge.mark or "●", mark_role=badge.mark_role)
    if entry.kind == REMINDER:
        role = Role.ERROR if entry.overdue else Role.MUTED if entry.done else Role.ACCENT
        return Cell(cell.text, role, mark="●" if entry.done else "○", mark_role=role)
    return cell


def _when(entry: JourneyEntry, moment: Moment, clock: "Clock") -> tuple[date, str, Role]:
    """Return the day, the time (if it is known) and the colour of both."""
    ahead = entry.kind == BIRTHDAY or (entry.kind == REMINDER and not entry.done)
    if ahead and entry.due_on is not None:
        day, time = entry.due_on, entry.due_time
    elif isinstance(entry.at, datetime):
        wall = entry.at.astimezone(clock.zone)
        day, time = wall.date(), wall.strftime("%H:%M")
    else:
        day, time = entry.at, ""
    if not ahead:
        return day, time, Role.MUTED
    if entry.overdue:
        return day, time, Role.ERROR
    return day, time, Role.ACCENT if day == moment.today else Role.PLAIN


def _feeling(feeling: int | None) -> Cell:
    if feeling is None:
        return BLANK
    if feeling == 0:
        return Cell("0", Role.MUTED)
    return Cell(f"{feeling:+d}".replace("-", "−"), Role.SUCCESS if feeling > 0 else Role.ERROR, bold=True)


def _text(entry: JourneyEntry, head: Head) -> Iterator[Cell]:
    if entry.contact and entry.contact_id != head.contact_id:
        yield Cell(f"{entry.contact} ·", Role.MUTED)
    match entry.kind:
        case "stage":
            badge = stage_badge(entry.outcome)
            yield Cell(badge.text, badge.mark_role, bold=True)
            yield Cell(entry.why, Role.MUTED)
        case "change":
            yield Cell(" · ".join(_changes(entry, head)) or entry.subject, Role.MUTED)
        case "birthday":
            yield Cell(entry.note)
        case "reminder":
            yield from _promise(entry)
        case "ticket":
            yield from _step(entry)
        case "score":
            yield from _answer(entry)
        case _:
            yield from _touch(entry)


def _touch(entry: JourneyEntry) -> Iterator[Cell]:
    facts = _(", ").join(filter(None, (call_words.outcome_in_words(entry.outcome), _minutes(entry.minutes))))
    if entry.ticket:
        yield Cell(entry.ticket, Role.MUTED)
    if facts:
        yield Cell(facts, Role.MUTED if entry.note else Role.PLAIN)
    if entry.subject:
        yield Cell(entry.subject, Role.STRONG)
    if entry.text:
        yield Cell(f"· {entry.text}" if facts or entry.subject else entry.text)


def _step(entry: JourneyEntry) -> Iterator[Cell]:
    """Yield what a ticket went through: one that took longer than promised is marked so, and what the program did."""
    if entry.step is None:
        return
    step = entry.step
    yield Cell(entry.ticket, Role.MUTED)
    yield Cell(ticket_kind(step), Role.ERROR if step.kind == TicketKind.COMPLAINT else Role.PLAIN)
    is_late = step.spent is not None and step.target is not None and step.spent > step.target * 60
    yield Cell(step_in_words(step), Role.ERROR if is_late else Role.SUCCESS if step.spent is not None else Role.STRONG)
    if entry.source:
        yield Cell(f"({_(SOURCE_LABELS.get(entry.source, entry.source))})", Role.MUTED)
    yield Cell(f"· {entry.subject}", Role.STRONG if not step.was else Role.PLAIN)
    if entry.why:
        yield Cell(f"· {entry.why}", Role.MUTED)


def _answer(entry: JourneyEntry) -> Iterator[Cell]:
    if entry.answer is None:
        return
    yield Cell(answer_in_words(entry.answer), Role.STRONG)
    if entry.text:
        yield Cell(f"— {entry.text}")
    if entry.ticket:
        yield Cell(_("(ticket {number})").format(number=entry.ticket), Role.MUTED)


def _objection(entry: JourneyEntry) -> Cell:
    return (
        Cell(_("objection: {text}").format(text=call_words.objection_in_words(entry.objection)), Role.ACCENT)
        if entry.objection
        else BLANK
    )


def _promise(entry: JourneyEntry) -> Iterator[Cell]:
    if entry.ticket and entry.ticket not in entry.text:
        yield Cell(entry.ticket, Role.MUTED)
    if entry.done:
        yield Cell(_("done"), Role.MUTED)
    if entry.priority in {Priority.HIGH, Priority.URGENT}:
        yield Cell(_(PRIORITY_LABELS[entry.priority]), Role.ERROR, bold=True)
    if entry.text:
        yield Cell(f"· {entry.text}", Role.MUTED) if entry.done else Cell(entry.text, Role.STRONG)
    if entry.place:
        yield Cell(f"· {entry.place}", Role.MUTED)
    if entry.repeat:
        yield Cell(f"· {stored_in_words(entry.repeat)}", Role.MUTED)


def _changes(entry: JourneyEntry, head: Head) -> Iterator[str]:
    """Yield what changed: ``level B → A``; ``tags + vip`` where there was nothing, ``− vip`` where nothing is left."""
    for card in entry.changes:
        whose = "" if card.record_id == head.contact_id else f"{card.name}: "
        for field in card.fields:
            if field.old and field.new:
                yield f"{whose}{field.title} {field.old} → {field.new}"
            else:
                yield f"{whose}{field.title} {f'+ {field.new}' if field.new else f'− {field.old}'}"


def _minutes(minutes: int | None) -> str:
    return ngettext("{count} min", "{count} min", minutes).format(count=minutes) if minutes else ""


def _more(entry: JourneyEntry, head: Head, clock: "Clock", today: date) -> Iterator[tuple[str, Cell]]:
    """Yield what stands below an entry that is unfolded: its text, then all that is known of it."""
    if entry.text:
        yield "", Cell(entry.text)
    if entry.kind == CHANGE:
        lines = list(_changes(entry, head))
        yield from (("", Cell(line)) for line in (*lines, *([entry.subject] if lines else [])))
    for label, value, role in _facts(entry, clock, today):
        if value:
            yield label, Cell(value, role)


def _facts(entry: JourneyEntry, clock: "Clock", today: date) -> Iterator[tuple[str, str, Role]]:
    touch = entry.kind not in {STAGE, CHANGE, REMINDER, BIRTHDAY, TICKET, SCORE}
    yield _("outcome"), call_words.outcome_in_words(entry.outcome) if touch else "", Role.PLAIN
    yield _("ticket"), entry.ticket, Role.PLAIN
    yield _("reason"), entry.why if entry.kind == TICKET else "", Role.PLAIN
    yield _("objection"), call_words.objection_in_words(entry.objection), Role.ACCENT
    yield _("feeling"), _feeling(entry.feeling).text, _feeling(entry.feeling).role
    yield _("minutes"), str(entry.minutes or ""), Role.PLAIN
    yield _("with"), ", ".join(entry.people), Role.PLAIN
    yield _("direction"), _(DIRECTION_LABELS.get(entry.direction, entry.direction)), Role.PLAIN
    yield _("channel"), entry.channel, Role.PLAIN
    yield _("campaign"), entry.campaign, Role.PLAIN
    yield _("place"), entry.place, Role.PLAIN
    yield _("priority"), _(PRIORITY_LABELS.get(entry.priority, entry.priority)), Role.PLAIN
    due = f"{long_date(entry.due_on, today)} {entry.due_time}".strip() if entry.due_on is not None else ""
    yield _("due"), due, Role.PLAIN
    yield _("repeat"), stored_in_words(entry.repeat), Role.PLAIN
    yield _("at"), "" if due and not entry.done else _full(entry.at, clock, today), Role.MUTED
    yield (
        _("by"),
        " · ".join(filter(None, (entry.by, _name(entry), _(SOURCE_LABELS.get(entry.source, ""))))),
        Role.MUTED,
    )


def _full(at: datetime | date, clock: "Clock", today: date) -> str:
    if isinstance(at, datetime):
        wall = at.astimezone(clock.zone)
        return f"{long_date(wall.date(), today)} {wall:%H:%M}"
    return long_date(at, today)


def _name(entry: JourneyEntry) -> str:
    """Return the id by which commands know an entry."""
    if entry.operation_id is not None:
        return shown("operation", entry.operation_id)
    if entry.id is not None:
        return shown("reminder" if entry.kind == REMINDER else "activity", entry.id)
    return ""

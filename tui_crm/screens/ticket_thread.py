"""How what was said on a ticket is told: who said it, by which way and when; notes among ourselves stand out, also in words."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tui_crm.i18n import _, pgettext
from tui_crm.models.codes import ActivityKind, Direction
from tui_crm.screens.stages import activity_word
from tui_crm.screens.times import Moment, at_time
from tui_crm.widgets.card import CardRow, CardSection
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.thread import Word

if TYPE_CHECKING:
    from tui_crm.clock import Clock
    from tui_crm.models.cards import ActivityEntry
    from tui_crm.screens.ticket_preview import TicketStory


def words(story: "TicketStory", clock: "Clock") -> Sequence[Word]:
    """Return the thread of a ticket, what it was opened with first."""
    return [*_opening(story, clock), *(word(entry, clock) for entry in story.thread)]


def _opening(story: "TicketStory", clock: "Clock") -> Iterator[Word]:
    card, moment = story.card, Moment.of(clock)
    if card.text:
        when = at_time(card.row.opened_at.astimezone(clock.zone), moment.today)
        head = (Cell(card.row.contact, Role.PRIMARY, bold=True), Cell(_("opened it"), Role.MUTED))
        yield Word(head, Cell(when, Role.MUTED), card.text, bar=Role.PRIMARY)


def word(entry: "ActivityEntry", clock: "Clock") -> Word:
    """Return one entry of a thread."""
    when = Cell(at_time(entry.at.astimezone(clock.zone), Moment.of(clock).today), Role.MUTED)
    way = Cell(activity_word(entry.kind)[0], Role.MUTED)
    subject = f"{entry.subject}\n" if entry.subject else ""
    text = f"{subject}{entry.text}".strip("\n")
    if entry.kind == ActivityKind.NOTE:
        mark = Cell(_("internal note"), Role.ACCENT, bold=True)
        return Word((mark, Cell(entry.by, Role.MUTED)), when, text, bar=Role.ACCENT, is_aside=True)
    if entry.kind == ActivityKind.SYSTEM:
        return Word((Cell(_("sent by itself"), Role.MUTED),), when, text, bar=Role.FAINT, is_aside=True)
    if entry.direction == Direction.IN:
        return Word((Cell(entry.contact, Role.PRIMARY, bold=True), way), when, text, bar=Role.PRIMARY)
    return Word((Cell(entry.by, Role.STRONG), way), when, text, bar=Role.SUCCESS)


def last_words(story: "TicketStory", clock: "Clock", most: int) -> Iterator[CardSection]:
    """Yield the section of what was said last, the newest first; nothing where nothing was."""
    recent = list(words(story, clock))[-most:]
    rows = tuple(
        CardRow((each.when, *each.head[:1], Cell(" ".join(each.text.split()))), hanging=True)
        for each in reversed(recent)
    )
    if rows:
        yield CardSection(rows, pgettext("heading of what was said last", "SAID LAST"))

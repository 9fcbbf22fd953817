"""How a contact looks as a card: who it is, how to reach it, where it stands, what comes next and what was last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tui_crm import call_words
from tui_crm.clock import Clock
from tui_crm.display import cells, measure
from tui_crm.i18n import _, ngettext, pgettext
from tui_crm.models.birthday import in_words, parse_birthday
from tui_crm.models.cards import ActivityEntry, ContactCard, ContactRow, PostalAddress, Tie
from tui_crm.models.codes import CONSENT_LABELS, GENDER_LABELS, KIND_LABELS, SERVICE_LABELS, Kind
from tui_crm.models.ids import shown
from tui_crm.models.journey import JourneyEntry
from tui_crm.models.journey_words import answer_in_words
from tui_crm.models.ticket import TicketRow
from tui_crm.screens.stages import activity_word, stage_badge
from tui_crm.screens.ticket_texts import clock_cell, kind_cell, state_badge
from tui_crm.screens.times import Moment, days_late, due_day, long_date, short_date, touch_by, touched
from tui_crm.widgets.card import CardRow, CardSection
from tui_crm.widgets.cell import Cell, Role

_PEOPLE = 6  # of a company, in the pane beside the list
_TICKETS = 3  # as above


@dataclass(frozen=True)
class Story:
    """A contact with what happened last, newest first, the tickets that are not solved, and the newest score."""

    card: ContactCard
    recent: Sequence[ActivityEntry]
    tickets: Sequence[TicketRow] = ()
    answer: JourneyEntry | None = None


def preview(story: Story, clock: Clock) -> tuple[CardSection, ...]:
    """Return the card beside the list: what one wants to know before a call."""
    card, moment = story.card, Moment.of(clock)
    sections = (
        _head(card),
        _reach(card),
        _standing(card.row, clock, moment),
        _next(card.row, clock, moment),
        _service(story, clock, moment, _TICKETS),
        _last(story.recent, clock, moment.today),
        _people(card),
        _texts(card),
    )
    return tuple(section for section in sections if section.rows)


def whole(story: Story, clock: Clock) -> tuple[CardSection, ...]:
    """Return the card as a page: everything that is known, but for those around the contact."""
    card, moment = story.card, Moment.of(clock)
    sections = (
        _head(card),
        _reach(card),
        _standing(card.row, clock, moment),
        _next(card.row, clock, moment),
        _service(story, clock, moment, len(story.tickets)),
        _last(story.recent, clock, moment.today),
        _texts(card),
        _details(card, clock, moment.today),
    )
    return tuple(section for section in sections if section.rows)


def for_call(story: Story, clock: Clock) -> tuple[tuple[CardSection, ...], tuple[CardSection, ...]]:
    """Return what one wants to see in a call, but for whom one calls: where things stand, and what was said."""
    card, moment = story.card, Moment.of(clock)
    around = (
        _warnings(card.row),
        _next(card.row, clock, moment),
        _service(story, clock, moment, _TICKETS),
        _standing(card.row, clock, moment),
        _written(card),
        _people(card),
    )
    said = (_last(story.recent, clock, moment.today), _texts(card))
    return tuple(each for each in around if each.rows), tuple(each for each in said if each.rows)


def _head(card: ContactCard) -> CardSection:
    row = card.row
    place = (row.role, row.company) if row.kind == Kind.PERSON else (_(KIND_LABELS[row.kind]), card.industry, row.city)
    rows = [CardRow((Cell(row.name, Role.STRONG), Cell(shown("contact", row.id), Role.MUTED)))]
    if said := " · ".join(filter(None, place)):
        rows.append(CardRow((Cell(said, Role.MUTED),)))
    return CardSection((*rows, *_warnings(row).rows))


def _warnings(row: ContactRow) -> CardSection:
    said = (_("in the trash") if row.deleted else "", _("do not contact") if row.do_not_contact else "")
    return CardSection(tuple(CardRow((Cell(text, Role.ERROR, bold=True),)) for text in said if text))


def _reach(card: ContactCard) -> CardSection:
    phone = pgettext("label of a phone", "tel")
    return CardSection((*(_labelled(phone, each.value) for each in card.phones), *_written(card).rows))


def _written(card: ContactCard) -> CardSection:
    """Return the ways to reach a contact but for the phone."""
    mail = pgettext("label of an e-mail", "mail")
    rows = [_labelled(mail, each.value) for each in card.emails]
    rows += [_labelled(_(SERVICE_LABELS.get(each.label, each.label)), each.value) for each in card.handles]
    if card.website:
        rows.append(_labelled(pgettext("label of a website", "web"), card.website))
    return CardSection(tuple(rows))


def _labelled(label: str, value: str) -> CardRow:
    return CardRow((Cell(value),), label)


def _standing(row: ContactRow, clock: Clock, moment: Moment) -> CardSection:
    stage = [stage_badge(row.stage)]
    if row.stage_pinned:
        stage.append(Cell(_("pinned"), Role.MUTED))
    if row.last_at is not None:
        when = touched(row.last_at, clock, moment.today)
        stage.append(Cell("· " + _("last touch: {when}").format(when=when.text), when.role))
    rows = [CardRow(tuple(stage))]
    owner = _("owner {login}").format(login=row.owner) if row.owner else _("no owner")
    level = _("level {level}").format(level=row.level) if row.level else ""
    rows.append(CardRow((Cell(" · ".join(filter(None, (owner, level))), Role.MUTED),)))
    if row.touch_by is not None:
        by = touch_by(row.touch_by, clock, moment.today)
        every = ngettext("in touch every {count} day", "in touch every {count} days", row.cadence or 0)
        said = by.text if by.role is Role.ERROR else _("by {day}").format(day=by.text)
        rows.append(CardRow((Cell(every.format(count=row.cadence), Role.MUTED), Cell(f"· {said}", by.role))))
    if row.tags:
        rows.append(CardRow((Cell(" · ".join(row.tags), Role.SECONDARY),)))
    return CardSection(tuple(rows))


def _next(row: ContactRow, clock: Clock, moment: Moment) -> CardSection:
    title = pgettext("heading of the next follow-up", "NEXT")
    if row.next is None:
        return CardSection(_on_purpose(row, clock, moment.today), title)
    late = row.next.is_overdue(moment.now, moment.today)
    days = (moment.today - row.next.on_the_wall(clock.zone)[0]).days
    role = Role.ERROR if late else Role.PLAIN if days else Role.ACCENT
    when = [Cell(due_day(row.next, moment), role, bold=True)]
    if late and days:
        when.append(Cell(days_late(days), role))
    rows = [CardRow(tuple(when))]
    if row.next.text:
        rows.append(CardRow((Cell(row.next.text),)))
    return CardSection(tuple(rows), title)


def _on_purpose(row: ContactRow, clock: Clock, today: date) -> tuple[CardRow, ...]:
    """Return the line that says since when there is no next step on purpose, none where that is not so."""
    if row.no_next_since is None:
        return ()
    day = short_date(row.no_next_since.astimezone(clock.zone).date(), today)
    return (CardRow((Cell(_("none, on purpose · since {day}").format(day=day), Role.MUTED),)),)


def _service(story: Story, clock: Clock, moment: Moment, most: int) -> CardSection:
    """Return the first tickets that are not solved, each with its state and the clock that runs out next, and the last score."""
    rows = [_ticket(row, moment) for row in story.tickets[:most]]
    more = len(story.tickets) - most
    if more > 0:
        rows.append(CardRow((Cell(ngettext("{count} more", "{count} more", more).format(count=more), Role.MUTED),)))
    if story.answer is not None and story.answer.answer is not None and isinstance(story.answer.at, datetime):
        day = short_date(story.answer.at.astimezone(clock.zone).date(), moment.today)
        said = [Cell(answer_in_words(story.answer.answer)), Cell(day, Role.MUTED)]
        said += [Cell(f"“{story.answer.text}”", Role.MUTED)] if story.answer.text else []
        rows.append(CardRow(tuple(said), _("score"), hanging=True))
    return CardSection(tuple(rows), pgettext("heading of a customer's tickets", "SERVICE"))


def _ticket(row: TicketRow, moment: Moment) -> CardRow:
    said = (kind_cell(row), Cell(row.subject), state_badge(row.state), clock_cell(row, moment))
    return CardRow(tuple(cell for cell in said if cell.text), row.number, hanging=True)


def _last(recent: Sequence[ActivityEntry], clock: Clock, today: date) -> CardSection:
    days = [short_date(entry.at.astimezone(clock.zone).date(), today) for entry in recent]
    widest = max(map(measure, days), default=0)
    rows = tuple(_happened(entry, cells(day, widest, "right")) for entry, day in zip(recent, days, strict=True))
    return CardSection(rows, pgettext("heading of the last activities", "LAST"))


def _happened(entry: ActivityEntry, day: str) -> CardRow:
    facts = (entry.ticket, call_words.outcome_in_words(entry.outcome), entry.subject, entry.text)
    said = " · ".join(filter(None, facts))
    word, role = activity_word(entry.kind)
    return CardRow((Cell(day, Role.MUTED), Cell(said)), word, role, hanging=True)


def _people(card: ContactCard) -> CardSection:
    rows = [_tie(tie) for tie in card.people[:_PEOPLE]]
    more = len(card.people) - _PEOPLE
    if more > 0:
        rows.append(CardRow((Cell(ngettext("{count} more", "{count} more", more).format(count=more), Role.MUTED),)))
    return CardSection(tuple(rows), pgettext("heading of a company's people", "PEOPLE"))


def _tie(tie: Tie) -> CardRow:
    role = " · ".join(filter(None, (tie.role, tie.department)))
    return CardRow((Cell(tie.name), Cell(role, Role.MUTED)) if role else (Cell(tie.name),))


def _texts(card: ContactCard) -> CardSection:
    rows = [CardRow((Cell(line),)) for line in card.note.splitlines() if line.strip()]
    if card.needs:
        rows.insert(0, CardRow((Cell(card.needs),), _("needs")))
    return CardSection(tuple(rows), pgettext("heading of the note", "NOTE"))


def _details(card: ContactCard, clock: Clock, today: date) -> CardSection:
    said = (
        (_("nickname"), card.nickname),
        (_("gender"), _(GENDER_LABELS.get(card.gender, card.gender))),
        (_("birthday"), _born(card, today)),
        (_("industry"), card.industry),
        (_("source"), card.row.source),
        (_("channel"), card.channel),
        (_("consent"), _(CONSENT_LABELS.get(card.consent, card.consent))),
        *((_("address"), _one_line(address)) for address in card.addresses),
        *((tie.name, tie.role or _("company")) for tie in card.companies if tie.contact_id != card.row.customer_id),
        *card.titled_values(),
        (_("since"), long_date(card.row.created_at.astimezone(clock.zone).date(), today)),
    )
    rows = tuple(_labelled(label, value) for label, value in said if value)
    return CardSection(rows, pgettext("heading of all else that is known", "DETAILS"))


def _born(card: ContactCard, today: date) -> str:
    if not card.birthday:
        return ""
    coming = long_date(card.birthday_next, today) if card.birthday_next else ""
    return " · ".join(filter(None, (in_words(parse_birthday(card.birthday)), coming)))


def _one_line(address: PostalAddress) -> str:
    return ", ".join(filter(None, (address.street, address.postal_code, address.city, address.region, address.country)))

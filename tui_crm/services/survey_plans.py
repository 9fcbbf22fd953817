"""Who is asked or reminded by a survey, with which message, and who is left out and why."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from tui_crm.db import contacts, scores, sql, surveys, team, tickets
from tui_crm.errors import BadInput, NotFound
from tui_crm.i18n import _
from tui_crm.models import placeholders
from tui_crm.models.cards import ContactCard
from tui_crm.models.codes import Consent, Kind
from tui_crm.models.ids import shown
from tui_crm.models.messaging import Channel, Message
from tui_crm.models.record import stored_instant
from tui_crm.models.score import ScoreKind
from tui_crm.models.survey import REMINDED_AFTER, Asked, InvitationEntry, LeftOut, Plan, Reason, SurveyEntry
from tui_crm.models.ticket import OVER
from tui_crm.services.messages import check_whole
from tui_crm.services.survey_messages import Asking, Letters

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.services.crm import Crm


def to_ask(crm: "Crm", survey: SurveyEntry, channel: Channel | None = None) -> Plan:
    """Return whom a survey asks: the people its filter finds (companies where it says so) who may and can be written to,
    and whom no survey asked within the team's ``survey_rest_days``.
    """
    found = list(crm.contacts.find(crm.contacts.parse(survey.filter), kinds=[Kind.PERSON]))
    with crm.database.read() as connection:
        resting = resting_of(connection, crm, found)
        last = surveys.last_of(connection, survey.id, found)
    asking = Asking(survey.kind, survey.template, channel=channel)
    reasons = dict.fromkeys(resting, Reason.RESTING)
    return _plan(crm, asking, {each: last.get(each) for each in found}, reasons)


def to_remind(crm: "Crm", survey: SurveyEntry, channel: Channel | None = None) -> Plan:
    """Return who is reminded of a survey: those who have not answered, were not written to about it for ``REMINDED_AFTER``
    days, and not reminded as often as the team's ``survey_reminders`` says.
    """
    with crm.database.read() as connection:
        waiting = surveys.invitations(connection, surveys.waiting(connection, survey_id=survey.id))
        most = int(team.setting(connection, "survey_reminders"))
    reasons = {each.contact_id: reason for each in waiting if (reason := _rests(crm, each, most)) is not None}
    asking = Asking(survey.kind, survey.template, channel=channel)
    return _plan(crm, asking, {each.contact_id: each.id for each in waiting}, reasons)


def _rests(crm: "Crm", invitation: InvitationEntry, most: int) -> Reason | None:
    if invitation.reminders >= most:
        return Reason.OFTEN
    is_fresh = invitation.last_at > crm.clock.now() - timedelta(days=REMINDED_AFTER)
    return Reason.LATELY if is_fresh else None


def after_closing(crm: "Crm", ticket_id: int, asking: Asking | None = None) -> Asked:
    """Return whom one asks how a ticket was that is resolved or closed, and with which message; ``asking`` may say by which
    template, channel and values.

    Raises NotFound, and BadInput where it is not done, where they were asked or have answered since it was, or where they
    are not to be written to or the message is not whole.
    """
    row = crm.tickets.card(ticket_id).row
    with crm.database.read() as connection:
        check_askable(connection, ticket_id, stored_instant(crm.clock.now()))
    wanted = asking or Asking(ScoreKind.CSAT)
    asked = Asking(ScoreKind.CSAT, wanted.template, row, wanted.channel, wanted.values)
    message = Letters(crm, asked).to(*crm.messages.cards(row.contact_id))
    check_whole(message)
    return Asked(row.contact_id, row.contact, message)


def check_askable(connection: "Connection", ticket_id: int, at: str) -> None:
    """Raise NotFound, or BadInput where a ticket is not done at an instant (as stored), or was asked about or rated since."""
    row = next(iter(tickets.rows_for(connection, [ticket_id])), None)
    if row is None or row.deleted:
        raise NotFound(_("there is no ticket {id}").format(id=shown("ticket", ticket_id)))
    since = scores.last_over(connection, ticket_id, at)
    if row.state not in OVER or row.merged_into_id or since is None:
        raise BadInput(_("{number} is not closed: one asks after that").format(number=row.number), field="ticket")
    if scores.of_round(connection, ticket_id, ScoreKind.CSAT, since, None) is not None:
        raise BadInput(_("{number} was rated since it was closed").format(number=row.number), field="ticket")
    if surveys.asked_on(connection, ticket_id, ScoreKind.CSAT, since, None) is not None:
        raise BadInput(_("{number} was asked about since it was closed").format(number=row.number), field="ticket")


def resting_of(connection: "Connection", crm: "Crm", ids: Sequence[int]) -> set[int]:
    """Return which of these contacts a survey asked so lately that none asks them again yet."""
    since = crm.clock.now() - timedelta(days=int(team.setting(connection, "survey_rest_days")))
    return surveys.asked_since(connection, ids, stored_instant(since))


def askable_of(connection: "Connection", crm: "Crm", survey_id: int, people: Sequence[Asked]) -> list[Asked]:
    """Return those of a plan whom nobody has asked since it was made."""
    ids = [each.contact_id for each in people]
    resting, last = resting_of(connection, crm, ids), surveys.last_of(connection, survey_id, ids)
    fresh = (each for each in people if each.contact_id not in resting)
    return [each for each in fresh if last.get(each.contact_id, 0) <= (each.invitation_id or 0)]


def remindable_of(connection: "Connection", crm: "Crm", survey_id: int, people: Sequence[Asked]) -> list[Asked]:
    """Return those of a plan who have not answered, nor been reminded by anybody, since it was made."""
    most = int(team.setting(connection, "survey_reminders"))
    waiting = surveys.still_waiting(connection, [each.invitation_id or 0 for each in people])
    found = surveys.invitations(connection, waiting)
    free = {each.id for each in found if each.survey_id == survey_id and _rests(crm, each, most) is None}
    return [each for each in people if each.invitation_id in free]


def _plan(crm: "Crm", asking: Asking, wanted: Mapping[int, int | None], reasons: Mapping[int, Reason]) -> Plan:
    """Return who of the ``wanted`` contacts (with their invitations) is written to; ``reasons`` say who is not."""
    letters = Letters(crm, asking)
    people, left = [], []
    for card, customer in _cards(crm, list(wanted)):
        made = _unwilling(card, customer) or reasons.get(card.row.id) or _letter(letters, card, customer)
        if isinstance(made, Reason):
            left.append(LeftOut(card.row.id, card.row.name, made))
        else:
            people.append(Asked(card.row.id, card.row.name, made, wanted[card.row.id], asking.kind))
    return Plan(tuple(people), tuple(left))


def _letter(letters: Letters, card: ContactCard, customer: ContactCard) -> Message | Reason:
    message = letters.to(card, customer)
    if placeholders.left_open(f"{message.subject}\n{message.text}", message.missing):
        return Reason.NOT_KNOWN
    return message if message.reach.address else Reason.NO_ADDRESS


def _cards(crm: "Crm", ids: Sequence[int]) -> Iterator[tuple[ContactCard, ContactCard]]:
    """Yield the cards of contacts, each with that of the customer, read so many at a time that memory holds them."""
    for piece in sql.chunks(ids):
        with crm.database.read() as connection:
            cards = contacts.cards_for(connection, piece, crm.clock.today())
            customers = {card.row.customer_id for card in cards} - {card.row.id for card in cards}
            others = contacts.cards_for(connection, sorted(customers), crm.clock.today())
        by_id = {card.row.id: card for card in (*cards, *others)}
        for card in cards:
            if not card.row.deleted:  # a filter may ask for what is in the trash
                yield card, by_id[card.row.customer_id]


def _unwilling(*cards: ContactCard) -> Reason | None:
    """Return why somebody is not to be written to, where their card or that of their company says so."""
    if any(card.row.do_not_contact for card in cards):
        return Reason.DO_NOT_CONTACT
    return Reason.WITHDRAWN if any(card.consent == Consent.WITHDRAWN for card in cards) else None

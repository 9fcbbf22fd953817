"""What the entries of a journey say, of whatever records they are made."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from tui_crm import call_words
from tui_crm.actor import Source
from tui_crm.db import activities, journey, journey_service, reminders
from tui_crm.db.called import called
from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.birthday import in_words, parse_birthday
from tui_crm.models.codes import STAGE_LABELS
from tui_crm.models.due import on_the_wall
from tui_crm.models.journey import (
    BIRTHDAY,
    CHANGE,
    JOURNEY_LABELS,
    REMINDER,
    SCORE,
    STAGE,
    TICKET,
    Answer,
    JourneyEntry,
    Sort,
    TicketStep,
    key_of,
    parts_of,
)
from tui_crm.models.journey_words import answer_in_words, step_in_words, ticket_kind
from tui_crm.models.names import spellings
from tui_crm.models.record import instant_of
from tui_crm.models.repeat import stored_in_words
from tui_crm.services.change_words import in_words_of
from tui_crm.services.labels import told_json

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.clock import Clock
    from tui_crm.models.changes import RecordChange


_TOLD: Final = frozenset({"deleted_at"})  # by the operation's own sentence


def entries(connection: "Connection", contact_id: int, keys: Sequence[int], clock: "Clock") -> list[JourneyEntry]:
    """Return the entries of a contact's journey with these keys, in this order; those that are gone are left out."""
    wanted: dict[Sort, list[int]] = {sort: [] for sort in Sort}
    for key in keys:
        sort, number = parts_of(key)
        wanted[sort].append(number)
    found: dict[int, JourneyEntry] = {}
    for made in (
        _happened(connection, wanted[Sort.ACTIVITY]),
        _promised(connection, wanted[Sort.REMINDER], clock),
        _steps(connection, wanted[Sort.TICKET]),
        _answers(connection, wanted[Sort.SCORE]),
        _stages(connection, wanted[Sort.STAGE]),
        _changes(connection, contact_id, wanted[Sort.CHANGE], clock),
        _birthdays(connection, contact_id, wanted[Sort.BIRTHDAY], clock),
    ):
        found |= {entry.key: entry for entry in made}
    return [found[key] for key in keys if key in found]


def texts(entry: JourneyEntry) -> list[str]:
    """Return everything that an entry says in words, to be searched."""
    said = [
        _(JOURNEY_LABELS[entry.kind]),
        entry.by,
        entry.contact,
        call_words.outcome_in_words(entry.outcome),
        entry.note,
        call_words.objection_in_words(entry.objection),
        entry.campaign,
        entry.channel,
        entry.place,
        entry.ticket,
        stored_in_words(entry.repeat),
        *entry.people,
        *spellings(entry.contact, person=True),
    ]
    changed = ((card.name, field) for card in entry.changes for field in card.fields)
    return said + [text for name, field in changed for text in (name, field.title, field.old, field.new)]


def _happened(connection: "Connection", ids: Sequence[int]) -> Iterator[JourneyEntry]:
    found = activities.by_ids(connection, ids)
    people = {number for entry in found.values() for number in entry.participants}
    names = called(connection, {"contact": people})["contact"] if people else {}
    for entry in found.values():
        yield JourneyEntry(
            key_of(Sort.ACTIVITY, entry.id),
            entry.kind if entry.kind in JOURNEY_LABELS else "system",
            entry.at,
            entry.by,
            entry.contact_id,
            entry.contact,
            entry.outcome,
            " — ".join(filter(None, (entry.subject, entry.text))),
            entry.id,
            minutes=entry.minutes,
            feeling=entry.feeling,
            subject=entry.subject,
            text=entry.text,
            channel=entry.channel,
            direction=entry.direction,
            objection=entry.objection,
            campaign=entry.campaign,
            thread=entry.thread,
            ticket_id=entry.ticket_id,
            ticket=entry.ticket,
            people=tuple(names[number] for number in entry.participants if number in names),
        )


def _promised(connection: "Connection", ids: Sequence[int], clock: "Clock") -> Iterator[JourneyEntry]:
    for entry in reminders.by_ids(connection, ids, clock.now(), clock.today()):
        day, time = on_the_wall(entry.due_on, entry.due_time, entry.due_at, clock.zone)
        yield JourneyEntry(
            key_of(Sort.REMINDER, entry.id),
            REMINDER,
            entry.done_at or entry.due_at or entry.due_on,
            entry.owner,
            entry.contact_id,
            entry.contact,
            note=entry.text,
            id=entry.id,
            minutes=entry.minutes,
            text=entry.text,
            place=entry.place,
            priority=entry.priority,
            done=entry.done_at is not None,
            overdue=entry.overdue,
            due_on=day,
            due_time=time or "",
            repeat=entry.repeat,
            ticket_id=entry.ticket_id,
            ticket=entry.ticket,
        )


def _steps(connection: "Connection", ids: Sequence[int]) -> Iterator[JourneyEntry]:
    """Yield what tickets went through."""
    for row in journey_service.steps(connection, ids):
        step = TicketStep(row.kind, row.from_state or "", row.to_state, row.spent, row.target, row.merged_into or "")
        said = {"number": row.number, "kind": ticket_kind(step), "what": step_in_words(step), "subject": row.subject}
        yield JourneyEntry(
            key_of(Sort.TICKET, row.id),
            TICKET,
            instant_of(row.effective_at),
            row.login,
            row.contact_id,
            row.contact,
            note=_("{number} {kind} {what}: {subject}").format(**said),
            operation_id=row.operation_id,
            source=row.source if row.source == Source.SYSTEM else "",
            subject=row.subject,
            why="" if step.into else row.why or "",
            ticket_id=row.ticket_id,
            ticket=row.number,
            step=step,
        )


def _answers(connection: "Connection", ids: Sequence[int]) -> Iterator[JourneyEntry]:
    """Yield what customers think."""
    for row in journey_service.scores(connection, ids):
        answer = Answer(row.kind, row.value, journey_service.aspects_of(row.aspects))
        said = " — ".join(filter(None, (answer_in_words(answer), row.comment)))
        about = _("{what} (ticket {number})").format(what=said, number=row.number) if row.number else said
        yield JourneyEntry(
            key_of(Sort.SCORE, row.id),
            SCORE,
            instant_of(row.at),
            row.login,
            row.contact_id,
            row.contact,
            note=about,
            text=row.comment or "",
            ticket_id=row.ticket_id,
            ticket=row.number,
            answer=answer,
        )


def _stages(connection: "Connection", ids: Sequence[int]) -> Iterator[JourneyEntry]:
    for number, contact, was, now, at, why, operation, login in journey.transitions(connection, ids) if ids else ():
        told = _("{before} → {after} ({why})").format(before=_stage(was), after=_stage(now), why=_(str(why)))
        yield JourneyEntry(
            key_of(Sort.STAGE, number),
            STAGE,
            instant_of(str(at)),
            str(login or ""),
            contact,
            outcome=str(now),
            note=told,
            operation_id=operation,
            was=str(was or ""),
            why=_(str(why)),
        )


def _stage(code: object) -> str:
    return _(STAGE_LABELS.get(str(code), "—"))


def _changes(connection: "Connection", contact_id: int, ids: Sequence[int], clock: "Clock") -> Iterator[JourneyEntry]:
    if not ids:
        return
    logged = journey.card_changes(connection, contact_id, ids)
    cards: dict[int, list[RecordChange]] = {number: [] for number in ids}
    for change, card in zip(logged, in_words_of(connection, logged, clock.zone), strict=True):
        fields = tuple(field for field in card.fields if field.field not in _TOLD)
        cards[change.operation_id].append(replace(card, fields=fields))
    for number, at, login, source, label, arguments in journey.operations(connection, contact_id, ids):
        what = told_json(str(label), str(arguments))
        titles = _(", ").join(dict.fromkeys(field.title for card in cards[number] for field in card.fields))
        yield JourneyEntry(
            key_of(Sort.CHANGE, number),
            CHANGE,
            instant_of(str(at)),
            str(login),
            cards[number][0].record_id,
            note=_("{what} ({fields})").format(what=what, fields=titles) if titles else what,
            operation_id=number,
            source=str(source),
            subject=what,
            changes=tuple(card for card in cards[number] if card.fields),
        )


def _birthdays(connection: "Connection", contact_id: int, ids: Sequence[int], clock: "Clock") -> Iterator[JourneyEntry]:
    if not ids:
        return
    born: Mapping[int, str] = dict(journey.birthdays(connection, contact_id))
    names = called(connection, {"contact": ids})["contact"]
    for number in ids:
        day = next_birthday(born[number], clock.today()) if number in born else None
        if day is not None:
            said = in_words(parse_birthday(born[number]))
            yield JourneyEntry(key_of(Sort.BIRTHDAY, number), BIRTHDAY, day, "", number, names[number], note=said)


def next_birthday(birthday: str, today: date) -> date | None:
    """Return the day from ``today`` on when a birthday is celebrated; None where no calendar knows it."""
    try:
        return parse_birthday(birthday).next_after(today - timedelta(days=1))
    except (BadInput, ValueError):
        return None

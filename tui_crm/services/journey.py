"""The story of one customer: what lies ahead, what happened, its stages and its silences, read a screen at a time.

A company's story gathers its people's; a person's is their own, with the stages of the company that they belong to.
"""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from datetime import date, datetime, time
from itertools import compress, pairwise
from operator import neg
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final, TextIO

from tui_crm.database_files import refuse_database
from tui_crm.db import contacts, journey, journey_service
from tui_crm.db.cancelling import Cancelled
from tui_crm.errors import NotFound, UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.folding import VALUE_END, fold
from tui_crm.models.ids import shown
from tui_crm.models.journey import (
    BIRTHDAY,
    JOURNEY_KINDS,
    REMINDER,
    SYSTEM_KINDS,
    Asked,
    Head,
    JourneyEntry,
    Outline,
    Silence,
    Sort,
    StageStep,
    key_of,
)
from tui_crm.models.matching import Term, parse_terms
from tui_crm.models.record import day_of, instant_of
from tui_crm.services.exporting.noting import note
from tui_crm.services.exporting.report import ExportReport
from tui_crm.services.journey_entries import entries, next_birthday, texts
from tui_crm.whole_files import whole_text

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sqlalchemy import Connection

    from tui_crm.models.cards import ContactRow
    from tui_crm.services.crm import Crm

SILENCE_DAYS: Final = 30
"""So many days without a touch are a silence, if they are also half as many again as usual between two touches."""

EVERYTHING: Final = Asked()
"""All there is."""

_MORE_THAN_USUAL: Final = 1.5
_TOUCHES: Final = 3  # on as many days at least, or nothing is usual yet
_BIRTHDAY_DAYS: Final = 60  # in which a birthday of a company's people belongs to its story
_TOUCHING: Final = bytes(
    place < len(JOURNEY_KINDS) and JOURNEY_KINDS[place] not in SYSTEM_KINDS for place in range(256)
)  # for bytes.translate, which takes no time
_CHUNK: Final = 500
_FEW: Final = 2  # a company and its only person
_BREAK: Final = " | "  # a word that no text folds to


class Journey:
    """The journeys of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def outline(self, contact_id: int) -> Outline:
        """Return keys, kinds and times of a contact's whole journey: 20,000 entries take some ten milliseconds.

        Raises NotFound.
        """
        with self._crm.database.read() as connection:
            found = contacts.rows_for(connection, [contact_id])
            if not found:
                raise NotFound(_("there is no contact {id}").format(id=shown("contact", contact_id)))
            row = found[0]
            past = sorted(journey.past(connection, contact_id, row.customer_id), reverse=True)
            ahead = sorted(self._ahead(connection, contact_id), reverse=True)
            steps = _steps(connection, row)
            people = journey.people(connection, contact_id, _FEW + 1)
        known = {contact_id, *(people if len(people) <= _FEW else ())}
        return self._outline(row, steps, known, ahead, past)

    def entries(self, contact_id: int, keys: Sequence[int]) -> list[JourneyEntry]:
        """Return entries of a contact's journey by their keys, in this order; those that are gone are left out."""
        with self._crm.database.read() as connection:
            return entries(connection, contact_id, keys, self._crm.clock)

    def last_answer(self, contact_id: int) -> JourneyEntry | None:
        """Return the newest score that a contact gave, or anybody who belongs to it; None where there is none."""
        with self._crm.database.read() as connection:
            newest = journey_service.last_score(connection, contact_id)
            keys = [] if newest is None else [key_of(Sort.SCORE, newest)]
            return next(iter(entries(connection, contact_id, keys, self._crm.clock)), None)

    def found(self, outline: Outline, text: str, *, cancelled: Callable[[], bool] = lambda: False) -> Outline:
        """Return the entries whose texts ``text`` matches as a search does elsewhere; all where it says nothing.

        Raises Cancelled once ``cancelled`` says so.
        """
        terms = parse_terms(text)
        if not terms:
            return outline
        kept: set[int] = set()
        for entry in self.told(outline):
            if cancelled():
                raise Cancelled
            if _matches(texts(entry), terms):
                kept.add(entry.key)
        return outline.chosen([key in kept for key in outline.keys])

    def timeline(self, contact_id: int, asked: Asked = EVERYTHING, *, future: bool = False) -> Iterator[JourneyEntry]:
        """Return the past, newest first, above it with ``future`` what lies ahead, read as it is told.

        Raises NotFound, and UsageError for a kind that is none.
        """
        outline = self.asked_for(contact_id, asked)
        return self.told(outline if future else outline.past(), asked.limit)

    def asked_for(self, contact_id: int, asked: Asked) -> Outline:
        """Return the entries that are ``asked`` for, but for their number. Raises NotFound, UsageError."""
        wrong = sorted(set(asked.kinds) - set(JOURNEY_KINDS))
        if wrong:
            raise UsageError(
                _("there is no kind “{name}” of entries").format(name=wrong[0]),
                hint=_("one of: {names}").format(names=", ".join(JOURNEY_KINDS)),
            )
        outline = self.outline(contact_id).of_kinds(asked.kinds).of_days(asked.first, asked.last)
        return self.found(outline, asked.search)

    def told(self, outline: Outline, limit: int | None = None) -> Iterator[JourneyEntry]:
        """Yield the entries of an outline, read in chunks."""
        keys = outline.keys[:limit]
        for start in range(0, len(keys), _CHUNK):
            yield from self.entries(outline.head.contact_id, keys[start : start + _CHUNK])

    def share(self, contact_id: int, target: Path | TextIO, asked: Asked = EVERYTHING) -> ExportReport:
        """Write the journey as one page for a browser, to a file or an open text stream; the history notes who did.

        Raises NotFound, UsageError for a kind that is none or a file that belongs to a database, and OutputFailed.
        """
        from tui_crm.services.journey_page import write_page  # noqa: PLC0415 - few journeys are shared

        if isinstance(target, Path):
            refuse_database(target, self._crm.database.path)
        outline = self.asked_for(contact_id, asked)
        with whole_text(target) if isinstance(target, Path) else nullcontext(target) as stream:
            write_page(stream, outline, self.told(outline, asked.limit), self._crm.clock)
        file = target if isinstance(target, Path) else None
        arguments = {"name": outline.head.name, "contact": contact_id}
        operation = note(self._crm, N_("Exported the journey of {name}"), arguments, file)
        return ExportReport(len(outline.keys[: asked.limit]), file, operation)

    def _ahead(self, connection: "Connection", contact_id: int) -> Iterator[tuple[str, int, int]]:
        """Yield what is due when on the user's wall, with its key and kind: the open reminders, the next birthdays."""
        for due, at, number in journey.due(connection, contact_id):
            wall = f"{instant_of(at).astimezone(self._crm.clock.zone):%Y-%m-%dT%H:%M}" if at else due
            yield wall, key_of(Sort.REMINDER, number), JOURNEY_KINDS.index(REMINDER)
        today = self._crm.clock.today()
        for number, birthday in journey.birthdays(connection, contact_id):
            day = next_birthday(birthday, today)
            if day and (number == contact_id or (day - today).days <= _BIRTHDAY_DAYS):
                yield f"{day}T99:99", key_of(Sort.BIRTHDAY, number), JOURNEY_KINDS.index(BIRTHDAY)

    def _outline(
        self,
        row: "ContactRow",
        steps: tuple[StageStep, ...],
        people: Iterable[int],
        ahead: Sequence[tuple[str, int, int]],
        past: Sequence[tuple[int, int, int]],
    ) -> Outline:
        times = array("q", [0] * len(ahead))
        times.extend(moment for moment, _key, _kind in past)
        days = array("l", [day_of(due[:10]).toordinal() for due, _key, _kind in ahead])
        days.extend(local_days(times[len(ahead) :], self._crm.clock.zone))
        kinds = array("B", [kind for _when, _key, kind in (*ahead, *past)])
        head = _head(row, steps, people, _touches(kinds, times, days), self._crm.clock.today())
        keys = array("q", [key for _when, key, _kind in (*ahead, *past)])
        return Outline(head, keys, kinds, times, days, len(ahead))


def local_days(times: Sequence[int], zone: "ZoneInfo") -> "array[int]":
    """Return the ordinal of the day in ``zone`` of each of the seconds ``times``, which fall: a look-up a day, not each."""
    days, position = array("l"), 0
    while position < len(times):
        day = datetime.fromtimestamp(times[position], zone).date()
        begins = int(datetime.combine(day, time(), zone).timestamp())
        after = max(position + 1, bisect_right(times, -begins, lo=position, key=neg))
        days.extend(array("l", [day.toordinal()]) * (after - position))
        position = after
    return days


def _steps(connection: "Connection", row: "ContactRow") -> tuple[StageStep, ...]:
    found = [(str(was or ""), str(now), int(at)) for was, now, at in journey.stages(connection, row.customer_id)]
    if not found:
        return (StageStep(row.stage, None),)
    steps = [StageStep(now, at) for _was, now, at in found]
    return (StageStep(found[0][0], None), *steps) if found[0][0] else tuple(steps)


def _touches(kinds: "array[int]", times: Sequence[int], days: Sequence[int]) -> list[tuple[int, int]]:
    """Return the days with touches, newest first, each with the moment of the first touch on it."""
    touching = kinds.tobytes().translate(_TOUCHING)
    on, at = array("l", compress(days, touching)), array("q", compress(times, touching))
    found, position = [], 0
    while position < len(on):
        day = on[position]
        position = bisect_right(on, -day, lo=position, key=neg)
        found.append((day, at[position - 1]))
    return found


def _head(
    row: "ContactRow",
    steps: tuple[StageStep, ...],
    people: Iterable[int],
    touches: Sequence[tuple[int, int]],
    today: date,
) -> Head:
    gaps = [newer - older for (newer, _at), (older, _other) in pairwise(touches)]
    usual = round(median(gaps)) if len(touches) >= _TOUCHES else None
    silent = today.toordinal() - touches[0][0] if touches else None
    silences = [Silence(days, at) for days, (_day, at) in zip(gaps, touches, strict=False) if is_silence(days, usual)]
    if silent is not None and is_silence(silent, usual):
        silences.insert(0, Silence(silent, None))
    return Head(
        contact_id=row.id,
        name=row.name,
        kind=row.kind,
        company=row.company if row.customer_id != row.id else "",
        role=row.role,
        stages=steps,
        pinned=row.stage_pinned,
        deleted=row.deleted,
        usual_gap=usual,
        silent=silent,
        silences=tuple(silences),
        people=frozenset(people),
    )


def is_silence(days: int, usual: int | None) -> bool:
    """Tell whether so many days without a touch are worth a word, where the ``usual`` gap is so many."""
    return days >= SILENCE_DAYS and (usual is None or days > _MORE_THAN_USUAL * usual)


def _matches(said: Sequence[str], terms: Sequence[Term]) -> bool:
    folded = " ".join(fold(VALUE_END.join(said)).replace(VALUE_END, _BREAK).split())
    return all(_stands_in(f" {folded}", term) for term in terms)


def _stands_in(folded: str, term: Term) -> bool:
    return f" {' '.join(term.words)}" in folded or f" {''.join(term.words)}" in folded

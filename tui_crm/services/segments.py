"""Segments: filters over contacts that have a name, which every filter can speak of."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui_crm.db import cadences, segments
from tui_crm.db.cadence_segments import fleeting
from tui_crm.db.records import folded
from tui_crm.db.segments import FIELD, Expansion, Kept
from tui_crm.errors import BadInput, NotFound, UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.cadence import days_in
from tui_crm.models.cards import Done
from tui_crm.models.filtering import text_of
from tui_crm.models.filtering.parsing import SORT
from tui_crm.models.filtering.tokens import Kind, tokens
from tui_crm.models.filters import Condition, Filter
from tui_crm.models.folding import label_key
from tui_crm.models.ids import number_of
from tui_crm.models.nearest import nearest
from tui_crm.models.text import clean_line
from tui_crm.services.cadences import keep, let_go
from tui_crm.services.labels import told
from tui_crm.services.people import ensure_user
from tui_crm.services.segment_words import rename_value

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.transaction import Transaction
    from tui_crm.services.crm import Crm


@dataclass(frozen=True)
class SegmentEntry:
    """A segment; ``contacts`` is how many it finds, None where its filter cannot be asked. ``problem`` is the reason, or
    what it speaks of that is not there.

    ``cadence`` are the days in which one shall be in touch with them again, None where that is not said of the segment.
    """

    id: int
    name: str
    filter: str
    version: int
    contacts: int | None = None
    problem: str = ""
    cadence: int | None = None

    @property
    def asked(self) -> str:
        """The filter that finds its contacts by its name."""
        return text_of(segments.asking_for(self.name))


class Segments:
    """The segments of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def all(self) -> list[SegmentEntry]:
        """Return every segment, by name, with how many contacts each finds."""
        days = self._days()
        return [self._counted(each, days.get(each.id)) for each in self._kept()]

    def names(self) -> list[str]:
        """Return what the segments are called, in the order of names."""
        return [each.name for each in self._kept()]

    def get(self, which: str) -> SegmentEntry:
        """Return the segment that a name or an id means. Raises NotFound, which names the nearest one."""
        found = self._meant(which)
        return self._counted(found, self._days().get(found.id))

    def add(self, name: str, text: str, *, cadence: str = "") -> Done:
        """Give the filter ``text`` a name, and perhaps the days in which one shall be in touch with whom it finds.

        Raises BadInput for the name and the days, UsageError for the filter.
        """
        values, days = {"name": _name(name), "filter": self._filter(text)}, _days(cadence)
        ensure_user(self._crm)
        label, arguments = N_("Added segment {segment}"), {"segment": values["name"]}
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            _check_free(writing, values["name"])
            with _no_harm(writing):
                made = writing.create("segment", values)
                _keep_days(writing, made, days)
        return Done(writing.operation_id, told(label, arguments), (made,))

    def edit(
        self,
        which: str,
        text: str | None = None,
        *,
        name: str | None = None,
        cadence: str | None = None,
        base: int | None = None,
    ) -> Done:
        """Let a segment have another filter, name (which others' filters then say, too) or cadence ("" for none).

        ``base`` is the version one started from. Raises NotFound, BadInput, UsageError for the filter, Conflict.
        """
        found, days = self._meant(which), _days(cadence or "")
        values = {} if text is None else {"filter": self._filter(text)}
        if name is not None:
            values["name"] = _name(name)
        ensure_user(self._crm)
        label, arguments = N_("Edited segment {segment}"), {"segment": found.name}
        if values.keys() == {"name"} and cadence is None:
            label, arguments = N_("Renamed segment {old} to {new}"), {"old": found.name, "new": values["name"]}
        with self._crm.database.write(self._crm.actor, label, arguments) as writing, _no_harm(writing):
            changed = False
            if name is not None:
                _check_free(writing, values["name"], but=found.id)
                changed = rename_value(writing, FIELD, found.name, values["name"])
            changed |= writing.update("segment", found.id, values, base=base)
            if cadence is not None:
                changed |= _keep_days(writing, found.id, days)
        return (
            Done(writing.operation_id, told(label, arguments), (found.id,))
            if changed
            else Done(None, _("Nothing changed"))
        )

    def rename(self, which: str, new: str) -> Done:
        """Call a segment otherwise, also in the filters of others. Raises NotFound, BadInput."""
        return self.edit(which, name=new)

    def remove(self, which: str) -> Done:
        """Take a segment away, with its cadence; its contacts stay as they are. Raises NotFound, and BadInput where others ask for it."""
        found = self._meant(which)
        ensure_user(self._crm)
        label, arguments = N_("Removed segment {segment}"), {"segment": found.name}
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            if users := [each.name for each in _users(writing, found)]:
                message = _("segment “{user}” asks for “{name}”").format(user=users[0], name=found.name)
                raise BadInput(message, hint=_("change its filter, or remove it, first"), field="name")
            _keep_days(writing, found.id, None)
            writing.update("segment", found.id, {"deleted_at": writing.at})
        return Done(writing.operation_id, told(label, arguments), (found.id,))

    def _kept(self) -> list[Kept]:
        with self._crm.database.read() as connection:
            return segments.all_of(connection)

    def _days(self) -> dict[int, int]:
        with self._crm.database.read() as connection:
            return cadences.of_segments(connection)

    def _meant(self, which: str) -> Kept:
        with self._crm.database.read() as connection:
            return segment_meant(connection, which)

    def _counted(self, kept: Kept, days: int | None) -> SegmentEntry:
        entry = SegmentEntry(kept.id, kept.name, kept.filter, kept.version, cadence=days)
        try:
            entry = replace(entry, contacts=self._crm.contacts.count(segments.asking_for(kept.name)))
            return replace(entry, problem=self._doubts(kept, days))
        except UsageError as error:
            return replace(entry, problem=error.message)

    def _doubts(self, kept: Kept, days: int | None) -> str:
        """Return what a segment speaks of that is not there. Raises UsageError where it cannot have the cadence it has."""
        if days is not None:
            with self._crm.database.read() as connection:
                check_lasting(connection, kept.name)
        contacts = self._crm.contacts
        return _("; ").join(doubt.message for doubt in contacts.doubts(contacts.parse(kept.filter)))

    def _filter(self, text: str) -> str:
        """Return a filter as it is kept. Raises UsageError, which points at the word that is wrong."""
        wanted = self._crm.contacts.parse(text)
        if wanted.sort:
            place = next(each for each in tokens(text) if each.kind is Kind.FIELD and each.text.lower() in SORT)
            message = _("a segment says which contacts, not in which order: leave “{word}:” out")
            raise UsageError(message.format(word=place.text), text=text, at=place.start)
        if wanted == Filter():
            raise UsageError(
                _("a segment needs a filter"), hint=_("for example {example}").format(example="level:A city:上海")
            )
        return text_of(wanted)


def segment_meant(connection: "Connection", which: str) -> Kept:
    """Return the segment that a name or an id means. Raises NotFound, which names the nearest one."""
    known, number = segments.all_of(connection), number_of("segment", which)
    by_name = (each for each in known if each.key == label_key(which))
    for each in (*(each for each in known if each.id == number), *by_name):
        return each
    hint = nearest(which, (each.name for each in known)) or _("see: crm segment list")
    raise NotFound(_("there is no segment “{name}”").format(name=which), hint=hint)


def check_lasting(connection: "Connection", name: str) -> None:
    """Raise UsageError where a segment finds others tomorrow, or for somebody else, without a write: it cannot have a
    cadence.
    """
    for test in fleeting(connection, segments.asking_for(name)):
        message = _(
            "“{test}” in segment “{name}” changes by itself, or with who asks: such a segment can have no cadence"
        )
        hint = _("it may ask for what changes only when somebody writes, such as level:A or created:>=2026-01-01")
        raise UsageError(message.format(test=text_of(test), name=name), hint=hint)


def _name(text: str) -> str:
    cleaned = clean_line(text)
    if not folded(cleaned):
        raise BadInput(_("a segment needs a name with a letter or a digit in it"), field="name")
    return cleaned


def _days(text: str) -> int | None:
    """Return the days of a cadence, None where ``text`` is blank. Raises BadInput."""
    return days_in(text) if text.strip() else None


def _keep_days(writing: "Transaction", segment_id: int, days: int | None) -> bool:
    """Let a segment have a cadence of so many days, or none; tells whether it had another one."""
    subject = {"segment_id": segment_id}
    return (let_go(writing, subject) if days is None else keep(writing, subject, days)) is not None


def _check_free(writing: "Transaction", name: str, *, but: int = 0) -> None:
    found = segments.named(writing.connection, name)
    if found is not None and found.id != but:
        raise BadInput(_("there is a segment “{name}” already").format(name=found.name), field="name")


@contextmanager
def _no_harm(writing: "Transaction") -> Iterator[None]:
    """Raise UsageError where, after a write, a segment does not do that did before, or is new."""
    broken = {each.id for each, trouble in _troubles(writing) if trouble is not None}
    yield
    for each, trouble in _troubles(writing):
        if each.id not in broken and trouble is not None:
            raise trouble


def _troubles(writing: "Transaction") -> Iterator[tuple[Kept, UsageError | None]]:
    """Yield every segment with why it cannot be asked for or, where it has a cadence, not have one."""
    connection = writing.connection
    days = cadences.of_segments(connection)
    for each in segments.all_of(connection):
        try:
            Expansion(connection).of(segments.asking_for(each.name))
            if each.id in days:
                check_lasting(connection, each.name)
        except UsageError as error:
            yield each, error
        else:
            yield each, None


def _users(writing: "Transaction", segment: Kept) -> Iterable[Kept]:
    """Yield the segments whose filter names this one."""
    expansion = Expansion(writing.connection)
    for each in segments.all_of(writing.connection):
        try:
            said = expansion.read(each).conditions()
        except UsageError:
            continue
        if any(_means(condition, segment) for condition in said):
            yield each


def _means(condition: Condition, segment: Kept) -> bool:
    return condition.field == FIELD and any(label_key(test.value) == segment.key for test in condition.tests)

"""Segments: filters over contacts that have a name, which every filter can speak of."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_crm.db import segments
from tui_crm.db.segments import FIELD, Expansion, Kept
from tui_crm.errors import BadInput, NotFound, UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.cards import Done
from tui_crm.models.filtering import text_of
from tui_crm.models.filtering.parsing import SORT
from tui_crm.models.filtering.tokens import Kind, tokens
from tui_crm.models.filters import Condition, FieldTest, Filter, Operator, replaced
from tui_crm.models.folding import label_key
from tui_crm.models.ids import number_of
from tui_crm.models.nearest import nearest
from tui_crm.models.text import clean_line
from tui_crm.services.labels import told
from tui_crm.services.people import ensure_user

if TYPE_CHECKING:
    from tui_crm.db.transaction import Transaction
    from tui_crm.services.crm import Crm


@dataclass(frozen=True)
class SegmentEntry:
    """A segment; ``contacts`` is how many it finds, None where its filter cannot be asked for the reason ``problem``."""

    id: int
    name: str
    filter: str
    version: int
    contacts: int | None = None
    problem: str = ""

    @property
    def asked(self) -> str:
        """The filter that finds its contacts by its name."""
        return asking_for(self.name)


class Segments:
    """The segments of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def all(self) -> list[SegmentEntry]:
        """Return every segment, by name, with how many contacts each finds."""
        return [self._counted(each) for each in self._kept()]

    def names(self) -> list[str]:
        """Return what the segments are called, in the order of names."""
        return [each.name for each in self._kept()]

    def get(self, which: str) -> SegmentEntry:
        """Return the segment that a name or an id means. Raises NotFound, which names the nearest one."""
        return self._counted(self._meant(which))

    def add(self, name: str, text: str) -> Done:
        """Give the filter ``text`` a name. Raises BadInput for the name, UsageError for the filter."""
        values = {"name": _name(name), "filter": self._filter(text)}
        ensure_user(self._crm)
        label, arguments = N_("Added segment {segment}"), {"segment": values["name"]}
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            _check_free(writing, values["name"])
            with _no_harm(writing):
                made = writing.create("segment", values)
        return Done(writing.operation_id, told(label, arguments), (made,))

    def edit(self, which: str, text: str, *, base: int | None = None) -> Done:
        """Let a segment have another filter. ``base`` is the version one started from.

        Raises NotFound, UsageError for the filter, Conflict.
        """
        found, wanted = self._meant(which), self._filter(text)
        ensure_user(self._crm)
        label, arguments = N_("Edited segment {segment}"), {"segment": found.name}
        with self._crm.database.write(self._crm.actor, label, arguments) as writing, _no_harm(writing):
            changed = writing.update("segment", found.id, {"filter": wanted}, base=base)
        if not changed:
            return Done(None, _("Nothing changed"))
        return Done(writing.operation_id, told(label, arguments), (found.id,))

    def rename(self, which: str, new: str) -> Done:
        """Call a segment otherwise, also in the filters of others. Raises NotFound, BadInput."""
        found, name = self._meant(which), _name(new)
        ensure_user(self._crm)
        label, arguments = N_("Renamed segment {old} to {new}"), {"old": found.name, "new": name}
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            _check_free(writing, name, but=found.id)
            changes = {each.id: {"filter": text} for each, text in _renamed(writing, found, name)}
            changes[found.id] = {**changes.get(found.id, {}), "name": name}
            changed = writing.update_many("segment", changes)
            if not changed:
                return Done(None, _("Nothing changed"))
        return Done(writing.operation_id, told(label, arguments), (found.id,))

    def remove(self, which: str) -> Done:
        """Take a segment away; its contacts stay as they are. Raises NotFound, and BadInput where others ask for it."""
        found = self._meant(which)
        ensure_user(self._crm)
        label, arguments = N_("Removed segment {segment}"), {"segment": found.name}
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            if users := [each.name for each in _users(writing, found)]:
                message = _("segment “{user}” asks for “{name}”").format(user=users[0], name=found.name)
                raise BadInput(message, hint=_("change its filter, or remove it, first"), field="name")
            writing.update("segment", found.id, {"deleted_at": writing.at})
        return Done(writing.operation_id, told(label, arguments), (found.id,))

    def _kept(self) -> list[Kept]:
        with self._crm.database.read() as connection:
            return segments.all_of(connection)

    def _meant(self, which: str) -> Kept:
        known, number = self._kept(), number_of("segment", which)
        by_name = (each for each in known if each.key == label_key(which))
        for each in (*(each for each in known if each.id == number), *by_name):
            return each
        hint = nearest(which, (each.name for each in known)) or _("see: crm segment list")
        raise NotFound(_("there is no segment “{name}”").format(name=which), hint=hint)

    def _counted(self, kept: Kept) -> SegmentEntry:
        try:
            count = self._crm.contacts.count(_asking(kept.name))
        except UsageError as error:
            return SegmentEntry(kept.id, kept.name, kept.filter, kept.version, None, error.message)
        return SegmentEntry(kept.id, kept.name, kept.filter, kept.version, count)

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


def asking_for(name: str) -> str:
    """Return the filter that asks for a segment."""
    return text_of(_asking(name))


def _asking(name: str) -> Filter:
    return Filter(Condition(FIELD, (FieldTest(Operator.IS, name),)))


def _name(text: str) -> str:
    cleaned = clean_line(text)
    if not label_key(cleaned):
        raise BadInput(_("a segment needs a name with a letter or a digit in it"), field="name")
    return cleaned


def _check_free(writing: "Transaction", name: str, *, but: int = 0) -> None:
    found = segments.named(writing.connection, name)
    if found is not None and found.id != but:
        raise BadInput(_("there is a segment “{name}” already").format(name=found.name), field="name")


@contextmanager
def _no_harm(writing: "Transaction") -> Iterator[None]:
    """Raise UsageError where, after a write, a segment cannot be asked for that could be before, or is new."""
    broken = {each.id for each in segments.all_of(writing.connection) if _trouble(writing, each) is not None}
    yield
    for each in segments.all_of(writing.connection):
        if each.id not in broken and (trouble := _trouble(writing, each)) is not None:
            raise trouble


def _trouble(writing: "Transaction", segment: Kept) -> UsageError | None:
    try:
        Expansion(writing.connection).of(_asking(segment.name))
    except UsageError as error:
        return error
    return None


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


def _renamed(writing: "Transaction", segment: Kept, name: str) -> Iterable[tuple[Kept, str]]:
    """Yield the segments that name this one, each with its filter as it is when this one is called ``name``."""

    def change(condition: Condition) -> Condition:
        if not _means(condition, segment):
            return condition
        said = (
            FieldTest(Operator.IS, name) if label_key(test.value) == segment.key else test for test in condition.tests
        )
        return Condition(FIELD, tuple(dict.fromkeys(said)))

    expansion = Expansion(writing.connection)
    for each in _users(writing, segment):
        yield each, text_of(Filter(replaced(expansion.read(each).where, change)))

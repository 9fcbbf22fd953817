"""What is kept beside the records so that lists are fast: which summaries, clocks and search documents a write made stale."""

from collections.abc import Mapping

from sqlalchemy import Connection

from tui_crm.db import sql, summaries
from tui_crm.db.cadences import refresh as refresh_cadences
from tui_crm.db.cadences import rules
from tui_crm.db.operations import Recorded
from tui_crm.db.records import RECORD_TYPES, RecordType, as_tuples
from tui_crm.db.rows import number, team_region
from tui_crm.db.sqlite import search
from tui_crm.models.search_document import FIELDS

_RENAMING = frozenset({"name", "kind", "deleted_at"})


_CERTAIN = frozenset({"cadence", "do_not_contact"})
_KEEPING = _CERTAIN | {"level", "tags"}
_WORDS = frozenset({"number", "subject", "text"})
_SAYING = frozenset({"ticket_id", "kind", "subject", "text", "deleted_at"})


class Stale:
    """Collects, while an operation is written, the contacts and tickets whose summary or search document must be made anew."""

    def __init__(self) -> None:
        self.summaries: set[int] = set()
        self.documents: set[int] = set()
        self.cadences: set[int] = set()
        self.tickets: set[int] = set()
        self.ticket_documents: set[int] = set()
        self._cards: set[int] = set()
        self._days: set[str] = set()
        self._calendar = False
        self._segments = False
        self._tags: set[int] = set()
        self._levels: set[str] = set()

    def note(
        self, kind: RecordType, record_id: int, values: Mapping[str, object], changed: frozenset[str] | None = None
    ) -> None:
        """Note a record written with these ``values``; ``changed`` names the fields of an update."""
        if kind.thing == "contact":
            self._cards.add(record_id)
            if changed is None or changed & FIELDS:
                self.documents.add(record_id)
            if changed is None or changed & {"relations", "kind", "deleted_at", "no_next_since"}:
                self.summaries.add(record_id)
                self.summaries.update(number(value[0]) for value in as_tuples(values.get("relations")))
            elif changed & _KEEPING:
                self.cadences.add(record_id)
        if kind.thing == "cadence":
            self._note_rule(values)
        self._note_clocks(kind.thing, record_id, values)
        self._note_words(kind.thing, record_id, values, changed)
        for name in kind.contacts:
            if values.get(name) is not None:
                self.summaries.add(number(values[name]))
        if kind.thing == "activity":
            self.summaries.update(number(person) for (person,) in as_tuples(values.get("participants")))

    def _note_clocks(self, thing: str, record_id: int, values: Mapping[str, object]) -> None:
        """Note whose clocks depend on a record, which may say only what of it changed."""
        if thing == "ticket":
            self.tickets.add(record_id)
        elif thing in {"ticket_transition", "activity"} and values.get("ticket_id") is not None:
            self.tickets.add(number(values["ticket_id"]))
        elif thing == "calendar_day" and values.get("day") is not None:
            self._days.add(str(values["day"]))
        elif thing == "setting" and str(values.get("name")).startswith("calendar_"):
            self._calendar = True

    def _note_words(
        self, thing: str, record_id: int, values: Mapping[str, object], changed: frozenset[str] | None
    ) -> None:
        """Note the ticket whose words a record has: the ticket itself, or one that something is said on."""
        if thing == "ticket" and (changed is None or changed & _WORDS):
            self.ticket_documents.add(record_id)
        if thing == "activity" and values.get("ticket_id") is not None and (changed is None or changed & _SAYING):
            self.ticket_documents.add(number(values["ticket_id"]))

    def _note_rule(self, values: Mapping[str, object]) -> None:
        self._segments = self._segments or values.get("segment_id") is not None
        if values.get("tag_id") is not None:
            self._tags.add(number(values["tag_id"]))
        if values.get("level") is not None:
            self._levels.add(str(values["level"]))

    def refresh(self, connection: Connection, changes: Mapping[tuple[str, int], Recorded]) -> None:
        """Make everything noted anew, with the people of companies and the bearers of tags that were renamed."""
        renamed: dict[str, list[int]] = {"contact": [], "tag": []}
        for (thing, record_id), did in changes.items():
            if thing in renamed and (did.action != "update" or _RENAMING & did.fields.keys()):
                renamed[thing].append(record_id)
        query = "SELECT contact_id FROM relation WHERE other_id IN :ids"
        people = [number(row[0]) for row in sql.rows_of(connection, query, renamed["contact"])]
        query = "SELECT contact_id FROM contact_tag WHERE tag_id IN :ids"
        bearers = [number(row[0]) for row in sql.rows_of(connection, query, renamed["tag"])]
        self.documents.update(people, bearers)
        self.summaries.update(people)
        if any(thing == "setting" and _is_region(connection, key, did) for (thing, key), did in changes.items()):
            self.documents.update(rekey_phones(connection))
        self._refresh_clocks(connection)
        summaries.refresh(connection, sorted(self.summaries))
        search.refresh(connection, sorted(self.documents))
        search.refresh(connection, sorted(self.ticket_documents), search.TICKET)
        some, segments = rules(connection)
        if some or self._tags or self._levels:
            self._tags.update(renamed["tag"])
            kept = self.cadences
        else:
            kept = {key for key in self.cadences if _CERTAIN & _fields(changes, key)}
        if segments or self._segments:
            self._refresh_by_segments(connection, changes)
        else:
            refresh_cadences(connection, sorted(kept - self.summaries), sorted(self._tags), sorted(self._levels))

    def _refresh_clocks(self, connection: Connection) -> None:
        """Work the clocks of tickets out anew that a write may have changed."""
        if not (self.tickets or self._days or self._calendar):
            return
        from tui_crm.db import ticket_clocks  # noqa: PLC0415 - most writes have to do with no ticket

        if self._calendar:
            self.tickets.update(ticket_clocks.all_tickets(connection))
        self.tickets.update(ticket_clocks.touched_by(connection, self._days))
        ticket_clocks.refresh(connection, sorted(self.tickets))

    def _refresh_by_segments(self, connection: Connection, changes: Mapping[tuple[str, int], Recorded]) -> None:
        """Compute the cadences anew that a write may have changed, where those of segments depend on anything."""
        from tui_crm.db import cadence_segments  # noqa: PLC0415 - few files need the language of filters to write

        further = cadence_segments.further(connection)
        query = "SELECT contact_id FROM relation WHERE other_id IN :ids"
        people = (number(row[0]) for row in sql.rows_of(connection, query, sorted(self._cards)))
        touched = self._cards.union(self.summaries, self.documents, self.cadences, people)
        refresh_cadences(connection, sorted(touched), sorted(self._tags), sorted(self._levels), further)
        if self._segments or any(_bears_on_all(connection, thing, key, did) for (thing, key), did in changes.items()):
            cadence_segments.keep_all(connection)


def _fields(changes: Mapping[tuple[str, int], Recorded], contact_id: int) -> frozenset[str]:
    did = changes.get(("contact", contact_id))
    return frozenset(did.fields) if did else frozenset()


def _bears_on_all(connection: Connection, thing: str, record_id: int, did: Recorded) -> bool:
    """Tell whether a change may move contacts into and out of segments that it does not name."""
    if thing == "user":
        return did.action == "update" and bool(did.fields.keys() & {"login", "deleted_at"})
    return thing in {"segment", "custom_field"} or (
        thing == "setting" and _setting(connection, record_id, did) == "calendar_zone"
    )


def _is_region(connection: Connection, setting_id: int, did: Recorded) -> bool:
    return _setting(connection, setting_id, did) == "phone_region"


def _setting(connection: Connection, setting_id: int, did: Recorded) -> object:
    return (did.kept or {}).get("name") or sql.scalar(
        connection, "SELECT name FROM setting WHERE id = :id", id=setting_id
    )


def rekey_phones(connection: Connection) -> set[int]:
    """Compute the keys of phones anew where the team's region changes them; returns the contacts concerned."""
    region = team_region(connection)
    kind = RECORD_TYPES["contact"].collection("phones")
    assert kind is not None
    changed: list[tuple[object, ...]] = []
    query = "SELECT contact_id, position, number, phone_key, tail FROM contact_phone"
    for contact_id, position, typed, *stored in sql.rows(connection, query):
        fresh = kind.derive([typed], region)
        if fresh != tuple(stored):
            changed.append((*fresh, contact_id, position))
    statement = "UPDATE contact_phone SET phone_key = ?, tail = ? WHERE contact_id = ? AND position = ?"
    sql.many(connection, statement, changed)
    return {number(row[-2]) for row in changed}

"""The search index: the folded words of contacts and tickets in FTS5, names in an index of their own, so that people
come first.

``search_document`` holds the words (``models/search_document.py``); both indexes have it as their external content, so
an entry is taken out by the words it was put in with. A document's id is the record's id × 8 plus a kind's number.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from tui_crm.db import rows, sql, ticket_documents
from tui_crm.db.records import as_tuples
from tui_crm.db.rows import number
from tui_crm.models.matching import index_name
from tui_crm.models.phones import parse_phone
from tui_crm.models.search_document import SearchDocument, document

KINDS = 8
CONTACT = 0
TICKET = 1
"""The numbers of contacts and of tickets among the kinds of thing that share the index."""

_FEW_BYTES = 1 << 20  # FTS5's default
_MANY_BYTES = 1 << 24


def documents(connection: Connection, ids: Sequence[int]) -> dict[int, SearchDocument]:
    """Return the search documents of these contacts, made from their records as they are now."""
    query = (
        "SELECT r.contact_id, o.name FROM relation r JOIN contact o ON o.id = r.other_id"
        " WHERE r.contact_id IN :ids AND r.kind = 'member' AND o.deleted_at IS NULL ORDER BY r.contact_id, r.position"
    )
    companies: dict[int, list[str]] = {}
    for contact_id, name in sql.rows(connection, query, ids=list(ids)):
        companies.setdefault(number(contact_id), []).append(str(name))
    query = (
        "SELECT ct.contact_id, t.name FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id"
        " WHERE ct.contact_id IN :ids AND t.deleted_at IS NULL ORDER BY ct.contact_id, t.name_key, t.id"
    )
    tags: dict[int, list[str]] = {}
    for contact_id, name in sql.rows(connection, query, ids=list(ids)):
        tags.setdefault(number(contact_id), []).append(str(name))
    region = rows.team_region(connection)
    made: dict[int, SearchDocument] = {}
    for key, values in rows.load(connection, "contact", ids).items():
        phones = [parse_phone(str(typed), region) for typed, _label in as_tuples(values["phones"])]
        firms = index_name(companies.get(key, ()), person=False)
        made[key] = document(values, firms, tags.get(key, ()), phones)
    return made


_MADE: Final[Mapping[int, tuple[str, Callable[[Connection, Sequence[int]], dict[int, SearchDocument]]]]] = {
    CONTACT: ("contact", documents),
    TICKET: ("ticket", ticket_documents.documents),
}
"""The table of each kind of thing, and what makes its documents."""


def refresh(connection: Connection, ids: Sequence[int], kind: int = CONTACT) -> None:
    """Bring the index entries of these records of a kind up to date; those that are gone lose theirs."""
    for piece in sql.chunks(ids):
        fresh = _fresh(connection, piece, kind)
        keys = [key * KINDS + kind for key in piece]
        stored = _stored(connection, keys)
        changed = [key for key in keys if stored.get(key) != fresh.get(key)]
        _take_out(connection, [(key, stored[key]) for key in changed if key in stored])
        _put_in(connection, [(key, fresh[key]) for key in changed if key in fresh])


def _fresh(connection: Connection, ids: Sequence[int], kind: int) -> dict[int, SearchDocument]:
    """Return the documents of these records of a kind as they should be, by their ids in the index."""
    _table, documents_of = _MADE[kind]
    return {key * KINDS + kind: made for key, made in documents_of(connection, ids).items()}


def _stored(connection: Connection, keys: Sequence[int]) -> dict[int, SearchDocument]:
    query = "SELECT id, name, body FROM search_document WHERE id IN :ids"
    return {
        number(key): SearchDocument(str(name), str(body)) for key, name, body in sql.rows_of(connection, query, keys)
    }


def _take_out(connection: Connection, entries: Sequence[tuple[int, SearchDocument]]) -> None:
    sql.many(
        connection,
        "INSERT INTO search_name (search_name, rowid, name) VALUES ('delete', ?, ?)",
        [(key, old.name) for key, old in entries],
    )
    sql.many(
        connection,
        "INSERT INTO search_text (search_text, rowid, name, body) VALUES ('delete', ?, ?, ?)",
        [(key, old.name, old.body) for key, old in entries],
    )
    sql.many(connection, "DELETE FROM search_document WHERE id = ?", [(key,) for key, _old in entries])


def _put_in(connection: Connection, entries: Sequence[tuple[int, SearchDocument]]) -> None:
    documents_ = [(key, new.name, new.body) for key, new in entries]
    sql.many(connection, "INSERT INTO search_document (id, name, body) VALUES (?, ?, ?)", documents_)
    sql.many(connection, "INSERT INTO search_name (rowid, name) VALUES (?, ?)", [entry[:2] for entry in documents_])
    sql.many(connection, "INSERT INTO search_text (rowid, name, body) VALUES (?, ?, ?)", documents_)


def index_from(connection: Connection, first: int, *, many: bool) -> None:
    """Put the documents of all contacts from the id ``first`` on into both indexes, where they are not yet.

    ``many`` collects more of them in memory before a piece of the index is written, so that fewer have to be merged.
    """
    for index, columns in (("search_name", "name"), ("search_text", "name, body")):
        if many:
            _collect(connection, index, _MANY_BYTES)
        sql.run(
            connection,
            f"INSERT INTO main.{index} (rowid, {columns}) SELECT id, {columns} FROM main.search_document"
            " WHERE id >= :first AND id % :kinds = :kind ORDER BY id",
            first=first * KINDS,
            kinds=KINDS,
            kind=CONTACT,
        )
        if many:
            _collect(connection, index, _FEW_BYTES)


def _collect(connection: Connection, index: str, size: int) -> None:
    sql.run(connection, f"INSERT INTO main.{index} ({index}, rank) VALUES ('hashsize', :size)", size=size)


def rebuild(connection: Connection) -> None:
    """Make every document and both indexes anew."""
    sql.run(connection, "DELETE FROM search_document")
    for kind, (table, _documents_of) in _MADE.items():
        every = [number(row[0]) for row in sql.rows(connection, f"SELECT id FROM {table} ORDER BY id")]
        for piece in sql.chunks(every):
            entries = [(key, *made) for key, made in _fresh(connection, piece, kind).items()]
            sql.many(connection, "INSERT INTO search_document (id, name, body) VALUES (?, ?, ?)", entries)
    for index in ("search_name", "search_text"):
        sql.run(connection, f"INSERT INTO {index} ({index}) VALUES ('rebuild')")


def optimize(connection: Connection) -> None:
    """Merge the pieces of both indexes, so that nothing is left of the words of entries that were taken out."""
    for index in ("search_name", "search_text"):
        sql.run(connection, f"INSERT INTO {index} ({index}) VALUES ('optimize')")


def stale(connection: Connection) -> dict[int, list[int]]:
    """Return by kind the ids of records whose document differs from what they say, and of documents without one."""
    wrong: dict[int, list[int]] = {}
    indexed = {number(row[0]) for row in sql.rows(connection, "SELECT id FROM search_document")}
    for kind, (table, _documents_of) in _MADE.items():
        every = {number(row[0]) for row in sql.rows(connection, f"SELECT id FROM {table}")}
        every.update(key // KINDS for key in indexed if key % KINDS == kind)
        for piece in sql.chunks(sorted(every)):
            made = _fresh(connection, piece, kind)
            keys = [key * KINDS + kind for key in piece]
            stored = _stored(connection, keys)
            found = [key // KINDS for key in keys if stored.get(key) != made.get(key)]
            if found:
                wrong.setdefault(kind, []).extend(found)
    return wrong


def consistent(connection: Connection) -> bool:
    """Tell whether both indexes agree with the documents, by FTS5's own check."""
    for index in ("search_name", "search_text"):
        try:
            sql.run(connection, f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        except DatabaseError as error:
            if "malformed" not in str(error.orig):
                raise
            return False
    return True

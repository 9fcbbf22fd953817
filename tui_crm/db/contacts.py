"""Statements about contacts: lines of a list, whole cards, and who is meant by a name, an e-mail or a phone."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import Connection, Row

from tui_crm.db import rows, sql
from tui_crm.db.records import as_tuples, folded
from tui_crm.db.rows import number
from tui_crm.models.birthday import parse_birthday
from tui_crm.models.cards import ContactCard, ContactRow, Labelled, NextStep, PostalAddress, Tie
from tui_crm.models.emails import email_key
from tui_crm.models.phones import parse_phone
from tui_crm.models.record import instant_of

_LINES = """
SELECT c.id, c.kind, c.name, coalesce(s.customer_id, c.id) AS customer_id, customer.name AS company, customer.stage,
    customer.stage_pinned, owner.login AS owner, customer.level, c.source, c.do_not_contact, c.created_at, c.deleted_at,
    s.last_at, s.next_id, next.due_on, next.due_time, next.text AS next_text,
    (SELECT role FROM relation WHERE contact_id = c.id AND other_id = s.customer_id LIMIT 1) AS role,
    (SELECT city FROM contact_address WHERE contact_id = c.id AND city <> '' ORDER BY position LIMIT 1) AS city,
    (SELECT address FROM contact_email WHERE contact_id = c.id ORDER BY position LIMIT 1) AS email,
    (SELECT number FROM contact_phone WHERE contact_id = c.id ORDER BY position LIMIT 1) AS phone
FROM contact c
LEFT JOIN contact_summary s ON s.contact_id = c.id
LEFT JOIN contact customer ON customer.id = coalesce(s.customer_id, c.id)
LEFT JOIN "user" owner ON owner.id = customer.owner_id
LEFT JOIN reminder next ON next.id = s.next_id
WHERE c.id IN :ids"""


def rows_for(connection: Connection, ids: Sequence[int]) -> list[ContactRow]:
    """Return the lines of these contacts in this order; ids that are not there are left out."""
    found: dict[int, ContactRow] = {}
    for piece in sql.chunks(ids):
        tags = _tags(connection, piece)
        for row in sql.rows(connection, _LINES, ids=list(piece)):
            found[number(row.id)] = _line(row, tags.get(number(row.id), ()))
    return [found[key] for key in ids if key in found]


def _tags(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    query = (
        "SELECT ct.contact_id, t.name FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id"
        " WHERE ct.contact_id IN :ids AND t.deleted_at IS NULL ORDER BY ct.contact_id, t.name_key, t.id"
    )
    found: dict[int, tuple[str, ...]] = {}
    for key, name in sql.rows(connection, query, ids=list(ids)):
        found[number(key)] = (*found.get(number(key), ()), str(name))
    return found


def _line(row: Row[*tuple[Any, ...]], tags: tuple[str, ...]) -> ContactRow:
    step = None
    if row.next_id is not None:
        step = NextStep(row.next_id, date.fromisoformat(row.due_on), row.due_time, row.next_text or "")
    return ContactRow(
        id=row.id,
        kind=row.kind,
        name=row.name,
        customer_id=row.customer_id,
        company=row.company if row.customer_id != row.id else "",
        role=row.role or "",
        stage=row.stage,
        stage_pinned=bool(row.stage_pinned),
        owner=row.owner or "",
        level=row.level or "",
        source=row.source or "",
        city=row.city or "",
        email=row.email or "",
        phone=row.phone or "",
        tags=tags,
        last_at=instant_of(row.last_at) if row.last_at else None,
        next=step,
        do_not_contact=bool(row.do_not_contact),
        created_at=instant_of(row.created_at),
        deleted=row.deleted_at is not None,
    )


def cards_for(connection: Connection, ids: Sequence[int], today: date) -> list[ContactCard]:
    """Return the whole cards of these contacts in this order; ``today`` dates their next birthday."""
    lines = {line.id: line for line in rows_for(connection, ids)}
    records = rows.load(connection, "contact", list(lines))
    ties = _ties(connection, list(lines))
    custom = _custom(connection, list(lines))
    return [
        _card(lines[key], records[key], ties.get(key, ([], [])), custom.get(key, {}), today)
        for key in ids
        if key in lines
    ]


def _ties(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[list[Tie], list[Tie]]]:
    """Return for each contact those it belongs to, and those that belong to it."""
    select = (
        "SELECT {mine} AS mine, o.id, o.name, r.kind, coalesce(r.role, ''), coalesce(r.department, ''), r.is_primary"
        " FROM relation r JOIN contact o ON o.id = {other} WHERE {mine} IN :ids AND o.deleted_at IS NULL"
    )
    found: dict[int, tuple[list[Tie], list[Tie]]] = {}
    out = select.format(mine="r.contact_id", other="r.other_id") + " ORDER BY r.contact_id, r.position"
    into = select.format(mine="r.other_id", other="r.contact_id") + " ORDER BY r.other_id, o.name_key, o.id LIMIT 2000"
    for side, query in enumerate((out, into)):
        for piece in sql.chunks(ids):
            for mine, other, name, kind, role, department, primary in sql.rows(connection, query, ids=list(piece)):
                both = found.setdefault(number(mine), ([], []))
                both[side].append(Tie(other, name, kind, role, department, bool(primary)))
    return found


def _custom(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    query = (
        "SELECT v.contact_id, f.name, v.value FROM custom_value v JOIN custom_field f ON f.id = v.field_id"
        " WHERE v.contact_id IN :ids AND f.deleted_at IS NULL ORDER BY v.contact_id, f.name"
    )
    found: dict[int, dict[str, str]] = {}
    for piece in sql.chunks(ids):
        for key, name, value in sql.rows(connection, query, ids=list(piece)):
            found.setdefault(number(key), {})[str(name)] = str(value)
    return found


def _card(
    line: ContactRow,
    record: Mapping[str, object],
    ties: tuple[list[Tie], list[Tie]],
    custom: dict[str, str],
    today: date,
) -> ContactCard:
    def said(name: str) -> str:
        return str(record[name] or "")

    def labelled(name: str) -> tuple[Labelled, ...]:
        return tuple(Labelled(str(value), str(label or "")) for value, label in as_tuples(record[name]))

    birthday = said("birthday")
    return ContactCard(
        row=line,
        version=number(record["version"]),
        **{name: said(name) for name in _SAID},
        birthday=birthday,
        birthday_next=parse_birthday(birthday).next_after(today) if birthday else None,
        emails=labelled("emails"),
        phones=labelled("phones"),
        handles=tuple(Labelled(str(value), str(service)) for service, value in as_tuples(record["handles"])),
        addresses=tuple(
            PostalAddress(*(str(part or "") for part in value)) for value in as_tuples(record["addresses"])
        ),
        companies=tuple(ties[0]),
        people=tuple(ties[1]),
        custom=custom,
    )


_SAID = (
    "family_name", "given_name", "nickname", "gender", "channel", "consent", "industry", "website", "needs", "note",
)  # fmt: skip


def ids_meant(connection: Connection, who: str, region: str, kinds: Sequence[str]) -> list[int]:
    """Return the live contacts that ``who`` may mean: by e-mail, by phone, by name, then by the beginning of a name.

    The first of these ways that finds any decides; at most 20 are returned.
    """
    ways: list[tuple[str, dict[str, object]]] = []
    if "@" in who:
        ways.append(("id IN (SELECT contact_id FROM contact_email WHERE address_key = :key)", {"key": email_key(who)}))
    phone = parse_phone(who, region)
    if len(phone.digits) >= _PHONE_DIGITS and not any(character.isalpha() for character in who):
        key = phone.e164 or phone.digits
        ways.append(("id IN (SELECT contact_id FROM contact_phone WHERE phone_key = :key)", {"key": key}))
        ways.append(
            ("id IN (SELECT contact_id FROM contact_phone WHERE tail LIKE :tail)", {"tail": phone.digits[::-1] + "%"})
        )
    ways.append(("name = :name", {"name": who}))
    for condition, values in ways:
        query = (
            f"SELECT id FROM contact WHERE {condition} AND deleted_at IS NULL AND kind IN :kinds ORDER BY id LIMIT 20"
        )
        if found := [number(row[0]) for row in sql.rows(connection, query, kinds=list(kinds), **values)]:
            return found
    return _by_folded_name(connection, folded(who), kinds)


_PHONE_DIGITS = 4


def _by_folded_name(connection: Connection, name: str, kinds: Sequence[str]) -> list[int]:
    """Return the contacts of which ``name`` is the whole name, else those whose name has it, in folded words."""
    if not name:
        return []
    phrase = " ".join(f'"{word}"' for word in name.split()).replace('" "', " ")
    query = (
        "SELECT c.id, c.name FROM search_name s JOIN contact c ON c.id = s.rowid / 8 WHERE search_name MATCH :phrase"
        " AND c.deleted_at IS NULL AND c.kind IN :kinds ORDER BY c.id LIMIT 200"
    )
    found = sql.rows(connection, query, phrase=phrase, kinds=list(kinds))
    whole = [number(row[0]) for row in found if folded(str(row[1])) == name]
    return whole or [number(row[0]) for row in found][:20]


def companies_called(connection: Connection, name: str) -> list[int]:
    """Return the live companies whose folded name is that of ``name``."""
    same = "SELECT id FROM contact WHERE name = :name AND kind = 'company' AND deleted_at IS NULL ORDER BY id LIMIT 20"
    if found := [number(row[0]) for row in sql.rows(connection, same, name=name)]:
        return found
    ids = _by_folded_name(connection, folded(name), ["company"])
    named = rows_for(connection, ids)
    return [line.id for line in named if folded(line.name) == folded(name)]


def customer_of(connection: Connection, contact_id: int) -> int:
    """Return the customer that a contact belongs to: itself, or its company."""
    query = "SELECT customer_id FROM contact_summary WHERE contact_id = :id"
    return cast("int", sql.scalar(connection, query, id=contact_id) or contact_id)


def live_ids(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Return which of these contacts are there and not in the trash."""
    query = "SELECT id FROM contact WHERE id IN :ids AND deleted_at IS NULL"
    return {number(row[0]) for piece in sql.chunks(ids) for row in sql.rows(connection, query, ids=list(piece))}


def dues(connection: Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    """Return for each contact the ``due_key`` of every reminder it has, done or not, sorted."""
    query = "SELECT contact_id, due_key FROM reminder WHERE contact_id IN :ids AND deleted_at IS NULL ORDER BY due_key"
    found: dict[int, list[str]] = {}
    for piece in sql.chunks(ids):
        for key, due in sql.rows(connection, query, ids=list(piece)):
            found.setdefault(number(key), []).append(str(due))
    return found

"""Statements about contacts: lines of a list, whole cards, and who is meant by a name, an e-mail or a phone."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row

from tui_crm.db import rows, sql
from tui_crm.db.records import as_tuples, folded
from tui_crm.db.rows import number
from tui_crm.db.summaries import CUSTOMER_OF
from tui_crm.models.birthday import birthday_of
from tui_crm.models.cards import ContactCard, ContactRow, Labelled, NextStep, PostalAddress, Tie
from tui_crm.models.codes import Kind
from tui_crm.models.emails import email_key
from tui_crm.models.names import name_key
from tui_crm.models.phones import Phone, parse_phone
from tui_crm.models.record import day_of, instant_of

_LINES = """
SELECT c.id, c.kind, c.name, coalesce(s.customer_id, c.id) AS customer_id, customer.name AS company, customer.stage,
    customer.stage_pinned, owner.login AS owner, customer.level, customer.no_next_since, c.source, c.do_not_contact, c.created_at, c.deleted_at,
    s.last_at, s.cadence, s.touch_by, s.next_id, next.due_on, next.due_time, next.due_at, next.minutes, next.text AS next_text,
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
    tags = _tags(connection, ids)
    found = {number(row.id): _line(row, tags.get(number(row.id), ())) for row in sql.rows_of(connection, _LINES, ids)}
    return [found[key] for key in ids if key in found]


def _tags(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    query = (
        "SELECT ct.contact_id, t.name FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id"
        " WHERE ct.contact_id IN :ids AND t.deleted_at IS NULL ORDER BY ct.contact_id, t.name_key, t.id"
    )
    found: dict[int, tuple[str, ...]] = {}
    for key, name in sql.rows_of(connection, query, ids):
        found[number(key)] = (*found.get(number(key), ()), str(name))
    return found


def _line(row: Row[*tuple[Any, ...]], tags: tuple[str, ...]) -> ContactRow:
    step = None
    if row.next_id is not None:
        due_at = instant_of(row.due_at) if row.due_at else None
        due_on = day_of(row.due_on)
        step = NextStep(row.next_id, due_on, row.due_time, row.next_text or "", due_at, row.minutes)
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
        cadence=row.cadence,
        touch_by=instant_of(row.touch_by) if row.touch_by else None,
        no_next_since=instant_of(row.no_next_since) if row.no_next_since and step is None else None,
    )


def cards_for(connection: Connection, ids: Sequence[int], today: date) -> list[ContactCard]:
    """Return the whole cards of these contacts in this order; ``today`` dates their next birthday."""
    lines = {line.id: line for line in rows_for(connection, ids)}
    records = rows.load(connection, "contact", list(lines))
    ties = _ties(connection, list(lines))
    custom = _custom(connection, list(lines))
    versions = _versions(connection, list({line.customer_id for line in lines.values()}))
    return [
        _card(lines[key], versions, records[key], ties.get(key, ([], [])), custom.get(key, ()), today)
        for key in ids
        if key in lines
    ]


def _versions(connection: Connection, ids: Sequence[int]) -> dict[int, int]:
    query = "SELECT id, version FROM contact WHERE id IN :ids"
    return {number(key): number(version) for key, version in sql.rows_of(connection, query, ids)}


def _ties(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[list[Tie], list[Tie]]]:
    """Return for each contact those it belongs to, and those that belong to it."""
    select = (
        "SELECT {mine} AS mine, o.id, o.name, r.kind, coalesce(r.role, ''), coalesce(r.department, ''), r.is_primary"
        " FROM relation r JOIN contact o ON o.id = {other} WHERE {mine} IN :ids AND o.deleted_at IS NULL"
    )
    found: dict[int, tuple[list[Tie], list[Tie]]] = {}
    out = select.format(mine="r.contact_id", other="r.other_id") + " ORDER BY r.contact_id, r.position"
    into = select.format(mine="r.other_id", other="r.contact_id") + " ORDER BY r.other_id, o.name_key, o.id"
    for side, query in enumerate((out, into)):
        for mine, other, name, kind, role, department, primary in sql.rows_of(connection, query, ids):
            both = found.setdefault(number(mine), ([], []))
            both[side].append(Tie(other, name, kind, role, department, bool(primary)))
    return found


def _custom(connection: Connection, ids: Sequence[int]) -> dict[int, list[tuple[str, str, str, str]]]:
    """Return for each contact its custom fields by name: name, title, type, value."""
    query = (
        "SELECT v.contact_id, f.name, coalesce(f.label, f.name), f.type, v.value"
        " FROM custom_value v JOIN custom_field f ON f.id = v.field_id WHERE v.contact_id IN :ids AND f.deleted_at IS NULL ORDER BY v.contact_id, f.name"
    )
    found: dict[int, list[tuple[str, str, str, str]]] = {}
    for key, *said in sql.rows_of(connection, query, ids):
        name, title, kind, value = map(str, said)
        found.setdefault(number(key), []).append((name, title, kind, value))
    return found


def _card(
    line: ContactRow,
    versions: Mapping[int, int],
    record: Mapping[str, object],
    ties: tuple[list[Tie], list[Tie]],
    custom: Sequence[tuple[str, str, str, str]],
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
        customer_version=versions[line.customer_id],
        **{name: said(name) for name in _SAID},
        birthday=birthday,
        birthday_next=birthday_of(birthday).next_after(today) if birthday else None,
        emails=labelled("emails"),
        phones=labelled("phones"),
        handles=tuple(Labelled(str(value), str(service)) for service, value in as_tuples(record["handles"])),
        addresses=tuple(
            PostalAddress(*(str(part or "") for part in value)) for value in as_tuples(record["addresses"])
        ),
        companies=tuple(ties[0]),
        people=tuple(ties[1]),
        custom={name: value for name, _title, _kind, value in custom},
        custom_titles={name: title for name, title, _kind, _value in custom},
        cadence=said("cadence"),
        custom_types={name: kind for name, _title, kind, _value in custom},
    )


_SAID = (
    "family_name", "given_name", "nickname", "gender", "channel", "consent", "industry", "website", "needs", "note",
)  # fmt: skip


def ids_meant(connection: Connection, who: str, region: str, kinds: Sequence[str]) -> list[int]:
    """Return the live contacts that ``who`` may mean: by e-mail, by phone, by name, then by the words of a name.

    The first of these ways that finds any decides; at most ``MOST_MEANT`` are returned, here as below.
    """
    ways: list[tuple[str, dict[str, object]]] = []
    if "@" in who:
        ways.append((_WITH_EMAIL, {"key": email_key(who)}))
    if not any(character.isalpha() for character in who):
        phone = parse_phone(who, region)
        if len(phone.digits) >= _PHONE_DIGITS:
            ways += _by_phone(phone)
    for condition, values in ways:
        if found := _live(connection, condition, kinds, **values):
            return found
    return ids_called(connection, who, kinds) or _with_words(connection, who, kinds)


MOST_MEANT = 20
"""So many contacts are found by what may mean them, at most."""

_PHONE_DIGITS = 4
_WITH_EMAIL = "id IN (SELECT contact_id FROM contact_email WHERE address_key = :key)"
_WITH_PHONE = "id IN (SELECT contact_id FROM contact_phone WHERE phone_key = :key)"


def _live(connection: Connection, condition: str, kinds: Sequence[str], **values: object) -> list[int]:
    query = (
        f"SELECT id FROM contact WHERE {condition} AND deleted_at IS NULL AND kind IN :kinds ORDER BY id LIMIT :most"
    )
    found = sql.rows(connection, query, kinds=list(kinds), most=MOST_MEANT, **values)
    return [number(row[0]) for row in found]


def _by_phone(phone: Phone) -> list[tuple[str, dict[str, object]]]:
    tail = "id IN (SELECT contact_id FROM contact_phone WHERE tail >= :tail AND tail < :tail || ':')"
    ways: list[tuple[str, dict[str, object]]] = [(_WITH_PHONE, {"key": phone.e164 or phone.digits})]
    tails = dict.fromkeys((phone.digits, phone.digits.lstrip("0")))
    ways.extend((tail, {"tail": digits[::-1]}) for digits in tails if len(digits) >= _PHONE_DIGITS)
    return ways


def ids_called(connection: Connection, name: str, kinds: Sequence[str]) -> list[int]:
    """Return the live contacts with exactly this name; where there are none, those with the same folded words."""
    keys = list({name_key(name, person=person) for person in (True, False)})
    query = "SELECT id, name FROM contact WHERE name_key IN :keys AND deleted_at IS NULL AND kind IN :kinds ORDER BY id"
    found = [(number(row[0]), str(row[1])) for row in sql.rows(connection, query, keys=keys, kinds=list(kinds))]
    exactly = [key for key, called in found if called == name]
    return (exactly or [key for key, called in found if folded(called) == folded(name)])[:MOST_MEANT]


def _with_words(connection: Connection, name: str, kinds: Sequence[str]) -> list[int]:
    """Return the live contacts whose name has these folded words side by side."""
    if not (words := folded(name)):
        return []
    query = (
        "SELECT c.id FROM search_name s JOIN contact c ON c.id = s.rowid / 8 WHERE search_name MATCH :phrase"
        " AND c.deleted_at IS NULL AND c.kind IN :kinds ORDER BY s.rowid LIMIT :most"
    )
    found = sql.rows(connection, query, phrase=f'"{words}"', kinds=list(kinds), most=MOST_MEANT)
    return [number(row[0]) for row in found]


def ids_with_email(connection: Connection, address: str) -> list[int]:
    """Return the live contacts with this e-mail."""
    return _live(connection, _WITH_EMAIL, tuple(Kind), key=email_key(address))


def ids_with_phone(connection: Connection, e164: str) -> list[int]:
    """Return the live contacts with the phone of this E.164 form."""
    return _live(connection, _WITH_PHONE, tuple(Kind), key=e164)


def companies_called(connection: Connection, name: str) -> list[int]:
    """Return the live companies of exactly this name; where there are none, those with the same folded words."""
    return ids_called(connection, name, [Kind.COMPANY])


def customers_of(connection: Connection, ids: Sequence[int]) -> dict[int, int]:
    """Return for each contact the customer that it belongs to by its relations as they are: itself, or its company."""
    query = f"SELECT c.id, {CUSTOMER_OF} FROM contact c WHERE c.id IN :ids"
    return {number(key): number(customer) for key, customer in sql.rows_of(connection, query, ids)}


def known_as(connection: Connection, contact_id: int) -> tuple[str, int]:
    """Return what a contact is called, and the customer that it belongs to."""
    query = (
        "SELECT c.name, coalesce(s.customer_id, c.id) FROM contact c"
        " LEFT JOIN contact_summary s ON s.contact_id = c.id WHERE c.id = :contact_id"
    )
    ((name, customer),) = sql.rows(connection, query, contact_id=contact_id)
    return str(name), number(customer)


def live_ids(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Return which of these contacts are there and not in the trash."""
    query = "SELECT id FROM contact WHERE id IN :ids AND deleted_at IS NULL"
    return {number(row[0]) for row in sql.rows_of(connection, query, ids)}


def dues(connection: Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    """Return for each contact the ``due_key`` of every reminder it has, done or not, sorted."""
    query = "SELECT contact_id, due_key FROM reminder WHERE contact_id IN :ids AND deleted_at IS NULL ORDER BY due_key"
    found: dict[int, list[str]] = {}
    for key, due in sql.rows_of(connection, query, ids):
        found.setdefault(number(key), []).append(str(due))
    return found


def birthdays_of(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Return the birthdays of these contacts, as kept."""
    query = "SELECT id, birthday FROM contact WHERE id IN :ids AND birthday IS NOT NULL"
    return {number(key): str(birthday) for key, birthday in sql.rows_of(connection, query, ids)}


def most_values(connection: Connection) -> dict[str, int]:
    """Return how many e-mails, phones, handles and addresses the contact has that has the most of them, 1 at least."""
    tables = {
        "emails": "contact_email",
        "phones": "contact_phone",
        "handles": "contact_handle",
        "addresses": "contact_address",
    }
    return {
        name: max(1, number(sql.scalar(connection, f"SELECT coalesce(max(position), 0) + 1 FROM {table}")))
        for name, table in tables.items()
    }

"""Whom the rows of a staged import match: contacts of the main file by their keys, and other rows of the same file.

A key finds nothing where both sides have a stronger one: what cannot count is left out here, set-based.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_crm.db.sqlite.staging import Staging

HAS_EMAIL, HAS_PHONE, HAS_NAME = 1, 2, 4
"""Bits of ``row.has``: which keys a row has. A name that is only the e-mail or phone again is none."""

_MANY = 20


@dataclass(frozen=True)
class Rank:
    """A key to match by: ``bit`` says that a row has it, ``keys`` selects key, scope and n of the rows as ``r``,
    ``lookup`` joins the contacts ``c`` of the main file, and ``has`` tells whether such a contact has the key.
    """

    name: str
    bit: int
    keys: str
    lookup: str
    has: str


_KIND = "iif(r.card IS NULL, '', char(1))"  # people never match companies
_LIVE = "JOIN crm.contact c ON c.id = x.contact_id AND c.deleted_at IS NULL AND c.kind = r.kind"
_LISTED = "SELECT 1 FROM crm.{table} WHERE contact_id = c.id"
_OWN_NAME = (
    "c.name NOT IN (SELECT address FROM crm.contact_email WHERE contact_id = c.id"
    " UNION ALL SELECT number FROM crm.contact_phone WHERE contact_id = c.id)"
)

RANKS: dict[str, Rank] = {
    rank.name: rank
    for rank in (
        Rank(
            "email",
            HAS_EMAIL,
            f"SELECT k.address_key AS key, {_KIND} AS scope, k.n AS n, r.has AS has FROM contact_email k JOIN row r USING (n)",
            f"contact_email k CROSS JOIN row r USING (n) CROSS JOIN crm.contact_email x ON x.address_key = k.address_key {_LIVE}",
            f"EXISTS ({_LISTED.format(table='contact_email')})",
        ),
        Rank(
            "phone",
            HAS_PHONE,
            f"SELECT k.phone_key AS key, {_KIND} AS scope, k.n AS n, r.has AS has FROM contact_phone k JOIN row r USING (n)"
            " WHERE k.phone_key <> ''",  # a phone without a digit is nobody's key
            f"contact_phone k CROSS JOIN row r USING (n) CROSS JOIN crm.contact_phone x ON x.phone_key = k.phone_key"
            f" AND k.phone_key <> '' {_LIVE}",
            f"EXISTS ({_LISTED.format(table='contact_phone')} AND phone_key <> '')",
        ),
        Rank(
            "name",
            HAS_NAME,
            "SELECT r.name_key AS key, iif(r.card IS NULL, coalesce(r.company, ''), char(1)) AS scope, r.n AS n, r.has AS has"
            " FROM row r WHERE r.name_key IS NOT NULL",
            "row r CROSS JOIN crm.contact c ON c.name_key = r.name_key AND c.deleted_at IS NULL AND c.kind = r.kind"
            " AND CASE WHEN r.card IS NOT NULL THEN 1 WHEN r.company IS NULL"
            " THEN (SELECT s.customer_id = c.id FROM crm.contact_summary s WHERE s.contact_id = c.id)"
            " ELSE EXISTS (SELECT 1 FROM crm.relation m JOIN crm.contact o ON o.id = m.other_id"
            " WHERE m.contact_id = c.id AND m.kind = 'member' AND o.name_key = r.company) END",
            _OWN_NAME,
        ),
    )
}
"""The keys that rows can be matched by: e-mail, phone, name with company."""


def find_shared(staging: "Staging", ranks: Sequence[Rank]) -> None:
    """Find the keys that several rows have, of which two could meet by them."""
    staging.connection.execute("DELETE FROM shared")
    for place, rank in enumerate(ranks):
        blank_somewhere = "".join(f" AND min(has & {stronger.bit}) = 0" for stronger in ranks[:place])
        staging.connection.execute(
            f"INSERT OR IGNORE INTO shared SELECT n, {place}, key, scope FROM ({rank.keys}) WHERE (key, scope) IN"
            f" (SELECT key, scope FROM ({rank.keys}) GROUP BY key, scope HAVING min(n) < max(n){blank_somewhere})"
        )


def find_hits(staging: "Staging", ranks: Sequence[Rank]) -> None:
    """Find for each row the live contacts of the main file that it could meet by one of its keys."""
    if not staging.connection.execute("SELECT EXISTS (SELECT 1 FROM crm.contact)").fetchone()[0]:
        return
    for place, rank in enumerate(ranks):
        conditions = [f"NOT (r.has & {stronger.bit} AND {stronger.has})" for stronger in ranks[:place]]
        if place:
            conditions.append("r.n NOT IN (SELECT n FROM hit WHERE rank = 0)")
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        staging.connection.execute(f"INSERT OR IGNORE INTO hit SELECT r.n, {place}, c.id FROM {rank.lookup}{where}")


def find_concerned(staging: "Staging") -> None:
    """Find the rows that match a contact or share a key with another row; all others are created as they stand."""
    staging.connection.execute(
        "INSERT OR IGNORE INTO concerned SELECT r.card IS NOT NULL, n FROM (SELECT n FROM hit UNION SELECT n FROM shared)"
        " JOIN row r USING (n) WHERE n NOT IN (SELECT n FROM decision)"
    )


def lead_by_hits(staging: "Staging") -> None:
    """Let a row that meets one contact of the main file by a stronger key lead others, earlier ones too, by its weaker keys.

    Else a row that tells no more than a name is somebody new as soon as a later row has moved who was called so.
    """
    has = " + ".join(f"iif({rank.has}, {rank.bit}, 0)" for rank in RANKS.values())
    strongest = "h.rank = (SELECT min(rank) FROM hit WHERE n = s.n)"
    alone = "(SELECT count(*) FROM hit o WHERE o.n = s.n AND o.rank = h.rank) = 1"
    staging.connection.execute(
        f"INSERT OR IGNORE INTO lead SELECT s.rank, s.key, s.scope, {has}, c.id FROM shared s CROSS JOIN hit h ON h.n = s.n"
        f" AND h.rank < s.rank JOIN crm.contact c ON c.id = h.id WHERE {strongest} AND {alone}"
    )


def concerned(staging: "Staging", size: int, *, cards: bool) -> Iterator[list[int]]:
    """Yield the concerned rows of companies (``cards``) or of people in the order of the file, ``size`` at a time."""
    after = 0
    query = "SELECT n FROM concerned WHERE card = ? AND n > ? ORDER BY n LIMIT ?"
    while page := [row[0] for row in staging.connection.execute(query, (cards, after, size))]:
        yield page
        after = page[-1]


def hits(staging: "Staging", rows: Sequence[int]) -> dict[int, dict[int, list[int]]]:
    """Return for each row and place of a key among the ranks the contacts that bear it."""
    found: dict[int, dict[int, list[int]]] = {}
    for n, place, contact_id in staging.chosen("SELECT n, rank, id FROM hit WHERE n IN ({marks}) ORDER BY id", rows):
        found.setdefault(n, {}).setdefault(place, []).append(contact_id)
    return found


def shared_keys(staging: "Staging", rows: Sequence[int]) -> dict[int, list[tuple[int, str, str]]]:
    """Return for each row the keys that it has in common with others: place among the ranks, key, scope."""
    found: dict[int, list[tuple[int, str, str]]] = {}
    for n, *key in staging.chosen("SELECT n, rank, key, scope FROM shared WHERE n IN ({marks}) ORDER BY n, rank", rows):
        found.setdefault(n, []).append((key[0], key[1], key[2]))
    return found


def leading(staging: "Staging", rows: Sequence[int], limit: int) -> set[int]:
    """Return the contacts that earlier rows with keys of these rows are about, ``limit`` at most."""
    query = (
        "SELECT DISTINCT l.target FROM shared s CROSS JOIN lead l ON l.rank = s.rank AND l.key = s.key"
        f" AND l.scope = s.scope WHERE s.n IN ({{marks}}) LIMIT {limit:d}"
    )
    return {target for (target,) in staging.chosen(query, rows)}


def led_to(staging: "Staging", key: tuple[int, str, str], lacking: int) -> set[int]:
    """Return the contacts that earlier rows with this key are about and that have none of the keys ``lacking``; some,
    where they are many.
    """
    without = [has for has in range(2 * HAS_NAME) if not has & lacking]
    query = f"SELECT DISTINCT target FROM lead WHERE rank = ? AND key = ? AND scope = ? AND has IN ({', '.join(map(str, without))}) LIMIT {_MANY}"
    return {target for (target,) in staging.connection.execute(query, key)}


def lead(staging: "Staging", keys: Sequence[tuple[int, str, str]], target: int, has: int) -> None:
    """Let the keys of a row lead later ones to the contact that it is about, which has the keys ``has``."""
    staging.connection.executemany(
        "INSERT OR IGNORE INTO lead VALUES (?, ?, ?, ?, ?)", [(*key, has, target) for key in keys]
    )


def gain(staging: "Staging", target: int, has: int) -> None:
    """Write that a contact has the keys ``has`` by now."""
    staging.connection.execute("UPDATE OR REPLACE lead SET has = ? WHERE target = ?", (has, target))

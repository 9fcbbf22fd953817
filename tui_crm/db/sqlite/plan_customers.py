"""Which companies the rows of a staged import mean, and what customers become by what rows say of them.

A row that names a company speaks of it; any other speaks of the customer that its contact ends up with. Where several
rows speak of one customer the last word counts, or the first where a file may only fill gaps. An empty text is the word of
a blank cell that erases: only of the row of a customer itself, as a person's blank cell says nothing of the company.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_crm.db.sqlite.plan_decisions import CREATED
from tui_crm.models.codes import BACKWARDS

if TYPE_CHECKING:
    from tui_crm.db.sqlite.staging import Staging

SAID = ("owner", "level", "stage")
"""What rows say of customers."""

Rules = Mapping[str, str]
"""What wins for each of ``SAID``: overwrite, fill or never."""

_FREE = {"owner": "c.owner_id IS NULL", "level": "c.level IS NULL", "stage": "0"}
"""Where nothing was said of a customer before; a stage always is."""

_ERASABLE = ("owner", "level")
_STEPS = ", ".join(f"('{was}', '{now}')" for was, now in BACKWARDS)
_BACK = f"(c.stage, x.stage) IN (VALUES {_STEPS})"


class Held(NamedTuple):
    """How many customers stay in a stage: as they would go back, and as they are pinned there."""

    back: int = 0
    pinned: int = 0


def _word(name: str, customer: str) -> str:
    """Return the expression of what the row ``r``, decided on as ``d``, says of a ``customer``."""
    if name not in _ERASABLE:
        return f"r.{name}"
    blank = f"SELECT 1 FROM blank b WHERE b.n = r.n AND b.name = '{name}'"
    return f"iif(r.{name} IS NULL AND d.target = {customer} AND EXISTS ({blank}), '', r.{name})"


def find_bearers(staging: "Staging") -> None:
    """Find which companies each key means once the companies' own rows are carried out."""
    run = staging.connection.execute
    run("CREATE INDEX IF NOT EXISTS card_rows ON row (card) WHERE card IS NOT NULL")
    run(
        "INSERT OR IGNORE INTO bearer SELECT co.key, c.id FROM company co CROSS JOIN crm.contact c ON c.name_key = co.key"
        " AND c.deleted_at IS NULL AND c.kind = 'company'"
        " AND NOT EXISTS (SELECT 1 FROM target t WHERE t.id = c.id AND t.name_key <> c.name_key)"
    )
    run(
        "INSERT OR IGNORE INTO bearer SELECT co.key, coalesce(d.target, -r.n) FROM company co CROSS JOIN row r"
        " ON r.card = co.key LEFT JOIN decision d ON d.n = r.n WHERE d.n IS NULL OR d.outcome <> 'rejected'"
    )
    run(
        "UPDATE company SET bearers = (SELECT count(*) FROM bearer b WHERE b.key = company.key),"
        " bearer = (SELECT min(b.id) FROM bearer b WHERE b.key = company.key)"
    )


def bearers(staging: "Staging", keys: Sequence[str]) -> dict[str, set[int]]:
    """Return for each key of a company the contacts that it means."""
    found: dict[str, set[int]] = {key: set() for key in keys}
    for key, number in staging.chosen("SELECT key, id FROM bearer WHERE key IN ({marks})", keys):
        found[key].add(number)
    return found


def in_several_companies(last: int) -> str:
    """Return the query for rows that would create a person in a company of a name that several companies bear."""
    return (
        f"SELECT c.root AS n FROM ({CREATED.format(last=last)}) c CROSS JOIN row r ON r.n = c.n"
        " CROSS JOIN company co ON co.key = r.company WHERE co.bearers > 1"
    )


def are_several(staging: "Staging") -> bool:
    """Tell whether any company that rows name is several."""
    return bool(staging.connection.execute("SELECT EXISTS (SELECT 1 FROM company WHERE bearers > 1)").fetchone()[0])


def collect(staging: "Staging", last: int, rules: Rules) -> None:
    """Find what rows say of customers: where the word overwrites what is there the last one counts, else the first."""
    _find_tellers(staging, last)
    words = ", ".join(
        f"substr({'max' if rules[name] == 'overwrite' else 'min'}(printf('%012d', r.n) || {_word(name, 'x.customer')}), 13)"
        for name in SAID
    )
    staging.connection.execute(
        f"INSERT INTO told SELECT x.customer, x.company, {words} FROM tell x JOIN row r ON r.n = x.n"
        " LEFT JOIN decision d ON d.n = x.n GROUP BY x.customer, x.company"
    )
    for name in (name for name in SAID if rules[name] != "overwrite"):
        root = f"SELECT r.{name} FROM row r WHERE r.n = -told.customer"  # which may tell nothing: it is created as it stands
        staging.connection.execute(f"UPDATE told SET {name} = coalesce(({root}), {name}) WHERE customer < 0")


def _find_tellers(staging: "Staging", last: int) -> None:
    """Find who speaks of which customer; a row that creates a contact on its own just has its words on the contact."""
    root = "iif(d.target < 0, -d.target, r.n)"
    named = "r.company IS NOT NULL AND co.bearers"
    customer = f"""CASE WHEN {named} = 1 THEN co.bearer WHEN {named} = 0 THEN NULL
        WHEN d.target > 0 THEN iif(t.id IS NULL, s.customer_id, iif(t.new_home IS NULL, coalesce(t.home, t.id), NULL))
        WHEN q.company IS NULL THEN -{root} WHEN cq.bearers = 1 THEN cq.bearer END"""
    company = f"""CASE WHEN {named} = 1 THEN NULL WHEN {named} = 0 THEN r.company WHEN d.target > 0 THEN t.new_home
        WHEN cq.bearers = 0 THEN q.company END"""
    staging.connection.execute(
        f"""INSERT INTO tell SELECT r.n, {customer}, {company} FROM row r
        LEFT JOIN decision d ON d.n = r.n
        LEFT JOIN company co ON co.key = r.company
        LEFT JOIN target t ON t.id = d.target
        LEFT JOIN crm.contact_summary s ON s.contact_id = d.target
        LEFT JOIN decision dq ON dq.n = {root}
        LEFT JOIN row q ON q.n = coalesce(dq.source, {root})
        LEFT JOIN company cq ON cq.key = q.company
        WHERE r.n <= ? AND (coalesce(r.{", r.".join(SAID)}) IS NOT NULL
            OR r.n IN (SELECT n FROM blank WHERE name IN ('{"', '".join(_ERASABLE)}')))
        AND (d.n IS NULL OR d.outcome IN ('created', 'updated', 'unchanged'))
        AND (d.n IS NOT NULL OR r.company IS NOT NULL OR r.card IN (SELECT key FROM bearer))""",
        (last,),
    )


def find_changes(staging: "Staging", rules: Rules, *, stage_back: bool) -> Held:
    """Find what of it changes customers that are there, as far as ``rules`` say; returns whose stage stays nevertheless.

    A pinned stage stays, and nobody goes back to an earlier one but with ``stage_back``.
    """
    wins = {
        name: {"overwrite": "1", "fill": f"({free} AND x.{name} <> '')", "never": "0"}[rules[name]]
        for name, free in _FREE.items()
    }
    differs = {
        "owner": "iif(x.owner = '', c.owner_id IS NOT NULL,"
        " coalesce((SELECT u.id FROM user_name u WHERE u.key = x.owner) <> c.owner_id, 1))",
        "level": "nullif(x.level, '') IS NOT c.level",
        "stage": "x.stage <> c.stage",
    }
    differs = {name: f"x.{name} IS NOT NULL AND {differs[name]} AND {wins[name]}" for name in SAID}
    back = "0" if stage_back else _BACK
    goes = {**differs, "stage": f"{differs['stage']} AND NOT c.stage_pinned AND NOT {back}"}
    customers = "FROM told x JOIN crm.contact c ON c.id = x.customer"
    staging.connection.execute(
        "INSERT INTO customer_change SELECT c.id, c.version,"
        f" {', '.join(f'CASE WHEN {goes[name]} THEN x.{name} END' for name in SAID)} {customers}"
    )
    staging.connection.execute(f"DELETE FROM customer_change WHERE coalesce({', '.join(SAID)}) IS NULL")
    counts = f"SELECT total(NOT c.stage_pinned AND {back}), total(c.stage_pinned) {customers} WHERE {differs['stage']}"
    return Held(*map(int, staging.connection.execute(counts).fetchone()))


def tellers(staging: "Staging", after: int, limit: int) -> list[tuple[Any, ...]]:
    """Return the next rows about contacts that are there whose word changes a customer: number, customer, target,
    changes as JSON, and owner, level and stage where they are the word that counts.
    """
    login = (
        "(SELECT coalesce((SELECT login FROM crm.user WHERE id = u.id), u.name) FROM user_name u WHERE u.key = r.owner)"
    )
    said = {name: _word(name, "x.customer") for name in SAID}
    named = {**said, "owner": f"iif({said['owner']} = '', '', {login})"}
    words = ", ".join(f"iif({said[name]} = cc.{name}, {named[name]}, NULL)" for name in SAID)
    query = (
        f"SELECT * FROM (SELECT r.n, cc.id, d.target, d.changes, {words} FROM tell x"
        " JOIN customer_change cc ON cc.id = x.customer JOIN row r ON r.n = x.n JOIN decision d ON d.n = x.n"
        " WHERE x.n > ? AND d.outcome IN ('updated', 'unchanged')"
        f" AND ({' OR '.join(f'{said[name]} = cc.{name}' for name in SAID)})) ORDER BY 1 LIMIT ?"
    )
    return staging.connection.execute(query, (after, limit)).fetchall()


def former(staging: "Staging", customers: Sequence[int]) -> dict[int, tuple[str | None, str | None, str | None]]:
    """Return owner (login), level and stage of customers as they are."""
    query = (
        'SELECT c.id, u.login, c.level, c.stage FROM crm.contact c LEFT JOIN crm."user" u ON u.id = c.owner_id'
        " WHERE c.id IN ({marks})"
    )
    return {number: (owner, level, stage) for number, owner, level, stage in staging.chosen(query, customers)}


def find_companies_to_make(staging: "Staging", last: int) -> None:
    """Mark the companies that come along with people."""
    staging.connection.execute(
        "UPDATE company SET made = 1 WHERE bearers = 0 AND (key IN (SELECT new_home FROM target)"
        f" OR key IN (SELECT r.company FROM ({CREATED.format(last=last)}) c CROSS JOIN row r ON r.n = c.n))"
    )

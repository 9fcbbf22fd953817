"""How a planned import enters the main file: set-based statements inside the operation's transaction, with its log and
its search entries. The staging file is attached as ``stage`` (``staging.py`` and ``plan_tables.py`` say what stands in it).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Connection

from tui_crm.db import sql, summaries
from tui_crm.db.cadences import rules
from tui_crm.db.records import RECORD_TYPES
from tui_crm.db.rows import next_id, number
from tui_crm.db.sqlite import search
from tui_crm.db.sqlite.plan_decisions import CREATED
from tui_crm.db.sqlite.plan_names import user_key
from tui_crm.db.sqlite.search import CONTACT, KINDS
from tui_crm.db.sqlite.staging import COLUMNS, STAGED
from tui_crm.db.transaction import Transaction

_STEPS = 24  # that creating takes: each statement is about one, what comes after them is the other half

_FILLED = (
    "contact",
    "contact_summary",
    *(part.table for part in STAGED),
    "relation",
    "contact_tag",
    "stage_transition",
    "reminder",
    "change",
)
"""Tables that grow with every created row."""

_FEW = 5_000
"""Below this many rows indexes are kept up row by row."""

_DEFAULTS = {"stage_pinned": "0", "do_not_contact": "0", "created_at": ":at"}
_BEARING = " UNION ".join(
    f"SELECT {column} FROM main.reminder WHERE contact_id >= :first" for column in ("contact_id", "customer_id")
)
_NEW_COMPANY = "FROM stage.company co WHERE co.made = 1"
Page: TypeAlias = Callable[[Transaction, int, int], Sequence[tuple[Any, ...]]]
"""Reads a page of a plan: behind an id, so many at most."""

_USER = "(SELECT u.id FROM stage.user_name u WHERE u.key = {owner})"


@dataclass(frozen=True)
class Created:
    """How many records were made: contacts of rows, and what came along with them."""

    contacts: int = 0
    companies: int = 0
    tags: int = 0
    users: int = 0


def overtaken(writing: Transaction, seen: int, me: int) -> bool:
    """Tell whether anybody has changed, since operation ``seen``, a contact that the plan changes or would have met, or a
    user or tag, which rows name; that ``me`` became a user makes no difference.
    """
    named = (
        "SELECT EXISTS (SELECT 1 FROM main.change WHERE operation_id > :seen AND (thing = 'tag' OR thing = 'user'"
        " AND NOT (record_id = :me AND action = 'create')))"
    )
    if sql.scalar(writing.connection, named, seen=seen, me=me):
        return True
    newer = "SELECT record_id FROM main.change WHERE operation_id > :seen AND thing = 'contact'"
    if sql.scalar(writing.connection, f"SELECT EXISTS ({newer})", seen=seen) == 0:
        return False
    changed = (
        "{table} t LEFT JOIN main.contact c ON c.id = t.id WHERE c.version IS NOT t.version OR c.deleted_at IS NOT NULL"
    )
    met = "main.{own} x CROSS JOIN stage.{table} k ON k.{key} = x.{key} WHERE x.{owner} IN ({newer})"
    queries = (
        *(changed.format(table=f"stage.{table}") for table in ("target", "customer_change")),
        met.format(own="contact_email", table="contact_email", key="address_key", owner="contact_id", newer=newer),
        met.format(own="contact_phone", table="contact_phone", key="phone_key", owner="contact_id", newer=newer),
        met.format(own="contact", table="row", key="name_key", owner="id", newer=newer),
        f"main.contact c CROSS JOIN stage.company co ON co.key = c.name_key WHERE c.id IN ({newer})",
        f"stage.bearer b WHERE b.id IN ({newer})",
    )
    found = " OR ".join(f"EXISTS (SELECT 1 FROM {query})" for query in queries)
    return bool(sql.scalar(writing.connection, f"SELECT {found}", seen=seen))


def create(
    writing: Transaction,
    last: int,
    me: int,
    why: str,
    source: str = "",
    *,
    tell: Callable[[int], None] = lambda _rows: None,
) -> Created:
    """Create what the plan creates of the first ``last`` rows, with ``why`` for the first stages of customers.

    Follow-ups with customers that nobody looks after are for the user ``me``; companies that come along have the ``source``.
    ``tell`` is told how far it is, in rows: all of them get on together.
    """
    connection = writing.connection
    tags, users = _make_names(writing)
    writing.flush()  # nobody bears the new tags yet, so nobody's search entry hangs on them
    first = next_id(connection, RECORD_TYPES["contact"])
    contacts = _number_rows(writing, first, last)
    companies = _number_companies(writing, first + contacts)
    count = contacts + companies
    if count:
        indexes = _drop_indexes(writing) if count >= _FEW and count > 2 * _present(writing) else []
        for done, statement in enumerate(_contacts()):
            tell(contacts * done // _STEPS)
            sql.run(connection, statement, at=writing.at, operation=writing.operation_id, source=source or None)
        tell(contacts * 12 // _STEPS)
        followups = _make_followups(writing, me)
        more = _note_stages(writing, first, why) + followups
        for statement in indexes:
            connection.exec_driver_sql(statement)
        tell(contacts * 16 // _STEPS)
        _summarise(writing, first if followups else None)
        tell(contacts * 18 // _STEPS)
        search.index_from(connection, first, many=count >= _FEW)
        _keep_cadences(connection, first)
        writing.derived.documents.update(_otherwise_named(connection))
        writing.recorded_in_bulk(count + more)
    return Created(contacts, companies, tags, users)


def number_fields(writing: Transaction, ids: Mapping[int, int]) -> None:
    """Give staged values of fields that were just made the ids of these, by the numbers that stood for them."""
    update = "UPDATE stage.custom_value SET field_id = ? WHERE field_id = ?"
    sql.many(writing.connection, update, [(made, number) for number, made in ids.items()])


def _present(writing: Transaction) -> int:
    return number(sql.scalar(writing.connection, "SELECT count(*) FROM main.contact"))


def _make_names(writing: Transaction) -> tuple[int, int]:
    """Give every tag and user that is needed its id; returns how many of each were made."""
    connection = writing.connection
    there = sql.rows(connection, 'SELECT id, login FROM main."user" WHERE deleted_at IS NULL')
    logins = {user_key(str(login)): number(key) for key, login in there}
    same = "SELECT min(r.id) FROM main.tag r WHERE r.deleted_at IS NULL AND r.name_key = x.key"
    sql.run(connection, f"UPDATE stage.tag_name AS x SET id = ({same}) WHERE used = 1 AND id IS NULL")
    return _make_missing(writing, "tag", "name", {}), _make_missing(writing, "user", "login", logins)


def _make_missing(writing: Transaction, thing: str, column: str, there: Mapping[str, int]) -> int:
    """Make what the plan needs and what did not come meanwhile: ``there`` are ids by key."""
    query = f"SELECT key, name FROM stage.{thing}_name WHERE used = 1 AND id IS NULL ORDER BY key"
    missing = [(str(key), str(name)) for key, name in sql.rows(writing.connection, query)]
    new = [(key, name) for key, name in missing if key not in there]
    made = writing.create_many(thing, [{column: name} for _key, name in new])
    ids = {**there, **{key: made_id for made_id, (key, _name) in zip(made, new, strict=True)}}
    update = f"UPDATE stage.{thing}_name SET id = ? WHERE key = ?"
    sql.many(writing.connection, update, [(ids[key], key) for key, _name in missing])
    return len(made)


def _drop_indexes(writing: Transaction) -> list[str]:
    """Drop the indexes of the tables that grow, and return the statements that make them again."""
    query = "SELECT name, sql FROM main.sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN :tables"
    found = [(str(name), str(made)) for name, made in sql.rows(writing.connection, query, tables=list(_FILLED))]
    for name, _made in found:
        writing.connection.exec_driver_sql(f'DROP INDEX main."{name}"')
    return [made for _name, made in found]


def _number_rows(writing: Transaction, first: int, last: int) -> int:
    sql.run(
        writing.connection,
        "INSERT INTO stage.made (n, id, root) SELECT c.n, :first - 1 + row_number() OVER (ORDER BY c.root), c.root"
        f" FROM ({CREATED.format(last=last)}) c ORDER BY c.root",
        first=first,
    )
    return number(sql.scalar(writing.connection, "SELECT count(*) FROM stage.made"))


def _number_companies(writing: Transaction, first: int) -> int:
    """Give every company that rows name its id: those that are there, those that have a row, those that come along."""
    connection = writing.connection
    sql.run(
        connection,
        "UPDATE stage.company SET id = CASE WHEN bearer > 0 THEN bearer"
        " ELSE (SELECT m.id FROM stage.made m WHERE m.root = -bearer) END WHERE bearers = 1",
    )
    sql.run(
        connection,
        "UPDATE stage.company SET id = :first - 1 + numbered.place FROM (SELECT key AS k, row_number() OVER (ORDER BY key)"
        " AS place FROM stage.company WHERE made = 1) numbered WHERE key = numbered.k",
        first=first,
    )
    return number(sql.scalar(connection, f"SELECT count(*) {_NEW_COMPANY}"))


def _contacts() -> Iterator[str]:
    """Yield the statements that fill the tables of contacts, in an order in which every reference finds its target."""
    own = {name: f"coalesce(r.{name}, {_DEFAULTS[name]})" if name in _DEFAULTS else f"r.{name}" for name in COLUMNS}
    alone = "r.company IS NULL"
    own["level"] = f"iif({alone}, nullif(coalesce(x.level, r.level), ''), NULL)"
    own["stage"] = f"iif({alone}, coalesce(x.stage, r.stage, 'lead'), 'lead')"
    owner = f"iif({alone}, {_USER.format(owner='coalesce(x.owner, r.owner)')}, NULL)"
    made = "FROM stage.made m CROSS JOIN stage.row r ON r.n = m.n"
    yield (
        f"INSERT INTO main.contact (id, version, owner_id, {', '.join(own)}) SELECT m.id, 1, {owner}, {', '.join(own.values())}"
        f" {made} LEFT JOIN stage.told x ON x.customer = -m.root ORDER BY m.id"
    )
    yield (
        "INSERT INTO main.contact (id, version, kind, name, name_key, owner_id, level, stage, stage_pinned,"
        f" do_not_contact, created_at, source) SELECT co.id, 1, 'company', co.name, co.key, {_USER.format(owner='x.owner')},"
        " x.level, coalesce(x.stage, 'lead'), 0, 0, :at, :source FROM stage.company co LEFT JOIN stage.told x ON x.company = co.key"
        " WHERE co.made = 1 ORDER BY co.id"
    )
    for part in STAGED:
        columns = (*(("position",) if part.ordered else ()), *part.columns, *part.derived)
        taken = ", ".join(f"p.{name}" for name in columns)
        live = (
            " JOIN main.custom_field f ON f.id = p.field_id AND f.deleted_at IS NULL" if part.name == "custom" else ""
        )
        yield (
            f"INSERT INTO main.{part.table} ({part.owner}, {', '.join(columns)}) SELECT m.id, {taken}"
            f" FROM stage.made m CROSS JOIN stage.{part.table} p ON p.n = m.n{live} ORDER BY m.id"
        )
    company = "JOIN stage.company co ON co.key = r.company"
    yield (
        "INSERT INTO main.relation (contact_id, position, other_id, kind, role, department, is_primary)"
        f" SELECT m.id, 0, co.id, 'member', r.role, r.department, 1 {made} {company} ORDER BY m.id"
    )
    yield (
        "INSERT OR IGNORE INTO main.contact_tag (contact_id, tag_id) SELECT m.id, t.id FROM stage.made m"
        " CROSS JOIN stage.tag g ON g.n = m.n JOIN stage.tag_name t ON t.key = g.key ORDER BY m.id"
    )
    yield _logged("contact", f"SELECT id FROM stage.made UNION ALL SELECT co.id {_NEW_COMPANY}")
    yield (
        f"INSERT INTO main.search_document (id, name, body) SELECT m.id * {KINDS} + {CONTACT}, d.name, d.body"
        " FROM stage.made m CROSS JOIN stage.document d ON d.n = m.n ORDER BY m.id"
    )
    yield (
        f"INSERT INTO main.search_document (id, name, body) SELECT co.id * {KINDS} + {CONTACT}, co.words, '' {_NEW_COMPANY}"
        " ORDER BY co.id"
    )


def _logged(thing: str, ids: str) -> str:
    return (
        "INSERT INTO main.change (operation_id, thing, record_id, action, version, fields)"
        f" SELECT :operation, '{thing}', id, 'create', 1, NULL FROM ({ids}) ORDER BY id"
    )


def _note_stages(writing: Transaction, first: int, why: str) -> int:
    """Write the first step of new customers that begin in another stage than the first; returns how many."""
    connection = writing.connection
    following = next_id(connection, RECORD_TYPES["stage_transition"])
    sql.run(
        connection,
        "INSERT INTO main.stage_transition (id, version, contact_id, from_stage, to_stage, effective_at, recorded_at, why,"
        " operation_id) SELECT :following - 1 + row_number() OVER (ORDER BY id), 1, id, NULL, stage, :at, :at, :why,"
        " :operation FROM main.contact WHERE id >= :first AND stage <> 'lead' ORDER BY id",
        following=following, at=writing.at, operation=writing.operation_id, first=first, why=why,
    )  # fmt: skip
    return _log_new(writing, "stage_transition", following)


def _make_followups(writing: Transaction, me: int) -> int:
    """Write the follow-ups that new contacts bring; returns how many."""
    connection = writing.connection
    following = next_id(connection, RECORD_TYPES["reminder"])
    sql.run(
        connection,
        "INSERT INTO main.reminder (id, version, contact_id, customer_id, owner_id, priority, due_on, due_time, zone,"
        " created_at, due_key, due_at) SELECT :following - 1 + row_number() OVER (ORDER BY m.id, d.due_key), 1, m.id, c.id,"
        " coalesce(c.owner_id, :me), 'normal', d.due_on, d.due_time, d.zone, :at, d.due_key, d.due_at FROM stage.made m"
        " CROSS JOIN stage.due d ON d.n = m.n CROSS JOIN stage.row r ON r.n = d.n LEFT JOIN stage.company co"
        " ON co.key = r.company JOIN main.contact c ON c.id = coalesce(co.id, m.id) ORDER BY m.id, d.due_key",
        following=following, at=writing.at, me=me,
    )  # fmt: skip
    customers = sql.rows(
        connection, "SELECT DISTINCT customer_id FROM main.reminder WHERE id >= :first", first=following
    )
    writing.go_on_with([number(row[0]) for row in customers])
    return _log_new(writing, "reminder", following)


def _log_new(writing: Transaction, thing: str, following: int) -> int:
    connection = writing.connection
    new = f"FROM main.{thing} WHERE id >= :following"
    sql.run(connection, _logged(thing, f"SELECT id {new}"), operation=writing.operation_id, following=following)
    return number(sql.scalar(connection, f"SELECT count(*) {new}", following=following))


def _summarise(writing: Transaction, first: int | None) -> None:
    """Write the summaries of new contacts; from the contact ``first`` on, compute those that follow-ups bear on."""
    connection = writing.connection
    sql.run(
        connection,
        "INSERT INTO main.contact_summary (contact_id, customer_id) SELECT m.id, coalesce(co.id, m.id) FROM stage.made m"
        " CROSS JOIN stage.row r ON r.n = m.n LEFT JOIN stage.company co ON co.key = r.company ORDER BY m.id",
    )
    sql.run(
        connection,
        f"INSERT INTO main.contact_summary (contact_id, customer_id) SELECT co.id, co.id {_NEW_COMPANY} ORDER BY co.id",
    )
    if first is not None:
        summaries.refresh_chosen(connection, _BEARING, first=first)


def _keep_cadences(connection: Connection, first: int) -> None:
    """Compute by when one shall be in touch with the contacts from ``first`` on, and with those their follow-ups bear on."""
    some, segments = rules(connection)
    if not some:
        return
    if segments:
        from tui_crm.db.cadence_segments import further  # noqa: PLC0415 - few files need the language of filters here

        new = f"SELECT id FROM main.contact WHERE id >= :first UNION {_BEARING}"
        summaries.keep_cadence(connection, new, further(connection), first=first)
    else:
        summaries.keep_cadence(connection, "SELECT id FROM main.contact WHERE id >= :first", first=first)


def _otherwise_named(connection: Connection) -> list[int]:
    """Return the new people whose company is called otherwise than their rows call it: they are found by its own name."""
    query = (
        "SELECT m.id FROM stage.made m CROSS JOIN stage.row r ON r.n = m.n WHERE r.company IN (SELECT co.key"
        " FROM stage.company co JOIN main.contact c ON c.id = co.id WHERE c.name_key <> co.key)"
    )
    return [number(row[0]) for row in sql.rows(connection, query)]


def customer_changes(writing: Transaction, after: int, limit: int) -> Sequence[tuple[Any, ...]]:
    """Return the next customers that change by what rows say of them: id, owner's id, level, stage (None: as it is; ids 0 and texts
    that are empty: none any more).
    """
    return _page(
        writing,
        f"SELECT x.id, iif(x.owner = '', 0, {_USER.format(owner='x.owner')}), x.level, x.stage FROM stage.customer_change x",
        after, limit,
    )  # fmt: skip


def targets(writing: Transaction, after: int, limit: int) -> Sequence[tuple[Any, ...]]:
    """Return the next contacts to change: id, the company they will be in, before and after as JSON values."""
    return _page(
        writing,
        "SELECT x.id, CASE WHEN x.new_home IS NOT NULL THEN (SELECT co.id FROM stage.company co WHERE co.key = x.new_home)"
        " WHEN x.home < 0 THEN (SELECT m.id FROM stage.made m WHERE m.root = -x.home) ELSE x.home END,"
        " x.before, x.after FROM stage.target x",
        after, limit,
    )  # fmt: skip


def _page(writing: Transaction, query: str, after: int, limit: int) -> Sequence[tuple[Any, ...]]:
    found = sql.rows(
        writing.connection, f"{query} WHERE x.id > :after ORDER BY x.id LIMIT :limit", after=after, limit=limit
    )
    return [tuple(row) for row in found]


def tag_ids(writing: Transaction) -> dict[str, int]:
    """Return the ids of the tags that the plan needs, by name."""
    found = sql.rows(writing.connection, "SELECT name, id FROM stage.tag_name WHERE used = 1")
    return {str(name): number(tag) for name, tag in found}

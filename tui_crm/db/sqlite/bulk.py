"""How a staged import enters the main file: set-based statements inside the operation's transaction, with its log and
its search entries. The staging file is attached as ``stage`` (``db/sqlite/staging.py`` says what stands in it).
"""

from collections.abc import Iterator, Sequence
from typing import Any

from tui_crm.db import sql
from tui_crm.db.records import RECORD_TYPES
from tui_crm.db.rows import next_id, number
from tui_crm.db.sqlite.search import CONTACT, KINDS
from tui_crm.db.sqlite.staging import COLUMNS, STAGED
from tui_crm.db.transaction import Transaction

_FILLED = (
    "contact",
    "contact_summary",
    *(part.table.strip('"') for part in STAGED),
    "relation",
    "contact_tag",
    "change",
)
"""Tables that grow with every created row."""

_FEW = 5_000
"""Below this many rows indexes are kept up row by row."""

_CUSTOMER_FIELDS = {"stage": "'lead'", "level": "NULL"}
"""What a person in a company has instead of what the row says of the customer."""

_DEFAULTS = {"stage": "'lead'", "stage_pinned": "0", "do_not_contact": "0", "created_at": ":at"}


def overtaken(writing: Transaction, seen: int) -> bool:
    """Tell whether anybody has changed, since operation ``seen``, a contact that the plan touches or would have matched."""
    newer = "SELECT record_id FROM main.change WHERE operation_id > :seen AND thing = 'contact'"
    query = f"""SELECT EXISTS (SELECT 1 FROM stage.target t LEFT JOIN main.contact c ON c.id = t.id
            WHERE c.version IS NOT t.version OR c.deleted_at IS NOT NULL)
        OR EXISTS (SELECT 1 FROM main.contact_email e JOIN stage.key k ON k.rank = 0 AND k.key = e.address_key
            WHERE e.contact_id IN ({newer}))
        OR EXISTS (SELECT 1 FROM main.contact_phone p JOIN stage.key k ON k.rank = 1 AND k.key = p.phone_key
            WHERE p.contact_id IN ({newer}))
        OR EXISTS (SELECT 1 FROM main.contact c JOIN stage.key k ON k.rank = 2 AND k.key = c.name_key
            WHERE c.id IN ({newer}))
        OR EXISTS (SELECT 1 FROM main.contact c JOIN stage.company co ON co.key = c.name_key WHERE c.id IN ({newer}))"""
    return bool(sql.scalar(writing.connection, query, seen=seen))


def create(writing: Transaction) -> tuple[int, int]:
    """Create what the plan creates; returns how many contacts rows made, and how many companies came along."""
    connection = writing.connection
    count = number(sql.scalar(connection, "SELECT count(*) FROM stage.row WHERE outcome = 'created'"))
    if not count:
        return 0, 0
    _name_records(writing)
    indexes = _drop_indexes(writing) if count >= _FEW and count > 2 * _present(writing) else []
    first = next_id(connection, RECORD_TYPES["contact"])
    _number_rows(writing, first)
    companies = _number_companies(writing, first + count)
    for statement in _statements():
        sql.run(connection, statement, at=writing.at, operation=writing.operation_id, first=first)
    for statement in indexes:
        connection.exec_driver_sql(statement)
    _index_words(writing, first)
    writing.recorded_in_bulk(count + companies)
    return count, companies


def _present(writing: Transaction) -> int:
    return number(sql.scalar(writing.connection, "SELECT count(*) FROM main.contact"))


def _name_records(writing: Transaction) -> None:
    """Give every tag and user that created rows name its id; the missing ones are made."""
    named = {
        "tag": ("tag_name", "SELECT key FROM stage.tag JOIN stage.row USING (n) WHERE outcome = 'created'", "name_key", "name"),
        "user": ("user_name", "SELECT owner FROM stage.row WHERE outcome = 'created' UNION SELECT owner FROM stage.company",
                 "lower(login)", "login"),
    }  # fmt: skip
    for thing, (table, used, key, column) in named.items():
        find = (
            f'UPDATE stage.{table} SET id = (SELECT min(id) FROM main."{thing}" r'
            f" WHERE r.deleted_at IS NULL AND {key} = stage.{table}.key)"
        )
        sql.run(writing.connection, find)
        if thing == "user":
            by_name = find.replace(key, "lower(r.name)")
            sql.run(writing.connection, by_name + " WHERE id IS NULL")
        missing = sql.rows(
            writing.connection, f"SELECT name FROM stage.{table} WHERE id IS NULL AND key IN ({used}) ORDER BY key"
        )
        if missing:
            writing.create_many(thing, [{column: row[0]} for row in missing])
            sql.run(writing.connection, find + " WHERE id IS NULL")


def _drop_indexes(writing: Transaction) -> list[str]:
    """Drop the indexes of the tables that grow, and return the statements that make them again."""
    query = "SELECT name, sql FROM main.sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN :tables"
    found = [(str(name), str(made)) for name, made in sql.rows(writing.connection, query, tables=list(_FILLED))]
    for name, _made in found:
        writing.connection.exec_driver_sql(f'DROP INDEX main."{name}"')
    return [made for _name, made in found]


def _number_rows(writing: Transaction, first: int) -> None:
    sql.run(
        writing.connection,
        "INSERT INTO stage.made SELECT n, :first - 1 + row_number() OVER (ORDER BY n) FROM stage.row"
        " WHERE outcome = 'created' ORDER BY n",
        first=first,
    )


def _number_companies(writing: Transaction, first: int) -> int:
    """Find the companies that created rows belong to, among those that are there, then in the file; number the rest."""
    connection = writing.connection
    used = "key IN (SELECT company FROM stage.row WHERE outcome = 'created')"
    sql.run(connection, "UPDATE stage.company SET id = (SELECT min(c.id) FROM main.contact c WHERE c.kind = 'company'"
            f" AND c.deleted_at IS NULL AND c.name_key = stage.company.key) WHERE {used}")  # fmt: skip
    sql.run(connection, "UPDATE stage.company SET id = (SELECT min(m.id) FROM stage.contact s JOIN stage.made m ON m.n = s.n"
            f" WHERE s.kind = 'company' AND s.name_key = stage.company.key) WHERE id IS NULL AND {used}")  # fmt: skip
    sql.run(connection, "UPDATE stage.company SET made = 1, id = :first - 1 + numbered.place FROM (SELECT key AS k,"
            f" row_number() OVER (ORDER BY key) AS place FROM stage.company WHERE id IS NULL AND {used}) numbered"
            " WHERE key = numbered.k", first=first)  # fmt: skip
    return number(sql.scalar(connection, "SELECT count(*) FROM stage.company WHERE made = 1"))


def _statements() -> Iterator[str]:
    """Yield the statements that fill the tables, in an order in which every reference finds its target."""
    values = []
    for name in COLUMNS:
        value = f"coalesce(s.{name}, {_DEFAULTS[name]})" if name in _DEFAULTS else f"s.{name}"
        if name in _CUSTOMER_FIELDS:
            value = f"CASE WHEN r.company IS NULL THEN {value} ELSE {_CUSTOMER_FIELDS[name]} END"
        values.append(value)
    owner = "CASE WHEN r.company IS NULL THEN (SELECT u.id FROM stage.user_name u WHERE u.key = r.owner) END"
    made = "FROM stage.made m JOIN stage.row r ON r.n = m.n"
    names = ", ".join(COLUMNS)
    yield (
        f"INSERT INTO main.contact (id, version, owner_id, {names}) SELECT m.id, 1, {owner}, {', '.join(values)}"
        f" {made} JOIN stage.contact s ON s.n = m.n ORDER BY m.id"
    )
    new_company = "FROM stage.company co WHERE co.made = 1 ORDER BY co.id"
    yield (
        "INSERT INTO main.contact (id, version, kind, name, name_key, owner_id, level, stage, stage_pinned,"
        " do_not_contact, created_at) SELECT co.id, 1, 'company', co.name, co.key, (SELECT u.id FROM stage.user_name u"
        f" WHERE u.key = co.owner), co.level, coalesce(co.stage, 'lead'), 0, 0, :at {new_company}"
    )
    for part in STAGED:
        own = (*(("position",) if part.ordered else ()), *part.columns, *part.derived)
        taken = ", ".join(f"p.{name}" for name in own)
        yield (
            f"INSERT INTO main.{part.table} ({part.owner}, {', '.join(own)}) SELECT m.id, {taken}"
            f" FROM stage.{part.table} p JOIN stage.made m ON m.n = p.n"
        )
    company = "JOIN stage.company co ON co.key = r.company"
    yield (
        "INSERT INTO main.relation (contact_id, position, other_id, kind, role, department, is_primary)"
        f" SELECT m.id, 0, co.id, 'member', r.role, r.department, 1 {made} {company}"
    )
    yield (
        "INSERT OR IGNORE INTO main.contact_tag (contact_id, tag_id) SELECT m.id, t.id FROM stage.tag g"
        " JOIN stage.made m ON m.n = g.n JOIN stage.tag_name t ON t.key = g.key"
    )
    everyone = f"SELECT id FROM stage.made UNION ALL SELECT co.id {new_company}"
    yield (
        "INSERT INTO main.change (operation_id, thing, record_id, action, version, fields)"
        f" SELECT :operation, 'contact', id, 'create', 1, NULL FROM ({everyone}) ORDER BY id"
    )
    yield (
        "INSERT INTO main.contact_summary (contact_id, customer_id)"
        f" SELECT m.id, coalesce(co.id, m.id) {made} LEFT {company} ORDER BY m.id"
    )
    yield f"INSERT INTO main.contact_summary (contact_id, customer_id) SELECT co.id, co.id {new_company}"
    yield (
        f"INSERT INTO main.search_document (id, name, body) SELECT m.id * {KINDS} + {CONTACT}, d.name, d.body"
        " FROM stage.made m JOIN stage.document d ON d.n = m.n ORDER BY m.id"
    )
    yield (
        f"INSERT INTO main.search_document (id, name, body) SELECT co.id * {KINDS} + {CONTACT}, co.words, '' {new_company}"
    )


def _index_words(writing: Transaction, first: int) -> None:
    """Put the words of the new contacts into both search indexes."""
    for index, columns in (("search_name", "name"), ("search_text", "name, body")):
        sql.run(
            writing.connection,
            f"INSERT INTO main.{index} (rowid, {columns}) SELECT id, {columns} FROM main.search_document"
            " WHERE id >= :first ORDER BY id",
            first=first * KINDS,
        )


def followups(writing: Transaction) -> sql.Rows:
    """Return the follow-ups that created rows bring: contact, customer, owner, due_on, due_time."""
    return sql.rows(
        writing.connection,
        "SELECT m.id, coalesce(co.id, m.id), (SELECT u.id FROM stage.user_name u WHERE u.key = coalesce(co.owner, r.owner)),"
        " r.due_on, r.due_time FROM stage.made m JOIN stage.row r ON r.n = m.n"
        " LEFT JOIN stage.company co ON co.key = r.company WHERE r.due_on IS NOT NULL ORDER BY m.id",
    )


def staged_stages(writing: Transaction) -> sql.Rows:
    """Return the created customers that start in another stage than lead: contact, stage."""
    return sql.rows(
        writing.connection,
        "SELECT c.id, c.stage FROM main.contact c WHERE c.stage <> 'lead' AND c.id IN (SELECT id FROM stage.made"
        " UNION ALL SELECT id FROM stage.company WHERE made = 1) ORDER BY c.id",
    )


def told_companies(writing: Transaction) -> sql.Rows:
    """Return the companies that were there and of which created rows say something: id, owner, level, stage."""
    return sql.rows(
        writing.connection,
        "SELECT co.id, co.owner, co.level, co.stage FROM stage.company co WHERE co.made IS NULL AND co.id IS NOT NULL"
        " AND coalesce(co.owner, co.level, co.stage) IS NOT NULL ORDER BY co.id",
    )


def updates(writing: Transaction, after: int, limit: int) -> Sequence[tuple[Any, ...]]:
    """Return the next contacts to change: id, before and after as JSON values."""
    found = sql.rows(
        writing.connection,
        "SELECT id, before, after FROM stage.target WHERE id > :after ORDER BY id LIMIT :limit",
        after=after, limit=limit,
    )  # fmt: skip
    return [tuple(row) for row in found]

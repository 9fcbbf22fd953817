"""Where an import stands before it is applied: a temporary file with one row per row of the input, in the shape of the
tables it will fill. Matching reads the main file beside it; nothing of the main file is locked meanwhile.

Rows are numbered ``n`` in the order of the input. Empty columns are "the file does not say". Companies, tags and users
that rows name stand once each under their key; a company's key is its ``name_key``.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_crm.db.records import RECORD_TYPES, Collection, as_tuples
from tui_crm.db.sqlite.driver import Driver

if TYPE_CHECKING:
    from sqlite3 import Connection as DbapiConnection

CONTACT = RECORD_TYPES["contact"]
COLUMNS = tuple(name for name in (*CONTACT.columns, *CONTACT.derived) if name not in {"owner_id", "deleted_at"})
"""The columns of a contact that a row may fill itself."""

STAGED = tuple(part for part in CONTACT.collections if part.name not in {"tags", "relations"})
"""The collections that a row fills itself."""

OF_COMPANY = "\x01"
"""Stands in the place of a key's company where the row is a company: people never match companies."""

RANKS = ("email", "phone", "name")
"""The keys that rows are matched by; a row's keys carry their place in this tuple."""

_SCHEMA = (
    """CREATE TABLE row (n INTEGER PRIMARY KEY, line INTEGER, company TEXT, role TEXT, department TEXT, owner TEXT,
       due_on TEXT, due_time TEXT, has INTEGER, outcome TEXT, target INTEGER, reason TEXT, changes TEXT)""",
    "CREATE TABLE contact (n INTEGER PRIMARY KEY, {columns})",
    "CREATE TABLE key (n INTEGER, rank INTEGER, key TEXT, company TEXT)",
    "CREATE TABLE tag (n INTEGER, key TEXT, PRIMARY KEY (n, key)) WITHOUT ROWID",
    "CREATE TABLE tag_name (key TEXT PRIMARY KEY, name TEXT, id INTEGER) WITHOUT ROWID",
    """CREATE TABLE company (key TEXT PRIMARY KEY, name TEXT, words TEXT, owner TEXT, level TEXT, stage TEXT, id INTEGER,
       made INTEGER, there INTEGER) WITHOUT ROWID""",
    "CREATE TABLE user_name (key TEXT PRIMARY KEY, name TEXT, id INTEGER) WITHOUT ROWID",
    "CREATE TABLE document (n INTEGER PRIMARY KEY, name TEXT, body TEXT)",
    "CREATE TABLE hit (n INTEGER, rank INTEGER, id INTEGER, PRIMARY KEY (n, rank, id)) WITHOUT ROWID",
    "CREATE TABLE shared (rank INTEGER, key TEXT, company TEXT, n INTEGER, target INTEGER, PRIMARY KEY (rank, key, company, n)) WITHOUT ROWID",
    "CREATE INDEX shared_by_row ON shared (n)",
    "CREATE TABLE target (id INTEGER PRIMARY KEY, version INTEGER, before TEXT, after TEXT)",
    "CREATE TABLE made (n INTEGER PRIMARY KEY, id INTEGER)",
)


@dataclass(frozen=True)
class StagedRow:
    """One row of the input, ready for its tables; ``columns`` and each list in ``lists`` are in the tables' order."""

    n: int
    line: int
    columns: tuple[object, ...]
    lists: dict[str, list[tuple[object, ...]]]
    keys: list[tuple[int, str, str]]
    has: int
    company: str | None = None
    role: str | None = None
    department: str | None = None
    owner: str | None = None
    due_on: str | None = None
    due_time: str | None = None
    tags: tuple[str, ...] = ()
    document: tuple[str, str] = ("", "")
    reason: str | None = None


def staged_columns(part: Collection) -> tuple[str, ...]:
    """Return the columns of a staged collection: number of the row, position if any, values, derived."""
    return ("n", *(("position",) if part.ordered else ()), *part.columns, *part.derived)


class Staging:
    """The temporary file of one import, with the main file attached read-only as ``crm`` for matching."""

    def __init__(self, path: Path, driver: Driver) -> None:
        self.path = path
        self.connection: DbapiConnection = driver.module.connect(str(path), uri=True, isolation_level=None)
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = NORMAL"):
            self.connection.execute(f"PRAGMA {pragma}")
        for statement in _SCHEMA:
            self.connection.execute(statement.format(columns=", ".join(COLUMNS)))
        for part in STAGED:
            names = staged_columns(part)
            key = f"PRIMARY KEY ({names[0]}, {names[1]})"  # the row, then the position or what the value is of
            self.connection.execute(f"CREATE TABLE {part.table} ({', '.join(names)}, {key}) WITHOUT ROWID")
        self._inserts = {part.name: _insert(part.table, len(staged_columns(part))) for part in STAGED}

    def add(self, rows: Sequence[StagedRow]) -> None:
        """Write a batch of rows."""
        connection = self.connection
        connection.execute("BEGIN")
        connection.executemany(
            _insert("row", 13),
            [
                (row.n, row.line, row.company, row.role, row.department, row.owner, row.due_on, row.due_time, row.has,
                 "rejected" if row.reason else None, None, row.reason, None)
                for row in rows
            ],
        )  # fmt: skip
        self._fill([row for row in rows if not row.reason])
        connection.execute("COMMIT")

    def _fill(self, rows: Sequence[StagedRow]) -> None:
        connection = self.connection
        connection.executemany(_insert("contact", 1 + len(COLUMNS)), [(row.n, *row.columns) for row in rows])
        for name, statement in self._inserts.items():
            connection.executemany(statement, [entry for row in rows for entry in row.lists.get(name, ())])
        connection.executemany(_insert("key", 4), [(row.n, *key) for row in rows for key in row.keys])
        connection.executemany(_insert("document", 3), [(row.n, *row.document) for row in rows])
        connection.executemany(
            "INSERT OR IGNORE INTO tag VALUES (?, ?)", [(row.n, key) for row in rows for key in row.tags]
        )

    def name_companies(self, companies: Iterable[tuple[object, ...]]) -> None:
        """Write companies that rows name: (key, name, words, owner, level, stage); what a later row says of one wins."""
        self.connection.execute("BEGIN")
        self.connection.executemany(
            "INSERT INTO company (key, name, words, owner, level, stage) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (key) DO UPDATE SET owner = coalesce(excluded.owner, owner),"
            " level = coalesce(excluded.level, level), stage = coalesce(excluded.stage, stage)",
            list(companies),
        )
        self.connection.execute("COMMIT")

    def name(self, table: str, names: dict[str, str]) -> None:
        """Write the tags (``tag_name``) or users (``user_name``) that rows name, by key."""
        self.connection.executemany(f"INSERT OR IGNORE INTO {table} (key, name) VALUES (?, ?)", list(names.items()))

    def attach(self, database: Path) -> None:
        """Let matching read the database at ``database``, under the name ``crm``."""
        self.connection.execute("ATTACH ? AS crm", (f"file:{database}?mode=ro",))

    def detach(self) -> None:
        """Let go of the main file."""
        self.connection.execute("DETACH crm")

    def index_keys(self) -> None:
        """Find the keys that several rows of the file share."""
        self.connection.execute("CREATE INDEX IF NOT EXISTS key_by_key ON key (rank, key, company, n)")
        self.connection.execute("CREATE INDEX IF NOT EXISTS key_by_row ON key (n)")
        self.connection.execute("CREATE INDEX IF NOT EXISTS company_rows ON contact (name_key) WHERE kind = 'company'")
        self.connection.execute("DELETE FROM shared")
        self.connection.execute(
            "INSERT OR IGNORE INTO shared SELECT k.rank, k.key, k.company, k.n, NULL FROM"
            " (SELECT rank, key, company FROM key GROUP BY rank, key, company HAVING min(n) < max(n)) d"
            " JOIN key k USING (rank, key, company)"
        )

    def match(self, ranks: Sequence[int]) -> None:
        """Find for each row the live contacts of the main file that bear one of its keys."""
        self.connection.execute("DELETE FROM hit")
        if not self.connection.execute("SELECT EXISTS (SELECT 1 FROM crm.contact)").fetchone()[0]:
            return
        for rank in ranks:
            self.connection.execute(_MATCH[RANKS[rank]])

    def forget_plan(self) -> None:
        """Take back what planning wrote, so that it can be done again."""
        self.connection.execute("DELETE FROM target")
        self.connection.execute("UPDATE shared SET target = NULL")
        self.connection.execute(
            "UPDATE row SET outcome = NULL, target = NULL, changes = NULL WHERE outcome <> 'rejected'"
        )

    def begin(self) -> None:
        """Begin to write decisions; ``settle`` ends it."""
        self.connection.execute("BEGIN")

    def settle(self, several_companies: str) -> None:
        """Create what nobody decided on, and let what comes out as it was count as unchanged.

        A row to create whose company's name several companies bear is not decided by guessing: it gets that reason.
        """
        self.connection.execute("UPDATE row SET outcome = 'created' WHERE outcome IS NULL")
        self.connection.execute(
            "UPDATE company SET there = (SELECT count(*) FROM crm.contact c WHERE c.name_key = company.key"
            " AND c.deleted_at IS NULL AND c.kind = 'company') WHERE key IN (SELECT company FROM row WHERE outcome = 'created')"
        )
        self.connection.execute(
            "UPDATE row SET outcome = 'unchanged', changes = NULL WHERE outcome = 'updated'"
            " AND target IN (SELECT id FROM target WHERE before = after)"
        )
        self.connection.execute("DELETE FROM target WHERE before = after")
        self.connection.execute(
            "UPDATE row SET outcome = 'ambiguous', reason = ? WHERE outcome = 'created'"
            " AND company IN (SELECT key FROM company WHERE there > 1)",
            (several_companies,),
        )
        self.connection.execute(
            "UPDATE row SET outcome = 'ambiguous', reason = ? WHERE target < 0"
            " AND -target IN (SELECT n FROM row WHERE outcome = 'ambiguous')",
            (several_companies,),
        )
        self.connection.execute("COMMIT")

    def decide(self, n: int, outcome: str, target: int | None, changes: str | None = None) -> None:
        """Write what becomes of a row: created, updated, unchanged, skipped; ``changes`` is JSON field → [old, new]."""
        self.connection.execute(
            "UPDATE row SET outcome = ?, target = ?, changes = ? WHERE n = ?", (outcome, target, changes, n)
        )

    def reject(self, n: int, reason: str) -> None:
        """Write that a row fits several contacts."""
        self.connection.execute("UPDATE row SET outcome = 'ambiguous', reason = ? WHERE n = ?", (reason, n))

    def point(self, n: int, target: int) -> None:
        """Let the keys that a row shares with later ones lead to its contact (or to the row that creates it, as −n)."""
        self.connection.execute("UPDATE shared SET target = ? WHERE n = ?", (target, n))

    def shared_by(self, n: int) -> dict[int, set[int]]:
        """Return where the keys of earlier rows lead that this row shares, by rank."""
        found: dict[int, set[int]] = {}
        query = (
            "SELECT s.rank, s.target FROM shared mine JOIN shared s USING (rank, key, company)"
            " WHERE mine.n = ? AND s.n < ? AND s.target IS NOT NULL"
        )
        for rank, target in self.connection.execute(query, (n, n)):
            found.setdefault(rank, set()).add(target)
        return found

    def line(self, n: int) -> int:
        """Return the line of the input that a row began at."""
        return int(self.connection.execute("SELECT line FROM row WHERE n = ?", (n,)).fetchone()[0])

    def has(self, n: int) -> int:
        """Return which keys a row has, as bits."""
        return int(self.connection.execute("SELECT has FROM row WHERE n = ?", (n,)).fetchone()[0])

    def replace(self, row: StagedRow, has: int) -> None:
        """Write a row anew, joined with a later one that has the keys ``has``."""
        for table in ("contact", "key", "document", "tag", *(part.table for part in STAGED)):
            self.connection.execute(f"DELETE FROM {table} WHERE n = ?", (row.n,))
        self._fill([row])
        self.connection.execute(
            "UPDATE row SET company = ?, role = ?, department = ?, owner = ?, due_on = ?, due_time = ?, has = has | ?"
            " WHERE n = ?",
            (row.company, row.role, row.department, row.owner, row.due_on, row.due_time, row.has | has, row.n),
        )

    def change(self, target: int, version: int, before: dict[str, object], after: dict[str, object]) -> None:
        """Write what becomes of a contact that is there; ``before`` is kept from the first row that changes it."""
        self.connection.execute(
            "INSERT INTO target VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET after = excluded.after",
            (target, version, _json(before), _json(after)),
        )

    def changed(self, ids: Sequence[int]) -> dict[int, dict[str, object]]:
        """Return contacts as earlier rows have changed them."""
        query = "SELECT id, after FROM target WHERE id IN ({marks})"
        return {number: _values(str(after)) for number, after in self._chosen(query, ids)}

    def concerned(self, after: int, limit: int) -> list[int]:
        """Return the next rows, in order, that share a key with another row or match a contact."""
        found = self.connection.execute(
            "SELECT n FROM (SELECT n FROM hit WHERE n > ? UNION SELECT n FROM shared WHERE n > ?) ORDER BY n LIMIT ?",
            (after, after, limit),
        )
        return [row[0] for row in found]

    def hits(self, rows: Sequence[int]) -> dict[int, dict[int, list[int]]]:
        """Return for each row and rank the contacts that bear one of its keys."""
        found: dict[int, dict[int, list[int]]] = {}
        for n, rank, contact_id in self._chosen("SELECT n, rank, id FROM hit WHERE n IN ({marks}) ORDER BY id", rows):
            found.setdefault(n, {}).setdefault(rank, []).append(contact_id)
        return found

    def records(self, rows: Sequence[int]) -> dict[int, dict[str, object]]:
        """Return what rows say as values: columns that are said, lists as tuples, names of tags, company and owner."""
        found: dict[int, dict[str, object]] = {n: {} for n in rows}
        for n, *values in self._chosen(f"SELECT n, {', '.join(COLUMNS)} FROM contact WHERE n IN ({{marks}})", rows):
            found[n].update((name, value) for name, value in zip(COLUMNS, values, strict=True) if value is not None)
        for n, *values in self._chosen(_OTHER_VALUES, rows):
            said = dict(zip(_OTHERS, values, strict=True))
            due = (said.pop("due_on"), said.pop("due_time"))
            found[n].update((name, value) for name, value in said.items() if value is not None)
            if due[0] is not None:
                found[n]["next_follow_up"] = due
        for part in STAGED:
            query = f"SELECT n, {', '.join(part.columns)} FROM {part.table} WHERE n IN ({{marks}}) ORDER BY n, {staged_columns(part)[1]}"
            for n, *values in self._chosen(query, rows):
                found[n][part.name] = (*as_tuples(found[n].get(part.name)), tuple(values))
        tags: dict[int, list[str]] = {}
        for n, name in self._chosen("SELECT n, t.name FROM tag JOIN tag_name t USING (key) WHERE n IN ({marks})", rows):
            tags.setdefault(n, []).append(name)
        for n, names in tags.items():
            found[n]["tags"] = tuple(names)
        return found

    def _chosen(self, query: str, rows: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        return iter(self.connection.execute(query.format(marks=", ".join("?" * len(rows))), list(rows)))

    def counts(self) -> dict[str, int]:
        """Return how many rows have which outcome; both kinds of rejection count as rejected."""
        found: dict[str, int] = {}
        for outcome, count in self.connection.execute("SELECT outcome, count(*) FROM row GROUP BY outcome"):
            name = "rejected" if outcome == "ambiguous" else outcome
            found[name] = found.get(name, 0) + count
        return found

    def to_come(self) -> dict[str, int]:
        """Return how many companies rows to create name that are not there yet, as far as the plan can tell."""
        query = (
            "SELECT count(*) FROM company co WHERE co.key IN (SELECT company FROM row WHERE outcome = 'created')"
            " AND co.there = 0 AND NOT EXISTS (SELECT 1 FROM contact s WHERE s.kind = 'company' AND s.name_key = co.key)"
        )
        count = int(self.connection.execute(query).fetchone()[0])
        return {"companies": count} if count else {}

    def outcomes(self, *, only_rejected: bool = False, limit: int = -1) -> Iterator[tuple[Any, ...]]:
        """Yield rows in the order of the file: line, outcome, name, target, changes as JSON, reason."""
        only = "WHERE outcome IN ('rejected', 'ambiguous')" if only_rejected else ""
        query = (
            "SELECT r.line, CASE outcome WHEN 'ambiguous' THEN 'rejected' ELSE outcome END, c.name, r.target, r.changes,"
            f" r.reason FROM row r LEFT JOIN contact c ON c.n = r.n {only} ORDER BY r.n LIMIT ?"
        )
        return iter(self.connection.execute(query, (limit,)))

    def rejected(self) -> dict[int, str]:
        """Return the reasons of all rejected rows, by the line they begin at."""
        query = "SELECT line, reason FROM row WHERE outcome IN ('rejected', 'ambiguous')"
        return dict(self.connection.execute(query).fetchall())

    def close(self) -> None:
        """Close the file; its folder is the caller's to remove."""
        self.connection.close()


def _insert(table: str, columns: int) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})"


def _json(values: dict[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _values(text: str) -> dict[str, object]:
    """Return values written by ``_json``, their lists as tuples again; ``due`` stays a list."""
    return {
        name: tuple(tuple(item) if isinstance(item, list) else item for item in value)
        if isinstance(value, list) and name != "due"
        else value
        for name, value in json.loads(text).items()
    }


_OTHERS = ("line", "has", "role", "department", "due_on", "due_time", "company", "owner", "level", "stage")
_OTHER_VALUES = """SELECT r.n, line, has, role, department, due_on, due_time, co.name,
    coalesce(co.owner, r.owner), coalesce(co.level, c.level), coalesce(co.stage, c.stage)
    FROM row r JOIN contact c ON c.n = r.n LEFT JOIN company co ON co.key = r.company WHERE r.n IN ({marks})"""

_LIVE = "JOIN crm.contact c ON c.id = {id} AND c.deleted_at IS NULL JOIN contact s ON s.n = k.n AND c.kind = s.kind"

_MATCH = {
    "email": "INSERT OR IGNORE INTO hit SELECT k.n, k.rank, c.id FROM key k CROSS JOIN crm.contact_email e ON e.address_key = k.key "
    + _LIVE.format(id="e.contact_id")
    + " WHERE k.rank = 0",
    "phone": "INSERT OR IGNORE INTO hit SELECT k.n, k.rank, c.id FROM key k CROSS JOIN crm.contact_phone p ON p.phone_key = k.key "
    + _LIVE.format(id="p.contact_id")
    + " WHERE k.rank = 1",
    "name": """INSERT OR IGNORE INTO hit SELECT k.n, k.rank, c.id FROM key k
        CROSS JOIN crm.contact c ON c.name_key = k.key AND c.deleted_at IS NULL
        JOIN contact s ON s.n = k.n AND c.kind = s.kind
        WHERE k.rank = 2 AND CASE WHEN k.company IN ('', char(1)) THEN
            NOT EXISTS (SELECT 1 FROM crm.relation r WHERE r.contact_id = c.id AND r.kind = 'member')
        ELSE EXISTS (SELECT 1 FROM crm.relation r JOIN crm.contact o ON o.id = r.other_id
            WHERE r.contact_id = c.id AND r.kind = 'member' AND o.name_key = k.company) END""",
}
"""How each key is looked up in the main file."""

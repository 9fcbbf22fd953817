"""What becomes of the rows of a staged import: decided one by one, counted and listed."""

import json
from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tui_crm.db.sqlite.staging import Staging


class Decision(NamedTuple):
    """What becomes of row ``n``: ``created`` (from ``source``, joined of several), ``updated``, ``unchanged``,
    ``skipped`` or ``rejected``. ``target`` is the contact it is about, ``changes`` field → (old, new).
    """

    n: int
    outcome: str
    target: int | None = None
    source: int | None = None
    changes: Mapping[str, tuple[object, object]] | None = None
    reason: str | None = None


class Outcome(NamedTuple):
    """What becomes of row ``n``, which begins at ``line``: ``source`` is the row that is created instead, often itself,
    ``kind`` empty of a row that could not be read, ``changes`` field → [old, new].
    """

    n: int
    line: int
    outcome: str
    kind: str
    name: str
    target: int | None
    source: int
    changes: Mapping[str, Sequence[object]]
    reason: str


@dataclass(frozen=True)
class Target:
    """A contact that changes, or one that several rows will create (its number is below zero): values as rows have them,
    ``before`` and ``after`` all rows so far, and whether these differ as they will be stored.

    ``name_key`` is that of a company afterwards; ``home`` the company that a person will be in, by number, or by its key
    (``new_home``) where it comes along.
    """

    id: int
    version: int
    differs: bool
    name_key: str | None
    home: int | None
    new_home: str | None
    before: Mapping[str, object]
    after: Mapping[str, object]


def decide(staging: "Staging", decisions: Iterable[Decision]) -> None:
    """Write what becomes of rows; a later word replaces an earlier one."""
    staging.connection.executemany(
        "INSERT OR REPLACE INTO decision (n, outcome, target, source, changes, reason) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (*each[:4], json.dumps(each.changes, ensure_ascii=False) if each.changes else None, each.reason)
            for each in decisions
        ],
    )


def reject(staging: "Staging", rows: str, reason: str) -> None:
    """Reject the rows that a query selects, and with them those that were joined to them."""
    staging.connection.execute(
        f"INSERT OR REPLACE INTO decision (n, outcome, reason) SELECT n, 'rejected', ? FROM ({rows})", (reason,)
    )
    staging.connection.execute(
        "UPDATE decision SET outcome = 'rejected', target = NULL, changes = NULL, reason = ? WHERE target < 0"
        " AND -target IN (SELECT n FROM decision WHERE outcome = 'rejected')",
        (reason,),
    )


def change(staging: "Staging", targets: Iterable[Target]) -> None:
    """Write what becomes of contacts; ``version`` and ``before`` stay as they were first written."""
    staging.connection.executemany(
        "INSERT INTO target (id, version, differs, name_key, home, new_home, before, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET differs = excluded.differs, name_key = excluded.name_key, home = excluded.home,"
        " new_home = excluded.new_home, after = excluded.after",
        [
            (each.id, each.version, each.differs, each.name_key, each.home, each.new_home, _json(each.before),
             _json(each.after))
            for each in targets
        ],
    )  # fmt: skip


def changed(staging: "Staging", numbers: Sequence[int]) -> dict[int, tuple[int, dict[str, object], dict[str, object]]]:
    """Return contacts that earlier rows have changed: version, before and after."""
    query = "SELECT id, version, before, after FROM target WHERE id IN ({marks})"
    return {
        number: (version, values(before), values(after))
        for number, version, before, after in staging.chosen(query, numbers)
    }


def versions(staging: "Staging", ids: Sequence[int]) -> dict[int, int]:
    """Return the versions that were planned on of contacts that rows change."""
    return dict(staging.chosen("SELECT id, version FROM target WHERE id IN ({marks})", ids))


def joined(staging: "Staging", after: int, limit: int) -> list[tuple[int, int, dict[str, object]]]:
    """Return the next contacts that several rows will create: the first of the rows, its line, the values together."""
    query = "SELECT r.n, r.line, t.after FROM target t JOIN row r ON r.n = -t.id WHERE t.id < 0 AND r.n > ? ORDER BY r.n LIMIT ?"
    found = staging.connection.execute(query, (after, limit)).fetchall()
    return [(n, line, values(together)) for n, line, together in found]


def drop_unchanged(staging: "Staging") -> None:
    """Let rows whose contact comes out as it was count as unchanged."""
    staging.connection.execute(
        "UPDATE decision SET outcome = 'unchanged', changes = NULL WHERE outcome = 'updated'"
        " AND target IN (SELECT id FROM target WHERE id > 0 AND NOT differs)"
    )
    staging.connection.execute("DELETE FROM target WHERE id > 0 AND NOT differs")


CREATED = "SELECT r.n AS root, coalesce(d.source, r.n) AS n FROM row r LEFT JOIN decision d ON d.n = r.n WHERE r.n <= {last} AND (d.n IS NULL OR d.outcome = 'created')"
"""The rows that create a contact: ``root``, and what it was joined to."""


def counts(staging: "Staging", last: int) -> dict[str, int]:
    """Return how many of the first ``last`` rows have which outcome."""
    found = dict.fromkeys(("created", "updated", "unchanged", "skipped", "rejected", "bad"), 0)
    found |= dict(staging.connection.execute("SELECT outcome, count(*) FROM decision GROUP BY outcome").fetchall())
    found["rejected"] += found.pop("bad")
    found["created"] = last - sum(count for outcome, count in found.items() if outcome != "created")
    return found


REJECTED = ("rejected",)
"""What became of a row that is no good, as outcomes."""


def outcomes(
    staging: "Staging", last: int, among: Collection[str] | None = None, *, limit: int = -1, start: int = 0
) -> Generator[Outcome, None, None]:
    """Yield rows in the order of the file; with ``among``, those that have one of these outcomes. ``start`` are left out."""
    rows, wanted = "row r LEFT JOIN decision d ON d.n = r.n WHERE r.n <= ?", [*(among or ())]
    if "rejected" in wanted:
        wanted.append("bad")
    if among is not None:
        marks = ", ".join("?" * len(wanted))
        if "created" in wanted:
            rows += f" AND coalesce(d.outcome, 'created') IN ({marks})"
        else:  # whoever is created as they stand has no decision, and these are most
            rows = f"decision d CROSS JOIN row r ON r.n = d.n WHERE r.n <= ? AND d.outcome IN ({marks})"
    query = (
        "SELECT r.n, r.line, CASE d.outcome WHEN 'bad' THEN 'rejected' ELSE coalesce(d.outcome, 'created') END,"
        " coalesce(r.kind, ''), coalesce(r.name, ''), d.target, coalesce(d.source, r.n), d.changes, coalesce(d.reason, '')"
        f" FROM {rows} ORDER BY r.n LIMIT ? OFFSET ?"
    )
    cursor = staging.connection.execute(query, (last, *wanted, limit, start))
    try:
        for n, line, outcome, kind, name, target, source, differing, reason in cursor:
            yield Outcome(n, line, outcome, kind, name, target, source, json.loads(differing or "{}"), reason)
    finally:
        cursor.close()


def _json(content: Mapping[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def values(text: str) -> dict[str, object]:
    """Return the values of a contact from ``target``: lists as tuples, their items as tuples where they are lists."""
    return {
        name: tuple(tuple(item) if isinstance(item, list) else item for item in value)
        if isinstance(value, list)
        else value
        for name, value in json.loads(text).items()
    }


def line_of(staging: "Staging", n: int) -> int:
    """Return the line of the input that a row begins at."""
    return int(staging.connection.execute("SELECT line FROM row WHERE n = ?", (n,)).fetchone()[0])

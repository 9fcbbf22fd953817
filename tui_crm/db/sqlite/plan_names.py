"""Which users and tags a staged import needs: those that are there, and those that come along."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from tui_crm.db.sqlite.plan_decisions import CREATED

if TYPE_CHECKING:
    from tui_crm.db.sqlite.staging import Staging

OF_SEVERAL_USERS = "SELECT r.n FROM row r JOIN user_name u ON u.key = r.owner WHERE u.known > 1"
"""The rows that name as their owner somebody whom several users can be."""

OF_USER = "SELECT r.n FROM row r JOIN user_name u ON u.key = r.owner WHERE u.known = 1 AND u.id = {id:d}"
"""The rows that name a user as their owner."""


class Unclear(NamedTuple):
    """What is wrong with the users that rows name: some name may be that of ``several``, and who has ``left`` (login by id)."""

    several: bool = False
    left: Mapping[int, str] = MappingProxyType({})


def find_users(staging: "Staging") -> Unclear:
    """Find the users that rows name, by login or by name; a name means who works here before it means who has left."""
    wanted = [row[0] for row in staging.connection.execute("SELECT key FROM user_name")]
    if not wanted:
        return Unclear()
    called: dict[str, list[int]] = defaultdict(list)
    logins: dict[str, int] = {}
    left: dict[int, str] = {}
    query = 'SELECT id, login, name, retired_at FROM crm."user" WHERE deleted_at IS NULL ORDER BY retired_at IS NOT NULL, id DESC'
    for number, login, name, retired_at in staging.connection.execute(query):
        logins[user_key(login)] = number
        key = user_key(name or login)
        if retired_at is not None:
            left[number] = login
            if key in called:
                continue
        called[key].append(number)
    found = {key: [logins[key]] if key in logins else called.get(key, []) for key in wanted}
    staging.connection.executemany(
        "UPDATE user_name SET id = ?, known = ?, used = NULL WHERE key = ?",
        [(min(ids, default=None), len(ids), key) for key, ids in found.items()],
    )
    named = {ids[0] for ids in found.values() if len(ids) == 1}
    gone = {number: login for number, login in left.items() if number in named}
    return Unclear(any(len(ids) > 1 for ids in found.values()), gone)


def user_key(name: str) -> str:
    """Return what two spellings of a login or name have in common."""
    return name.casefold()


def find_tags(staging: "Staging") -> None:
    """Find the tags that rows name."""
    staging.connection.execute(
        "UPDATE tag_name SET used = NULL, id = (SELECT min(t.id) FROM crm.tag t WHERE t.name_key = tag_name.key"
        " AND t.deleted_at IS NULL)"
    )


def find_used(staging: "Staging", last: int) -> None:
    """Mark the users and tags that what is written will name."""
    created = CREATED.format(last=last)
    run = staging.connection.execute
    run(f"UPDATE tag_name SET used = 1 WHERE key IN (SELECT g.key FROM ({created}) c CROSS JOIN tag g ON g.n = c.n)")
    run(
        "UPDATE tag_name SET used = 1 WHERE name IN (SELECT j.value FROM target t, json_each(t.after, '$.tags') j"
        " WHERE j.value NOT IN (SELECT value FROM json_each(t.before, '$.tags')))"
    )
    run(
        "UPDATE user_name SET used = 1 WHERE key IN (SELECT owner FROM customer_change) OR key IN (SELECT x.owner FROM told x"
        " LEFT JOIN company co ON co.key = x.company WHERE x.customer < 0 OR co.made = 1)"
        f" OR key IN (SELECT r.owner FROM ({created}) c CROSS JOIN row r ON r.n = c.n WHERE r.company IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM told x WHERE x.customer = -c.root))"
    )


_COME_ALONG = {
    "company": "company WHERE made = 1",
    "tag": "tag_name WHERE used = 1 AND id IS NULL",
    "user": "user_name WHERE used = 1 AND id IS NULL",
}
_SEVERAL = {"company": "companies", "tag": "tags", "user": "users"}


def to_come(staging: "Staging") -> dict[str, int]:
    """Return how many companies, tags and users come along with the rows."""
    queries = {_SEVERAL[kind]: f"SELECT count(*) FROM {place}" for kind, place in _COME_ALONG.items()}
    found = {kind: int(staging.connection.execute(query).fetchone()[0]) for kind, query in queries.items()}
    return {kind: count for kind, count in found.items() if count}


def named_to_come(staging: "Staging") -> Iterator[tuple[str, str, int, int]]:
    """Yield the companies, tags and users that come along: what it is, its name, line and number of the row that first
    names it.
    """
    for kind, place in _COME_ALONG.items():
        query = f"SELECT f.name, r.line, r.n FROM (SELECT * FROM {place}) f JOIN row r ON r.n = f.first ORDER BY f.first, f.key"
        for name, line, n in staging.connection.execute(query):
            yield kind, name, line, n


def users_named(staging: "Staging", keys: Collection[str]) -> dict[str, str]:
    """Return the users that rows name by these keys as the rows spell them."""
    return dict(staging.chosen("SELECT key, name FROM user_name WHERE key IN ({marks})", list(keys)))

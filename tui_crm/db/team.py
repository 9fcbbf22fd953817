"""Statements about users, teams, tags, custom fields and team settings."""

from collections.abc import Sequence

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.rows import number
from tui_crm.models.folding import label_key
from tui_crm.settings import SETTINGS


def user_by_id(connection: Connection, user_id: int) -> int | None:
    """Return ``user_id`` where there is such a user."""
    found = sql.scalar(connection, 'SELECT id FROM "user" WHERE id = :id AND deleted_at IS NULL', id=user_id)
    return None if found is None else number(found)


def user_with_login(connection: Connection, login: str) -> int | None:
    """Return the user with this login; the case of ASCII letters does not matter."""
    query = 'SELECT id FROM "user" WHERE lower(login) = lower(:login) AND deleted_at IS NULL ORDER BY id LIMIT 1'
    found = sql.scalar(connection, query, login=login)
    return None if found is None else number(found)


def user_called(connection: Connection, who: str) -> int | None:
    """Return the user with this login, else the only one with this name."""
    if (found := user_with_login(connection, who)) is not None:
        return found
    query = 'SELECT id FROM "user" WHERE name = :who AND deleted_at IS NULL LIMIT 2'
    named = sql.rows(connection, query, who=who)
    return number(named[0][0]) if len(named) == 1 else None


def login_of(connection: Connection, user_id: int) -> str:
    """Return a user's login."""
    return str(sql.scalar(connection, 'SELECT login FROM "user" WHERE id = :id', id=user_id))


def name_of(connection: Connection, login: str) -> str:
    """Return what the user with this login is called: their name, the login where that is not known."""
    query = 'SELECT name FROM "user" WHERE lower(login) = lower(:login) AND deleted_at IS NULL ORDER BY id LIMIT 1'
    return str(sql.scalar(connection, query, login=login) or login)


def names(connection: Connection) -> dict[str, str]:
    """Return what users are called who have a name, by their login."""
    found = sql.rows(connection, 'SELECT login, name FROM "user" WHERE deleted_at IS NULL ORDER BY id DESC')
    return {str(login): str(name) for login, name in found if name}


def is_retired(connection: Connection, user_id: int) -> bool:
    """Tell whether a user has left."""
    return sql.scalar(connection, 'SELECT retired_at FROM "user" WHERE id = :id', id=user_id) is not None


def logins(connection: Connection) -> list[str]:
    """Return the logins of everybody who works here now."""
    query = 'SELECT login FROM "user" WHERE deleted_at IS NULL AND retired_at IS NULL ORDER BY login'
    return [str(row[0]) for row in sql.rows(connection, query)]


def users(connection: Connection) -> sql.Rows:
    """Return every user: id, login, name, email, team (its name), retired_at, version, owned (how many customers)."""
    return sql.rows(
        connection,
        "SELECT u.id, u.login, coalesce(u.name, '') AS name, coalesce(u.email, '') AS email,"
        " coalesce(t.name, '') AS team, u.retired_at, u.version,"
        " (SELECT count(*) FROM contact c WHERE c.owner_id = u.id AND c.deleted_at IS NULL) AS owned"
        ' FROM "user" u LEFT JOIN team t ON t.id = u.team_id WHERE u.deleted_at IS NULL ORDER BY u.login, u.id',
    )


def team_called(connection: Connection, name: str) -> int | None:
    """Return the team with this name; the case of ASCII letters does not matter."""
    query = "SELECT id FROM team WHERE lower(name) = lower(:name) AND deleted_at IS NULL"
    found = sql.scalar(connection, query, name=name)
    return None if found is None else number(found)


def team_names(connection: Connection) -> list[str]:
    """Return what the teams are called."""
    found = sql.rows(connection, "SELECT name FROM team WHERE deleted_at IS NULL ORDER BY name, id")
    return [str(row[0]) for row in found]


def owned_by(connection: Connection, user_id: int) -> list[int]:
    """Return the contacts that a user owns."""
    found = sql.rows(connection, "SELECT id FROM contact WHERE owner_id = :id ORDER BY id", id=user_id)
    return [number(row[0]) for row in found]


def open_reminders_of(connection: Connection, user_id: int) -> list[int]:
    """Return a user's open reminders."""
    query = "SELECT id FROM reminder WHERE owner_id = :id AND done_at IS NULL AND deleted_at IS NULL ORDER BY id"
    return [number(row[0]) for row in sql.rows(connection, query, id=user_id)]


def tickets_in_hand(connection: Connection, user_id: int) -> list[int]:
    """Return a user's tickets that are not closed."""
    found = sql.rows(
        connection, "SELECT id FROM ticket WHERE owner_id = :id AND state <> 'closed' ORDER BY id", id=user_id
    )
    return [number(row[0]) for row in found]


def ways_to(connection: Connection, user_id: int) -> list[int]:
    """Return the service ways by which tickets come to a user."""
    found = sql.rows(connection, "SELECT id FROM service_way WHERE owner_id = :id ORDER BY id", id=user_id)
    return [number(row[0]) for row in found]


def policies_naming(connection: Connection, user_id: int) -> list[int]:
    """Return the SLA policies by which tickets come to a user."""
    query = "SELECT DISTINCT policy_id FROM sla_step WHERE user_id = :id ORDER BY 1"
    return [number(row[0]) for row in sql.rows(connection, query, id=user_id)]


def tag_ids(connection: Connection, names: Sequence[str]) -> dict[str, int]:
    """Return the ids of the live tags with these names, by name as given; see ``folding.label_key`` for how names are compared."""
    keys = {name: label_key(name) for name in names}
    query = "SELECT name_key, min(id) FROM tag WHERE name_key IN :keys AND deleted_at IS NULL GROUP BY name_key"
    found = {str(key): number(tag) for key, tag in sql.rows(connection, query, keys=list(set(keys.values())))}
    return {name: found[key] for name, key in keys.items() if key in found}


def tags(connection: Connection) -> sql.Rows:
    """Return every live tag: id, name, version, contacts (how many bear it)."""
    return sql.rows(
        connection,
        "SELECT t.id, t.name, t.version, (SELECT count(*) FROM contact_tag ct JOIN contact c ON c.id = ct.contact_id"
        " WHERE ct.tag_id = t.id AND c.deleted_at IS NULL) AS contacts"
        " FROM tag t WHERE t.deleted_at IS NULL ORDER BY t.name_key, t.id",
    )


def custom_fields(connection: Connection) -> sql.Rows:
    """Return every live custom field: id, name, label, type, choices, version, used (how many contacts have it)."""
    return sql.rows(
        connection,
        "SELECT f.id, f.name, coalesce(f.label, '') AS label, f.type, coalesce(f.choices, '') AS choices, f.version,"
        " (SELECT count(*) FROM custom_value v JOIN contact c ON c.id = v.contact_id AND c.deleted_at IS NULL"
        " WHERE v.field_id = f.id) AS used"
        " FROM custom_field f WHERE f.deleted_at IS NULL ORDER BY f.name, f.id",
    )


def settings(connection: Connection) -> dict[str, tuple[int, str]]:
    """Return the stored team settings: name to (id, value)."""
    query = "SELECT name, id, value FROM setting WHERE deleted_at IS NULL ORDER BY id"
    return {str(name): (number(key), str(value)) for name, key, value in sql.rows(connection, query)}


def setting(connection: Connection, name: str) -> str:
    """Return a team setting: what is stored, else what holds without."""
    stored = settings(connection).get(name)
    return stored[1] if stored else SETTINGS[name].default


def file_id(connection: Connection) -> str:
    """Return the id that tells this database from any other; it was made with the file and goes with every copy of it."""
    return str(sql.scalar(connection, "SELECT id FROM origin"))

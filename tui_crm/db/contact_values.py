"""Which values the fields of contacts have in the database, for completion."""

from sqlalchemy import Connection

from tui_crm.db.filter_fields import Known, few_in_use, in_use
from tui_crm.db.records import folded
from tui_crm.models.emails import email_key
from tui_crm.models.folding import label_key
from tui_crm.models.names import name_key


def _company_key(typed: str) -> str:
    return name_key(typed, person=False) if typed else ""


CITIES = Known(
    in_use("contact_address", "city_key", "(SELECT city FROM contact_address WHERE city_key = v LIMIT 1)"), folded
)
DOMAINS = Known(in_use("contact_email", "domain"), email_key)
LEVELS = Known(few_in_use("contact", "level"), folded)
SOURCES = Known(few_in_use("contact", "source"), folded)
TAGS = Known(
    "SELECT name FROM tag WHERE name_key >= :low AND name_key < :high AND deleted_at IS NULL"
    " ORDER BY name_key, id LIMIT :most",
    label_key,
)
SEGMENTS = Known(
    "SELECT name FROM segment WHERE name_key >= :low AND name_key < :high AND deleted_at IS NULL"
    " ORDER BY name_key, id LIMIT :most",
    label_key,
)
USERS = Known(
    'SELECT login FROM "user" WHERE lower(login) >= :low AND lower(login) < :high AND deleted_at IS NULL'
    " AND retired_at IS NULL ORDER BY login LIMIT :most",
    str.lower,
)
COMPANIES = Known(
    "SELECT name FROM (SELECT id, kind FROM contact WHERE name_key >= :low AND name_key < :high AND deleted_at IS NULL"
    " ORDER BY name_key, id LIMIT 2000) near JOIN contact c ON c.id = near.id WHERE near.kind = 'company'"
    " ORDER BY c.name_key, c.id LIMIT :most",
    _company_key,
)


def of_custom(field_id: int) -> Known:
    """Return where the values of a custom field are."""
    return Known(in_use("custom_value", "value", within=f"field_id = {field_id:d}"), str)


def tag_called(connection: Connection, name: str) -> str | None:
    """Return the name of the tag that ``name`` means, as it was given."""
    query = "SELECT name FROM tag WHERE name_key = ? AND deleted_at IS NULL ORDER BY id LIMIT 1"
    found = connection.exec_driver_sql(query, (label_key(name),)).scalar()
    return None if found is None else str(found)


def every_tag(connection: Connection) -> list[str]:
    """Return the names of all tags, a thousand at most."""
    query = "SELECT name FROM tag WHERE deleted_at IS NULL LIMIT 1000"
    return [str(row[0]) for row in connection.exec_driver_sql(query)]


def custom_fields(connection: Connection) -> list[tuple[int, str, str, str, str]]:
    """Return each custom field: id, name, label, type, choices."""
    query = (
        "SELECT id, name, coalesce(label, ''), type, coalesce(choices, '') FROM custom_field"
        " WHERE deleted_at IS NULL ORDER BY name, id"
    )
    return [tuple(row) for row in connection.exec_driver_sql(query)]

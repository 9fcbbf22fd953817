"""By what contacts can be sorted, and how the first of a million are found without sorting them all."""

from tui_crm.db.filter_fields import Sorting
from tui_crm.models.codes import Stage


def of_card(column: str) -> Sorting:
    """Return the sorting by an indexed column of the card."""
    return Sorting(f"c.{column}", f"SELECT o.id, o.{column} AS k FROM contact o WHERE o.{column} IS NOT NULL")


def of_summary(column: str) -> Sorting:
    """Return the sorting by an indexed column of the summary."""
    return Sorting(
        f"(SELECT s.{column} FROM contact_summary s WHERE s.contact_id = c.id)",
        f"SELECT s.contact_id AS id, s.{column} AS k FROM contact_summary s WHERE s.{column} IS NOT NULL",
    )


def _of_customer(key: str, condition: str = "1") -> str:
    rows = "contact_summary s JOIN contact k ON k.id = s.customer_id"
    return f"(SELECT {key} FROM {rows} WHERE s.contact_id = c.id AND {condition})"


def of_customer(column: str) -> Sorting:
    """Return the sorting by an indexed column of the customer."""
    walk = (
        f"SELECT s.contact_id AS id, k.{column} AS k FROM contact k CROSS JOIN contact_summary s ON s.customer_id = k.id"
        f" WHERE k.{column} IS NOT NULL"
    )
    return Sorting(_of_customer(f"k.{column}"), walk)


def of_custom(field_id: int, column: str) -> Sorting:
    """Return the sorting by the ``value`` or ``number`` of a custom field."""
    rows = f"FROM custom_value v WHERE v.field_id = {field_id:d}"
    return Sorting(
        f"(SELECT v.{column} {rows} AND v.contact_id = c.id)",
        f"SELECT v.contact_id AS id, v.{column} AS k {rows} AND v.{column} IS NOT NULL",
    )


_STAGES = " ".join(f"WHEN '{stage}' THEN {place}" for place, stage in enumerate(Stage))

BY_ID = Sorting("c.id", "SELECT o.id, o.id AS k FROM contact o")
BY_NAME = Sorting("c.name_key", "SELECT o.id, o.name_key AS k FROM contact o WHERE o.deleted_at IS NULL")
BY_KIND = Sorting("c.kind", groups=("company", "person"))
BY_STAGE = Sorting(_of_customer(f"CASE k.stage {_STAGES} END"), groups=tuple(range(len(Stage))))
BY_COMPANY = Sorting(
    _of_customer("k.name_key", "s.customer_id <> s.contact_id"),
    "SELECT s.contact_id AS id, k.name_key AS k FROM contact k"
    " CROSS JOIN contact_summary s ON s.customer_id = k.id AND s.contact_id <> k.id"
    " WHERE k.kind = 'company' AND k.deleted_at IS NULL",
)
BY_OWNER = Sorting(
    _of_customer('(SELECT u.login FROM "user" u WHERE u.id = k.owner_id)'),
    'SELECT s.contact_id AS id, u.login AS k FROM "user" u CROSS JOIN contact k ON k.owner_id = u.id'
    " CROSS JOIN contact_summary s ON s.customer_id = k.id",
)
BY_CITY = Sorting(
    "(SELECT a.city_key FROM contact_address a WHERE a.contact_id = c.id AND a.city_key <> '' ORDER BY a.position LIMIT 1)",
    "SELECT a.contact_id AS id, a.city_key AS k FROM contact_address a WHERE a.city_key <> '' AND NOT EXISTS ("
    "SELECT 1 FROM contact_address b WHERE b.contact_id = a.contact_id AND b.position < a.position AND b.city_key <> '')",
)

"""Import profiles: what is said of files of one kind, with a name."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.execute(
        "CREATE TABLE import_profile (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, version INTEGER NOT NULL,"
        " deleted_at VARCHAR(20), name VARCHAR NOT NULL, kind VARCHAR NOT NULL, options VARCHAR NOT NULL,"
        " headers VARCHAR NOT NULL, name_key VARCHAR NOT NULL)"
    )
    op.execute("CREATE INDEX ix_import_profile_name_key ON import_profile (name_key)")

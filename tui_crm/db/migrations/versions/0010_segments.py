"""Segments: filters with a name."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.execute(
        "CREATE TABLE segment (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, version INTEGER NOT NULL,"
        " deleted_at VARCHAR(20), name VARCHAR NOT NULL, filter VARCHAR NOT NULL, name_key VARCHAR NOT NULL)"
    )
    op.execute("CREATE INDEX ix_segment_name_key ON segment (name_key)")

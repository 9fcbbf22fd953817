"""Templates: the texts of personal messages."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.execute(
        "CREATE TABLE template (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, version INTEGER NOT NULL,"
        " deleted_at VARCHAR(20), name VARCHAR NOT NULL, occasion VARCHAR NOT NULL, channel VARCHAR, language VARCHAR,"
        " subject VARCHAR, text VARCHAR NOT NULL, name_key VARCHAR NOT NULL)"
    )
    op.execute("CREATE INDEX ix_template_name_key ON template (name_key)")
